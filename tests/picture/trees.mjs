// SPDX-License-Identifier: MIT
// Trees for the tests of the modules: those of pictures, and small ones made by hand.
import assert from 'node:assert/strict';
import { startSearch } from '../../src/assets/icicle/search.js';
import { decodeTable } from '../../src/assets/icicle/table.js';
import { buildTree } from '../../src/assets/icicle/tree.js';
import { labelOf } from '../../src/assets/icicle/tree_labels.js';
import { columnsOf, heapgraph, rowsOf, tableOf, unfoldedTableOf } from './support.mjs';

/** The tree that a picture shows first. */
export const decodeFolded = (svg) => decodeTable(tableOf(svg), columnsOf(svg));

/** The unfolded tree of a picture; that of its table if nothing is folded. */
export function decode(svg) {
  const folded = decodeFolded(svg);
  const unfolded = unfoldedTableOf(svg);
  return unfolded === null ? folded : decodeTable(unfolded, columnsOf(svg), folded);
}

/** The rows of the unfolded tree. By path the picture compares folded nodes. */
export const rowsFor = (args) => rowsOf(heapgraph(...args, '-f', 'jsonl', ...(args.includes('path') ? ['--fold'] : [])));

/** A tree of columns that are written as arrays; each node has one object of no growth if nothing else is said. */
export function treeOfColumns({ names, parents, nameIds, ownBytes, ...others }) {
  const nodeCount = parents.length;
  return buildTree({
    nodeCount, names, parents: Int32Array.from(parents), nameIds: Int32Array.from(nameIds), contents: new Uint8Array(nodeCount),
    ownBytes: Float64Array.from(ownBytes), ownObjects: new Float64Array(nodeCount).fill(1), grown: null, retained: null, series: null,
    dumps: 0, compared: false, repeats: null, renamed: null, foldedNodes: new Int32Array(0), ...others,
  });
}

/**
 * A tree from {name: [own bytes, {children}]}, the root's name left out: siblings are put in order, the widest
 * first, as in a table. `grown` names the nodes that are all growth.
 */
export function treeOf(children, { own = 0, compared = false, grown = [] } = {}) {
  const columns = { names: [], parents: [], nameIds: [], ownBytes: [] };
  const growing = [];
  const totalOf = ([self, below = {}]) => Object.values(below).reduce((sum, child) => sum + totalOf(child), self);
  const add = (parent, name, [self, below = {}]) => {
    const id = columns.parents.push(parent) - 1;
    if (parent >= 0 && !columns.names.includes(name)) columns.names.push(name);
    columns.nameIds.push(parent < 0 ? 0 : columns.names.indexOf(name));
    columns.ownBytes.push(self);
    growing.push(grown.includes(name) ? self : 0);
    const sorted = Object.entries(below).sort(([, a], [, b]) => totalOf(b) - totalOf(a));
    for (const [key, child] of sorted) add(id, key, child);
  };
  add(-1, '', [own, children]);
  return treeOfColumns({ ...columns, compared, grown: grown.length > 0 ? Float64Array.from(growing) : null });
}

/** What a function says of each node. */
export const allOf = (tree, ofNode) => Array.from({ length: tree.nodeCount }, (_, i) => ofNode(tree, i));

export const labels = (tree) => allOf(tree, labelOf);

export function childrenOf(tree, node) {
  const children = [];
  for (let i = node + 1; i < tree.ends[node]; i = tree.ends[i]) children.push(i);
  return children;
}

/** All nodes whose name passes a test. */
export function findMatches(tree, test) {
  const search = startSearch(tree, { test, longest: Infinity });
  assert.ok(search.proceed(() => 0, 1));
  return search.found;
}
