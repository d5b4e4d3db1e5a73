// SPDX-License-Identifier: MIT
// Queries, and the search of a tree for their matches.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileQuery } from '../../src/assets/icicle/query.js';
import { matchedBytes, startSearch } from '../../src/assets/icicle/search.js';
import { nameOf } from '../../src/assets/icicle/tree.js';
import { heapgraph, outermostBytes, realDumps } from './support.mjs';
import { decode, findMatches, labels, rowsFor, treeOf } from './trees.mjs';

describe('matching', () => {
  const matches = (query, isRegex, name) => compileQuery(query, isRegex).test(name);

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
      const compiled = compileQuery(query, true);
      assert.equal(typeof compiled.error, 'string', query);
      assert.ok(compiled.error.length > 0);
      assert.equal(compileQuery(query, false).error, undefined);
    }
  });

  const exponential = [
    '(a+)+b', '(a*)*b', '(?:a|a)*b', '(a|b|ab)*c', '((a)+)+', '(?:(?:a+))+b', '(a{1,9}){2}b', '(?<n>a+){2,}', '(a?){30}',
    '(.)\\1+', '(?<n>a)\\k<n>', '(?=a+b)a', '(?!.*b)', '(?<=a*)b', '(?<!a+)b', '(?:x(?=a*))',
  ];
  const costly = ['(?:a|a)'.repeat(30), 'a?'.repeat(30), 'a*'.repeat(20) + 'b', 'a{0,1000}'.repeat(6) + 'b', 'a{0,100000000}b', 'a'.repeat(1001)];
  for (const query of [...exponential, ...costly]) {
    test(`an expression that can take too long is refused: ${query.slice(0, 30)}`, () => {
      const compiled = compileQuery(query, true);
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
      const compiled = compileQuery(query, true);
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
      const { test: matches, longest } = compileQuery(query, true);
      const begin = performance.now();
      assert.ok(!matches(letter.repeat(longest)), query);
      const time = performance.now() - begin;
      assert.ok(time < 1500, `${query} on ${longest}: ${time} ms`);
    }
  });

  test('names too long for an expression are left out and counted', () => {
    const long = 'a'.repeat(20000);
    const tree = treeOf({ [long]: [10], ab: [5], b: [1] });
    const search = startSearch(tree, compileQuery('a*b', true));
    assert.ok(search.proceed(() => 0, 1));
    assert.deepEqual(search.found.map((node) => nameOf(tree, node)), ['ab', 'b']);
    assert.equal(search.leftOut, 1);
    const simple = startSearch(tree, compileQuery('a', true));
    assert.ok(simple.proceed(() => 0, 1));
    assert.equal(simple.found.length, 2);
    assert.equal(simple.leftOut, 0);
  });

  test('a search goes on in steps of names that may take as long as the longest', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(100));
    const tree = treeOf({ [a]: [10, { [b]: [20, { [a]: [30] }] }], [c]: [5] });
    const search = startSearch(tree, { test: () => true, longest: 100 });
    let steps = 1;
    while (!search.proceed(() => 1, 0)) steps++;
    assert.equal(search.tested, 4); // root, a, b, c
    assert.equal(steps, 3);
    assert.deepEqual(search.found, [0, 1, 2, 3, 4]);
  });

  test('the clock is read once in 64 short names', () => {
    const tree = treeOf(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`name ${i}`, [1]])));
    const search = startSearch(tree, { test: () => true, longest: 100000 });
    let readings = 0;
    assert.ok(search.proceed(() => (readings++, 0), 1));
    assert.equal(readings, 15);
  });

  test('only the outermost matches count, of the subtree', () => {
    const tree = treeOf({ a: [10, { b: [20, { a: [30] }], c: [5] }], b: [40, { d: [1] }] });
    const named = (name) => findMatches(tree, (other) => other === name);
    assert.deepEqual(labels(tree), ['root', 'a', 'b', 'a', 'c', 'b', 'd']);
    assert.deepEqual(named('a'), [1, 3]);
    assert.equal(matchedBytes(tree, named('a'), 0), 65);
    assert.equal(matchedBytes(tree, named('b'), 0), 91);
    assert.equal(matchedBytes(tree, named('b'), 1), 50);
    assert.equal(matchedBytes(tree, named('a'), 2), 30);
    assert.equal(matchedBytes(tree, named('d'), 1), 0);
    assert.equal(matchedBytes(tree, findMatches(tree, () => true), 0), tree.totals[0]);
  });

  test('matched bytes agree with a walk down the rows of jsonl', () => {
    for (const { name, args } of realDumps) {
      const rows = rowsFor(args);
      const tree = decode(heapgraph(...args));
      for (const query of ['e', '^_', 'next', '[A-Z]', 'no such name']) {
        const matcher = compileQuery(query, true).test;
        const bytes = matchedBytes(tree, findMatches(tree, matcher), 0);
        const expression = new RegExp(query, /[A-Z]/.test(query) ? '' : 'i');
        assert.equal(bytes, outermostBytes(rows, (text) => expression.test(text)), `${name}: ${query}`);
      }
    }
  });
});
