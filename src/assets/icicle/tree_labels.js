// SPDX-License-Identifier: MIT
// Labels of frames: names with signs, the same as in `FrameTexts` of C++.
import { groupDigits } from './numbers.js';
import { directionOf, grownOf, isRising, nameOf, repeatsOf, slopeOf } from './tree.js';

/** @typedef {import('./tree.js').Tree} Tree */

/**
 * True if a node grows from dump to dump, and none of its children has half of that. O(children).
 * @param {Tree} tree
 * @param {number} node
 */
const growsByItself = (tree, node) => {
  if (!isRising(tree, node)) return false;
  const half = slopeOf(tree, node) / 2;
  for (let child = node + 1; child < tree.ends[node]; child = tree.ends[child]) {
    if (isRising(tree, child) && slopeOf(tree, child) >= half) return false;
  }
  return true;
};

/**
 * Name with its signs: the direction of change where it differs from that of the parent, the number of nodes for which it
 * stands, ↑ if objects on it grew, and ↗ if it grows from dump to dump by itself.
 * @param {Tree} tree
 * @param {number} node
 */
export const labelOf = (tree, node) => {
  const repeats = repeatsOf(tree, node);
  const isTurning = tree.compared && (node === 0 || directionOf(tree, node) !== directionOf(tree, tree.parents[node]));
  return (isTurning ? '+−±'[directionOf(tree, node)] + ' ' : '') + nameOf(tree, node) +
    (repeats > 1 ? ' ×' + groupDigits(repeats) : '') + (grownOf(tree, node) > 0 && !tree.compared ? ' ↑' : '') +
    (growsByItself(tree, node) ? ' ↗' : '');
};
