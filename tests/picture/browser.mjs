// SPDX-License-Identifier: MIT
// What the tests of the picture in a browser share: real output of heapgraph, opened in Chromium.
//
// Chromium is $CHROMIUM, else the system's. Where it or playwright-core is missing, all is skipped and says so.
// Times are asserted at TIME_FACTOR times their bound (default 3), because test machines are shared.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { heapgraph, listDump, realDump, shownName, temporaryFolder, treeDump } from './support.mjs';

export const TIME_FACTOR = Number(process.env.TIME_FACTOR || 3);
export const MOST_LOAD = 1000; // ms
export const MOST_ZOOM = 100; // ms
export const MOST_NODES = 10_000;

// Tests that wait more than they work run side by side; those that measure or use the clipboard alone.
export const together = { concurrency: 3 };

const chromiumPath = process.env.CHROMIUM || '/usr/bin/chromium';
let chromium = null;
let missing = existsSync(chromiumPath) ? '' : `there is no Chromium at ${chromiumPath}; set CHROMIUM`;
try {
  ({ chromium } = await import('playwright-core'));
} catch (error) {
  missing = `playwright-core is missing (npm ci in tests/picture): ${error.message}`;
}

/** Tests of the picture in a browser, which is `browser` while they run. */
export function inBrowser(addTests) {
  describe('the picture in a browser', { skip: missing === '' ? false : `browser tests are skipped: ${missing}` }, () => {
    before(async () => {
      browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    });
    after(async () => browser?.close());
    if (missing === '') addTests();
  });
}

export const folder = temporaryFolder();
const files = new Map();

/** The address of the picture of a dump, made once. */
export function picture(args) {
  const key = JSON.stringify(args);
  if (!files.has(key)) files.set(key, pathToFileURL(folder.write(`${files.size}.svg`, heapgraph(...args))).href);
  return files.get(key);
}
export const svgOf = (args) => readFileSync(new URL(picture(args)), 'utf8');
export const inline = (args) => svgOf(args).replace(/^<\?xml[^>]*>\s*/, '');
export const htmlFile = (name, body) => {
  const path = folder.write(name, `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>test</title>${body}`);
  return pathToFileURL(path).href;
};
export const dumpFile = (name, make) => {
  const path = folder.path(name);
  if (!existsSync(path)) writeFileSync(path, make());
  return [path];
};
export const GAME = realDump('game, live');
export const SMALL = realDump('game, new');
export const CLOSURES = realDump('closures, live');
export const list = () => dumpFile('list.json', () => listDump(100_000));
export const tree = () => dumpFile('tree.json', () => treeDump(100_000));
export const pathsOf = (rows) => {
  const paths = [];
  for (const row of rows) paths.push(row.parent === null ? [] : [...paths[row.parent], shownName(row)]);
  return paths;
};
export const group = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
export const share = (part, whole) => ((part * 100) / whole).toFixed(1) + '%';

export let browser;

// Opening a page takes longer than most tests, so pages are used again.
const contexts = new Map();
async function takePage(options) {
  const key = JSON.stringify(options);
  if (!contexts.has(key)) contexts.set(key, { context: browser.newContext(options), free: [] });
  const { context, free } = contexts.get(key);
  const page = free.pop() ?? (await (await context).newPage());
  return { page, context: await context, giveBack: () => free.push(page.removeAllListeners()) };
}

/** Runs `body` with a page; then nothing may have gone wrong in it, but for what `allow` matches. */
export async function withPage(url, options, body) {
  const { allow = null, viewport = { width: 1200, height: 800 }, colorScheme = 'light', ...contextOptions } = options;
  const { page, context, giveBack } = await takePage(contextOptions);
  const errors = [];
  page.setDefaultTimeout(30000);
  const note = (text) => (allow !== null && allow.test(text)) || errors.push(text);
  page.on('console', (message) => {
    const isFavicon = message.location().url.endsWith('/favicon.ico'); // the browser asks for it by itself
    if (['error', 'warning'].includes(message.type()) && !isFavicon) note(message.text());
  });
  page.on('pageerror', (error) => note(String(error)));
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, media: null });
  // From one fragment of a document to another nothing would be loaded.
  if (page.url() !== 'about:blank') await page.goto('about:blank');
  await page.goto(url);
  await body(page, context);
  giveBack();
  assert.deepEqual(errors, [], 'errors in the page');
}

// What is on the page.

export const byName = (page, name) => page.locator(`[role="treeitem"][aria-label^=${JSON.stringify(`${name} (`)}]`).first();
export const textOf = (page, part) => page.locator(`[data-part="${part}"]`).first().textContent();
export const searchBox = (page) => page.locator('input[type="search"]');
export const query = (page) => searchBox(page).evaluate((box) => box.value); // `inputValue` knows HTML documents only
/** By the address. */
export const zoomedName = (page) => page.evaluate(() => {
  const zoom = /^#zoom=([^&]*)/.exec(location.hash);
  return zoom === null ? null : decodeURIComponent(zoom[1].split('/').pop());
});
export const focusedLabel = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
export const focusTree = (page) => page.evaluate(() => document.querySelector('[role="treeitem"][tabindex="0"]').focus());
export const shown = (page) => page.evaluate(() => [...document.querySelectorAll('[data-part="frames"] > g')].map((g) => {
  const rect = g.querySelector('rect');
  const number = (name) => Number(rect.getAttribute(name));
  return {
    label: g.getAttribute('aria-label'), level: Number(g.getAttribute('aria-level')), match: g.getAttribute('data-match'),
    above: g.hasAttribute('data-above'), merged: g.hasAttribute('data-merged'), fill: rect.getAttribute('fill'),
    x: number('x'), y: number('y'), width: number('width'), height: number('height'),
  };
}));
export const background = (page) => page.evaluate(() =>
  getComputedStyle(document.querySelector('[data-part="app"]')).backgroundColor);
export const countNodes = (page) => page.evaluate(() => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walker.nextNode()) count++;
  return count;
});

/** Every label fits its frame, rows do not overlap, and children stay within parents. */
export async function checkGeometry(page, part) {
  const frames = await page.evaluate((name) => {
    const selector = name === 'frames' ? '[data-part="frames"] > g' : '[data-part="still"] > g > g:has(> title)';
    return [...document.querySelectorAll(selector)].map((g) => {
      const rect = g.querySelector('rect');
      // Labels stand beside their frame, in the static picture in it.
      const text = [g.querySelector('text'), g.nextElementSibling].find((element) => element?.localName === 'text') ?? null;
      const of = (key) => Number(rect.getAttribute(key));
      const box = text && text.getBBox();
      return {
        x: of('x'), y: of('y'), width: of('width'), height: of('height'),
        label: text && {
          text: text.textContent, x: box.x, y: box.y, height: box.height,
          width: Math.max(box.width, text.getComputedTextLength()),
        },
      };
    });
  }, part);
  assert.ok(frames.length > 0);
  // Positions are written with two decimals.
  const close = 0.021;
  const rows = new Map();
  for (const f of frames) {
    if (!rows.has(f.y)) rows.set(f.y, []);
    rows.get(f.y).push(f);
    if (f.label === null) continue;
    const { label } = f;
    const where = `"${label.text}" of ${label.width} px in a frame of ${f.width} px`;
    assert.ok(label.x >= f.x && label.x + label.width <= f.x + f.width + close, where);
    assert.ok(label.y >= f.y - 2 && label.y + label.height <= f.y + f.height + 1.5, `${where}: height`);
  }
  const sorted = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row.sort((a, b) => a.x - b.x));
  sorted.forEach((row, depth) => {
    row.forEach((f, i) => {
      if (i > 0) assert.ok(f.x >= row[i - 1].x + row[i - 1].width - close, 'frames of a row do not overlap');
      if (depth === 0) return;
      const above = sorted[depth - 1];
      assert.ok(f.y >= above[0].y + above[0].height, 'rows do not overlap');
      assert.ok(above.some((p) => f.x >= p.x - close && f.x + f.width <= p.x + p.width + close), 'within a parent');
    });
  });
  return frames;
}

/** A server of texts, [type, text] by path. */
export async function serve(contents, headers = {}) {
  const server = createServer((request, response) => {
    const [type, text] = contents[request.url] || ['text/plain', ''];
    response.writeHead(contents[request.url] ? 200 : 204, { 'Content-Type': type, ...headers });
    response.end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
