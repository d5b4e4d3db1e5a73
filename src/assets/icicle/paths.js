// SPDX-License-Identifier: MIT
// Paths of names from the root to a node, and back.
import { MOST_NAMES_OF_PATH, MOST_OF_NAME } from './limits.js';
import { nameOf } from './tree.js';

/** @typedef {import('./tree.js').Tree} Tree */

/**
 * Names from below the root to the node.
 * @param {Tree} tree
 * @param {number} node
 */
export const pathOf = (tree, node) => {
  const path = [];
  for (; node > 0; node = tree.parents[node]) path.push(nameOf(tree, node));
  return path.reverse();
};

/**
 * Path in one line, of which a deep one has the last names, and each name has its beginning and end.
 * @param {Tree} tree
 * @param {number} node
 */
export const pathText = (tree, node) => {
  const names = [];
  for (; node > 0 && names.length < MOST_NAMES_OF_PATH; node = tree.parents[node]) {
    const name = nameOf(tree, node);
    const half = MOST_OF_NAME / 2;
    names.push(name.length <= MOST_OF_NAME ? name : `${name.slice(0, half)}…${name.slice(-half)}`);
  }
  if (node > 0) names.push('…');
  return ['root', ...names.reverse()].join(' › ');
};

/**
 * Length of the path to a node, or `most` if it is longer.
 * @param {Tree} tree
 * @param {number} node
 * @param {number} most
 */
export const pathLength = (tree, node, most) => {
  let length = 0;
  for (; node > 0 && length < most; node = tree.parents[node]) length += nameOf(tree, node).length + 1;
  return Math.min(length, most);
};

/**
 * The widest child of that name, or -1.
 * @param {Tree} tree
 * @param {number} node
 * @param {string} name
 */
export const childNamed = (tree, node, name) => {
  for (let i = node + 1; i < tree.ends[node]; i = tree.ends[i]) {
    if (nameOf(tree, i) === name) return i;
  }
  return -1;
};

/**
 * Node that a path leads to, or the last one on the way if the path breaks off.
 * @param {Tree} tree
 * @param {string[]} path
 */
export const findPath = (tree, path) => {
  let node = 0;
  for (const name of path) {
    const child = childNamed(tree, node, name);
    if (child < 0) break;
    node = child;
  }
  return node;
};

/**
 * The node of the unfolded tree that holds all for which a node of the folded tree stands, and little else.
 * @param {Tree} whole
 * @param {number} node
 */
export const unfoldedNode = (whole, node) => {
  let up = whole.foldedNodes.indexOf(node);
  const last = whole.foldedNodes.lastIndexOf(node, whole.nodeCount - 1);
  while (whole.ends[up] <= last) up = whole.parents[up];
  return up;
};
