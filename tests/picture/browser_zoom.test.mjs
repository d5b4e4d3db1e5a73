// SPDX-License-Identifier: MIT
// Zoom and folding, by pointer, keyboard and link, in a browser.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  byName, dumpFile, focusedLabel, focusTree, GAME, inBrowser, picture, shown, SMALL, textOf, together, withPage, zoomedName,
} from './browser.mjs';
import { dumpOf, realDump } from './support.mjs';

inBrowser(() => {
  describe('zoom', together, () => {
    test('by click, undone and redone by the browser, kept by reloading', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        const whole = await shown(page);
        await byName(page, 'Heartbeat').click();
        const zoomed = await shown(page);
        const target = zoomed.find((f) => f.label.startsWith('Heartbeat ('));
        assert.equal(target.x, 0);
        assert.ok(target.width > 1100, 'as wide as the picture');
        const ancestors = zoomed.filter((f) => f.level < target.level);
        assert.ok(ancestors.every((f) => f.above && f.width === target.width), 'ancestors stay, dimmed');
        assert.ok(zoomed.filter((f) => f.level >= target.level).every((f) => !f.above));
        assert.match(await page.evaluate(() => location.hash), /^#zoom=mainthread\/__env\/World\/Heartbeat$/);

        await page.reload();
        assert.deepEqual(await shown(page), zoomed);
        await page.goBack();
        assert.deepEqual(await shown(page), whole);
        await page.goForward();
        assert.deepEqual(await shown(page), zoomed);
      });
    });

    test('the details line follows Back', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        await byName(page, 'Heartbeat').click();
        await page.mouse.move(5, 5);
        assert.match(await textOf(page, 'detail'), /^Heartbeat \(/);
        await page.goBack();
        assert.match(await textOf(page, 'detail'), /^root \(/);
      });
    });

    test('by Enter, undone by Escape and 0', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        await focusTree(page);
        for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        assert.equal(await zoomedName(page), 'Heartbeat');
        assert.match(await focusedLabel(page), /^Heartbeat \(/);
        await page.keyboard.press('Escape');
        assert.equal(await zoomedName(page), null);
        await page.goBack();
        assert.equal(await zoomedName(page), 'Heartbeat');
        await page.keyboard.press('0');
        assert.equal(await zoomedName(page), null);
      });
    });

    test('by a link, by as much of it as there is', async () => {
      await withPage(`${picture(SMALL)}#zoom=mainthread/__env/World`, {}, async (page) => {
        assert.ok((await shown(page)).find((f) => f.label.startsWith('__env (')).above);
      });
      await withPage(`${picture(SMALL)}#zoom=mainthread/__env/gone/World`, {}, async (page) => {
        const frames = await shown(page);
        assert.ok(frames.find((f) => f.label.startsWith('mainthread (')).above);
        assert.ok(!frames.find((f) => f.label.startsWith('__env (')).above);
      });
    });

    test('by a broken link: draws all the same', async () => {
      await withPage('about:blank', {}, async (page) => {
        for (const hash of ['%', 'zoom=%E0%A4%A', 'zoom', 'search=%', '&&==', 'zoom=__proto__/constructor', 'node=x&last=y']) {
          await page.goto('about:blank');
          await page.goto(`${picture(SMALL)}#${hash}`);
          assert.ok((await shown(page)).length > 3, hash);
        }
      });
    });

    test('by the buttons that say where most bytes are', async () => {
      await withPage(picture(GAME), {}, async (page) => {
        const spot = page.locator('[data-part="spots"] button').first();
        const path = (await spot.getAttribute('title')).split(' › ');
        await spot.click();
        assert.equal(await zoomedName(page), path[path.length - 1]);
        assert.ok((await focusedLabel(page)).startsWith(path[path.length - 1]));
      });
    });

    test('folding and unfolding keeps it', async () => {
      await withPage(picture(realDump('list, new')), {}, async (page) => {
        const labels = (await shown(page)).map((f) => f.label);
        await page.locator('[role="treeitem"]').nth(2).click();
        const hash = await page.evaluate(() => location.hash);
        await page.keyboard.press('r');
        assert.equal(await page.evaluate(() => location.hash), `${hash}&unfolded`);
        await page.keyboard.press('r');
        assert.equal(await page.evaluate(() => location.hash), hash);
        await page.keyboard.press('0');
        assert.deepEqual((await shown(page)).map((f) => f.label), labels);
      });
    });

    test('unfolding the entries of a dictionary shows the dictionary, and folding leads back to it', async () => {
      const entries = Array.from({ length: 50 }, (_, i) => [`entity_${i * 3}`, i + 3]);
      const dump = dumpFile('entries.json', () => dumpOf([
        { size: 64, fields: [['index', 1], ['other', 2]] }, { size: 10, fields: entries }, { size: 2000, fields: [] },
        ...entries.map(() => ({ size: 100, fields: [] })),
      ]));
      await withPage(picture(dump), {}, async (page) => {
        const folded = (await shown(page)).map((f) => f.label);
        assert.ok(folded.some((label) => label.startsWith('entity_* ×50 (5,000 bytes, ')));
        await byName(page, 'entity_* ×50').click();
        assert.equal(await zoomedName(page), 'entity_*');
        await page.keyboard.press('r');
        assert.equal(await zoomedName(page), 'index');
        const names = (await shown(page)).map((f) => f.label.split(' ')[0]);
        assert.equal(names.filter((name) => /^entity_\d+$/.test(name)).length, 50);
        assert.ok(!names.includes('entity_*'));
        await page.reload();
        assert.equal(await zoomedName(page), 'index', 'a link to it works');
        await page.keyboard.press('r');
        assert.equal(await zoomedName(page), 'index');
        await page.keyboard.press('0');
        assert.deepEqual((await shown(page)).map((f) => f.label), folded);
      });
      await withPage(`${picture([...dump, '--no-fold'])}#unfolded`, {}, async (page) => {
        assert.ok(await page.locator('button', { hasText: 'nfold repeats' }).isHidden());
        await page.keyboard.press('r');
        assert.ok((await shown(page)).every((f) => !f.label.includes('*')));
      });
    });

    test('into a run of small frames, until frames are drawn', async () => {
      const fields = Array.from({ length: 20_000 }, (_, i) => [`field${i}`, i + 1]);
      const leaves = fields.map(() => ({ size: 32, fields: [] }));
      const flat = dumpFile('flat.json', () => dumpOf([{ size: 64, fields }, ...leaves]));
      await withPage(picture([...flat, '--no-fold']), {}, async (page) => {
        let steps = 0;
        for (let drawn = false; !drawn; steps++) {
          assert.ok(steps < 6, 'takes few steps');
          const before = page.url();
          await page.locator('[data-merged]').first().click({ position: { x: 3, y: 8 } });
          assert.notEqual(page.url(), before);
          const frames = await shown(page);
          assert.ok(frames.some((f) => f.level === 3), 'shows something');
          drawn = frames.some((f) => f.label.startsWith('field'));
        }
        const frames = await shown(page);
        await page.reload();
        assert.deepEqual(await shown(page), frames, 'a link to it works');
        for (; steps > 0; steps--) await page.goBack();
        assert.equal(new URL(page.url()).hash, '');
      });
    });
  });

  test('zooms by a click on a frame whose details take more lines, while another has the focus', async () => {
    await withPage(picture(GAME), {}, async (page) => {
      await page.bringToFront(); // else it may get a frame a second only
      const frame = byName(page, 'Player* ×50');
      const height = () => page.locator('[data-part="scroller"]').evaluate((box) => box.clientHeight);
      // What observes the size is told of it in the frame after, and may change it.
      const settled = () => page.evaluate(async () => {
        for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
      });
      const press = async () => {
        await page.mouse.down();
        await page.waitForTimeout(100); // as long as people press
        await page.mouse.up();
        assert.equal(await zoomedName(page), 'Player*');
        await page.keyboard.press('0');
      };
      await focusTree(page);
      const before = await height();
      await frame.hover({ position: { x: 20, y: 8 } });
      await settled();
      assert.ok(await height() < before, 'the details of this frame are shown, and take more lines');
      assert.equal(await textOf(page, 'detail'), await frame.getAttribute('aria-label'), 'the pointer acted last');
      await press();
      // Where the pointer rests, the details are of the frame with the focus until the button goes down.
      await page.waitForFunction((most) => document.querySelector('[data-part="scroller"]').clientHeight === most, before);
      await settled();
      await press();
    });
  });
});
