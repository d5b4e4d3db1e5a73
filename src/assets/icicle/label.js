// SPDX-License-Identifier: MIT
// Labels that are shortened in the middle to fit their frame.
import { html, svg } from './elements.js';
import { ELLIPSIS, SAMPLE, USUAL_CELL } from './limits.js';

/**
 * Function that shortens a text to fit into a number of pixels: all of it, its beginning and end, or nothing.
 * @typedef {(text: string, space: number) => string} Shorten
 */

/**
 * Measures the font of texts in an element by a sample, which the first drawing replaces. ASCII characters are of one
 * width.
 * @param {SVGSVGElement} canvas
 * @returns {Shorten}
 */
export const labelsIn = (canvas) => {
  const sample = svg('text', {}, 'M'.repeat(SAMPLE));
  canvas.append(sample);
  const meter = /** @type {CanvasRenderingContext2D} */ (html('canvas', {}).getContext('2d'));
  const { fontSize, fontFamily } = getComputedStyle(sample); // in forced colours `font` itself is empty
  meter.font = `${fontSize} ${fontFamily}`;
  const cell = sample.getComputedTextLength() / SAMPLE || USUAL_CELL; // 0 while the picture is hidden
  const isAscii = (/** @type {string} */ text) => /^[ -~]*$/.test(text);
  const widthOf = (/** @type {string} */ text) => (isAscii(text) ? text.length * cell : meter.measureText(text).width * 1.02);
  return (text, space) => {
    if (space < 3 * cell) return '';
    if (text.length * cell <= space * 4 && widthOf(text) <= space) return text;
    const characters = Array.from(text.length > 4000 ? text.slice(0, 2000) + text.slice(-2000) : text);
    let short = '';
    let low = 3;
    let high = Math.min(Math.floor(space / cell), characters.length);
    while (low <= high) {
      const cells = (low + high) >> 1;
      const head = Math.floor(cells / 2);
      const tried = characters.slice(0, head).join('') + ELLIPSIS + characters.slice(characters.length - (cells - head - 1)).join('');
      if (widthOf(tried.replace(ELLIPSIS, '.')) <= space) {
        short = tried;
        low = cells + 1;
      } else high = cells - 1;
    }
    return short;
  };
};
