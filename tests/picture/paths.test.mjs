// SPDX-License-Identifier: MIT
// Paths of names, and back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findPath, pathLength, pathOf, pathText } from '../../src/assets/icicle/paths.js';
import { treeOf, treeOfColumns } from './trees.mjs';

describe('paths', () => {
  test('take time for their length, and a long one is shown by its end', () => {
    const depth = 300_000;
    const column = (value) => new Array(depth).fill(value);
    const chain = treeOfColumns({
      names: ['next'], parents: Array.from({ length: depth }, (_, i) => i - 1), nameIds: column(0), ownBytes: column(1),
    });
    const begin = performance.now();
    assert.equal(pathOf(chain, depth - 1).length, depth - 1);
    assert.ok(performance.now() - begin < 1000);
    const text = pathText(chain, depth - 1);
    assert.equal(text, ['root', '…', ...new Array(100).fill('next')].join(' › '));
    assert.equal(pathLength(chain, depth - 1, 1000), 1000);
    assert.equal(pathLength(chain, 3, 1000), 15);
  });

  const tree = treeOf({ a: [10, { 'b/c': [20, { a: [30] }] }], constructor: [1], __proto: [1] });
  test('lead back to their nodes', () => {
    for (let i = 0; i < tree.nodeCount; i++) assert.equal(findPath(tree, pathOf(tree, i)), i);
  });
  test('lead as far as their names are found', () => {
    assert.equal(findPath(tree, ['a', 'gone', 'a']), 1);
    assert.equal(findPath(tree, ['gone']), 0);
  });
});
