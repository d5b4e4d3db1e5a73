// SPDX-License-Identifier: MIT
// Keys, help and copying in a browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  background, byName, dumpFile, focusedLabel, focusTree, GAME, htmlFile, inBrowser, inline, picture, query, searchBox, shown,
  SMALL, textOf, together, withPage, zoomedName,
} from './browser.mjs';
import { asset, dumpOf, realDump } from './support.mjs';

inBrowser(() => {
  describe('keys', together, () => {
    test('the help names these, each with a meaning', async () => {
      const keys = readFileSync(asset('help.txt'), 'utf8').trim().split('\n').map((line) => line.split('\t')[0]);
      await withPage(picture(SMALL), {}, async (page) => {
        await page.keyboard.press('?');
        const help = page.locator('[role="dialog"]');
        assert.ok(await help.isVisible());
        assert.deepEqual(await help.locator('th').allTextContents(), keys);
        assert.match(await help.textContent(), /as wide as the bytes held there and below;/);
        await page.keyboard.press('Escape');
        assert.ok(!(await help.isVisible()));
        await page.keyboard.press('?');
        await page.keyboard.press('?');
        assert.ok(!(await help.isVisible()));
      });
    });

    test('the help says what a width is', async () => {
      for (const [name, words] of [['game, by path', 'hold more or less than before: + only more'], ['game, series', 'are there in all the others']]) {
        await withPage(picture(realDump(name)), {}, async (page) => {
          assert.ok((await page.locator('[role="dialog"]').textContent()).includes(words));
        });
      }
    });

    test('closing the help gives the focus back', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        await focusTree(page);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('?');
        await page.keyboard.press('Escape');
        assert.match(await focusedLabel(page) ?? 'nothing', /^mainthread \(/);
      });
    });

    test('arrows go to the parent, the widest child and the neighbours', async () => {
      await withPage(picture(GAME), {}, async (page) => {
        await focusTree(page);
        const frames = await shown(page);
        assert.match(await focusedLabel(page), /^root \(/);
        await page.keyboard.press('ArrowUp');
        assert.match(await focusedLabel(page), /^root \(/);
        await page.keyboard.press('ArrowDown');
        const row = frames.filter((f) => f.level === 2 && !f.merged);
        assert.ok(row.length > 1);
        assert.equal(await focusedLabel(page), row[0].label);
        await page.keyboard.press('ArrowRight');
        assert.equal(await focusedLabel(page), row[1].label);
        await page.keyboard.press('ArrowLeft');
        assert.equal(await focusedLabel(page), row[0].label);
        await page.keyboard.press('ArrowUp');
        assert.equal(await focusedLabel(page), frames[0].label);
        assert.equal(await zoomedName(page), null, 'moving the focus among what is drawn does not zoom');
      });
    });

    test('arrows reach a run of small frames, and Enter opens it', async () => {
      const fields = Array.from({ length: 3000 }, (_, i) => [`field${i}`, i + 2]);
      const dump = dumpFile('run.json', () => dumpOf([
        { size: 64, fields: [['wide', 1], ...fields] }, { size: 60_000, fields: [] },
        ...fields.map(() => ({ size: 32, fields: [] })),
      ]));
      await withPage(picture([...dump, '--no-fold']), {}, async (page) => {
        await focusTree(page);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        assert.match(await focusedLabel(page), /^wide \(/);
        await page.keyboard.press('ArrowRight');
        assert.match(await focusedLabel(page), /^3,000 small frames/);
        assert.match(await textOf(page, 'detail'), /^3,000 small frames, 96,000 bytes/);
        await page.keyboard.press('ArrowLeft');
        assert.match(await focusedLabel(page), /^wide \(/);
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Enter');
        assert.match(page.url(), /node=field/);
      });
    });

    test('i turns the picture over, and the arrows with it', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        await focusTree(page);
        await page.keyboard.press('i');
        const rootOf = async () => (await shown(page)).find((f) => f.level === 1);
        assert.ok((await shown(page)).every((f) => f.level === 1 || f.y < 1e9));
        const root = await rootOf();
        assert.ok((await shown(page)).every((f) => f.y <= root.y), 'the root is the lowest');
        assert.match(page.url(), /inverted/);
        await page.keyboard.press('ArrowUp');
        assert.match(await focusedLabel(page), /^mainthread \(/);
        await page.keyboard.press('ArrowDown');
        assert.match(await focusedLabel(page), /^root \(/);
        await page.reload();
        assert.equal((await rootOf()).y, root.y);
        await page.keyboard.press('i');
        assert.equal((await rootOf()).y, 0);
      });
    });

    test('d is dark or light', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        const light = await background(page);
        await page.keyboard.press('d');
        const dark = await background(page);
        assert.notEqual(dark, light);
        await page.keyboard.press('d');
        assert.equal(await background(page), light);
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.equal(await background(page), light, 'a choice stays');
      });
    });

    test('letters do nothing else with Ctrl, and are typed in the search box', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        await focusTree(page);
        await page.keyboard.press('Control+i');
        assert.doesNotMatch(page.url(), /inverted/);
        await searchBox(page).focus();
        await page.keyboard.type('ri0?dnNcC/');
        assert.equal(await query(page), 'ri0?dnNcC/');
        assert.ok(!(await page.locator('[role="dialog"]').isVisible()));
      });
    });
  });

  describe('copying', () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

    test('c the name, C the path', async () => {
      await withPage(picture(SMALL), { permissions }, async (page) => {
        await byName(page, 'World').focus();
        await page.keyboard.press('c');
        await page.waitForFunction(() => document.querySelector('[data-part="note"]').textContent === 'copied');
        assert.equal(await clipboard(page), 'World');
        await page.keyboard.press('C');
        await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('/'));
        assert.equal(await clipboard(page), 'mainthread/__env/World');
      });
    });

    // `execCommand` is for HTML documents only, so in an SVG document there is no other way.
    for (const [how, replace] of [
      ['without the interface', () => Object.defineProperty(navigator, 'clipboard', { value: undefined })],
      ['where it is refused', () => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }],
    ]) {
      test(`${how}: as of old inline in HTML, and the focus stays`, async () => {
        const url = htmlFile('copy.html', inline(SMALL));
        await withPage(url, { permissions }, async (page, context) => {
          await byName(page, 'World').focus();
          await page.evaluate(replace);
          await page.keyboard.press('c');
          await page.waitForFunction(() => document.querySelector('[data-part="note"]').textContent !== '');
          assert.equal(await textOf(page, 'note'), 'copied');
          const other = await context.newPage();
          await other.goto(picture(GAME));
          assert.equal(await clipboard(other), 'World');
          await other.close();
          assert.match(await focusedLabel(page) ?? 'nothing', /^World \(/);
        });
      });
      test(`${how}: says so in a document of its own, and the focus stays`, async () => {
        await withPage(picture(SMALL), { permissions }, async (page) => {
          await byName(page, 'World').focus();
          await page.evaluate(replace);
          await page.keyboard.press('c');
          await page.waitForFunction(() => document.querySelector('[data-part="note"]').textContent !== '');
          assert.match(await textOf(page, 'note'), /cannot copy/);
          assert.match(await focusedLabel(page) ?? 'nothing', /^World \(/);
        });
      });
    }
  });
});
