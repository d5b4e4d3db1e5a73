// SPDX-License-Identifier: MIT
// The picture for a screen reader, in windows of every size, in the dark and in print.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  background, byName, checkGeometry, focusedLabel, focusTree, GAME, group, inBrowser, picture, share, shown, SMALL, svgOf,
  textOf, together, withPage,
} from './browser.mjs';
import { heapgraph, rowsOf, shownName } from './support.mjs';

inBrowser(() => {
  describe('for a screen reader', together, () => {
    test('the document is a graphics-document with a label', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        const root = await page.evaluate(() => {
          const svg = document.documentElement;
          // A title that is a child of the root is its label too.
          return [svg.getAttribute('role'), svg.getAttribute('aria-label') || svg.querySelector(':scope > title')?.textContent];
        });
        assert.equal(root[0], 'graphics-document');
        assert.ok(root[1]);
      });
    });

    test('frames are items of a tree with level, position and label', async () => {
      const rows = rowsOf(heapgraph(...SMALL, '-f', 'jsonl'));
      await withPage(picture(SMALL), {}, async (page) => {
        assert.equal(await page.locator('[role="tree"]').count(), 1);
        assert.ok(await page.locator('[role="tree"]').getAttribute('aria-label'));
        const items = await page.evaluate(() => [...document.querySelectorAll('[role="tree"] [role="treeitem"]')]
          .filter((g) => !g.hasAttribute('data-merged'))
          .map((g) => ['node', 'level', 'posinset', 'setsize', 'label'].map((key) =>
            g.getAttribute(key === 'node' ? 'data-node' : `aria-${key}`))));
        assert.ok(items.length > 5);
        for (const [node, level, position, size, label] of items) {
          const row = rows[Number(node)];
          const siblings = rows.filter((other) => other.parent === row.parent);
          assert.deepEqual([level, position, size], [row.depth + 1, siblings.indexOf(row) + 1, siblings.length].map(String));
          const facts = `${shownName(row)} (${group(row.total_bytes)} bytes, ${share(row.total_bytes, rows[0].total_bytes)}); ` +
            `self: ${group(row.self_bytes)} bytes in ${group(row.self_objects)} objects`;
          assert.equal(label.replace(' ↑ (', ' (').replace(/(, of which [\d,]+ bytes are growth)?(; growth in total: [\d,]+ bytes)?(; all growth)?$/, ''), facts);
        }
      });
    });

    test('the tree is exposed as such', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        const tree = await page.locator('[role="tree"]').ariaSnapshot();
        assert.match(tree, /^- tree/);
        assert.match(tree, /treeitem "root \([\d,]+ bytes, 100\.0%\)/);
        assert.match(tree, /treeitem "Heartbeat \(/);
      });
    });

    test('one tab stop in the tree, and the focus shows', async () => {
      await withPage(picture(GAME), {}, async (page) => {
        const stops = () => page.locator('[role="tree"] [tabindex="0"]').count();
        assert.equal(await stops(), 1);
        for (const key of ['ArrowDown', 'ArrowDown', 'Enter', 'ArrowRight', '0']) {
          if (key === 'ArrowDown') await focusTree(page);
          await page.keyboard.press(key);
          assert.equal(await stops(), 1, key);
        }
        await focusTree(page);
        await page.keyboard.press('ArrowDown');
        const [width, focusWidth] = await page.evaluate(() => {
          const edge = (g) => parseFloat(getComputedStyle(g.querySelector('rect')).strokeWidth);
          return [edge(document.querySelector('[role="treeitem"]:not(:focus)')), edge(document.activeElement)];
        });
        assert.ok(focusWidth > width + 1);
        // Tab leaves the tree and Shift-Tab comes back to the same frame.
        const label = await focusedLabel(page);
        await page.keyboard.press('Shift+Tab');
        assert.notEqual(await focusedLabel(page), label);
        await page.keyboard.press('Tab');
        if ((await focusedLabel(page)) !== label) await page.keyboard.press('Tab');
        assert.equal(await focusedLabel(page), label);
      });
    });

    test('the details line is a status and says what has the focus', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        assert.equal(await page.locator('[data-part="details"]').getAttribute('role'), 'status');
        await byName(page, 'World').focus();
        assert.equal(await textOf(page, 'detail'), await focusedLabel(page));
        assert.equal(await textOf(page, 'path'), 'root › mainthread › __env › World');
        await byName(page, 'Heartbeat').hover();
        assert.match(await textOf(page, 'detail'), /^Heartbeat \(/);
        assert.match(await page.locator('[data-part="details"]').textContent(), /% of parent/);
        await byName(page, 'Heartbeat').click();
        assert.match(await page.locator('[data-part="details"]').textContent(), /100\.0% of zoomed/);
      });
    });
  });

  describe('sizes and media', together, () => {
    for (const width of [600, 3000]) {
      test(`${width} px wide`, async () => {
        await withPage(picture(GAME), { viewport: { width, height: 700 } }, async (page) => {
          const frames = await checkGeometry(page, 'frames');
          assert.ok(frames[0].width > width - 60 && frames[0].width <= width);
          const app = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
          assert.ok(app[0] <= app[1], 'nothing sticks out');
          for (const part of ['top', 'details', 'scroller']) assert.ok(await page.locator(`[data-part="${part}"]`).isVisible());
          const scroller = await page.locator('[data-part="scroller"]').boundingBox();
          assert.ok(scroller.height > 300, 'most of the room is for frames');
        });
      });
      test(`${width} px wide, static`, async () => {
        const args = [...GAME, '--width', String(width)];
        await withPage(picture(args), { javaScriptEnabled: false, viewport: { width: 1200, height: 700 } }, async (page) => {
          const frames = await checkGeometry(page, 'still');
          assert.equal(frames[0].width, width - 20);
          const ends = await page.evaluate(() => [...document.querySelectorAll('[data-part="header"] text')]
            .map((text) => text.getBBox().x + text.getBBox().width));
          assert.ok(Math.max(...ends) <= width, 'the header fits');
        });
      });
    }

    test('follows the window', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        await page.setViewportSize({ width: 700, height: 500 });
        await page.waitForFunction(() => Number(document.querySelector('[role="treeitem"] rect').getAttribute('width')) < 700);
        await checkGeometry(page, 'frames');
      });
    });

    test('dark, by the system', async () => {
      await withPage(picture(SMALL), { colorScheme: 'light' }, async (page) => {
        assert.equal(await background(page), 'rgb(255, 255, 255)');
      });
      await withPage(picture(SMALL), { colorScheme: 'dark' }, async (page) => {
        assert.equal(await background(page), 'rgb(22, 24, 29)');
      });
      await withPage(picture(SMALL), { colorScheme: 'dark', javaScriptEnabled: false }, async (page) => {
        const fill = await page.evaluate(() => getComputedStyle(document.querySelector('[data-part="page"]')).fill);
        assert.equal(fill, 'rgb(22, 24, 29)');
      });
    });

    test('in print: the static picture, light, no controls; and back', async () => {
      await withPage(picture(SMALL), { colorScheme: 'dark' }, async (page) => {
        await page.emulateMedia({ media: 'print' });
        await page.locator('[data-part="still"]').waitFor({ state: 'attached' });
        assert.equal(await page.locator('input').count(), 0);
        await checkGeometry(page, 'still');
        const fill = await page.evaluate(() => getComputedStyle(document.querySelector('[data-part="page"]')).fill);
        assert.equal(fill, 'rgb(255, 255, 255)');
        assert.equal(await page.evaluate(() => document.documentElement.getAttribute('viewBox') !== null), true);
        await page.emulateMedia({ media: 'screen' });
        await page.locator('[data-part="live"]').waitFor({ state: 'attached' });
        assert.equal(await page.locator('[data-part="still"]').count(), 0);
        await checkGeometry(page, 'frames');
        assert.ok((await page.pdf()).length > 5000);
        await checkGeometry(page, 'frames');
      });
    });

    for (const colors of ['type', 'name']) {
      test(`frames have the same colour with and without scripts, by ${colors}`, async () => {
        const args = [...GAME, '--colors', colors];
        const fills = new Map([...svgOf(args).matchAll(/<g><title>([^<]*)<\/title><rect [^>]*fill="([^"]*)"/g)]
          .map(([, label, fill]) => [label, fill]));
        await withPage(picture(args), {}, async (page) => {
          const frames = (await shown(page)).filter((f) => fills.has(f.label));
          assert.ok(frames.length > 20);
          for (const f of frames) assert.equal(f.fill, fills.get(f.label), f.label);
        });
      });
    }

    test('the labels of the static picture have no edge', async () => {
      await withPage(picture(SMALL), { javaScriptEnabled: false }, async (page) => {
        const strokes = await page.evaluate(() => [...document.querySelectorAll('[data-part="still"] text')]
          .map((text) => getComputedStyle(text).stroke));
        assert.deepEqual([...new Set(strokes)], ['none']);
      });
    });
  });
});
