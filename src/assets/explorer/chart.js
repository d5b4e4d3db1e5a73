// SPDX-License-Identifier: MIT
// A small chart of a number in each dump of a series.
import { svg } from '../icicle/elements.js';
import { groupDigits } from '../icicle/numbers.js';

const WIDTH = 90;
const HEIGHT = 16;

/** @param {number[]} series */
export const chart = (series) => {
  const most = Math.max(...series, 1);
  const least = Math.min(...series, 0);
  const xOf = (/** @type {number} */ i) => ((i * WIDTH) / Math.max(series.length - 1, 1)).toFixed(1);
  const yOf = (/** @type {number} */ bytes) => (1 + ((HEIGHT - 2) * (most - bytes)) / (most - least)).toFixed(1);
  return svg('svg', { width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': `bytes in each dump: ${series.map(groupDigits).join(', ')}`, 'data-part': 'chart' },
    svg('polyline', { points: series.map((bytes, i) => `${xOf(i)},${yOf(bytes)}`).join(' ') }));
};
