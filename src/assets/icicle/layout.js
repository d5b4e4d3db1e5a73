// SPDX-License-Identifier: MIT
// Layout of an icicle graph: a tree becomes frames.
import { PIECES } from './limits.js';
import { endOf, growthOf } from './tree.js';

/** @typedef {import('./tree.js').Tree} Tree */

/**
 * Part of the root's bytes.
 * @typedef {object} Range
 * @property {number} begin
 * @property {number} end
 */

/**
 * Frame of a node, or of several small siblings.
 * @typedef {object} Frame
 * @property {number} node
 * @property {number} last the last sibling; `node` if there is one node
 * @property {number} begin
 * @property {number} end
 * @property {number} growth
 * @property {number} merged number of small siblings; 0 for the frame of one node
 */

/**
 * Frames of a range. A node of at least `smallest` bytes has a frame of its own. Narrower siblings in a row share a
 * frame, in which `merged` counts the nodes from `node` to `last`. A row of children of `opened` falls into pieces.
 * @param {Tree} tree
 * @param {Range} range
 * @param {number} smallest
 * @param {number} opened
 */
export const layOut = (tree, range, smallest, opened) => {
  /** @type {Frame[]} */
  const frames = [];
  let i = 0;
  while (i < tree.nodeCount) {
    const begin = tree.begins[i];
    const end = begin + tree.totals[i];
    if (end <= range.begin || begin >= range.end) {
      i = i === 0 ? tree.nodeCount : tree.ends[i];
    } else if (i > 0 && tree.totals[i] < smallest) {
      const parent = tree.parents[i];
      const most = parent === opened ? (range.end - range.begin) / PIECES : Infinity;
      /** @type {Frame | null} */
      let run = null;
      for (; i < tree.ends[parent] && tree.begins[i] < range.end; i = tree.ends[i]) {
        if (run === null || run.end - run.begin >= most) {
          frames.push((run = { ...frameOf(tree, i), growth: 0 }));
        }
        run.last = i;
        run.end = endOf(tree, i);
        run.growth += growthOf(tree, i);
        run.merged++;
      }
      i = tree.ends[parent];
    } else {
      frames.push(frameOf(tree, i));
      i++;
    }
  }
  return frames.filter((f) => f.end - f.begin >= smallest || f.node === 0);
};

/**
 * The frame of one node, whether it is wide enough to draw or not.
 * @param {Tree} tree
 * @param {number} node
 * @returns {Frame}
 */
export const frameOf = (tree, node) =>
  ({ node, last: node, begin: tree.begins[node], end: endOf(tree, node), growth: growthOf(tree, node), merged: 0 });
