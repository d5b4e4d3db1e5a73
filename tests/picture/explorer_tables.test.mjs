// SPDX-License-Identifier: MIT
// The tables of the explorer in a browser: their numbers, sorting, searching, and saving.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { dumpFile, inBrowser, searchBox, shown, textOf } from './browser.mjs';
import { bodyRows, BY_PATH, numbersOf, ONE, PAIR, SERIES, withExplorer } from './explorer.mjs';
import { dumpOf, heapgraph } from './support.mjs';

const report = (args) => JSON.parse(heapgraph(...args, '-f', 'json'));
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const FEW = 20; // rows that are shown until more are asked for
const TABLES = ['Sites', 'Types', 'Functions', 'Names', 'Largest retained sizes', 'How it adds up', 'Objects'];

inBrowser(() => {
  describe('the numbers are those of json', () => {
    for (const [name, args] of Object.entries({ 'a pair': PAIR, 'one dump': ONE, 'a series': SERIES })) {
      test(`of ${name}`, async () => {
        const { sites, types, categories, functions, nodes, verdict } = report(args);
        await withExplorer(args, {}, async (page) => {
          assert.equal(await page.locator('h1').textContent(), verdict);
          assert.deepEqual(await numbersOf(page, 'Sites', 0), sites.map((site) => site.net_bytes));
          assert.deepEqual((await bodyRows(page, 'Sites')).map((row) => row.at(-1)), sites.map((site) => site.place));
          for (const [table, rows] of [['Types', types], ['By memory category', categories], ['Functions', functions]]) {
            if (rows.length === 0) continue;
            assert.deepEqual(await numbersOf(page, table, 0), rows.slice(0, FEW).map(({ bytes }) => bytes), table);
            assert.deepEqual(await numbersOf(page, table, 2), rows.slice(0, FEW).map(({ objects }) => objects), table);
          }
          assert.deepEqual((await bodyRows(page, 'Types')).map((row) => row.at(-1)), types.map(({ type }) => type));
          const more = page.locator('section[aria-label="Names"]').getByRole('button', { name: /show more/ });
          if (!(await more.isVisible())) assert.equal(sum(await numbersOf(page, 'Names', 0)), nodes[0].total_bytes - nodes[0].self_bytes);
        });
      });
    }

    test('of a comparison by path', async () => {
      const { sites } = report(BY_PATH);
      await withExplorer(BY_PATH, {}, async (page) => {
        assert.deepEqual(await numbersOf(page, 'Sites', 0), sites.map((site) => site.net_bytes ?? site.after.bytes - site.before.bytes));
      });
    });
  });

  test('each column sorts its rows, up and down', async () => {
    await withExplorer(PAIR, {}, async (page) => {
      for (const name of TABLES) {
        const heads = page.locator(`table[aria-label="${name}"] th`);
        for (let column = 0; column < await heads.count(); column++) {
          const valuesOf = () => page.evaluate(([table, i]) => [...document.querySelectorAll(`table[aria-label="${table}"] tbody tr`)].map((row) => {
            const cell = row.cells[i];
            const digits = cell.title.replaceAll(',', '');
            return cell.hasAttribute('data-number') && /^-?\d+$/.test(digits) ? Number(digits) : cell.title;
          }), [name, column]);
          const isShare = (await heads.nth(column).textContent()) === 'share';
          const seen = [];
          for (let turn = 0; turn < 2; turn++) {
            await heads.nth(column).getByRole('button').click();
            seen.push([await heads.nth(column).getAttribute('aria-sort'), await valuesOf()]);
          }
          assert.deepEqual(seen.map(([order]) => order).sort(), ['ascending', 'descending'], name);
          if (isShare) continue; // the hint of a share is the text, not the number behind it
          for (const [order, values] of seen) {
            const numbers = values.filter((value) => typeof value === 'number');
            const texts = values.filter((value) => typeof value !== 'number');
            for (const list of [numbers, texts]) {
              const sorted = list.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
              assert.deepEqual(list, order === 'ascending' ? sorted : sorted.reverse(), `${name}, column ${column}, ${order}`);
            }
          }
        }
        assert.equal(await page.locator(`table[aria-label="${name}"] th[aria-sort]:not([aria-sort="none"])`).count(), 1);
      }
    });
  });

  test('the search filters the tables and the frames, as text or as an expression, and Escape ends it', async () => {
    await withExplorer(PAIR, {}, async (page) => {
      const all = (await bodyRows(page, 'Names')).length;
      await page.keyboard.press('/');
      await page.keyboard.type('player');
      assert.match(await textOf(page, 'found'), /^\d+ match/);
      const isFound = (row) => row.some((cell) => /player/i.test(cell));
      for (const name of ['Sites', 'Names', 'Largest retained sizes']) {
        const rows = await bodyRows(page, name);
        assert.ok(rows.length > 0 && rows.every(isFound), `${name}: ${rows}`);
      }
      assert.equal(await page.locator('table[aria-label="Types"]').isVisible(), false, 'has no such row');
      assert.deepEqual((await shown(page)).filter((f) => f.match === 'yes').map((f) => /^\S+/.exec(f.label)[0]), ['PlayerLeft']);
      await searchBox(page).fill('^(items|tags)$');
      assert.equal((await bodyRows(page, 'Names')).length, 0);
      await page.getByRole('checkbox', { name: 'regex' }).check();
      assert.deepEqual((await bodyRows(page, 'Names')).map((row) => row.at(-1)), ['items', 'tags']);
      assert.match(await textOf(page, 'found'), /^2 match/);
      await searchBox(page).fill('(');
      assert.match(await textOf(page, 'found'), /not a regular expression/);
      assert.equal((await bodyRows(page, 'Names')).length, all, 'no expression leaves nothing out');
      await searchBox(page).press('Escape');
      assert.equal(await searchBox(page).inputValue(), '');
      assert.equal((await bodyRows(page, 'Names')).length, all);
    });
  });

  test('CSV has all rows with whole numbers, in the order on the page, and no formula', async () => {
    const { types } = report(PAIR);
    const saved = async (page, name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' })
        .and(page.locator(`[title="Save the table ${name} as CSV"]`)).click()]);
      assert.equal(download.suggestedFilename(), `${name}.csv`);
      return readFileSync(await download.path(), 'utf8');
    };
    await withExplorer(PAIR, {}, async (page) => {
      const lines = (await saved(page, 'Types')).trimEnd().split('\r\n');
      assert.match(lines[0], /^"bytes","share","objects","/);
      assert.deepEqual(lines.slice(1).map((line) => line.split(',')).map(([bytes,, objects, type]) => ({ type: JSON.parse(type), objects: +objects, bytes: +bytes })),
        types.map(({ type, objects, bytes }) => ({ type, objects, bytes })));
      await page.locator('table[aria-label="Types"] th button').first().click();
      await page.locator('table[aria-label="Types"] th button').first().click();
      assert.deepEqual((await saved(page, 'Types')).trimEnd().split('\r\n').slice(1), lines.slice(1).reverse());
      const retaining = await saved(page, 'Largest retained sizes');
      assert.equal(retaining.trimEnd().split('\r\n').length, 101, 'all rows, not those alone that are shown');
    });
    const names = ['=1+1', '+cmd', '-2', '@SUM(A1)', 'plain "quoted", text'];
    const dump = dumpFile('formulas.json', () => dumpOf([
      { size: 64, fields: names.map((name, i) => [name, i + 1]) }, ...names.map(() => ({ size: 1000, fields: [] }))]));
    await withExplorer(dump, {}, async (page) => {
      const text = await saved(page, 'Names');
      assert.doesNotMatch(text, /(^|,)"[=+@-]/m);
      assert.ok(text.includes(`"'=1+1"`) && text.includes('"plain ""quoted"", text"'), text);
    });
  });
});
