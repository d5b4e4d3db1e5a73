// SPDX-License-Identifier: MIT
// Measures one page with a tree in Chromium: of heapgraph, or of another tool that `pages` knows.
/* global levels, root, px, search, matchedtxt */
import { pathToFileURL } from 'node:url';
import { chromium } from '../picture/node_modules/playwright-core/index.mjs';

export const LONGEST = 60_000; // ms: what takes longer is not tried again
const LONGEST_SWITCH = 5_000;
const PAUSE = 300; // ms in which a page may end what it began
export const IN_WORLD = { wide: 'index', other: 'zones', sought: 'rotation' }; // frames of generate.cpp; each entity has one of the last
const VIEWPORT = { width: 1200, height: 800 };

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
export const launch = async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
};

export const close = () => browser.close();

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
export async function measure(tool) {
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
