// SPDX-License-Identifier: MIT
// Elements of the page. Names from a heap reach it through textContent and setAttribute alone.
const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';

/** @typedef {Record<string, string | number>} Attributes */

/**
 * @param {string} space
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
const make = (space, tag, attributes, children) => {
  const element = document.createElementNS(space, tag);
  for (const key in attributes) element.setAttribute(key, /** @type {string} */ (attributes[key]));
  element.append(...children);
  return element;
};

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export const svg = (tag, attributes, ...children) =>
  /** @type {SVGElementTagNameMap[Tag]} */ (make(SVG, tag, attributes, children));

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export const html = (tag, attributes, ...children) =>
  /** @type {HTMLElementTagNameMap[Tag]} */ (make(HTML, tag, attributes, children));

/** @param {(Node | string)[]} children */
export const box = (...children) => html('div', {}, ...children);

/**
 * Box that the style sheet knows by a name.
 * @param {string} name
 * @param {(Node | string)[]} children
 */
export const partBox = (name, ...children) => html('div', { 'data-part': name }, ...children);

/**
 * @template {keyof HTMLElementEventMap} Type
 * @param {EventTarget} target
 * @param {Type} type
 * @param {(event: HTMLElementEventMap[Type]) => void} act
 */
export const on = (target, type, act) => target.addEventListener(type, /** @type {EventListener} */ (act));

/**
 * @param {string} label
 * @param {string} hint
 * @param {() => void} act
 */
export const button = (label, hint, act) => {
  const element = html('button', { type: 'button', title: hint }, label);
  on(element, 'click', act);
  return element;
};
