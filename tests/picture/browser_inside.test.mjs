// SPDX-License-Identifier: MIT
// The picture inside other pages, in a browser.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  byName, checkGeometry, CLOSURES, htmlFile, inBrowser, inline, picture, serve, shown, SMALL, svgOf, textOf, together,
  withPage,
} from './browser.mjs';

inBrowser(() => {
  describe('inside other pages', together, () => {
    test('as <img>: the static picture', async () => {
      // The root is wide and its label short: left of its right end is nothing but its colour.
      const root = /<title>root .*?<rect x="(.*?)" y="(.*?)" width="(.*?)" height=".*?" fill="(.*?)"/;
      const [, x, y, width, fill] = root.exec(svgOf(SMALL));
      const server = await serve({
        '/': ['text/html', '<!DOCTYPE html><img src="/picture.svg">'],
        '/picture.svg': ['image/svg+xml', svgOf(SMALL)],
      });
      try {
        await withPage(server.url, { }, async (page) => {
          const [naturalWidth, pixel] = await page.evaluate(async (at) => {
            const image = document.querySelector('img');
            await image.decode();
            const canvas = document.createElement('canvas');
            canvas.width = image.naturalWidth;
            canvas.height = image.naturalHeight;
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            return [image.naturalWidth, [...context.getImageData(...at, 1, 1).data]];
          }, [Number(x) + Number(width) - 20, Number(y) + 8]);
          assert.equal(naturalWidth, 1200);
          assert.equal(`#${Buffer.from(pixel.slice(0, 3)).toString('hex').toUpperCase()}`, fill);
        });
      } finally {
        server.close();
      }
    });

    test('in a sandboxed frame with scripts', async () => {
      const open = '<iframe sandbox="allow-scripts" width="900" height="600"';
      const url = htmlFile('sandbox.html', `${open} src="${picture(SMALL)}"></iframe>`);
      // Chromium itself reports that copying is refused there.
      await withPage(url, { allow: /Permissions policy violation: The Clipboard API/ }, async (page) => {
        const frame = page.frames()[1];
        await frame.locator('[role="treeitem"][aria-label^="Heartbeat ("]').click();
        assert.ok((await shown(frame)).find((f) => f.label.startsWith('World (')).above);
        await frame.locator('input[type="search"]').fill('World');
        assert.match(await textOf(frame, 'found'), /match/);
        await frame.locator('[role="treeitem"][tabindex="0"]').focus();
        await page.keyboard.press('0');
        await page.keyboard.press('i');
        await page.keyboard.press('c');
      });
      const text = inline(SMALL).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
      const byText = htmlFile('srcdoc.html', `${open} srcdoc="${text}"></iframe>`);
      await withPage(byText, {}, async (page) => {
        const frame = page.frames()[1];
        await frame.locator('[role="treeitem"][aria-label^="Heartbeat ("]').click();
        assert.ok((await shown(frame)).find((f) => f.label.startsWith('World (')).above);
      });
    });

    test('in a sandboxed frame without scripts', async () => {
      const url = htmlFile('sandbox0.html',
        `<iframe sandbox="" width="1300" height="600" src="${picture(SMALL)}"></iframe>`);
      await withPage(url, { allow: /sandboxed/ }, async (page) => {
        const frame = page.frames()[1];
        assert.ok(await frame.locator('[data-part="still"]').isVisible());
        assert.equal(await frame.locator('[data-part="live"]').count(), 0);
      });
    });

    test('twice in one page', async () => {
      await withPage(htmlFile('inline.html', `<p>one</p>${inline(SMALL)}<p>two</p>${inline(CLOSURES)}`), {}, async (page) => {
        const pictures = page.locator('svg.heapgraph');
        assert.equal(await pictures.count(), 2);
        const frames = (index) => pictures.nth(index).locator('[role="treeitem"]').evaluateAll((groups) => groups.map((g) => {
          const of = (name) => g.querySelector('rect').getAttribute(name);
          return [g.getAttribute('aria-label'), of('x'), of('width'), g.getAttribute('data-match')];
        }));
        const [first, second] = [await frames(0), await frames(1)];
        await pictures.nth(0).locator('[role="treeitem"][aria-label^="Heartbeat ("]').click();
        assert.notDeepEqual(await frames(0), first);
        assert.deepEqual(await frames(1), second);
        await page.keyboard.press('0');
        assert.deepEqual(await frames(0), first);
        await pictures.nth(1).locator('input[type="search"]').fill('e');
        assert.deepEqual(await frames(0), first);
        assert.notDeepEqual(await frames(1), second);
        assert.equal(new URL(page.url()).hash, '', 'the address is the page\'s');
        const ids = await page.evaluate(() => document.querySelectorAll('[id]').length);
        assert.equal(ids, 0, 'no global ids');
        for (const index of [0, 1]) {
          const box = await pictures.nth(index).boundingBox();
          assert.ok(box.height > 150 && box.width > 1000, `${box.width} x ${box.height}`);
        }
      });
    });

    test('inline, copying without a clipboard keeps the focus, so that keys go on working', async () => {
      await withPage(htmlFile('inline1.html', inline(SMALL)), {}, async (page) => {
        await byName(page, 'Heartbeat').click();
        await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
        await page.keyboard.press('c');
        await page.keyboard.press('0');
        assert.equal(await byName(page, 'World').getAttribute('data-above'), null);
      });
    });

    test('as <object> and <iframe>', async () => {
      const url = htmlFile('object.html',
        `<object type="image/svg+xml" width="900" height="400" data="${picture(SMALL)}"></object>` +
        `<iframe width="900" height="400" src="${picture(CLOSURES)}"></iframe>`);
      await withPage(url, {}, async (page) => {
        const [first, second] = page.frames().slice(1).sort((a, b) => (a.url() < b.url() ? -1 : 1));
        const before = await shown(second);
        await first.locator('[role="treeitem"]').nth(2).click();
        assert.ok((await shown(first))[0].above);
        assert.deepEqual(await shown(second), before);
      });
    });

    for (const policy of ["default-src 'none'; style-src 'unsafe-inline'", "default-src 'none'"]) {
      test(`under the content policy ${policy}`, async () => {
        const server = await serve({ '/': ['image/svg+xml', svgOf(SMALL)] }, { 'Content-Security-Policy': policy });
        try {
          await withPage(server.url, { allow: /Content Security Policy/ }, async (page) => {
            assert.ok(await page.locator('[data-part="still"]').isVisible());
            assert.equal(await page.locator('[data-part="live"]').count(), 0);
            await checkGeometry(page, 'still');
            const root = await page.evaluate(() => {
              const rect = document.querySelector('[data-part="still"] > g > g > rect');
              return [getComputedStyle(rect).fill, getComputedStyle(rect.parentNode).fontFamily];
            });
            assert.notEqual(root[0], 'rgb(0, 0, 0)');
            assert.match(root[1], /monospace/);
          });
        } finally {
          server.close();
        }
      });
    }
  });
});
