// SPDX-License-Identifier: MIT
// Large pictures in a browser: how long they take, and how many elements.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  checkGeometry, countNodes, inBrowser, list, MOST_LOAD, MOST_NODES, MOST_ZOOM, picture, shown, textOf, TIME_FACTOR, tree,
  withPage,
} from './browser.mjs';

inBrowser(() => {
  describe('a list of 100,000', () => {
    test('is folded, and unfolds to rows that are drawn when they come into view', async () => {
      await withPage(picture(list()), {}, async (page) => {
        const folded = await shown(page);
        assert.match(folded[folded.length - 1].label, /^next ×99,999 \(/);
        assert.ok(folded.length < 6);
        await page.keyboard.press('r');
        assert.match(page.url(), /unfolded/);
        const unfolded = await shown(page);
        assert.ok(unfolded.length > 20 && unfolded.length < 100);
        assert.ok((await countNodes(page)) < MOST_NODES);

        await page.evaluate(() => { document.querySelector('[data-part="scroller"]').scrollTop = 1_000_000; });
        await page.waitForFunction(() => Number(document.querySelector('[role="treeitem"]').getAttribute('aria-level')) > 1000);
        const deep = await shown(page);
        assert.ok(deep.length > 20 && deep.length < 100);
        // They are where the eye is, not where the scrolled content is.
        const visible = await page.evaluate(() => {
          const view = document.querySelector('[data-part="scroller"]').getBoundingClientRect();
          return [...document.querySelectorAll('[role="treeitem"]')].filter((g) => {
            const box = g.getBoundingClientRect();
            return box.bottom > view.top && box.top < view.bottom;
          }).length;
        });
        assert.ok(visible > 20);
        assert.ok(await page.locator('[data-part="details"]').isVisible());
        await page.keyboard.press('r');
        assert.deepEqual((await shown(page)).map((f) => f.label), folded.map((f) => f.label));
      });
    });

    test('scrolls to its end', async () => {
      await withPage(`${picture(list())}#unfolded`, {}, async (page) => {
        await page.evaluate(() => { document.querySelector('[data-part="scroller"]').scrollTop = 1e9; });
        await page.waitForFunction(() => Number(document.querySelector('[role="treeitem"]').getAttribute('aria-level')) > 1000);
        const levels = (await shown(page)).map((f) => f.level);
        assert.ok(Math.max(...levels) > 99_000, `the deepest is ${Math.max(...levels)}`);
      });
    });
  });

  describe('100,000 frames', () => {
    test('load and zoom in time, in a small document', async (t) => {
      await withPage(picture(tree()), { viewport: { width: 1600, height: 1000 } }, async (page) => {
        await page.bringToFront(); // else it may get a frame a second only
        const load = await page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd || performance.now());
        const nodes = [await countNodes(page)];
        const times = [];
        for (let i = 0; i < 7; i++) {
          // From the click to the frame that shows it.
          times.push(await page.evaluate((step) => new Promise((resolve) => {
            const all = [...document.querySelectorAll('[role="treeitem"]:not([data-above])')];
            const wide = all.filter((g) => Number(g.querySelector('rect').getAttribute('width')) > 20);
            const start = performance.now();
            wide[(step * 5 + 1) % wide.length].dispatchEvent(new MouseEvent('click', { bubbles: true }));
            document.documentElement.getBoundingClientRect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
          }), i));
          nodes.push(await countNodes(page));
          if (i % 3 === 2) {
            await page.evaluate(() => history.go(-2));
            await page.waitForTimeout(100);
          }
        }
        times.sort((a, b) => a - b);
        const zoom = times[times.length - 1];
        t.diagnostic(`load ${load.toFixed(0)} ms; zoom ${times[3].toFixed(0)} ms, at most ${zoom.toFixed(0)}; ` +
          `at most ${Math.max(...nodes)} nodes`);
        assert.ok(load < MOST_LOAD * TIME_FACTOR, `load took ${load} ms`);
        assert.ok(times[3] < MOST_ZOOM * TIME_FACTOR, `zoom took ${times[3]} ms`);
        assert.ok(Math.max(...nodes) < MOST_NODES, `${Math.max(...nodes)} nodes`);
        await checkGeometry(page, 'frames');
      });
    });

    test('are few nodes on a large screen too', async (t) => {
      await withPage(picture(tree()), { viewport: { width: 3000, height: 1800 } }, async (page) => {
        const nodes = await countNodes(page);
        t.diagnostic(`${nodes} nodes`);
        assert.ok(nodes < MOST_NODES, `${nodes} nodes`);
      });
    });

    test('in a chain take no time that grows with its depth squared', async (t) => {
      await withPage(`${picture([...list(), '--no-fold'])}`, {}, async (page) => {
        const times = await page.evaluate(() => {
          const act = (target, event) => {
            const start = performance.now();
            target.dispatchEvent(event);
            return performance.now() - start;
          };
          const scroller = document.querySelector('[data-part="scroller"]');
          scroller.scrollTop = 1e9;
          scroller.dispatchEvent(new Event('scroll'));
          const all = [...document.querySelectorAll('[role="treeitem"]')];
          const deepest = all[all.length - 1];
          const over = act(deepest, new MouseEvent('mouseover', { bubbles: true }));
          const zoom = act(deepest, new MouseEvent('click', { bubbles: true }));
          return { level: Number(deepest.getAttribute('aria-level')), over, zoom, path: document.querySelector('[data-part="path"]').textContent.length };
        });
        t.diagnostic(`over ${times.over.toFixed(0)} ms, zoom ${times.zoom.toFixed(0)} ms`);
        assert.ok(times.level > 99_000);
        assert.ok(times.over < 50 * TIME_FACTOR, `${times.over} ms`);
        assert.ok(times.zoom < 300 * TIME_FACTOR, `${times.zoom} ms`);
        assert.ok(times.path < 1000, 'a path in one line has its last names');
        assert.ok((await page.evaluate(() => location.hash.length)) < 100_000);
      });
    });

    test('are searched in time', async (t) => {
      await withPage(picture(tree()), {}, async (page) => {
        const time = await page.evaluate(() => {
          const box = document.querySelector('input[type="search"]');
          box.value = 'inv';
          const start = performance.now();
          box.dispatchEvent(new Event('input', { bubbles: true }));
          return performance.now() - start;
        });
        t.diagnostic(`${time.toFixed(0)} ms`);
        assert.match(await textOf(page, 'found'), /^[\d,]+ matches/);
        assert.ok(time < MOST_ZOOM * TIME_FACTOR);
      });
    });
  });
});
