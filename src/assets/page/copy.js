// SPDX-License-Identifier: MIT
// Copying of names and paths to the clipboard, where the browser lets it.
import { html } from '../icicle/elements.js';

/**
 * @param {string} text
 * @param {HTMLElement} app holds what is selected for a moment
 * @param {() => void} restoreFocus
 * @returns {Promise<boolean>} true if the text was copied
 */
export const copyText = async (text, app, restoreFocus) => {
  const byHand = () => {
    const area = html('textarea', {}, text);
    app.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand('copy');
    } catch {
      // Only HTML documents have this command.
    }
    area.remove();
    restoreFocus();
    return done;
  };
  return navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, byHand) : byHand();
};
