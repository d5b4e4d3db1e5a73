// SPDX-License-Identifier: MIT
// The look of the picture and the explorer: screenshots of five states, compared with those in look/, so that a change of
// look is seen in review. HEAPGRAPH_BLESS=1 writes them anew.
//
// Both are scaled down to a quarter, where strokes of letters are a grey that hardly depends on the font's version. A
// pixel differs if a channel is further off than FAR; as text may break elsewhere, up to MOST_FAR of the pixels may, which
// is less than a moved head or another colour of frames: the tests try both. Beside pixels, boxes of the layout are
// compared, to within BOX_FAR. With another font lines break elsewhere: where letters have another width, all is skipped.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { byName, focusTree, inBrowser, picture, searchBox, SMALL, withPage } from './browser.mjs';
import { explorer, isExplained, isReady, PAIR } from './explorer.mjs';

const SCALE = 4;
const FAR = 48; // of 255
const MOST_FAR = 0.02;
const BOX_FAR = 12; // pixels of the screen
const viewport = { width: 1000, height: 640 };
const goldens = new URL('look/', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, goldens));

/** The states: what is opened, how one gets there, and the parts whose boxes are compared. */
const STATES = {
  'picture': { url: () => picture(SMALL), enter: focusTree, parts: ['tools', 'scroller', 'key'] },
  'picture-zoomed-searched': {
    url: () => picture(SMALL),
    async enter(page) {
      await byName(page, 'Heartbeat').click();
      await searchBox(page).fill('items');
    },
    parts: ['tools', 'scroller', 'key'],
  },
  'picture-dark': { url: () => picture(SMALL), options: { colorScheme: 'dark' }, enter: focusTree, parts: ['tools', 'scroller', 'key'] },
  'explorer': { url: () => explorer(PAIR), enter: (page) => isReady(page).then(() => isExplained(page, 'first new')), parts: ['tools', 'graph', 'side', 'scroller'] },
  'explorer-other-tree-sorted': {
    options: { viewport: { width: 1000, height: 1000 } }, // which has the sorted table too
    url: () => explorer(PAIR),
    async enter(page) {
      await isReady(page);
      await page.locator('[name="Measure"][value="live"]').click();
      await page.waitForFunction(() => location.hash.startsWith('#show=live'));
      await page.locator('[name="Tree"][value="dominators"]').click();
      await page.waitForFunction(() => location.hash.startsWith('#show=live&tree=dominators'));
      await page.locator('table[aria-label="Sites"] th button').first().click();
      await page.locator('table[aria-label="Sites"] th button').first().click();
    },
    parts: ['tools', 'graph', 'side', 'scroller'],
  },
};

/** A screenshot in a quarter of the size as PNG, made by the browser. */
async function screenshot(page, blank) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement?.blur?.());
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  return blank.evaluate(async ([text, scale]) => {
    const image = new window.Image();
    image.src = `data:image/png;base64,${text}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width / scale, image.height / scale];
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png').split(',')[1];
  }, [png.toString('base64'), SCALE]);
}

/** The part of the pixels of two images that differ; 1 if their sizes do. */
const differenceOf = (blank, one, other) => blank.evaluate(async ([texts, far]) => {
  const [a, b] = await Promise.all(texts.map(async (text) => {
    const image = new window.Image();
    image.src = `data:image/png;base64,${text}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  }));
  if (a.width !== b.width || a.height !== b.height) return 1;
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    if ([0, 1, 2].some((channel) => Math.abs(a.data[i + channel] - b.data[i + channel]) > far)) count++;
  }
  return count / (a.width * a.height);
}, [[one, other], FAR]);

/** Width of a letter of the page's font, in hundredths of a pixel. */
const letterOf = (page) => page.evaluate(() => {
  const text = document.createElementNS('http://www.w3.org/1999/xhtml', 'span');
  text.textContent = '0'.repeat(100);
  text.style.cssText = 'position: absolute; white-space: pre; font-size: 12px';
  document.querySelector('[data-part="details"]').append(text);
  const { width } = text.getBoundingClientRect();
  text.remove();
  return Math.round(width);
});

const boxesOf = (page, parts) => page.evaluate((names) => Object.fromEntries(names.map((name) => {
  const { x, y, width, height } = document.querySelector(`[data-part="${name}"]`).getBoundingClientRect();
  return [name, [x, y + document.scrollingElement.scrollTop, width, height].map(Math.round)];
})), parts);

inBrowser(() => {
  for (const [name, { url, options = {}, enter, parts }] of Object.entries(STATES)) {
    test(`the look of ${name}`, async (t) => {
      await withPage(url(), { viewport, ...options }, async (page, context) => {
        const blank = await context.newPage();
        await enter(page);
        const image = await screenshot(page, blank);
        const boxes = await boxesOf(page, parts);
        const letter = await letterOf(page);
        const files = [path(`${name}.png`), path('boxes.json')];
        const known = existsSync(files[1]) ? JSON.parse(readFileSync(files[1], 'utf8')) : {};
        if (process.env.HEAPGRAPH_BLESS) {
          mkdirSync(goldens, { recursive: true });
          writeFileSync(files[0], Buffer.from(image, 'base64'));
          writeFileSync(files[1], `${JSON.stringify({ ...known, letter, [name]: boxes })}\n`);
          await blank.close();
          return;
        }
        if (letter !== known.letter) {
          t.skip(`the font is another: letters of ${letter / 100} px, not ${known.letter / 100}`);
          await blank.close();
          return;
        }
        const golden = readFileSync(files[0]).toString('base64');
        const difference = await differenceOf(blank, golden, image);
        t.diagnostic(`${(100 * difference).toFixed(2)}% of the pixels differ`);
        assert.ok(difference <= MOST_FAR, `${(100 * difference).toFixed(1)}% of the pixels differ from look/${name}.png (HEAPGRAPH_BLESS=1 writes it anew)`);
        for (const part of parts) {
          const isNear = boxes[part].every((value, i) => Math.abs(value - known[name][part][i]) <= BOX_FAR);
          assert.ok(isNear, `${part} is at ${boxes[part]}, not at ${known[name][part]}`);
        }
        // Another colour, and a head that moved, are more than the tolerance.
        const changes = {
          'another colour': () => {
            for (const rect of document.querySelectorAll('[data-part="frames"] rect')) rect.setAttribute('fill', '#7050c0');
          },
          'a head that moved': () => {
            (document.querySelector('[data-part="explorer"]') ?? document.querySelector('[data-part="app"]')).style.paddingTop = '40px';
          },
        };
        for (const [what, change] of Object.entries(changes)) {
          await page.evaluate(change);
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          const far = await differenceOf(blank, golden, await screenshot(page, blank));
          t.diagnostic(`${what}: ${(100 * far).toFixed(2)}%`);
          assert.ok(far > MOST_FAR, `${what} is not seen: ${(100 * far).toFixed(1)}%`);
        }
        await blank.close();
      });
    });
  }
});
