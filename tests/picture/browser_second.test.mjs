// SPDX-License-Identifier: MIT
// What the picture says of what is done with it, in a browser: details, notes, address, names for screen readers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  background, byName, dumpFile, focusTree, GAME, inBrowser, picture, query, searchBox, shown, SMALL, textOf, together, withPage,
  zoomedName,
} from './browser.mjs';
import { dumpOf, factsOf, heapgraph, realDump } from './support.mjs';

inBrowser(() => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  /** Presses `c` and returns what was copied. */
  const copied = async (page) => {
    await page.evaluate(() => navigator.clipboard.writeText('nothing'));
    await page.keyboard.press('c');
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== 'nothing');
    return page.evaluate(() => navigator.clipboard.readText());
  };
  /** Until the browser has told a resting pointer what is drawn under it. */
  const settle = (page) => page.waitForTimeout(300);

  describe('details', () => {
    test('are of what acted last, pointer or keyboard, and so is what c copies', async () => {
      await withPage(picture(SMALL), { permissions }, async (page) => {
        const check = async (name) => {
          await settle(page);
          assert.ok((await textOf(page, 'detail')).startsWith(`${name} (`), `${await textOf(page, 'detail')}, not ${name}`);
          assert.equal(await copied(page), name);
        };
        await byName(page, 'Heartbeat').hover();
        await check('Heartbeat');
        await focusTree(page);
        await page.keyboard.press('ArrowDown');
        await check('mainthread');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        await check('World');
        await page.keyboard.press('Enter'); // other frames come under the pointer
        await check('World');
        await byName(page, 'Heartbeat').hover({ position: { x: 40, y: 5 } });
        await check('Heartbeat');
        await page.keyboard.press('ArrowUp');
        await check('__env');
      });
    });

    test('stay while the pointer goes to them', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        await byName(page, 'Heartbeat').hover();
        const { x, y, width, height } = await page.locator('[data-part="details"]').boundingBox();
        await page.mouse.move(x + width / 2, y + height / 2);
        await settle(page);
        assert.match(await textOf(page, 'detail'), /^Heartbeat \(/);
      });
    });

    test('show both ends of a deep path, and all of it as a hint', async () => {
      const names = Array.from({ length: 60 }, (_, i) => `level_${i}`);
      const deep = () => dumpOf([...names, ''].map((name, i) => ({ size: 100, fields: name ? [[name, i + 1]] : [] })));
      for (const width of [400, 1200]) {
        await withPage(picture([...dumpFile('deep.json', deep), '--no-fold']), { viewport: { width, height: 700 } }, async (page) => {
          await focusTree(page);
          for (let i = 0; i < 60; i++) await page.keyboard.press('ArrowDown');
          const path = page.locator('[data-part="path"]');
          assert.match(await path.textContent(), /^root › mainthread.*….*level_58$/);
          assert.equal(await path.evaluate((box) => Math.max(box.scrollWidth - box.clientWidth, 0)), 0, 'nothing is cut');
          assert.equal(await path.getAttribute('title'), ['root', 'mainthread', ...names.slice(0, 59)].join(' › '));
        });
      }
    });

    test('at a site have what is known of it: what cutting there frees, and what else holds the same', async () => {
      const NEW = realDump('game, growth');
      const [[, place,, notes]] = factsOf(heapgraph(...NEW)).sites;
      assert.ok(notes.some((note) => /^cutting here frees [\d.]+ K?B$/.test(note)), notes.join());
      assert.ok(notes.some((note) => note.startsWith('also held by _G.')), notes.join());
      await withPage(picture(NEW), {}, async (page) => {
        await byName(page, 'handlers ↑').hover();
        for (const note of notes) assert.ok((await textOf(page, 'details')).includes(note), `${place}: ${note}`);
        await byName(page, 'Heartbeat').hover();
        assert.doesNotMatch(await textOf(page, 'details'), /cutting here|also held by/);
        await page.keyboard.press('r'); // nothing is folded here, so this is still the same tree
        await page.locator('[data-part="spots"] button').first().click();
        assert.match(await textOf(page, 'details'), /cutting here frees/);
      });
      // In a comparison nothing is known of what hangs there.
      for (const [,,, words] of factsOf(heapgraph(...realDump('churn, by path'))).sites) assert.deepEqual(words, []);
    });

    test('say exact bytes, and wide labels the size for people beside the name', async () => {
      for (const javaScriptEnabled of [true, false]) {
        await withPage(picture(SMALL), { javaScriptEnabled }, async (page) => {
          const frames = await page.evaluate(() => [...document.querySelectorAll('g:has(> rect) > text, g:has(> rect) + text')].map((text) => {
            const group = text.closest('g:has(> rect)') ?? text.previousElementSibling;
            return [group.getAttribute('aria-label') ?? group.querySelector('title')?.textContent ?? '', text.textContent,
              Number(group.querySelector('rect').getAttribute('width'))];
          }).filter(([label]) => label));
          assert.ok(frames.length > 5);
          for (const [label, text, width] of frames) {
            const [, name, bytes] = /^(.*?) \(([\d,]+) bytes, /.exec(label);
            const size = Number(bytes.replaceAll(',', ''));
            const forPeople = size < 1024 ? `${size} B` : `${(size / 1024).toFixed(1)} KB`;
            if (width > 300) assert.equal(text, `${name}  ${forPeople}`);
            else assert.ok(text === `${name}  ${forPeople}` || !/ [KMG]?B$/.test(text), text);
          }
        });
      }
    });

    test('say "1 object"', async () => {
      await withPage(picture(GAME), {}, async (page) => {
        const labels = (await shown(page)).map((f) => f.label);
        assert.ok(labels.some((label) => label.includes(' in 1 object')));
        assert.ok(labels.every((label) => !label.includes(' in 1 objects')));
      });
    });
  });

  describe('what is said', () => {
    test('"copied" leaves the matches', async () => {
      await withPage(picture(SMALL), { permissions }, async (page) => {
        await searchBox(page).fill('World');
        const found = await textOf(page, 'found');
        assert.match(found, /^\d+ match/);
        await byName(page, 'Heartbeat').focus();
        await copied(page);
        await page.waitForFunction(() => document.querySelector('[data-part="note"]').textContent === 'copied');
        assert.equal(await textOf(page, 'found'), found);
      });
    });

    test('a link whose place is gone says so', async () => {
      for (const [hash, isGone] of [['zoom=mainthread/gone/World', true], ['zoom=gone', true], ['zoom=mainthread/__env', false], ['', false]]) {
        await withPage(`${picture(SMALL)}#${hash}`, {}, async (page) => {
          assert.equal(/not here/.test(await textOf(page, 'note')), isGone, hash);
          await byName(page, 'World').click();
          assert.equal(await textOf(page, 'note'), '', 'until something is done');
        });
      }
    });

    test('buttons have names for screen readers', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        for (const name of ['Previous match', 'Next match', 'Reset zoom', 'Help']) {
          assert.equal(await page.getByRole('button', { name, exact: true }).count(), 1, name);
        }
      });
    });
  });

  describe('the address', together, () => {
    test('n and N add no step to what Back undoes', async () => {
      await withPage(picture(GAME), {}, async (page) => {
        await byName(page, 'World').click();
        await searchBox(page).fill('e');
        await focusTree(page);
        const seen = new Set();
        for (const key of 'NNNNnnnnnnnn') {
          await page.keyboard.press(key);
          seen.add(await zoomedName(page));
        }
        assert.ok(seen.size > 1, 'some matches were out of view');
        const found = await textOf(page, 'found');
        await page.reload();
        assert.equal(await textOf(page, 'found'), found, 'the share is of what is zoomed to');
        await page.goBack();
        assert.equal(await zoomedName(page), null);
        assert.equal(await query(page), '');
      });
    });

    test('has the theme, which a reload keeps', async () => {
      for (const [colorScheme, chosen] of [['light', 'dark'], ['dark', 'light']]) {
        await withPage(picture(SMALL), { colorScheme }, async (page) => {
          const before = await background(page);
          await page.keyboard.press('d');
          const after = await background(page);
          assert.notEqual(after, before);
          assert.equal(new URL(page.url()).hash, `#${chosen}`);
          await page.reload();
          assert.equal(await background(page), after);
        });
      }
    });

    test('the page around a dark picture is dark too', async () => {
      const around = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      await withPage(picture(SMALL), { colorScheme: 'dark' }, async (page) => {
        assert.equal(await around(page), 'rgb(22, 24, 29)');
        await page.keyboard.press('d');
        assert.equal(await around(page), 'rgb(255, 255, 255)');
      });
      await withPage(picture(SMALL), {}, async (page) => {
        await page.emulateMedia({ colorScheme: 'dark' });
        // A page hears of another scheme when it is drawn next.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        assert.equal(await around(page), 'rgb(22, 24, 29)', 'it follows the system');
      });
    });
  });
});
