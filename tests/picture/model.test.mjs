// SPDX-License-Identifier: MIT
// icicle_model.js without a page: decoding the table, layout, folding, matching, and how numbers are written.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  columnsOf, dumpOf, heapgraph, loadModel, outermostBytes, realDump, realDumps, rowsOf, shownName, tableOf, temporaryFolder, treeDump,
  unescapeXml, unfoldedTableOf,
} from './support.mjs';

const model = loadModel();
// What comes from another realm has other prototypes, which deepStrictEqual counts as a difference.
const plain = (value) => JSON.parse(JSON.stringify(value));
const folder = temporaryFolder();
const decodeFolded = (svg) => model.decodeTable(tableOf(svg), columnsOf(svg));
/** The unfolded tree of a picture; that of its table if nothing is folded. */
const decode = (svg) => {
  const folded = decodeFolded(svg);
  const unfolded = unfoldedTableOf(svg);
  return unfolded === null ? folded : model.decodeTable(unfolded, columnsOf(svg), folded);
};
/** Arguments for the rows of the unfolded tree. By path the picture compares folded nodes. */
const rowsFor = (args) => rowsOf(heapgraph(...args, '-f', 'jsonl', ...(args.includes('path') ? ['--fold'] : [])));
const ROWS_OF_STATIC_PICTURE = 256; // LayoutLimits in icicle_layout.h

/**
 * A tree from {name: [own bytes, {children}]}, the root's name left out: siblings are put in order, the widest
 * first, as in a table.
 */
function treeOf(children, own = 0) {
  const names = [];
  const columns = { names, parent: [], name: [], content: [], self: [], objects: [], grown: [], retained: [], series: [], compared: false, repeats: null };
  const totalOf = ([self, below = {}]) => Object.values(below).reduce((sum, child) => sum + totalOf(child), self);
  const add = (parent, name, [self, below = {}]) => {
    const id = columns.parent.push(parent) - 1;
    if (parent >= 0 && !names.includes(name)) names.push(name);
    columns.name.push(parent < 0 ? 0 : names.indexOf(name));
    columns.content.push(0);
    columns.self.push(self);
    columns.objects.push(1);
    columns.grown.push(0);
    columns.retained.push(0);
    columns.series.push([]);
    const sorted = Object.entries(below).sort(([, a], [, b]) => totalOf(b) - totalOf(a));
    for (const [key, child] of sorted) add(id, key, child);
  };
  add(-1, '', [own, children]);
  return model.buildTree(columns);
}

const labels = (tree) => Array.from({ length: tree.count }, (_, i) => model.labelOf(tree, i));
const childrenOf = (tree, node) => {
  const children = [];
  for (let i = node + 1; i < tree.end[node]; i = tree.end[i]) children.push(i);
  return children;
};

describe('the table', () => {
  for (const { name, args } of realDumps) {
    test(`holds what jsonl says: ${name}`, () => {
      const rows = rowsFor(args);
      const tree = decode(heapgraph(...args));
      assert.equal(tree.count, rows.length);
      for (const row of rows) {
        const i = row.id;
        const decoded = {
          name: model.nameOf(tree, i), parent: tree.parent[i] < 0 ? null : tree.parent[i], depth: tree.depth[i],
          self: tree.self[i], objects: tree.objects[i], total: tree.total[i],
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
    assert.equal(model.labelOf(tree, model.findPath(tree, ['mainthread', '__env', 'growing'])), 'growing ↑');
    const game = realDump('game, live');
    const live = decode(heapgraph(...game));
    const path = 'mainthread/__env/World/PlayerLeft';
    const [why] = JSON.parse(heapgraph(...game, '-f', 'json', '--why', path)).why;
    assert.equal(live.retained[model.findPath(live, path.split('/'))], why.frees_bytes);
    assert.equal(decodeFolded(heapgraph(...dumps)).growth[0], grown);
  });

  test('has columns that not every table has', () => {
    const [names, root, a, b] = ['Aa\nAb\n\n', 'ABFA', 'AAGoB', 'BAMoB']; // as in table_test.cpp
    const both = model.decodeTable(names + root + 'AA' + a + 'D' + 'G' + b + 'AB', 'grown retained');
    assert.deepEqual(plain(both.names), ['a', 'b']);
    assert.deepEqual([...both.total], [80, 40, 40]);
    assert.deepEqual([...both.grown], [0, 3, 0]);
    assert.deepEqual([...both.growth], [3, 3, 0]);
    assert.deepEqual([...both.retained], [0, 45, 40]);
    const retained = model.decodeTable(names + root + 'A' + a + 'G' + b + 'B', 'retained');
    assert.deepEqual([[...retained.growth], [...retained.retained]], [[0, 0, 0], [0, 45, 40]]);
    const grown = model.decodeTable(names + root + 'A' + a + 'D' + b + 'A', 'grown');
    assert.deepEqual([[...grown.growth], [...grown.retained]], [[3, 3, 0], [0, 0, 0]]);
    const neither = model.decodeTable(names + root + a + b, '');
    assert.deepEqual([[...neither.growth], [...neither.retained]], [[0, 0, 0], [0, 0, 0]]);
  });

  test('has what each dump holds', () => {
    // Steps of 10, 10 and -2; 0, -15 and +2 more than these; -10, 8 and -3 more than those.
    const series = model.decodeTable('Aa\nAb\n\n' + 'ABFAUUD' + 'AAGoBAdE' + 'BAMoBTQF', 'series3');
    assert.deepEqual(plain(series.series), [[10, 20, 18], [10, 5, 5], [0, 3, 0]]);
    // The root with 100 bytes before, 40 less on a and 40 more on b.
    const compared = model.decodeTable('Aa\nAb\n\n' + 'ABFAAoG' + 'AAGoBAA' + 'BAMoBoBnG', 'grown compared series1');
    assert.deepEqual(plain(compared.series), [[100, 100], [100, 60], [0, 40]]);
    assert.deepEqual(labels(compared), ['± root', '− a', '+ b']);
    assert.deepEqual(plain(model.decodeTable('\n' + 'ABFA', '').series), [[]]);
  });

  for (const { name, args } of realDumps) {
    if (!/by path|series/.test(name)) continue;
    test(`holds the series that jsonl has: ${name}`, () => {
      const tree = decode(heapgraph(...args));
      for (const row of rowsFor(args)) {
        const series = row.series ?? [row.before.total_bytes, row.after.total_bytes];
        assert.deepEqual(plain(tree.series[row.id]), series);
        if (row.series) assert.equal(model.isRising(tree, row.id), row.slope !== null);
        else assert.equal(2 * tree.growth[row.id] - tree.total[row.id], row.difference.total_bytes);
      }
    });
  }

  test('of nothing but a root', () => {
    const old = realDumps.find((dump) => dump.name === 'empty, live').args[0];
    const rows = rowsOf(heapgraph(old, old, '-f', 'jsonl'));
    const tree = decode(heapgraph(old, old));
    assert.equal(rows.length, 1, 'this dump no longer makes the case');
    assert.deepEqual([tree.count, tree.parent[0], tree.self[0], tree.objects[0]], [1, -1, 0, 0]);
  });

  test('numbers: five bits a digit, the lowest first', () => {
    const reader = model.numberReader('ABfgB//////////f');
    assert.deepEqual([reader.next(), reader.next(), reader.next()], [0, 1, 31]);
    assert.equal(reader.next(), 32);
    assert.equal(reader.position(), 5);
    assert.equal(reader.next(), 2 ** 55 - 1);
    assert.ok(reader.atEnd());
  });

  test('every node follows its parent, the widest sibling first, tiling from the left', () => {
    const tree = decode(heapgraph(folder.write('tree.json', treeDump(20_000))));
    for (let node = 0; node < tree.count; node++) {
      let begin = tree.begin[node];
      let widest = Infinity;
      childrenOf(tree, node).forEach((child, position) => {
        assert.equal(tree.parent[child], node);
        assert.equal(tree.rank[child], position + 1);
        assert.equal(tree.begin[child], begin);
        assert.ok(tree.total[child] <= widest);
        begin += tree.total[child];
        widest = tree.total[child];
      });
      assert.equal(tree.children[node], childrenOf(tree, node).length);
      assert.equal(begin + tree.self[node], tree.begin[node] + tree.total[node]);
    }
  });
});

describe('layout', () => {
  const tree = decode(heapgraph(folder.write('layout.json', treeDump(20_000))));
  const whole = { begin: 0, end: tree.total[0] };

  function check(frames, range, smallest) {
    const byNode = new Map(frames.filter((f) => f.merged === 0).map((f) => [f.node, f]));
    for (const frame of frames) {
      assert.ok(frame.end - frame.begin >= smallest || frame.node === 0, 'wide enough to be drawn');
      assert.ok(frame.end > range.begin && frame.begin < range.end, 'in the range');
      if (frame.node === 0) continue;
      const parent = byNode.get(tree.parent[frame.node]);
      assert.ok(parent, 'the parent is drawn');
      assert.ok(frame.begin >= parent.begin && frame.end <= parent.end, 'within the parent');
    }
    const rows = new Map();
    for (const frame of frames) {
      const depth = tree.depth[frame.node];
      assert.ok(frame.begin >= (rows.get(depth) ?? -Infinity), 'frames of a row do not overlap');
      rows.set(depth, frame.end);
    }
  }

  test('of the whole tree', () => {
    for (const pixels of [300, 1200, 10_000]) {
      const smallest = tree.total[0] / pixels;
      check(model.layOut(tree, whole, smallest, -1), whole, smallest);
    }
  });

  test('with room for every frame draws every frame', () => {
    const frames = model.layOut(tree, whole, 1e-9, -1);
    const held = Array.from({ length: tree.count }, (_, i) => i).filter((i) => tree.total[i] > 0);
    assert.deepEqual(plain(frames.map((f) => f.node)), held);
    assert.ok(frames.every((f) => f.merged === 0));
  });

  test('of a part draws the ancestors and what is below', () => {
    for (let node = 1; node < tree.count; node += 997) {
      const range = { begin: tree.begin[node], end: tree.begin[node] + tree.total[node] };
      const frames = model.layOut(tree, range, (range.end - range.begin) / 1000, node);
      check(frames, range, (range.end - range.begin) / 1000);
      const drawn = new Set(frames.map((f) => f.node));
      for (let up = node; up >= 0; up = tree.parent[up]) assert.ok(drawn.has(up));
    }
  });

  test('merges the narrow siblings into one run that counts them', () => {
    const small = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`small${i}`, [1]]));
    const wide = treeOf({ wide: [950], ...small });
    for (const i of [3, 20, 51]) wide.grown[i] = 1;
    model.buildTree(wide);
    const frames = model.layOut(wide, { begin: 0, end: 1000 }, 10, -1);
    assert.deepEqual(plain(frames), [
      { node: 0, last: 0, begin: 0, end: 1000, growth: 3, merged: 0 },
      { node: 1, last: 1, begin: 0, end: 950, growth: 0, merged: 0 },
      { node: 2, begin: 950, growth: 3, merged: 50, last: 51, end: 1000 },
    ]);
  });

  test('leaves out a run that is narrow itself', () => {
    const wide = treeOf({ wide: [999], tiny: [1] });
    assert.equal(model.layOut(wide, { begin: 0, end: 1000 }, 10, -1).length, 2);
  });

  test('an opened run falls into pieces, and these again, until frames are drawn', () => {
    const small = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`small${i}`, [1]]));
    const flat = treeOf(small);
    let range = { begin: 0, end: 20_000 };
    let run = null;
    for (let steps = 0; ; steps++) {
      assert.ok(steps < 6, 'takes few steps');
      const below = model.layOut(flat, range, (range.end - range.begin) / 500, 0).filter((f) => f.node !== 0);
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
    assert.equal(model.nameOf(folded, root), 'root');
    const names = labels(folded).slice(main + 1).sort();
    assert.deepEqual(names, ['entity_* ×40', 'index', 'list', 'next ×30', 'other', 'size ×40', 'value', 'value ×29']);
  });

  test('each node is a part of its folded node, and parts add up', () => {
    const sums = { self: Array(folded.count).fill(0), objects: Array(folded.count).fill(0) };
    for (let i = 0; i < whole.count; i++) {
      for (const key of ['self', 'objects']) sums[key][whole.of[i]] += whole[key][i];
      if (i === 0) continue;
      const up = whole.of[whole.parent[i]];
      assert.ok(whole.of[i] === up || folded.parent[whole.of[i]] === up, `node ${i}`);
    }
    assert.deepEqual(sums.self, [...folded.self]);
    assert.deepEqual(sums.objects, [...folded.objects]);
  });

  const find = (tree, label) => labels(tree).indexOf(label);
  test('a folded frame unfolds where all for which it stands is', () => {
    const unfolded = (label) => model.nameOf(whole, model.unfoldedNode(whole, find(folded, label)));
    assert.equal(unfolded('entity_* ×40'), 'index');
    assert.equal(unfolded('size ×40'), 'index');
    assert.equal(unfolded('other'), 'other');
    assert.equal(unfolded('root'), 'root');
    const first = model.unfoldedNode(whole, find(folded, 'next ×30'));
    assert.equal(model.nameOf(whole, first), 'next');
    assert.equal(model.nameOf(whole, whole.parent[first]), 'list');
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
      const shown = Array.from({ length: tree.count }, (_, i) => [tree.parent[i], model.nameOf(tree, i), tree.self[i], tree.total[i]]);
      assert.deepEqual(shown, rows.map((row) => [row.parent ?? -1, shownName(row), row.self_bytes, row.total_bytes]), name);
    }
  });

  test('names tell what is more, less, or both', () => {
    const tree = treeOf({ up: [10], down: [5], two: [0, { x: [7], y: [3] }] });
    tree.compared = true;
    for (let i = 0; i < tree.count; i++) tree.grown[i] = ['up', 'x'].includes(model.nameOf(tree, i)) ? tree.self[i] : 0;
    assert.deepEqual(labels(model.buildTree(tree)), ['± root', '+ up', '± two', '+ x', '− y', '− down']);
  });

  test('keeps totals', () => {
    for (const { name, args } of realDumps) {
      const svg = heapgraph(...args);
      const tree = decode(svg);
      const folded = decodeFolded(svg);
      assert.equal(folded.total[0], tree.total[0], name);
      const sum = (column) => column.reduce((a, b) => a + b, 0);
      assert.equal(sum(folded.objects), sum(tree.objects), name);
      assert.equal(sum(folded.self), sum(tree.self), name);
      for (let i = 1; i < folded.count; i++) {
        const children = childrenOf(folded, i).map((child) => folded.total[child]);
        assert.deepEqual(children, [...children].sort((a, b) => b - a), name);
      }
    }
  });

  test('finds the nodes that the program names as the heaviest', () => {
    for (const { name, args } of realDumps) {
      const svg = heapgraph(...args);
      const tree = decodeFolded(svg);
      const chips = JSON.parse(unescapeXml(/data-chips="([^"]*)"/.exec(svg)[1]));
      const named = chips.map(([node]) => model.pathOf(tree, node).join('/'));
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
      for (let i = 0; i < folded.count; i++) {
        if (folded.depth[i] >= ROWS_OF_STATIC_PICTURE || folded.total[i] === 0) continue;
        expected.push(`${shortened(model.labelOf(folded, i))} ${model.groupDigits(folded.total[i])}`);
      }
      assert.deepEqual(drawn.sort(), expected.sort(), name);
    }
  });
});

describe('matching', () => {
  const matches = (query, isRegex, name) => model.compileQuery(query, isRegex).test(name);

  test('ignores case unless the query has an upper-case letter', () => {
    for (const isRegex of [true, false]) {
      assert.ok(matches('inv', isRegex, 'Inventory'));
      assert.ok(matches('Inv', isRegex, 'Inventory'));
      assert.ok(!matches('Inv', isRegex, 'inventory'));
      assert.ok(!matches('iNV', isRegex, 'Inventory'));
    }
  });

  test('an escape like \\S is no upper-case letter', () => {
    assert.ok(matches('^\\Sn\\w+$', true, 'INVENTORY'));
  });

  test('plain text has no special characters', () => {
    const special = '\\^$.*+?()[]{}|/-';
    assert.ok(matches(special, false, `a${special}b`));
    for (const character of special) {
      assert.ok(matches(character, false, `a${character}b`), character);
      assert.ok(!matches(character, false, 'ab'), character);
    }
    assert.ok(matches('a.c', true, 'abc'));
    assert.ok(!matches('a.c', false, 'abc'));
  });

  test('a broken expression says what is wrong', () => {
    for (const query of ['(', '[a', 'a{2,1}', '*']) {
      const compiled = model.compileQuery(query, true);
      assert.equal(typeof compiled.error, 'string', query);
      assert.ok(compiled.error.length > 0);
      assert.equal(model.compileQuery(query, false).error, undefined);
    }
  });

  const exponential = [
    '(a+)+b', '(a*)*b', '(?:a|a)*b', '(a|b|ab)*c', '((a)+)+', '(?:(?:a+))+b', '(a{1,9}){2}b', '(?<n>a+){2,}', '(a?){30}',
    '(.)\\1+', '(?<n>a)\\k<n>', '(?=a+b)a', '(?!.*b)', '(?<=a*)b', '(?<!a+)b', '(?:x(?=a*))',
  ];
  const costly = ['(?:a|a)'.repeat(30), 'a?'.repeat(30), 'a*'.repeat(20) + 'b', 'a{0,1000}'.repeat(6) + 'b', 'a{0,100000000}b', 'a'.repeat(1001)];
  for (const query of [...exponential, ...costly]) {
    test(`an expression that can take too long is refused: ${query.slice(0, 30)}`, () => {
      const compiled = model.compileQuery(query, true);
      assert.equal(compiled.error, undefined);
      assert.match(compiled.refused, /too long|more than/);
      assert.equal(compiled.test, undefined);
    });
  }

  test('what people search for is not refused, and tests names of common length', () => {
    const common = [
      'foo.*bar', '^foo|bar$', '(?:foo|bar)baz', '^\\d+$', '[a-z]+_\\d{1,3}', '(?!World$|Heartbeat$)[A-Z]', '(foo)?bar', 'x{3}', '\\p{Lu}\\w*',
      '[*+(|]+', '\\(.*\\)', '^(?:on|off)[A-Z]\\w+$', '\\u{61}+', '(?<name>a)b',
    ];
    for (const query of common) {
      const compiled = model.compileQuery(query, true);
      assert.equal(compiled.refused, undefined, query);
      assert.equal(compiled.error, undefined, query);
      assert.ok(compiled.longest >= 300, `${query}: ${compiled.longest}`);
    }
  });

  test('no expression takes long on the longest name that it is tested on', () => {
    const hard = [
      ['a.*b', 'a'], ['a*a*b', 'a'], ['a.*a.*a.*b', 'a'], ['a*'.repeat(5) + 'b', 'a'], ['a*' + 'a'.repeat(500) + 'b', 'a'], ['(?:a|a)'.repeat(12) + 'b', 'a'],
      ['a?'.repeat(12) + 'b', 'a'], ['[^b]*[^c]*d', 'x'], ['a{0,50}a{0,50}b', 'a'], ['^.*.*.*b', 'a'], ['é*é*b', 'é'], ['a{300}b', 'a'],
    ];
    for (const [query, letter] of hard) {
      const { test: matches, longest } = model.compileQuery(query, true);
      const begin = performance.now();
      assert.ok(!matches(letter.repeat(longest)), query);
      const time = performance.now() - begin;
      assert.ok(time < 1500, `${query} on ${longest}: ${time} ms`);
    }
  });

  test('names too long for an expression are left out and counted', () => {
    const long = 'a'.repeat(20000);
    const tree = treeOf({ [long]: [10], ab: [5], b: [1] });
    const search = model.startSearch(tree, model.compileQuery('a*b', true));
    assert.ok(search.advance(() => 0, 1));
    assert.deepEqual(plain(search.matches).map((node) => model.nameOf(tree, node)), ['ab', 'b']);
    assert.equal(search.left, 1);
    const simple = model.startSearch(tree, model.compileQuery('a', true));
    assert.ok(simple.advance(() => 0, 1));
    assert.equal(simple.matches.length, 2);
    assert.equal(simple.left, 0);
  });

  test('a search goes on in steps of at least one name', () => {
    const tree = treeOf({ a: [10, { b: [20, { a: [30] }] }], c: [5] });
    const search = model.startSearch(tree, { test: () => true, longest: 100 });
    let steps = 1;
    while (!search.advance(() => 1, 0)) steps++;
    assert.equal(search.names, 4); // root, a, b, c
    assert.ok(steps >= 4);
    assert.deepEqual(plain(search.matches), [0, 1, 2, 3, 4]);
  });

  test('only the outermost matches count, of the subtree', () => {
    const tree = treeOf({ a: [10, { b: [20, { a: [30] }], c: [5] }], b: [40, { d: [1] }] });
    const named = (name) => model.findMatches(tree, (other) => other === name);
    assert.deepEqual([...labels(tree)], ['root', 'a', 'b', 'a', 'c', 'b', 'd']);
    assert.deepEqual(plain(named('a')), [1, 3]);
    assert.equal(model.matchedBytes(tree, named('a'), 0), 65);
    assert.equal(model.matchedBytes(tree, named('b'), 0), 91);
    assert.equal(model.matchedBytes(tree, named('b'), 1), 50);
    assert.equal(model.matchedBytes(tree, named('a'), 2), 30);
    assert.equal(model.matchedBytes(tree, named('d'), 1), 0);
    assert.equal(model.matchedBytes(tree, model.findMatches(tree, () => true), 0), tree.total[0]);
  });

  test('matched bytes agree with a walk down the rows of jsonl', () => {
    for (const { name, args } of realDumps) {
      const rows = rowsFor(args);
      const tree = decode(heapgraph(...args));
      for (const query of ['e', '^_', 'next', '[A-Z]', 'no such name']) {
        const matcher = model.compileQuery(query, true).test;
        const bytes = model.matchedBytes(tree, model.findMatches(tree, matcher), 0);
        const expression = new RegExp(query, /[A-Z]/.test(query) ? '' : 'i');
        assert.equal(bytes, outermostBytes(rows, (text) => expression.test(text)), `${name}: ${query}`);
      }
    }
  });
});

describe('paths', () => {
  test('take time for their length, and a long one is shown by its end', () => {
    const depth = 300_000;
    const column = (value) => new Array(depth).fill(value);
    const chain = model.buildTree({
      names: ['next'], parent: Array.from({ length: depth }, (_, i) => i - 1), name: column(0), content: column(0), self: column(1),
      objects: column(1), grown: column(0), retained: column(0), series: column([]), compared: false, repeats: null,
    });
    const begin = performance.now();
    assert.equal(model.pathOf(chain, depth - 1).length, depth - 1);
    assert.ok(performance.now() - begin < 1000);
    const text = model.pathText(chain, depth - 1);
    assert.equal(text, ['root', '…', ...new Array(100).fill('next')].join(' › '));
    assert.equal(model.pathLength(chain, depth - 1, 1000), 1000);
    assert.equal(model.pathLength(chain, 3, 1000), 15);
  });

  const tree = treeOf({ a: [10, { 'b/c': [20, { a: [30] }] }], constructor: [1], __proto: [1] });
  test('lead back to their nodes', () => {
    for (let i = 0; i < tree.count; i++) assert.equal(model.findPath(tree, model.pathOf(tree, i)), i);
  });
  test('lead as far as their names are found', () => {
    assert.equal(model.findPath(tree, ['a', 'gone', 'a']), 1);
    assert.equal(model.findPath(tree, ['gone']), 0);
  });
});

describe('numbers', () => {
  test('in groups of three digits', () => {
    const cases = { 0: '0', 999: '999', 1000: '1,000', 123456: '123,456', 1234567: '1,234,567' };
    for (const [number, text] of Object.entries(cases)) assert.equal(model.groupDigits(Number(number)), text);
  });

  test('percentages', () => {
    assert.equal(model.percentage(427, 1000), '42.7%');
    assert.equal(model.percentage(1, 1), '100.0%');
    assert.equal(model.percentage(0, 0), '0.0%');
    assert.equal(model.percentage(1, 3), '33.3%');
    assert.equal(model.percentage(2, 3), '66.7%');
  });

  test('percentages are the same as in C++, ties too', () => {
    // One table of `part` bytes in a heap of 100,000: each part is a tie or next to one.
    for (const part of [50, 150, 249, 250, 251, 350, 450, 12_450, 37_550, 62_750]) {
      const lines = ['{"objects":{', `"0x10":{"type":"table","cat":0,"size":${100_000 - part},"pairs":["0x20","0x30"]},`,
        '"0x20":{"type":"string","cat":0,"size":0,"data":"part"},', `"0x30":{"type":"table","cat":0,"size":${part}},`,
        '"0":{"type":"userdata","cat":0,"size":0}', '},"roots":{', '"mainthread":"0x10"},"stats":{', '"size":1,',
        '"categories":{', '"0":{"name":"Default","size":1},', '"none":{}', '}', '}}', ''];
      const svg = heapgraph(folder.write('tie.json', lines.join('\n')), '--min-width', '0');
      const [, bytes, share] = /<title>part \(([\d,]+) bytes, ([\d.]+%)\)/.exec(svg);
      assert.equal(bytes, model.groupDigits(part));
      assert.equal(model.percentage(part, 100_000), share, `${part} of 100,000`);
    }
  });

  test('the hash of a name is FNV-1a of its UTF-8', () => {
    const cases = { '': 0x811c9dc5, a: 0xe40c292c, foobar: 0xbf9cf968 };
    for (const [name, hash] of Object.entries(cases)) assert.equal(model.hashName(name), hash);
    const step = (hash, byte) => ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
    assert.equal(model.hashName('é'), Number([0xc3, 0xa9].reduce(step, 0x811c9dc5n)));
  });
});
