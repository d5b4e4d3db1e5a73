// SPDX-License-Identifier: MIT
// What stands around the frames: above them the verdict, what was counted, and the tools; below them the details of a
// frame, the legend and the notices.
import { button, html, partBox } from '../icicle/elements.js';
import { facts } from './facts.js';
import { part } from './parts.js';

/**
 * @typedef {object} Header
 * @property {HTMLElement} headBox
 * @property {HTMLElement} toolBox
 * @property {HTMLElement} footBox
 * @property {HTMLInputElement} searchBox
 * @property {HTMLInputElement} regexBox
 * @property {HTMLElement} foundBox what is said of the search
 * @property {HTMLElement} noteBox what is said of what was done
 * @property {HTMLButtonElement} resetButton
 * @property {HTMLButtonElement} foldButton its label is set when the tree is known
 * @property {HTMLElement} spotsBox the sites
 * @property {HTMLElement} detailsBox
 */

/** Colours of the legend of the static picture. */
export const colours = [...part('legend').querySelectorAll('rect')].map((rect) => /** @type {string} */ (rect.getAttribute('fill')));

/** @returns {HTMLElement} */
const createLegend = () => {
  const texts = [...part('legend').querySelectorAll('text')];
  return partBox('key', ...texts.map((text, i) => {
    const sample = html('i', { 'data-colour': colours[i] });
    // A security policy may forbid style attributes where it allows scripts; it never forbids properties.
    sample.style.background = colours[i];
    return html('span', {}, colours[i] ? sample : '', text.textContent);
  }));
};

/**
 * A text that is cut where there is little room, and shown in whole by a click.
 * @param {string} name
 * @param {string} text
 */
const cutText = (name, text) => {
  let isWhole = false;
  const element = button(text, text, () => element.setAttribute('aria-expanded', `${(isWhole = !isWhole)}`));
  element.setAttribute('data-part', name);
  element.setAttribute('aria-expanded', 'false');
  return element;
};

/**
 * @param {(key: string) => void} press does what the key does
 * @returns {Header}
 */
export const createHeader = (press) => {
  const keyButton = (/** @type {string} */ label, /** @type {string} */ key, hint = key) => button(label, hint, () => press(key));
  const stepButton = (/** @type {string} */ label, /** @type {string} */ key, /** @type {string} */ words) => {
    const step = keyButton(label, key, `${words} (${key})`);
    step.setAttribute('aria-label', words);
    return step;
  };
  const searchBox = html('input', {
    type: 'search', placeholder: 'Search names  ( / )', 'aria-label': 'Search names', size: 22, spellcheck: 'false',
  });
  const regexBox = html('input', { type: 'checkbox', checked: '' });
  const foundBox = html('output', { 'data-part': 'found' });
  const noteBox = html('output', { 'data-part': 'note' });
  const resetButton = keyButton('Reset zoom', '0');
  const foldButton = keyButton('', 'r');
  const spotsBox = partBox('spots');
  const detailsBox = html('div', { 'data-part': 'details', role: 'status', 'aria-live': 'polite' });
  const { verdict, counted, provenance, notices } = facts;
  const headBox = partBox('top',
    verdict ? cutText('verdict', verdict) : '',
    cutText('source', [provenance, counted].join(' · ')));
  const toolBox = partBox('tools',
    searchBox, html('label', { title: 'Regular expression; off: plain text' }, regexBox, 'regex'),
    stepButton('‹', 'N', 'Previous match'), stepButton('›', 'n', 'Next match'), foundBox, noteBox,
    html('span', { 'data-part': 'buttons' }, resetButton, foldButton, keyButton('Help', '?')));
  const footBox = partBox('bottom', detailsBox, spotsBox, createLegend(), ...notices.map((notice) => partBox('notice', notice)));
  return { headBox, toolBox, footBox, searchBox, regexBox, foundBox, noteBox, resetButton, foldButton, spotsBox, detailsBox };
};
