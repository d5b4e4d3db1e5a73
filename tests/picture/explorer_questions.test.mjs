// SPDX-License-Identifier: MIT
// The explorer in a browser for all questions: one dump, a series, two processes, limits, what keeps something alive.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inBrowser } from './browser.mjs';
import { bodyRows, BY_PATH, chosen, isExplained, isSelected, markedRow, ONE, PAIR, regionOf, rootBytes, SERIES, withExplorer } from './explorer.mjs';
import { heapgraph, realDumps } from './support.mjs';

const report = (args) => JSON.parse(heapgraph(...args, '-f', 'json'));

inBrowser(() => {
  describe('the explorer of', () => {
    test('one dump says what is alive and who holds it', async () => {
      await withExplorer(ONE, {}, async (page) => {
        assert.deepEqual(await chosen(page), ['live', 'paths']);
        assert.equal(await rootBytes(page), report(ONE).summary.reached.bytes);
        await isSelected(page, 'Players › Player*');
        await isExplained(page, 'Also held by');
        assert.equal(await page.locator('[data-part="command"] code').textContent().then((text) => text.replace(/0x\w+/, 'ID')),
          `heapgraph --why ID ${ONE.join(' ')}`);
      });
    });

    test('a series has a chart beside each site, with the bytes in each dump', async () => {
      const { sites } = report(SERIES);
      await withExplorer(SERIES, {}, async (page) => {
        const charts = page.locator('table[aria-label="Sites"] [data-part="chart"]');
        assert.equal(await charts.count(), sites.length);
        const points = await charts.first().locator('polyline').getAttribute('points');
        const heights = points.split(' ').map((point) => Number(point.split(',')[1]));
        assert.equal(heights.length, 3, 'a point for each dump');
        assert.ok(heights[0] > heights.at(-1), 'what grows goes up');
        assert.match(await charts.first().getAttribute('aria-label'), /^bytes in each dump: [\d,-]+, [\d,-]+, [\d,-]+$/);
      });
    });

    test('two processes says what differs, and what is alive there with its holders', async () => {
      await withExplorer(BY_PATH, {}, async (page) => {
        assert.deepEqual(await chosen(page), ['change', 'paths']);
        assert.equal(await markedRow(page, 'Sites'), (await bodyRows(page, 'Sites'))[0].at(-1));
        await isExplained(page, '.items');
        assert.equal((await bodyRows(page, 'Objects')).length, 6);
        await page.locator('table[aria-label="Sites"] td button').nth(1).click();
        await isSelected(page, 'PlayerLeft › handlers');
      });
    });

    test('limits says first what broke', async () => {
      const args = ['--limit', '1KB', '--limit', 'mainthread/**=100MB', ...PAIR];
      await withExplorer(args, {}, async (page) => {
        const text = await regionOf(page, 'Limits').textContent();
        assert.match(text, /FAILED: 1 of 2/);
        const names = (await bodyRows(page, 'Limits')).map((row) => row[0]);
        assert.ok(names.includes('OVER') && names.length === 2, names.join());
        const isFirst = await page.evaluate(() => {
          const [limits, graph] = [document.querySelector('section[aria-label="Limits"]'), document.querySelector('[data-part="graph"]')];
          return (limits.compareDocumentPosition(graph) & limits.DOCUMENT_POSITION_FOLLOWING) !== 0;
        });
        assert.ok(isFirst, 'before the graph');
      });
    });

    test('a question why answers it before the graph, which stays near', async () => {
      const args = ['--why', 'mainthread/__env/World/**', ...PAIR];
      const { why } = report(args);
      await withExplorer(args, {}, async (page) => {
        const region = regionOf(page, 'Why');
        assert.equal(await region.count(), 1);
        const text = await region.textContent();
        for (const { address } of why.slice(0, 3)) assert.ok(text.includes(address), address);
        const { y } = await page.locator('[data-part="graph"]').boundingBox();
        assert.ok(y < 800, `the graph begins at ${y}`);
      });
    });
  });

  test('every fourth of all real dumps and questions: no error, a graph, a verdict as json says it', async () => {
    for (const { name, args } of realDumps.filter((_, i) => i % 4 === 0)) {
      await withExplorer(args, {}, async (page) => {
        const { verdict } = report(args);
        if (verdict) assert.equal(await page.locator('h1').textContent(), verdict, name);
        assert.ok(await page.getByRole('treeitem').count() > 0, name);
        const measures = await page.locator('[name="Measure"]').evaluateAll((inputs) => inputs.map(({ value }) => value));
        // The one that is chosen comes last: a click on it would do nothing.
        for (const value of measures.length > 1 ? measures.toReversed() : []) {
          await page.locator(`[name="Measure"][value="${value}"]`).click();
          await page.waitForFunction((wanted) => location.hash.startsWith(`#show=${wanted}&`), value);
          // Of the empty program there is no change to draw.
          if (!name.startsWith('empty')) assert.ok(await page.getByRole('treeitem').count() > 0, `${name}: ${value}`);
        }
      });
    }
  });
});
