// SPDX-License-Identifier: MIT
// What the picture shows in the room that it has, in a browser: windows of all sizes, paper, phones, colours, head.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  byName, checkGeometry, dumpFile, GAME, inBrowser, picture, shown, SMALL, svgOf, textOf, together, withPage,
  zoomedName,
} from './browser.mjs';
import { dumpOf, factsOf, realDump, treeDump } from './support.mjs';

inBrowser(() => {
  const SERIES = realDump('game, series');
  const PATHS = realDump('churn, by path');
  /** Nodes that have a frame of their own. */
  const unmerged = (page) => page.evaluate(() =>
    [...document.querySelectorAll('[data-node]:not([data-merged])')].map((g) => Number(g.dataset.node)));

  describe('more room', together, () => {
    // Siblings of all sizes, with children, so that there are far more than the document may hold.
    const siblings = () => {
      const sizes = Array.from({ length: 8000 }, (_, i) => 40 + Math.floor(4e6 / (i + 20)));
      return dumpOf([
        { size: 64, fields: sizes.map((_, i) => [`n${i}`, i + 1]) },
        ...sizes.map((size, i) => ({ size, fields: [['below', sizes.length + 1 + i]] })),
        ...sizes.map((size) => ({ size: Math.ceil(size / 2), fields: [] })),
      ]);
    };
    for (const [name, make] of [['siblings', siblings], ['tree', () => treeDump(30_000)]]) {
      const args = () => [...dumpFile(`room_${name}.json`, make), '--no-fold'];
      for (const [side, sizes] of [['wider', [600, 900, 1200, 1600, 3000]], ['taller', [400, 600, 800, 1600]]]) {
        test(`never shows less: ${name}, ${side}`, async () => {
          let before = [];
          for (const size of sizes) {
            const viewport = side === 'wider' ? { width: size, height: 800 } : { width: 1200, height: size };
            await withPage(picture(args()), { viewport }, async (page) => {
              const nodes = await unmerged(page);
              const now = new Set(nodes);
              assert.deepEqual(before.filter((node) => !now.has(node)), [], `${size} px`);
              assert.ok(nodes.length >= before.length && nodes.length > 20);
              before = nodes;
            });
          }
        });
      }
    }

    test('a container of like entries is legible', async () => {
      const count = 4000;
      const at = (field, i) => 2 + field * count + i;
      const big = () => dumpOf([
        { size: 64, fields: [['big', 1]] },
        { size: 64_000, fields: Array.from({ length: count }, (_, i) => [`entry_${i}`, at(0, i)]) },
        ...Array.from({ length: count }, (_, i) => ({ size: 96, fields: [['items', at(1, i)], ['position', at(2, i)]] })),
        ...Array.from({ length: 2 * count }, () => ({ size: 64, fields: [] })),
      ]);
      await withPage(picture(dumpFile('big.json', big)), {}, async (page) => {
        const frames = await shown(page);
        assert.ok(frames.every((f) => !f.merged));
        for (const name of ['entry_* ×4,000 ', 'items ×4,000 ', 'position ×4,000 ']) {
          assert.ok(frames.some((f) => f.label.startsWith(name) && f.width > 100), `${name}: ${frames.map((f) => f.label).join('\n')}`);
        }
      });
    });
  });

  describe('small windows', () => {
    for (const [width, height] of [[320, 256], [427, 267], [1200, 180]]) {
      test(`${width} x ${height}: every row can be scrolled into view and clicked`, async () => {
        await withPage(picture(GAME), { viewport: { width, height } }, async (page) => {
          await page.bringToFront(); // else it may get a frame a second only
          for (let level = 2; level <= 8; level++) {
            await page.evaluate((top) => new Promise((done) => {
              document.querySelector('[data-part="scroller"]').scrollTop = top;
              requestAnimationFrame(() => requestAnimationFrame(done)); // the rows are drawn anew
            }), (level - 2) * 17);
            const frame = page.locator(`[role="treeitem"][aria-level="${level}"]:not([data-merged])`).first();
            await frame.scrollIntoViewIfNeeded();
            const box = await frame.boundingBox();
            assert.ok(box.y >= -2 && box.y + box.height <= height + 2, `level ${level}: ${box.y}`); // with the edge
            const name = (await frame.getAttribute('aria-label')).split(/ ×| ↑| \(/)[0];
            await frame.click({ position: { x: 4, y: 8 } });
            assert.equal(await zoomedName(page), name);
            await page.keyboard.press('0');
          }
          // By the wheel, which cannot scroll what hides its overflow.
          await page.mouse.move(width / 2, 10);
          await page.mouse.wheel(0, 2000);
          await page.waitForFunction(() => {
            const box = document.querySelector('[data-part="key"]').getBoundingClientRect();
            return box.top > 0 && box.bottom <= window.innerHeight;
          });
        });
      });
    }

    test('a phone shows the page as wide as itself', async () => {
      const options = { isMobile: true, hasTouch: true, deviceScaleFactor: 2, viewport: { width: 390, height: 780 } };
      for (const url of [picture(SMALL), picture(GAME)]) {
        await withPage(url, options, async (page) => {
          assert.deepEqual(await page.evaluate(() => [window.innerWidth, document.documentElement.getBoundingClientRect().width]), [390, 390]);
          const frames = await shown(page);
          assert.ok(frames[0].width > 330 && frames[0].width < 390, `${frames[0].width}`);
        });
      }
    });

    test('the head is at most 90 px high at 1200 px, and three lines at 400', async () => {
      for (const args of [SMALL, GAME, SERIES, PATHS, realDump('game, growth'), realDump('list, live')]) {
        for (const [width, most] of [[1200, 90], [400, 4 + 3 * 17]]) {
          await withPage(picture(args), { viewport: { width, height: 800 } }, async (page) => {
            const { y } = await page.locator('[role="treeitem"]').first().boundingBox();
            assert.ok(y <= most, `${y} px at ${width} px`);
          });
        }
      }
      // What is cut is shown by a click.
      await withPage(picture(SMALL), { viewport: { width: 400, height: 800 } }, async (page) => {
        const verdict = page.locator('[data-part="verdict"]');
        const hidden = () => verdict.evaluate((box) => box.scrollHeight - box.clientHeight);
        assert.ok(await hidden() > 10);
        await verdict.click();
        assert.equal(await hidden(), 0);
        assert.equal(await verdict.getAttribute('aria-expanded'), 'true');
      });
    });
  });

  describe('paper', () => {
    const onPaper = (page) => page.evaluate(() => {
      const rects = [...document.querySelectorAll('[data-part="still"] > g > g > rect')].map((rect) => rect.getBoundingClientRect());
      const ends = [...document.querySelectorAll('[data-part="still"] text')].map((text) => text.getBoundingClientRect().right);
      return {
        count: rects.length, left: Math.min(...rects.map((r) => r.left)), right: Math.max(...rects.map((r) => r.right)),
        end: Math.max(...ends), page: window.innerWidth, around: getComputedStyle(document.documentElement).backgroundColor,
        fill: getComputedStyle(document.querySelector('[data-part="page"]')).fill,
      };
    });
    for (const width of [500, 1200, 2000]) {
      for (const isLoaded of [false, true]) {
        test(`${width} px wide, ${isLoaded ? 'loaded for it' : 'dark before'}: all frames, as wide as it, light`, async () => {
          await withPage(picture(GAME), { viewport: { width, height: 700 }, colorScheme: 'dark' }, async (page) => {
            const count = (svgOf(GAME).match(/<g><title>/g)).length;
            if (!isLoaded) for (const key of 'dd') await page.keyboard.press(key);
            await page.emulateMedia({ media: 'print' });
            if (isLoaded) await page.reload();
            await page.locator('[data-part="still"]').waitFor({ state: 'attached' });
            const paper = await onPaper(page);
            assert.equal(paper.count, count);
            const scale = paper.page / 1200;
            assert.ok(Math.abs(paper.left - 10 * scale) < 2 && Math.abs(paper.right - 1190 * scale) < 2, JSON.stringify(paper));
            assert.ok(paper.end <= paper.page, 'no text is cut');
            assert.equal(paper.fill, 'rgb(255, 255, 255)');
            assert.match(paper.around, /^rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)$/);
            assert.ok(!(await page.locator('[data-part="live"]').isVisible()));
            await page.emulateMedia({ media: 'screen' });
            await page.locator('[data-part="frames"]').waitFor();
            assert.ok((await shown(page))[0].width > width - 60, 'back on the screen');
          });
        });
      }
    }
  });

  describe('head and legend', together, () => {
    test('the names of the dumps, the options and the notices are there, and the title has the names', async () => {
      await withPage(picture(realDump('game, growth')), {}, async (page) => {
        assert.equal(await page.title(), 'game.1.json → game.2.json');
        const source = await textOf(page, 'source');
        assert.match(source, /^game\.1\.json → game\.2\.json · --measure growth · heapgraph \d+\.\d+\.\d+ · \+[\d,]+ bytes/);
        assert.equal(await page.locator('[data-part="notice"]').count(), 0);
      });
      const swapped = realDump('game, new').toReversed();
      const { notices } = factsOf(svgOf(swapped));
      await withPage(picture(swapped), {}, async (page) => {
        assert.match(notices.join(), /dumps may be swapped/);
        assert.deepEqual(await page.locator('[data-part="notice"]').allTextContents(), notices);
      });
      await withPage(picture(swapped), { javaScriptEnabled: false }, async (page) => {
        assert.match(await textOf(page, 'notices'), /dumps may be swapped/);
        assert.match(await textOf(page, 'header'), /game\.2\.json → game\.1\.json · heapgraph/);
      });
      await withPage(picture([...SMALL, '--title', 'Build 7']), {}, async (page) => {
        assert.equal(await page.title(), 'Build 7: game.1.json → game.2.json');
      });
    });

    test('grey is explained', async () => {
      for (const [args, words] of [[SMALL, 'nothing new itself'], [[...SMALL, '--measure', 'freed'], 'nothing freed itself'], [GAME, null]]) {
        for (const javaScriptEnabled of [true, false]) {
          await withPage(picture(args), { javaScriptEnabled }, async (page) => {
            const legend = await textOf(page, javaScriptEnabled ? 'key' : 'legend');
            assert.equal(/nothing (new|freed) itself/.test(legend), words !== null);
            if (words) assert.ok(legend.includes(words), legend);
          });
        }
      }
    });

    test('↗ marks what grows by itself, and a sign what turns', async () => {
      await withPage(picture(SERIES), {}, async (page) => {
        for (const name of ['root', 'mainthread', '__env', 'World', 'Heartbeat', 'handlers ↑', '=game.luau', 'items ↗']) {
          assert.equal(await byName(page, name).count(), 1, name);
        }
      });
      await withPage(picture(PATHS), {}, async (page) => {
        for (const name of ['± root', 'mainthread', '__env', '+ growing', 'payload']) assert.equal(await byName(page, name).count(), 1, name);
      });
    });

    for (const forcedColors of ['none', 'active']) {
      for (const colorScheme of ['light', 'dark']) {
        test(`swatches and frames stand out from the page by 3:1: ${colorScheme}, forced colours ${forcedColors}`, async () => {
          for (const args of [realDump('game, growth'), GAME, PATHS, [...GAME, '--colors', 'name']]) {
            await withPage(picture(args), { colorScheme }, async (page) => {
              await page.emulateMedia({ forcedColors });
              await page.reload(); // text is measured when the picture starts
              const pairs = await page.evaluate(() => {
                const style = getComputedStyle;
                const around = style(document.querySelector('[data-part="app"]')).backgroundColor;
                return [
                  ...[...document.querySelectorAll('[data-part="key"] i')].map((i) =>
                    ({ what: i.parentNode.textContent, around, colours: parseFloat(style(i).borderTopWidth) >= 1 ? [style(i).borderTopColor] : [],
                      own: style(i).backgroundColor, fill: i.dataset.colour })),
                  ...[...document.querySelectorAll('[data-edge="yes"]')].map((rect) =>
                    ({ what: rect.parentNode.getAttribute('aria-label'), around, colours: [style(rect).stroke, style(rect).fill],
                      own: style(rect).fill, fill: rect.getAttribute('fill') })),
                ];
              });
              const numbers = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
              const light = (colour) => numbers(colour).map((c) => c / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const contrast = (...two) => two.map((colour) => light(colour) + 0.05).sort((a, b) => b - a).reduce((a, b) => a / b);
              const labels = await page.evaluate(() => [...document.querySelectorAll('[data-part="frames"] text')].map((text) =>
                [text.textContent, getComputedStyle(text).fill, getComputedStyle(text.previousElementSibling.querySelector('rect')).fill]));
              for (const [label, ink, fill] of labels) assert.ok(contrast(ink, fill) >= 4.5, label);
              for (const { what, around, colours, own, fill } of pairs) {
                const best = Math.max(0, ...colours.filter((colour) => colour !== 'none').map((colour) => contrast(colour, around)));
                assert.ok(best >= 3, `${what}: ${best}`);
                assert.deepEqual(numbers(own), [...Buffer.from(fill.slice(1), 'hex')], `${what} keeps its colour`);
              }
              await checkGeometry(page, 'frames');
              await page.emulateMedia({ forcedColors: null });
            });
          }
        });
      }
    }
  });
});
