// SPDX-License-Identifier: MIT
// Head of the picture: title, search box and buttons, what the picture says, legend, and details of a frame.
import { box, button, html, partBox } from '../icicle/elements.js';
import { part, textOf } from './parts.js';

/**
 * @typedef {object} Header
 * @property {HTMLElement} headBox
 * @property {HTMLInputElement} searchBox
 * @property {HTMLInputElement} regexBox
 * @property {HTMLElement} foundBox what is said of the search
 * @property {HTMLButtonElement} resetButton
 * @property {HTMLButtonElement} foldButton its label is set when the tree is known
 * @property {HTMLElement} spotsBox the heaviest frames
 * @property {HTMLElement} detailsBox
 */

/** Colours of the legend of the static picture. */
export const colours = [...part('legend').querySelectorAll('rect')].map((rect) => /** @type {string} */ (rect.getAttribute('fill')));

/** @returns {HTMLElement} */
const createLegend = () => {
  const texts = [...part('legend').querySelectorAll('text')];
  return box(...texts.map((text, i) => {
    const sample = html('i', { 'data-colour': colours[i] });
    // A security policy may forbid style attributes where it allows scripts; it never forbids properties.
    sample.style.background = colours[i];
    return html('span', {}, colours[i] ? sample : '', text.textContent);
  }));
};

/**
 * @param {(key: string) => void} press does what the key does
 * @returns {Header}
 */
export const createHeader = (press) => {
  const keyButton = (/** @type {string} */ label, /** @type {string} */ key, hint = key) => button(label, hint, () => press(key));
  const searchBox = html('input', {
    type: 'search', placeholder: 'Search names  ( / )', 'aria-label': 'Search names', size: 22, spellcheck: 'false',
  });
  const regexBox = html('input', { type: 'checkbox', checked: '' });
  const foundBox = html('output', { 'data-part': 'found' });
  const resetButton = keyButton('Reset zoom', '0');
  const foldButton = keyButton('', 'r');
  const spotsBox = partBox('spots');
  const detailsBox = html('div', { 'data-part': 'details', role: 'status', 'aria-live': 'polite' });
  const lines = textOf('desc').split('\n'); // all but the last are the verdict
  const headBox = partBox('top',
    box(
      html('strong', {}, textOf('title')), searchBox, html('label', { title: 'Regular expression; off: plain text' }, regexBox, 'regex'),
      keyButton('‹', 'N', 'Previous match (N)'), keyButton('›', 'n', 'Next match (n)'), foundBox,
      html('span', { 'data-part': 'buttons' }, resetButton, foldButton, keyButton('Help', '?'))),
    ...lines.map((line, i) => (i + 1 < lines.length ? partBox('verdict', line) : box(line))),
    createLegend(), spotsBox, detailsBox);
  return { headBox, searchBox, regexBox, foundBox, resetButton, foldButton, spotsBox, detailsBox };
};
