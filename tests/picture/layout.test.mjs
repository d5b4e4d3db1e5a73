// SPDX-License-Identifier: MIT
// Layout: which frames a part of a tree takes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layOut } from '../../src/assets/icicle/layout.js';
import { heapgraph, temporaryFolder, treeDump } from './support.mjs';
import { decode, treeOf } from './trees.mjs';

const folder = temporaryFolder();

describe('layout', () => {
  const tree = decode(heapgraph(folder.write('layout.json', treeDump(20_000))));
  const whole = { begin: 0, end: tree.totals[0] };

  function check(frames, range, smallest) {
    const byNode = new Map(frames.filter((f) => f.merged === 0).map((f) => [f.node, f]));
    for (const frame of frames) {
      assert.ok(frame.end - frame.begin >= smallest || frame.node === 0, 'wide enough to be drawn');
      assert.ok(frame.end > range.begin && frame.begin < range.end, 'in the range');
      if (frame.node === 0) continue;
      const parent = byNode.get(tree.parents[frame.node]);
      assert.ok(parent, 'the parent is drawn');
      assert.ok(frame.begin >= parent.begin && frame.end <= parent.end, 'within the parent');
    }
    const rows = new Map();
    for (const frame of frames) {
      const depth = tree.depths[frame.node];
      assert.ok(frame.begin >= (rows.get(depth) ?? -Infinity), 'frames of a row do not overlap');
      rows.set(depth, frame.end);
    }
  }

  test('of the whole tree', () => {
    for (const pixels of [300, 1200, 10_000]) {
      const smallest = tree.totals[0] / pixels;
      check(layOut(tree, whole, smallest, -1), whole, smallest);
    }
  });

  test('with room for every frame draws every frame', () => {
    const frames = layOut(tree, whole, 1e-9, -1);
    const held = Array.from({ length: tree.nodeCount }, (_, i) => i).filter((i) => tree.totals[i] > 0);
    assert.deepEqual(frames.map((f) => f.node), held);
    assert.ok(frames.every((f) => f.merged === 0));
  });

  test('of a part draws the ancestors and what is below', () => {
    for (let node = 1; node < tree.nodeCount; node += 997) {
      const range = { begin: tree.begins[node], end: tree.begins[node] + tree.totals[node] };
      const frames = layOut(tree, range, (range.end - range.begin) / 1000, node);
      check(frames, range, (range.end - range.begin) / 1000);
      const drawn = new Set(frames.map((f) => f.node));
      for (let up = node; up >= 0; up = tree.parents[up]) assert.ok(drawn.has(up));
    }
  });

  test('merges the narrow siblings into one run that counts them', () => {
    const small = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`small${i}`, [1]]));
    const wide = treeOf({ wide: [950], ...small }, { grown: ['small1', 'small18', 'small49'] });
    const frames = layOut(wide, { begin: 0, end: 1000 }, 10, -1);
    assert.deepEqual(frames, [
      { node: 0, last: 0, begin: 0, end: 1000, growth: 3, merged: 0 },
      { node: 1, last: 1, begin: 0, end: 950, growth: 0, merged: 0 },
      { node: 2, begin: 950, growth: 3, merged: 50, last: 51, end: 1000 },
    ]);
  });

  test('leaves out a run that is narrow itself', () => {
    const wide = treeOf({ wide: [999], tiny: [1] });
    assert.equal(layOut(wide, { begin: 0, end: 1000 }, 10, -1).length, 2);
  });

  test('an opened run falls into pieces, and these again, until frames are drawn', () => {
    const small = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`small${i}`, [1]]));
    const flat = treeOf(small);
    let range = { begin: 0, end: 20_000 };
    let run = null;
    for (let steps = 0; ; steps++) {
      assert.ok(steps < 6, 'takes few steps');
      const below = layOut(flat, range, (range.end - range.begin) / 500, 0).filter((f) => f.node !== 0);
      assert.equal(below[0].begin, range.begin);
      assert.equal(below[below.length - 1].end, range.end);
      for (let i = 1; i < below.length; i++) assert.equal(below[i].begin, below[i - 1].end, 'pieces tile the run');
      if (below.some((f) => f.merged === 0)) break;
      assert.ok(below.length > 1, 'opening shows something new');
      run = below[below.length >> 1];
      assert.ok(run.end - run.begin < range.end - range.begin);
      range = { begin: run.begin, end: run.end };
    }
    assert.ok(run !== null);
  });
});
