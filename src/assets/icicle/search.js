// SPDX-License-Identifier: MIT
// Search of a tree for the nodes whose name matches, in steps between which the page can answer.
import { nameOf } from './tree.js';

/** @typedef {import('./query.js').Query} Query */
/** @typedef {import('./tree.js').Tree} Tree */

/**
 * A search that goes on.
 * @typedef {object} Search
 * @property {number[]} found nodes, in pre-order
 * @property {number} tested number of distinct names looked at
 * @property {number} leftOut number of those that are too long for the query
 * @property {(now: () => number, end: number) => boolean} proceed goes on until the clock `now` reaches `end`, but by a
 *   few names at least; returns true when all names are tested
 */

const NAMES_A_READING = 64; // of the clock, which takes as long as the test of a short name

/**
 * Begins a search. The clock is read when the names since the last reading may have taken as long as the longest name.
 * @param {Tree} tree
 * @param {Pick<Query, 'test' | 'longest'>} query
 * @returns {Search}
 */
export const startSearch = (tree, { test, longest }) => {
  const known = new Uint8Array(tree.names.length + 1); // by name: 1 for no match, 2 for one
  let node = 0;
  let names = 0; // since the clock was read
  let length = 0; // of these names
  /** @type {Search} */
  const search = {
    found: [],
    tested: 0,
    leftOut: 0,
    proceed(now, end) {
      while (node < tree.nodeCount) {
        const id = node === 0 ? 0 : tree.nameIds[node] + 1;
        if (known[id] === 0) {
          const name = nameOf(tree, node);
          search.tested++;
          if (name.length > longest) search.leftOut++;
          known[id] = name.length <= longest && test(name) ? 2 : 1;
          names++;
          length += name.length;
        }
        if (known[id] === 2) search.found.push(node);
        node++;
        if (names >= NAMES_A_READING || length >= longest) {
          names = length = 0;
          if (now() >= end) break;
        }
      }
      return node >= tree.nodeCount;
    },
  };
  return search;
};

/**
 * Position of the first of ascending nodes that is not below `node`. O(log nodes).
 * @param {number[]} nodes
 * @param {number} node
 */
export const firstFrom = (nodes, node) => {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle] < node) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * Bytes of the outermost matches in a subtree.
 * @param {Tree} tree
 * @param {number[]} matches
 * @param {number} top
 */
export const matchedBytes = (tree, matches, top) => {
  let bytes = 0;
  let behind = top;
  for (const node of matches) {
    if (node < behind) continue;
    if (node >= tree.ends[top]) break;
    bytes += tree.totals[node];
    behind = tree.ends[node];
  }
  return bytes;
};
