// SPDX-License-Identifier: MIT
// Help: how to read the graph, and its keys.
import { button, html } from '../icicle/elements.js';

/**
 * @param {string} text how to read the graph, and a line for each key with its meaning behind a tab
 * @param {() => void} onClose
 */
export const createHelp = (text, onClose) => {
  const [howToRead, ...keys] = text.trim().split('\n');
  return html('div', { 'data-part': 'help', role: 'dialog', 'aria-label': 'Help', tabindex: '-1', hidden: '' },
    html('h2', {}, 'How to read the graph'),
    html('p', {}, howToRead),
    html('table', {}, ...keys.map((line) => {
      const [key, what] = line.split('\t');
      return html('tr', {}, html('th', {}, key), html('td', {}, what));
    })),
    button('Close', 'Escape', onClose));
};
