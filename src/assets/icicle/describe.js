// SPDX-License-Identifier: MIT
// Description of a frame in words: what the details line and screen readers say.
import { groupDigits, inBytes, percentage } from './numbers.js';
import { directionOf, grownOf, isRising, labelOf, seriesOf } from './tree.js';

/** @typedef {import('./layout.js').Frame} Frame */
/** @typedef {import('./tree.js').Tree} Tree */

/**
 * @param {Tree} tree
 * @param {Frame} frame
 */
export const describe = (tree, { node, begin, end, growth, merged }) => {
  const bytes = end - begin;
  const own = merged > 0 ? growth : grownOf(tree, node);
  let text = merged > 0 ? `${groupDigits(merged)} small frame${merged === 1 ? '' : 's'}, ${inBytes(bytes)}`
    : `${labelOf(tree, node)} (${inBytes(bytes)}, ${percentage(bytes, tree.totals[0])})`;
  if (tree.compared) {
    // The sign of a single frame says all of it if its nodes changed in one direction.
    if (merged > 0 || directionOf(tree, node) > 1) text += `; ${groupDigits(growth)} more, ${groupDigits(bytes - growth)} less`;
  } else {
    if (merged === 0) text += `; self: ${inBytes(tree.ownBytes[node])} in ${groupDigits(tree.ownObjects[node])} objects`;
    if (growth === bytes && bytes > 0) text += '; all growth';
    else {
      if (own > 0) text += `, of which ${inBytes(own)} are growth`;
      if (growth > own) text += `; growth in total: ${inBytes(growth)}`;
    }
  }
  const series = seriesOf(tree, node);
  if (merged > 0 || series.length === 0) return text;
  const slope = Math.round((series[series.length - 1] - series[0]) / (series.length - 1));
  return `${text}; alive ${series.map(groupDigits).join(' → ')}${isRising(tree, node) ? `, +${groupDigits(slope)} a dump` : ''}`;
};
