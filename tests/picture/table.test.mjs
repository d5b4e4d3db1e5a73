// SPDX-License-Identifier: MIT
// Reading of the table, against what jsonl says.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findPath } from '../../src/assets/icicle/paths.js';
import { decodeTable, tableReader } from '../../src/assets/icicle/table.js';
import { grownOf, growthOf, isRising, nameOf, retainedOf, seriesOf } from '../../src/assets/icicle/tree.js';
import { labelOf } from '../../src/assets/icicle/tree_labels.js';
import { heapgraph, realDump, realDumps, rowsOf, shownName, temporaryFolder, treeDump } from './support.mjs';
import { allOf, childrenOf, decode, decodeFolded, labels, rowsFor } from './trees.mjs';

const folder = temporaryFolder();

describe('the table', () => {
  for (const { name, args } of realDumps) {
    test(`holds what jsonl says: ${name}`, () => {
      const rows = rowsFor(args);
      const tree = decode(heapgraph(...args));
      assert.equal(tree.nodeCount, rows.length);
      for (const row of rows) {
        const i = row.id;
        const decoded = {
          name: nameOf(tree, i), parent: tree.parents[i] < 0 ? null : tree.parents[i], depth: tree.depths[i],
          self: tree.ownBytes[i], objects: tree.ownObjects[i], total: tree.totals[i],
        };
        assert.deepEqual(decoded, {
          name: shownName(row), parent: row.parent, depth: row.depth,
          self: row.self_bytes, objects: row.self_objects, total: row.total_bytes,
        });
      }
    });
  }

  test('holds what grew, and what objects retain', () => {
    const dumps = realDump('churn, growth');
    const tree = decode(heapgraph(...dumps));
    const grown = JSON.parse(heapgraph(...dumps, '-f', 'json')).reachable.grown.bytes;
    assert.ok(grown > 0);
    assert.equal(tree.growth[0], grown);
    assert.equal(labelOf(tree, findPath(tree, ['mainthread', '__env', 'growing'])), 'growing ↑');
    const game = realDump('game, live');
    const live = decode(heapgraph(...game));
    const path = 'mainthread/__env/World/PlayerLeft';
    const [why] = JSON.parse(heapgraph(...game, '-f', 'json', '--why', path)).why;
    assert.equal(live.retained[findPath(live, path.split('/'))], why.frees_bytes);
    assert.equal(decodeFolded(heapgraph(...dumps)).growth[0], grown);
  });

  test('has columns that not every table has', () => {
    const [names, root, a, b] = ['Aa\nAb\n\n', 'ABFA', 'AAIoB', 'BAQoB']; // as in tree_table_test.cpp
    const both = decodeTable(names + root + 'AA' + a + 'D' + 'G' + b + 'AB', 'grown retained');
    assert.deepEqual(both.names, ['a', 'b']);
    assert.deepEqual([...both.totals], [80, 40, 40]);
    assert.deepEqual(allOf(both, grownOf), [0, 3, 0]);
    assert.deepEqual(allOf(both, growthOf), [3, 3, 0]);
    assert.deepEqual(allOf(both, retainedOf), [0, 45, 40]);
    const retained = decodeTable(names + root + 'A' + a + 'G' + b + 'B', 'retained');
    assert.deepEqual([allOf(retained, growthOf), allOf(retained, retainedOf)], [[0, 0, 0], [0, 45, 40]]);
    const grown = decodeTable(names + root + 'A' + a + 'D' + b + 'A', 'grown');
    assert.deepEqual([allOf(grown, growthOf), allOf(grown, retainedOf)], [[3, 3, 0], [0, 0, 0]]);
    const neither = decodeTable(names + root + a + b, '');
    assert.deepEqual([allOf(neither, growthOf), allOf(neither, retainedOf)], [[0, 0, 0], [0, 0, 0]]);
  });

  test('has what each dump holds', () => {
    // Steps of 10, 10 and -2; 0, -15 and +2 more than these; -10, 8 and -3 more than those.
    const series = decodeTable('Aa\nAb\n\n' + 'ABFAUUD' + 'AAIoBAdE' + 'BAQoBTQF', 'series3');
    assert.deepEqual(allOf(series, seriesOf), [[10, 20, 18], [10, 5, 5], [0, 3, 0]]);
    // The root with 100 bytes before, 40 less on a and 40 more on b.
    const compared = decodeTable('Aa\nAb\n\n' + 'ABFAAoG' + 'AAIoBAA' + 'BAQoBoBnG', 'grown compared series1');
    assert.deepEqual(allOf(compared, seriesOf), [[100, 100], [100, 60], [0, 40]]);
    assert.deepEqual(labels(compared), ['± root', '− a', '+ b']);
    assert.deepEqual(allOf(decodeTable('\n' + 'ABFA', ''), seriesOf), [[]]);
  });

  for (const { name, args } of realDumps) {
    if (!/by path|series/.test(name)) continue;
    test(`holds the series that jsonl has: ${name}`, () => {
      const tree = decode(heapgraph(...args));
      for (const row of rowsFor(args)) {
        const series = row.series ?? [row.before.total_bytes, row.after.total_bytes];
        assert.deepEqual(seriesOf(tree, row.id), series);
        if (row.series) assert.equal(isRising(tree, row.id), row.slope !== null);
        else assert.equal(2 * tree.growth[row.id] - tree.totals[row.id], row.difference.total_bytes);
      }
    });
  }

  test('of nothing but a root', () => {
    const old = realDumps.find((dump) => dump.name === 'empty, live').args[0];
    const rows = rowsOf(heapgraph(old, old, '-f', 'jsonl'));
    const tree = decode(heapgraph(old, old));
    assert.equal(rows.length, 1, 'this dump no longer makes the case');
    assert.deepEqual([tree.nodeCount, tree.parents[0], tree.ownBytes[0], tree.ownObjects[0]], [1, -1, 0, 0]);
  });

  test('numbers: five bits a digit, the lowest first', () => {
    const reader = tableReader('ABfgB//////////f');
    assert.deepEqual([reader.readNumber(), reader.readNumber(), reader.readNumber()], [0, 1, 31]);
    assert.equal(reader.readNumber(), 32);
    assert.ok(reader.isBefore(6) && !reader.isBefore(5));
    assert.equal(reader.readNumber(), 2 ** 55 - 1);
    assert.ok(!reader.isBefore(16));
  });

  test('every node follows its parent, the widest sibling first, tiling from the left', () => {
    const tree = decode(heapgraph(folder.write('tree.json', treeDump(20_000))));
    for (let node = 0; node < tree.nodeCount; node++) {
      let begin = tree.begins[node];
      let widest = Infinity;
      childrenOf(tree, node).forEach((child, position) => {
        assert.equal(tree.parents[child], node);
        assert.equal(tree.ranks[child], position + 1);
        assert.equal(tree.begins[child], begin);
        assert.ok(tree.totals[child] <= widest);
        begin += tree.totals[child];
        widest = tree.totals[child];
      });
      assert.equal(tree.childCounts[node], childrenOf(tree, node).length);
      assert.equal(begin + tree.ownBytes[node], tree.begins[node] + tree.totals[node]);
    }
  });
});
