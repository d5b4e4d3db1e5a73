// SPDX-License-Identifier: MIT
// Measures the picture and the explorer in Chromium beside the pages of other tools that show the same tree, in one run.
//
// pages.mjs BUILD [OTHERS]     BUILD is a build folder with the tests. OTHERS is a folder that has what is there of
//   converter/            classes of async-profiler's src/converter, and src/res/flame.html
//   flamegraph.pl
//   speedscope/           what the package speedscope has in dist/release
//
// Medians of five, in turn with the others. Needs the packages of tests/picture. Chromium is $CHROMIUM, else the system's. ROUNDS is 5 if not set.
/* global levels, root, px, search, matchedtxt */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '../picture/node_modules/playwright-core/index.mjs';

const SIZES = [['10 k', 1_600], ['100 k', 16_000], ['700 k', 112_500]]; // entities of generate.cpp: 6.2 frames each
const PAIR = 97_000; // entities of compare.py: 115 and 133 MB
const ROUNDS = Number(process.env.ROUNDS || 5);
const LONGEST = 60_000; // ms: what takes longer is not tried again
const LONG = 30_000; // ms: a page that takes so long for everything is measured once
const LONGEST_SWITCH = 5_000;
const PAUSE = 300; // ms in which a page may end what it began
const IN_WORLD = { wide: 'index', other: 'zones', sought: 'rotation' }; // frames of generate.cpp; each entity has one of the last
const IN_PAIR = { ...IN_WORLD, other: 'listeners' };
const IN_GAME = { wide: 'Heartbeat', other: 'Session Log', sought: 'tags' };
const VIEWPORT = { width: 1200, height: 800 };

const [build, others] = process.argv.slice(2);
if (!build) {
  console.error('usage: pages.mjs BUILD [OTHERS]');
  process.exit(2);
}
const heapgraph = resolve(build, 'heapgraph');
const generate = ['tests/heapgraph_bench_generate', 'heapgraph_bench_generate'].map((name) => resolve(build, name)).find(existsSync);
const folder = mkdtempSync(join(tmpdir(), 'heapgraph-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

// What runs in the pages. Time counts until a frame of the browser that has the answer is laid out and painted; what the
// compositor does with it later counts for none.

const probe = () => {
  const painted = async (isThere) => {
    do await new Promise(requestAnimationFrame); // the answer stands before the frame is painted …
    while (!isThere());
    await new Promise((go) => setTimeout(go)); // … and the page can answer again
    return performance.now();
  };
  /** From a real event on, as the browser dates it. */
  const answered = (type, isThere) => new Promise((tell) => {
    addEventListener(type, async ({ timeStamp }) => tell(await painted(isThere) - timeStamp), { capture: true, once: true });
  });
  /** From a call on, at any time between two frames of the browser. */
  const called = async (act, isThere) => {
    await new Promise((go) => setTimeout(go, Math.random() * 17));
    const start = performance.now();
    act();
    return await painted(isThere) - start;
  };
  /** From a real event on until nothing changes in an element any more. */
  const settled = (type, element) => new Promise((tell) => {
    addEventListener(type, ({ timeStamp }) => {
      let last = 0;
      const note = async () => (last = await painted(() => true));
      const observer = new MutationObserver(note);
      observer.observe(element, { subtree: true, childList: true, attributes: true, characterData: true });
      const look = () => {
        if (last === 0 || performance.now() - last < 200) return void setTimeout(look, 50);
        observer.disconnect();
        return tell(last - timeStamp);
      };
      look();
    }, { capture: true, once: true });
  });
  const nodes = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let count = 0;
    while (walker.nextNode()) count++;
    return count;
  };
  return { painted, answered, called, settled, nodes };
};

/** What each tool's page is asked: whether it is drawn, where a frame is (its right end, left of which labels are), and what is
 *  zoomed to; and how to search it. */
const pages = {
  heapgraph: () => ({
    isReady: () => document.querySelector('[data-part="frames"] > g') !== null,
    placeOf(name) {
      const isIt = (label) => [' (', ' ↑ ('].some((next) => label.startsWith(name + next));
      const item = [...document.querySelectorAll('[role="treeitem"]')].find((g) => isIt(g.getAttribute('aria-label')));
      const { left, top, width, height } = item.querySelector('rect').getBoundingClientRect();
      return [left + width - 3, top + height / 2];
    },
    isAt: (name) => decodeURIComponent(/[#&]zoom=([^&]*)/.exec(location.hash)?.[1] ?? '').split('/').pop() === name,
    seek(text) {
      const box = document.querySelector('input[type="search"]');
      box.value = text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    },
    hasFound() {
      const { textContent } = document.querySelector('[data-part="found"]');
      return textContent.includes('match') && !textContent.includes('searching');
    },
  }),
  asyncProfiler: () => ({
    isReady: () => typeof search === 'function' && document.readyState !== 'loading',
    placeOf(name) {
      const frame = levels.slice(0, 6).flat().find(({ title }) => title === name);
      const { left, bottom } = document.getElementById('canvas').getBoundingClientRect();
      const end = Math.min(frame.left + frame.width - root.left, root.width);
      return [left + px * end - 3, bottom - (frame.level + 0.5) * 16];
    },
    isAt: (name) => root.title === name,
    seek: (text) => search(text), // what its prompt calls
    hasFound: () => document.getElementById('match').style.display === 'inline-block',
  }),
  flamegraph: () => ({
    isReady: () => document.readyState === 'complete' && typeof matchedtxt === 'object',
    frameOf: (name) => [...document.querySelectorAll('#frames > g')].find((g) => g.querySelector('title').textContent.startsWith(`${name} (`)),
    placeOf(name) {
      const { left, top, width, height } = this.frameOf(name).querySelector('rect').getBoundingClientRect();
      return [left + width - 3, top + height / 2];
    },
    isAt(name) {
      const [frame, all] = [this.frameOf(name), this.frameOf('all')].map((g) => Number(g.querySelector('rect').getAttribute('width')));
      return Math.abs(frame - all) < 1;
    },
    seek: (text) => search(text),
    hasFound: () => matchedtxt.textContent.startsWith('Matched'),
  }),
  // It draws into one canvas that cannot be asked: the first frame of the browser counts.
  speedscope: (places) => ({
    isReady: () => document.querySelectorAll('canvas').length >= 3, // the flame graph's
    placeOf: (name) => [places[name] * innerWidth, 192],
    isAt: () => true,
    seek(text) {
      const box = document.querySelector('input');
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set.call(box, text);
      box.dispatchEvent(new Event('input', { bubbles: true }));
    },
    hasFound: () => /\/\d/.test(document.body.innerText),
  }),
};

// What is measured of a page.

class TooLong extends Error {}
const within = (promise, longest = LONGEST) => {
  let timer;
  const tooLong = new Promise((_, fail) => { timer = setTimeout(() => fail(new TooLong()), longest); });
  return Promise.race([promise, tooLong]).finally(() => clearTimeout(timer));
};

let browser = null;
const launch = async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
};

/** Does something that a page answers, and returns how long that takes. */
const answer = async (page, type, isThere, argument, act, longest = LONGEST) => {
  await page.evaluate(([event, source, value]) => {
    // The function comes as text, as it is called in the page.
    window.bench.answer = window.bench.answered(event, () => window.bench[source](value));
  }, [type, isThere, argument]);
  await act();
  const time = await within(page.evaluate(() => window.bench.answer), longest);
  await page.waitForTimeout(50);
  return time;
};

/** Clicks on frames: into one that is wide, back, into another, whose children are wide enough to be seen, and back. */
async function measureZoom(page, tool) {
  const { wide, other } = tool.frames ?? IN_WORLD;
  const times = [];
  for (const name of [wide, 'mainthread', other, 'mainthread']) {
    if (tool.page === 'speedscope' && name === 'mainthread') {
      times.push(await answer(page, 'keydown', 'isAt', name, () => page.keyboard.press('0')));
      await page.waitForTimeout(PAUSE); // it moves there
      continue;
    }
    const [x, y] = await page.evaluate((sought) => window.bench.placeOf(sought), name);
    const isTwice = tool.page === 'speedscope';
    times.push(await answer(page, isTwice ? 'dblclick' : 'click', 'isAt', name,
      () => within(page.mouse[isTwice ? 'dblclick' : 'click'](x, y))));
  }
  return times;
}

async function measureSearch(page, tool) {
  if (tool.page === 'speedscope') {
    await page.keyboard.press('Control+f');
    await page.waitForTimeout(PAUSE);
  }
  const { sought } = tool.frames ?? IN_WORLD;
  return within(page.evaluate((text) => window.bench.called(() => window.bench.seek(text), () => window.bench.hasFound()), sought));
}

/** Clicks through all trees of the explorer twice: [first, again] by tree. */
async function measureSwitches(page) {
  const times = {};
  const values = (group) => page.evaluate((name) => [...document.querySelectorAll(`input[name="${name}"]`)].map(({ value }) => value), group);
  const shown = () => page.evaluate(() => /show=([^&]*)&tree=([^&]*)/.exec(location.hash)?.slice(1).join(', '));
  const turn = async (group, value) => {
    const input = page.locator(`input[name="${group}"][value="${value}"]`);
    if (await input.isChecked()) return;
    try {
      const time = await answer(page, 'click', 'isShown', value, () => input.click(), LONGEST_SWITCH);
      await page.waitForTimeout(PAUSE);
      (times[await shown()] ??= []).push(time);
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      console.error(`${page.url()}: the switch to ${value} shows nothing else`);
    }
  };
  const [measures, kinds] = [await values('Measure'), await values('Tree')];
  const start = { first: measures[0], kind: kinds[0] };
  for (const measure of [...measures.slice(1), ...measures, start.first]) {
    await turn('Measure', measure);
    for (const kind of (await values('Tree')).reverse()) await turn('Tree', kind);
  }
  return times;
}

async function measureExplorer(page) {
  const times = {};
  const side = (type) => page.evaluate((event) => {
    window.bench.answer = window.bench.settled(event, document.querySelector('[data-part="side"]'));
  }, type);
  times.select = [];
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowUp', 'ArrowDown']) {
    await page.evaluate(() => document.querySelector('[role="treeitem"][tabindex="0"]').focus());
    await side('keydown');
    await page.keyboard.press(key);
    times.select.push(await within(page.evaluate(() => window.bench.answer)));
  }
  const switches = await measureSwitches(page);
  times.firstSwitch = Math.max(...Object.values(switches).map(([first]) => first));
  times.laterSwitch = Object.values(switches).flatMap(([, ...later]) => later);
  return { times, switches };
}

/** Everything of one page, opened anew; what it could not do in time is infinite. */
async function measure(tool) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const result = {};
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(LONGEST);
    const script = `(${pages[tool.page]})(${JSON.stringify(tool.places ?? null)})`;
    await page.addInitScript({
      content: `window.bench = { ...(${probe})(), ...${script},
        isShown: (value) => new RegExp('[#&](show|tree)=' + value + '(&|$)').test(location.hash),
        isUnfolded: () => /[#&]unfolded/.test(location.hash) };
        window.bench.ready = window.bench.painted(() => window.bench.isReady());`,
    });
    const session = await context.newCDPSession(page);
    result.interactive = Infinity;
    await within(page.goto(pathToFileURL(tool.path).href + (tool.hash ?? ''), { waitUntil: 'commit' }));
    result.interactive = await within(page.evaluate(() => window.bench.ready));
    await page.waitForTimeout(PAUSE);
    result.firstPaint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    await within(session.send('HeapProfiler.collectGarbage'));
    const { usedSize, backingStorageSize } = await within(session.send('Runtime.getHeapUsage'));
    result.heap = usedSize + backingStorageSize;
    const nodes = () => page.evaluate(() => window.bench.nodes());
    result.nodes = await nodes();
    result.zoom = result.search = Infinity;
    result.zoom = await measureZoom(page, tool);
    result.nodes = Math.max(result.nodes, await nodes());
    result.search = await measureSearch(page, tool);
    result.nodes = Math.max(result.nodes, await nodes());
    if (tool.isExplorer) {
      const { times, switches } = await measureExplorer(page);
      Object.assign(result, times, { switches });
      result.nodes = Math.max(result.nodes, await nodes());
    }
    if (tool.isFolded) {
      await page.evaluate(() => document.querySelector('[role="treeitem"][tabindex="0"]').focus());
      result.unfold = await answer(page, 'keydown', 'isUnfolded', null, () => page.keyboard.press('r'));
      result.nodes = Math.max(result.nodes, await nodes());
    }
  } catch (error) {
    if (!(error instanceof TooLong) && error.name !== 'TimeoutError') throw error;
    await browser.close(); // its page does not answer
    await launch();
    return result;
  }
  await context.close();
  return result;
}

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
  await browser.close();
}
