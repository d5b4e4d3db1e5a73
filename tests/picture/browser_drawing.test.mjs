// SPDX-License-Identifier: MIT
// Drawing of the picture in a browser: once, of every real dump.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browser, checkGeometry, GAME, inBrowser, picture, shown, together, withPage } from './browser.mjs';
import { realDump, realDumps } from './support.mjs';

inBrowser(() => {
  test('is drawn once when it loads', async () => {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      window.draws = 0;
      const { replaceChildren } = Element.prototype;
      Element.prototype.replaceChildren = function (...children) {
        if (this.getAttribute('data-part') === 'frames') window.draws++;
        return replaceChildren.apply(this, children);
      };
    });
    for (const hash of ['', '#search=next', '#search=next(', '#unfolded&zoom=mainthread']) {
      await page.goto('about:blank');
      await page.goto(picture(realDump('list, new')) + hash);
      // What observes the size is told of it in the frame after.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      assert.equal(await page.evaluate(() => window.draws), 1, hash);
    }
    await page.close();
  });

  describe('every real dump', together, () => {
    for (const { name, args } of realDumps) {
      test(`${name}: draws, labels fit, no error`, async () => {
        await withPage(picture(args), {}, async (page) => {
          assert.match((await shown(page))[0].label, /^(. )?root( ↗)? \(/);
          await checkGeometry(page, 'frames');
          assert.equal(await page.locator('[data-part="still"]').count(), 0);
        });
      });
      test(`${name}: the static picture`, async () => {
        await withPage(picture(args), { javaScriptEnabled: false }, async (page) => {
          await checkGeometry(page, 'still');
          const title = await page.locator('[data-part="still"] title').first().textContent();
          assert.match(title, /^(. )?root( ↗)? \([\d,]+ bytes, 100\.0%\)/);
          assert.equal(await page.locator('[data-part="live"]').count(), 0);
        });
      });
    }

    test('nothing new', async () => {
      await withPage(picture([GAME[0], GAME[0]]), {}, async (page) => {
        assert.equal(await page.locator('[data-part="frames"] text').textContent(), 'nothing is new, and nothing grew');
        await page.keyboard.press('r');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('0');
        assert.equal(await page.locator('[data-part="frames"] text').textContent(), 'nothing is new, and nothing grew');
      });
      await withPage(picture([GAME[0], GAME[0]]), { javaScriptEnabled: false }, async (page) => {
        assert.equal(await page.locator('[data-part="still"] g:has(> title) > text').textContent(), 'nothing is new, and nothing grew');
      });
    });
  });
});
