// SPDX-License-Identifier: MIT
// How many bytes a picture takes, and that the same input makes the same bytes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { asset, heapgraph, realDumps, rowsOf, tableOf, temporaryFolder, treeDump, unfoldedTableOf } from './support.mjs';

const MOST_OF_SCRIPT = 20 * 1024; // a picture of 100,000 frames has 20 times as much in its table
const MOST_OF_TABLE = 10; // a frame
const DUMPS_OF_SERIES = 3;
const MOST_OF_STATIC_FRAME = 180;

// Fewer frames say nothing of a frame: a single long name decides.
const ENOUGH_FRAMES = 1_000;
const ENOUGH_STATIC_FRAMES = 50;

const folder = temporaryFolder();

test('the embedded scripts are what minify.mjs makes of the modules', async (t) => {
  let minify;
  try {
    minify = await import('./minify.mjs');
  } catch (error) {
    t.skip(`needs esbuild (npm ci in tests/picture): ${error.message}`);
    return;
  }
  for (const name in minify.scripts) {
    assert.equal(readFileSync(asset(name), 'utf8'), await minify.minified(name), `${name}: npm run minify`);
  }
});

test('the embedded script is small', (t) => {
  const bytes = readFileSync(asset('icicle.min.js')).length;
  t.diagnostic(`${bytes} bytes`);
  assert.ok(bytes < MOST_OF_SCRIPT, `${bytes} bytes`);
});

function checkTable(t, name, args) {
  const frames = rowsOf(heapgraph(...args, '-f', 'jsonl')).length;
  if (frames < ENOUGH_FRAMES) return;
  const svg = heapgraph(...args);
  const bytes = Buffer.byteLength(tableOf(svg)) + Buffer.byteLength(unfoldedTableOf(svg) ?? '');
  const average = bytes / frames;
  t.diagnostic(`${name}: ${average.toFixed(2)} bytes a frame, ${frames} frames`);
  // A series has a number a frame and dump besides.
  const most = MOST_OF_TABLE + (name.endsWith('series') ? DUMPS_OF_SERIES : 0);
  assert.ok(average <= most, `${name}: ${average} bytes a frame`);
}

test('the table takes few bytes a frame', (t) => {
  checkTable(t, 'tree of 100,000', [folder.write('tree.json', treeDump(100_000))]);
  for (const { name, args } of realDumps) checkTable(t, name, args);
});

// Where every frame has a bar.
const tree = treeDump(2_000);
const grown = tree.toString().replace(/("table","cat":0,"size":)(\d+)/g, (_, before, size) => before + size * 3);
const growth = {
  name: 'a tree that grew',
  args: ['--measure', 'growth', folder.write('before.json', tree), folder.write('after.json', grown)],
};

for (const { name, args } of [...realDumps, growth]) {
  test(`a static frame takes few bytes: ${name}`, (t) => {
    const lines = heapgraph(...args).split('\n');
    const frames = lines.filter((line) => line.startsWith('<g><title>'));
    if (frames.length < ENOUGH_STATIC_FRAMES) return;
    const bars = lines.filter((line) => line.startsWith('<path'));
    const average = Buffer.byteLength([...frames, ...bars, ''].join('\n')) / frames.length;
    t.diagnostic(`${average.toFixed(1)} bytes a frame, ${frames.length} frames`);
    assert.ok(average <= MOST_OF_STATIC_FRAME, `${average} bytes a frame`);
  });
}

test('the same input makes the same bytes', () => {
  for (const { name, args } of realDumps) {
    const first = heapgraph(...args);
    assert.ok(first === heapgraph(...args), `${name}: another run`);
    assert.ok(first === heapgraph(...args, '--threads', '1'), `${name}: one thread`);
  }
});
