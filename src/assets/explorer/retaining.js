// SPDX-License-Identifier: MIT
// The objects of the last dump that retain most.
import { codeOf } from './data.js';
import { createTable, sizeCell } from './tables.js';

/** @typedef {{object: import('./data.js').HeapObject, node: number}} Placed */

/**
 * @param {Placed[]} entries
 * @param {(entry: Placed) => void} onPick
 */
export const createRetaining = (entries, onPick) => createTable({
  name: 'Largest retained sizes',
  columns: ['frees', 'bytes', 'id', 'object', 'held as'],
  texts: 3,
  rows: entries.map(({ object: { own: { words, id, bytes, retained }, path } }) =>
    [sizeCell(retained), sizeCell(bytes), id, words, codeOf(path)]),
  pick: (row) => () => onPick(entries[row]),
});
