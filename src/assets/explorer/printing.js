// SPDX-License-Identifier: MIT
// Printing: all rows of the graph, scaled to the page, and more rows of the tables.
import { on } from '../icicle/elements.js';

/**
 * @param {HTMLElement} scroller holds the graph
 * @param {() => void} rearrange lays the graph out and draws it
 * @param {() => import('./tables.js').Table[]} tables
 */
export const printWhole = (scroller, rearrange, tables) => {
  const media = matchMedia('print');
  const show = () => {
    const canvas = /** @type {SVGSVGElement} */ (scroller.querySelector('svg'));
    for (const table of tables()) table.print(media.matches);
    canvas.removeAttribute('viewBox');
    scroller.style.height = media.matches ? `${scroller.scrollHeight}px` : '';
    rearrange();
    if (media.matches) canvas.setAttribute('viewBox', `0 0 ${Math.max(scroller.clientWidth, 100)} ${canvas.getAttribute('height')}`);
  };
  on(media, 'change', show);
  if (media.matches) show();
};
