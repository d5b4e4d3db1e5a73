// SPDX-License-Identifier: MIT
// Frames of a tree by name: the bytes of all frames of a name, with and without what is below them.
import { nameOf } from '../icicle/tree.js';
import { countCell, createTable, sizeCell } from './tables.js';

/** @typedef {import('../icicle/tree.js').Tree} Tree */

const MOST_NAMES = 1000;

/**
 * Names by falling bytes, each with its widest frame. A frame inside one of its own name counts once. O(nodes).
 * @param {Tree} tree
 */
export const namesOf = (tree) => {
  const count = tree.names.length;
  const [own, all] = [new Float64Array(count), new Float64Array(count)];
  const [frames, widest, end] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  for (let node = 1; node < tree.nodeCount; node++) {
    const name = tree.nameIds[node];
    own[name] += tree.ownBytes[node];
    frames[name]++;
    if (widest[name] === 0 || tree.totals[node] > tree.totals[widest[name]]) widest[name] = node;
    if (node < end[name]) continue;
    all[name] += tree.totals[node];
    end[name] = tree.ends[node];
  }
  const order = [...own.keys()].filter((name) => frames[name] > 0).sort((a, b) => own[b] - own[a] || all[b] - all[a]).slice(0, MOST_NAMES);
  return order.map((name) => ({ own: own[name], all: all[name], frames: frames[name], node: widest[name] }));
};

/**
 * A table of the names, and what marks that of a node in it.
 * @param {Tree} tree
 * @param {(node: number) => void} onPick
 */
export const createNames = (tree, onPick) => {
  const names = namesOf(tree);
  const rowOf = new Map(names.map(({ node }, row) => [tree.nameIds[node], row]));
  const table = createTable({
    name: 'Names',
    columns: ['own bytes', 'with all below', 'frames', 'name'],
    texts: 1,
    rows: names.map(({ own, all, frames, node }) => [sizeCell(own), sizeCell(all), countCell(frames), nameOf(tree, node)]),
    pick: (row) => () => onPick(names[row].node),
  });
  return { table, markNode: (/** @type {number} */ node) => table.mark(rowOf.get(tree.nameIds[node]) ?? null) };
};
