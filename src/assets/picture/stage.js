// SPDX-License-Identifier: MIT
// Puts the interactive picture in place of the static one, which returns for printing.
import { html, on, svg } from '../icicle/elements.js';
import { part, picture } from './parts.js';

/**
 * Shows the interactive picture, and in print the static one, as wide as the page.
 * @param {HTMLElement} app
 */
export const takeStage = (app) => {
  const still = part('still');
  const live = svg('foreignObject', { 'data-part': 'live', width: '100%', height: '100%' },
    // Without it, a phone lays the page out for a desk and scales it down.
    html('meta', { name: 'viewport', content: 'width=device-width' }), app);
  picture.setAttribute('preserveAspectRatio', 'xMidYMin'); // of what is printed
  const viewBox = /** @type {string} */ (picture.getAttribute('viewBox'));
  const print = matchMedia('print');
  const show = () => {
    const isLive = !print.matches;
    picture.setAttribute('width', '100%');
    if (isLive) {
      picture.setAttribute('height', '100%');
      picture.removeAttribute('viewBox');
    } else {
      picture.removeAttribute('height');
      picture.setAttribute('viewBox', viewBox);
    }
    (isLive ? still : live).remove();
    picture.append(isLive ? live : still);
  };
  show();
  on(print, 'change', show);
};
