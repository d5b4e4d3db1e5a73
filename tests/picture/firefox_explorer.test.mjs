// SPDX-License-Identifier: MIT
// The explorer in Firefox: what people do with it, in windows of all sizes, on paper, and without scripts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkGeometry, countNodes, tree } from './browser.mjs';
import {
  bodyRows, explorer, isExplained, isReady, isSelected, markedRow, MOST_NODES_OF_EXPLORER, numbersOf, PAIR, rootBytes, SERIES,
} from './explorer.mjs';
import { inFirefox, withFirefoxPage } from './firefox.mjs';
import { heapgraph } from './support.mjs';

const json = (...args) => JSON.parse(heapgraph(...PAIR, '-f', 'json', ...args));
const treeitem = (name) => `[role="treeitem"][aria-label^="${name} ("]`;
const withExplorer = (args, options, body) => withFirefoxPage(explorer(args), options, async (page) => {
  await isReady(page);
  await body(page);
});

inFirefox(() => {
  test('the explorer says what leaked, who holds it, and what would be freed', async () => {
    await withExplorer(PAIR, {}, async (page) => {
      assert.equal(await page.textContent('h1'), json().verdict);
      await isExplained(page, 'first new link');
      await isExplained(page, 'Also held by');
      assert.match(await page.textContent('section[aria-label="Selection"]'), /cutting here frees/);
      assert.match(await page.textContent('[data-part="command"] code'), /^heapgraph --why 0x/);
      await checkGeometry(page, 'frames');
    });
  });

  test('switches, the address, Back and reload', async () => {
    await withExplorer(PAIR, {}, async (page) => {
      for (const measure of ['live', 'freed']) {
        await page.click(`[name="Measure"][value="${measure}"]`);
        await page.waitForFunction((wanted) => location.hash.startsWith(`#show=${wanted}`), measure);
        assert.equal(await rootBytes(page), json('--measure', measure).nodes[0].total_bytes);
      }
      await page.goBack();
      await page.waitForFunction(() => document.querySelector('[value="live"]').checked);
      await page.click(treeitem('World'));
      await isSelected(page, '› World');
      await page.reload();
      await isReady(page);
      await isSelected(page, '› World');
    });
  });

  test('tables: their numbers, sorting, picking a row, searching', async () => {
    await withExplorer(PAIR, {}, async (page) => {
      const { sites } = json();
      const bytes = sites.map((site) => site.net_bytes);
      assert.deepEqual(await numbersOf(page, 'Sites', 0), bytes);
      await page.click('table[aria-label="Sites"] th button');
      await page.click('table[aria-label="Sites"] th button');
      assert.deepEqual(await numbersOf(page, 'Sites', 0), bytes.toSorted((a, b) => a - b));
      await page.click('table[aria-label="Largest retained sizes"] tr:nth-child(12) td button');
      const row = (await bodyRows(page, 'Largest retained sizes'))[11];
      await isExplained(page, row[2]);
      assert.ok(await page.evaluate(() => {
        const { top, bottom } = document.activeElement.getBoundingClientRect();
        return top >= 0 && bottom <= document.documentElement.clientHeight;
      }), 'the frame is in view');
      await page.keyboard.press('/');
      await page.keyboard.type('tags');
      await page.waitForFunction(() => document.querySelectorAll('table[aria-label="Names"] tbody tr').length === 1);
      await page.keyboard.press('Enter');
      await isSelected(page, '› tags');
      assert.equal(await markedRow(page, 'Names'), 'tags');
    });
  });

  test('a series has charts', async () => {
    await withExplorer(SERIES, {}, async (page) => {
      assert.ok(await page.evaluate(() => document.querySelectorAll('table[aria-label="Sites"] [data-part="chart"]').length > 0));
    });
  });

  for (const [width, height] of [[320, 256], [600, 800], [1920, 1080], [3000, 1500]]) {
    test(`at ${width} x ${height} nothing is wider than the window`, async () => {
      await withExplorer(PAIR, { viewport: { width, height } }, async (page) => {
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true);
      });
    });
  }

  test('100,000 objects: few nodes in the document', async () => {
    await withExplorer(tree(), {}, async (page) => assert.ok(await countNodes(page) <= MOST_NODES_OF_EXPLORER));
  });

  test('without scripts there are the verdict and the sites', async () => {
    await withFirefoxPage(explorer(PAIR), { javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.textContent('h1'), json().verdict);
      assert.ok((await page.textContent('main table')).includes(json().sites[0].place));
    });
  });
});
