// SPDX-License-Identifier: MIT
// The folded tree in the table, against what C++ folds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { groupDigits } from '../../src/assets/icicle/numbers.js';
import { pathOf, unfoldedNode } from '../../src/assets/icicle/paths.js';
import { nameOf } from '../../src/assets/icicle/tree.js';
import { labelOf } from '../../src/assets/icicle/tree_labels.js';
import { columnsOf, dumpOf, factsOf, heapgraph, realDumps, rowsOf, shownName, temporaryFolder, unescapeXml, unfoldedTableOf } from './support.mjs';
import { childrenOf, decode, decodeFolded, labels, treeOf } from './trees.mjs';

const folder = temporaryFolder();

const ROWS_OF_STATIC_PICTURE = 256; // LayoutLimits in icicle_layout.h

describe('folding', () => {
  // A list of 30 links with a value each, and a dictionary of 40 entries with a size each.
  const tables = [{ size: 64, fields: [['list', 1], ['index', 2], ['other', 3]] }, { size: 10, fields: [] }, { size: 20, fields: [] }, { size: 5, fields: [] }];
  let last = 1;
  for (let i = 0; i < 30; i++) {
    tables[last].fields.push(['next', tables.length], ['value', tables.length + 1]);
    last = tables.length;
    tables.push({ size: 10, fields: [] }, { size: 1, fields: [] });
  }
  for (let i = 0; i < 40; i++) {
    tables[2].fields.push([`entity_${i * 7}`, tables.length]);
    tables.push({ size: 10, fields: [['size', tables.length + 1]] }, { size: i, fields: [] });
  }
  const dump = folder.write('folding.json', dumpOf(tables));
  const svg = heapgraph(dump, '--min-width', '0');
  const folded = decodeFolded(svg);
  const whole = decode(svg);

  test('a list and a dictionary become a frame each, with what is below them merged by name', () => {
    const [root, main] = [0, 1];
    assert.equal(nameOf(folded, root), 'root');
    const names = labels(folded).slice(main + 1).sort();
    assert.deepEqual(names, ['entity_* ×40', 'index', 'list', 'next ×30', 'other', 'size ×40', 'value', 'value ×29']);
  });

  test('each node is a part of its folded node, and parts add up', () => {
    const sums = { ownBytes: Array(folded.nodeCount).fill(0), ownObjects: Array(folded.nodeCount).fill(0) };
    for (let i = 0; i < whole.nodeCount; i++) {
      for (const key of ['ownBytes', 'ownObjects']) sums[key][whole.foldedNodes[i]] += whole[key][i];
      if (i === 0) continue;
      const up = whole.foldedNodes[whole.parents[i]];
      assert.ok(whole.foldedNodes[i] === up || folded.parents[whole.foldedNodes[i]] === up, `node ${i}`);
    }
    assert.deepEqual(sums.ownBytes, [...folded.ownBytes].slice(0, folded.nodeCount));
    assert.deepEqual(sums.ownObjects, [...folded.ownObjects].slice(0, folded.nodeCount));
  });

  const find = (tree, label) => labels(tree).indexOf(label);
  test('a folded frame unfolds where all for which it stands is', () => {
    const unfolded = (label) => nameOf(whole, unfoldedNode(whole, find(folded, label)));
    assert.equal(unfolded('entity_* ×40'), 'index');
    assert.equal(unfolded('size ×40'), 'index');
    assert.equal(unfolded('other'), 'other');
    assert.equal(unfolded('root'), 'root');
    const first = unfoldedNode(whole, find(folded, 'next ×30'));
    assert.equal(nameOf(whole, first), 'next');
    assert.equal(nameOf(whole, whole.parents[first]), 'list');
  });

  test('--no-fold has no folded tree', () => {
    const raw = heapgraph(dump, '--no-fold');
    assert.equal(unfoldedTableOf(raw), null);
    assert.ok(!columnsOf(raw).includes('repeats'));
    assert.deepEqual(labels(decodeFolded(raw)), labels(whole));
  });

  test('the folded tree is that of jsonl --fold', () => {
    for (const { name, args } of realDumps) {
      const rows = rowsOf(heapgraph(...args, '-f', 'jsonl', '--fold'));
      const tree = decodeFolded(heapgraph(...args));
      const shown = Array.from({ length: tree.nodeCount }, (_, i) => [tree.parents[i], nameOf(tree, i), tree.ownBytes[i], tree.totals[i]]);
      assert.deepEqual(shown, rows.map((row) => [row.parent ?? -1, shownName(row), row.self_bytes, row.total_bytes]), name);
    }
  });

  test('names tell what is more, less, or both, where the name above does not tell the same', () => {
    const tree = treeOf({ up: [10, { z: [1] }], down: [5], two: [0, { x: [7], y: [3] }] }, { compared: true, grown: ['up', 'z', 'x'] });
    assert.deepEqual(labels(tree), ['± root', '+ up', 'z', 'two', '+ x', '− y', '− down']);
  });

  test('keeps totals', () => {
    for (const { name, args } of realDumps) {
      const svg = heapgraph(...args);
      const tree = decode(svg);
      const folded = decodeFolded(svg);
      assert.equal(folded.totals[0], tree.totals[0], name);
      const sum = (column) => column.reduce((a, b) => a + b, 0);
      assert.equal(sum(folded.ownObjects), sum(tree.ownObjects), name);
      assert.equal(sum(folded.ownBytes), sum(tree.ownBytes), name);
      for (let i = 1; i < folded.nodeCount; i++) {
        const children = childrenOf(folded, i).map((child) => folded.totals[child]);
        assert.deepEqual(children, [...children].sort((a, b) => b - a), name);
      }
    }
  });

  test('finds the nodes that the program names as the heaviest', () => {
    for (const { name, args } of realDumps) {
      const svg = heapgraph(...args);
      const tree = decodeFolded(svg);
      const chips = factsOf(svg).sites;
      const named = chips.map(([node]) => pathOf(tree, node).join('/'));
      const { verdict, sites } = JSON.parse(heapgraph(...args, '-f', 'json'));
      if (args.includes('path')) continue;  // its chips are nodes, and its sites rows of the report
      if (verdict !== null) {
        for (const [i, [, place]] of chips.entries()) {
          const { path } = sites.find((site) => site.place === place);
          const pattern = path.replace(/[.+?^${}()|[\]]/g, '\\$&').replace(/(^|\/)\*\*/g, '(?:$1.*)?')
            .replace(/(?<!\.)\*/g, '[^/]*');
          assert.match(named[i], new RegExp(`^${pattern}$`), name);
        }
        continue;
      }
      const rows = heapgraph(...args, '-f', 'markdown', '--top', '3').split('### ')[1].split('<details>')[0].split('\n');
      const reported = rows.map((row) => /\| `([^`]*)` \|$/.exec(row)).filter(Boolean);
      const paths = reported.map(([, path]) => path.replace(/ ×[\d,]+$/, '')).filter((path) => path !== 'elsewhere');
      const cut = paths.findIndex((path) => path.includes('…'));
      const comparable = cut < 0 ? paths.length : cut;
      assert.deepEqual(named.slice(0, comparable), paths.slice(0, comparable), name);
    }
  });

  test('agrees with the static picture, which C++ folds', () => {
    // The static picture cuts long names in the middle.
    const shortened = (label) => (label.length > 100 ? label.slice(0, 50) + label.slice(-50) : label);
    for (const { name, args } of realDumps) {
      // With no narrowest frame the static picture holds every row that it has room for.
      const svg = heapgraph(...args, '--min-width', '0');
      const titles = [...svg.matchAll(/<g><title>([^<]*) \(([\d,]+) bytes, /g)];
      const drawn = titles.map(([, label, bytes]) => `${shortened(unescapeXml(label))} ${bytes}`);
      const folded = decodeFolded(svg);
      const expected = [];
      for (let i = 0; i < folded.nodeCount; i++) {
        if (folded.depths[i] >= ROWS_OF_STATIC_PICTURE || folded.totals[i] === 0) continue;
        expected.push(`${shortened(labelOf(folded, i))} ${groupDigits(folded.totals[i])}`);
      }
      assert.deepEqual(drawn.sort(), expected.sort(), name);
    }
  });
});
