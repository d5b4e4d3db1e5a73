// SPDX-License-Identifier: MIT
// Measures the picture and the explorer in Chromium beside the pages of other tools that show the same tree, in one run.
//
// pages.mjs BUILD [OTHERS]     BUILD is a build folder with the tests. OTHERS is a folder with some or all of
//   converter/            classes of async-profiler's src/converter, and src/res/flame.html
//   flamegraph.pl
//   speedscope/           what the package speedscope has in dist/release
//
// Medians of five, in turn with the others. Needs the packages of tests/picture. Chromium is $CHROMIUM, else the system's. ROUNDS is 5 if not set.
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { close, IN_WORLD, launch, LONGEST, measure } from './measure_page.mjs';

const SIZES = [['10 k', 1_600], ['100 k', 16_000], ['700 k', 112_500]]; // entities of generate.cpp: 6.2 frames each
const PAIR = 97_000; // entities of compare.py: 115 and 133 MB
const ROUNDS = Number(process.env.ROUNDS || 5);
const LONG = 30_000; // ms: a page that takes so long for everything is measured once
const IN_PAIR = { ...IN_WORLD, other: 'listeners' };
const IN_GAME = { wide: 'Heartbeat', other: 'Session Log', sought: 'tags' };

const [build, others] = process.argv.slice(2);
if (!build) {
  console.error('usage: pages.mjs BUILD [OTHERS]');
  process.exit(2);
}
const heapgraph = resolve(build, 'heapgraph');
const generate = ['tests/heapgraph_bench_generate', 'heapgraph_bench_generate'].map((name) => resolve(build, name)).find(existsSync);
const folder = mkdtempSync(join(tmpdir(), 'heapgraph-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const median = (numbers) => {
  const sorted = numbers.filter((number) => number !== undefined).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Medians of all tools, which take turns. */
async function compare(tools) {
  const results = tools.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, tool] of tools.entries()) {
      const last = results[i].at(-1);
      if (last && (last.all > LONG || Object.values(last).includes(Infinity))) continue;
      const start = performance.now();
      results[i].push(await measure(tool));
      results[i].at(-1).all = performance.now() - start;
      if (process.env.VERBOSE) console.error(tool.name, JSON.stringify(results[i].at(-1)));
    }
  }
  return results.map((ofTool) => {
    const keys = Object.keys(ofTool[0]).filter((key) => key !== 'switches');
    return Object.fromEntries(keys.map((key) => [key, median(ofTool.flatMap((result) => result[key]))]));
  });
}

// What is opened.

const inFolder = (name) => join(folder, name);
const write = (name, program, args) => {
  const out = openSync(inFolder(name), 'w');
  execFileSync(program, args, { stdio: ['ignore', out, 'ignore'] });
  closeSync(out);
  return inFolder(name);
};
const dump = (name, entities, skip = 0) => write(name, generate, [entities, skip].map(String));
const page = (name, ...args) => {
  execFileSync(heapgraph, [...args, '-o', inFolder(name)], { stdio: 'ignore' });
  return inFolder(name);
};
const linesOf = (path) => readFileSync(path, 'latin1').split('\n').slice(0, -1);
const bytesOf = (...paths) => paths.reduce((sum, path) => sum + statSync(path).size, 0);
const has = (name) => others !== undefined && existsSync(join(others, name));

/** Where two frames begin and end, as parts of the whole. */
const placesIn = (lines) => {
  const places = {};
  let end = 0;
  for (const line of lines) {
    const space = line.lastIndexOf(' ');
    const begin = end;
    end += Number(line.slice(space + 1));
    const name = line.slice(0, space).split(';')[3];
    if (name !== undefined) places[name] = [places[name]?.[0] ?? begin, end];
  }
  return Object.fromEntries(Object.entries(places).map(([name, [from, to]]) => [name, (from + to) / 2 / end]));
};

function toolsFor(name, entities) {
  const old = dump(`${name}.json`, entities);
  const tools = [
    { name: 'heapgraph, picture', page: 'heapgraph', path: page(`${name}.svg`, old), isFolded: true },
    { name: 'heapgraph, picture, `--no-fold`', page: 'heapgraph', path: page(`${name}.whole.svg`, '--no-fold', old) },
    { name: 'heapgraph, explorer', page: 'heapgraph', path: page(`${name}.html`, old), isExplorer: true, isFolded: true },
  ];
  const folded = write(`${name}.folded`, heapgraph, ['-f', 'folded', old]);
  if (has('converter')) {
    const path = inFolder(`${name}.ap.html`);
    execFileSync('java', ['-cp', join(others, 'converter'), 'one.convert.Main', '-o', 'html', folded, path], { stdio: 'ignore' });
    tools.push({ name: 'async-profiler', page: 'asyncProfiler', path });
  }
  if (has('flamegraph.pl')) {
    const path = write(`${name}.fg.svg`, 'perl', [join(others, 'flamegraph.pl'), '--inverted', '--minwidth', '0', folded]);
    tools.push({ name: 'flamegraph.pl `--minwidth 0`', page: 'flamegraph', path });
  }
  if (has('speedscope')) {
    const script = inFolder(`${name}.js`); // as its program writes it
    writeFileSync(script, `speedscope.loadFileFromBase64("${name}", "${readFileSync(folded).toString('base64')}")`);
    const own = readdirSync(join(others, 'speedscope')).filter((file) => /\.(html|css|woff2)$|^speedscope.*\.js$/.test(file));
    tools.push({
      name: 'speedscope', page: 'speedscope', path: join(others, 'speedscope/index.html'), hash: `#localProfilePath=${script}`,
      bytes: bytesOf(script, ...own.map((file) => join(others, 'speedscope', file))), places: placesIn(linesOf(folded)),
    });
  }
  return { tools, frames: linesOf(page(`${name}.jsonl`, '--no-fold', old)).length };
}

// The tables.

const ms = (time) => (time === undefined ? '' : time === Infinity ? `over ${LONGEST / 1000} s` :
  time >= 10_000 ? `${(time / 1000).toFixed(0)} s` : `${time.toFixed(0)} ms`);
const size = (bytes) => (bytes === undefined ? '' : bytes >= 9.95e6 ? `${(bytes / 1e6).toFixed(0)} MB` :
  bytes >= 999_500 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(0)} KB`);
const count = (number) => (number === undefined ? '' : String(number).replace(/\B(?=(\d{3})+$)/g, ','));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const head = (...cells) => {
  row(...cells);
  console.log('|' + '---|'.repeat(cells.length));
};

await launch();
const explorers = [];
try {
  const snapshots = fileURLToPath(new URL('../../testdata/snapshots/', import.meta.url));
  const game = page('game.html', join(snapshots, 'game.1.json'), join(snapshots, 'game.2.json'));
  await measure({ page: 'heapgraph', path: game, frames: IN_GAME, isExplorer: true }); // the browser has begun by now

  head('frames', 'page', 'size', 'interactive', 'zoom → paint', 'search → paint', 'JS heap', 'document nodes');
  for (const [name, entities] of SIZES) {
    const { tools, frames } = toolsFor(name.replace(' ', ''), entities);
    const results = await compare(tools);
    tools.forEach((tool, i) => {
      const { interactive, zoom, search: found, heap, nodes } = results[i];
      const bytes = tool.bytes ?? bytesOf(tool.path);
      row(i === 0 ? count(frames) : '', tool.name, size(bytes), ms(interactive), ms(zoom), ms(found), size(heap), count(nodes));
      if (tool.isExplorer) explorers.push([`explorer, ${name} frames`, bytes, results[i]]);
      if (i === 0) explorers.push([`picture, ${name} frames`, bytes, results[i]]);
    });
  }

  const [before, after] = [dump('old.json', PAIR), dump('new.json', Math.floor(PAIR * 23 / 20), Math.floor(PAIR / 10))];
  const pairs = [['explorer, `snapshots/game`, two dumps', game], ['explorer, 115 + 133 MB, two dumps', page('pair.html', before, after)]];
  const results = await compare(pairs.map(([name, path]) => {
    const isGame = path === game; // which has nothing to unfold
    return { name, page: 'heapgraph', path, isExplorer: true, isFolded: !isGame, frames: isGame ? IN_GAME : IN_PAIR };
  }));
  pairs.forEach(([name, path], i) => explorers.push([name, bytesOf(path), results[i]]));

  console.log();
  head('page', 'size', 'first paint', 'interactive', 'first switch, slowest tree', 'later switch', 'select → paint', 'zoom → paint', 'search → paint',
    'unfold → paint', 'JS heap', 'document nodes');
  for (const [name, bytes, { firstPaint, interactive, firstSwitch, laterSwitch, select, zoom, search: found, unfold, heap, nodes }] of explorers) {
    row(name, size(bytes), ...[firstPaint, interactive, firstSwitch, laterSwitch, select, zoom, found, unfold].map(ms), size(heap), count(nodes));
  }

  const written = { text: [], html: [], svg: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const format of Object.keys(written)) {
      const start = performance.now();
      page(`written.${format}`, '-f', format, before, after);
      written[format].push(performance.now() - start);
    }
  }
  const text = median(written.text);
  console.log(`\nWriting the pair of 115 + 133 MB: the explorer takes ${(median(written.html) / text).toFixed(2)} and the picture ` +
    `${(median(written.svg) / text).toFixed(2)} of the time of the text report.`);
} finally {
  await close();
}
