// SPDX-License-Identifier: MIT
// Puts the interactive picture in place of the static one, which returns for printing.
import { on, svg } from '../icicle/elements.js';
import { part, picture } from './parts.js';

/**
 * Shows the interactive picture, and the static one in print.
 * @param {HTMLElement} app
 */
export const takeStage = (app) => {
  const still = part('still');
  const live = svg('foreignObject', { 'data-part': 'live', width: '100%', height: '100%' }, app);
  const sizes = ['width', 'height', 'viewBox'].map((key) => [key, /** @type {string} */ (picture.getAttribute(key))]);
  const show = (/** @type {boolean} */ isLive) => {
    for (const [key, value] of sizes) {
      if (!isLive) picture.setAttribute(key, value);
      else if (key === 'viewBox') picture.removeAttribute(key);
      else picture.setAttribute(key, '100%');
    }
    (isLive ? still : live).remove();
    picture.append(isLive ? live : still);
  };
  show(true);
  const print = matchMedia('print');
  on(print, 'change', () => show(!print.matches));
};
