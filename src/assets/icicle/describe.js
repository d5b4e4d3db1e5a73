// SPDX-License-Identifier: MIT
// Description of a frame in words: what the details line and screen readers say. The words are those of the program.
import { fill, groupDigits, percentage } from './numbers.js';
import { grownOf, isRising, seriesOf, slopeOf } from './tree.js';
import { labelOf } from './tree_labels.js';

/** @typedef {import('./layout.js').Frame} Frame */
/** @typedef {import('./tree.js').Tree} Tree */

/**
 * Templates of what is said, by their names in the program.
 * @typedef {Record<'frameText' | 'smallFrameText' | 'smallFramesText' | 'selfText' | 'selfOfOneText' | 'directionsText' |
 *   'onlyMoreText' | 'onlyLessText' | 'allGrowthText' | 'ownGrowthText' | 'growthText', string>} Words
 */

/**
 * @param {Tree} tree
 * @param {Frame} frame
 * @param {Words} words
 */
export const describe = (tree, { node, begin, end, growth, merged }, words) => {
  const bytes = end - begin;
  const own = merged > 0 ? growth : grownOf(tree, node);
  let text = merged > 0 ? fill(merged === 1 ? words.smallFrameText : words.smallFramesText, merged, bytes)
    : fill(words.frameText, labelOf(tree, node), bytes, percentage(bytes, tree.totals[0]));
  if (merged === 0 && !tree.compared) {
    const objects = tree.ownObjects[node];
    text += fill(objects === 1 ? words.selfOfOneText : words.selfText, tree.ownBytes[node], objects);
  }
  if (tree.compared) {
    text += growth === bytes ? words.onlyMoreText : growth === 0 ? words.onlyLessText : fill(words.directionsText, growth, bytes - growth);
  } else if (growth === bytes && bytes > 0) {
    text += words.allGrowthText;
  } else {
    if (own > 0) text += fill(words.ownGrowthText, own);
    if (growth > own) text += fill(words.growthText, growth);
  }
  const series = seriesOf(tree, node);
  if (merged > 0 || series.length === 0) return text;
  return `${text}; alive ${series.map(groupDigits).join(' → ')}${isRising(tree, node) ? `, +${groupDigits(slopeOf(tree, node))} a dump` : ''}`;
};
