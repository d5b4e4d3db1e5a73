// SPDX-License-Identifier: MIT
// The picture in Firefox: what people do with it, by pointer and by keyboard, in windows of all sizes, and without scripts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  background, checkGeometry, countNodes, dumpFile, focusedLabel, focusTree, GAME, group, htmlFile, inline, MOST_NODES, pathsOf, picture,
  share, shown, SMALL, tree,
} from './browser.mjs';
import { inFirefox, withFirefoxPage } from './firefox.mjs';
import { dumpOf, heapgraph, outermostBytes, realDump, realDumps, rowsOf, shownName } from './support.mjs';

const treeitem = (name) => `[role="treeitem"][aria-label^=${JSON.stringify(`${name} (`)}]`;
const part = (name) => `[data-part="${name}"]`;
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const isZoomedTo = (page, name) => page.waitForFunction((wanted) => {
  const zoom = /^#zoom=([^&]*)/.exec(location.hash);
  return (zoom === null ? null : decodeURIComponent(zoom[1].split('/').pop())) === wanted;
}, name);

inFirefox(() => {
  describe('draws, labels fit, no error', () => {
    // Each dump has five questions: every fourth is all dumps and all questions.
    for (const { name, args } of realDumps.filter((_, i) => i % 4 === 0)) {
      test(name, async () => {
        await withFirefoxPage(picture(args), {}, async (page) => {
          assert.match((await shown(page))[0].label, /^(. )?root( ↗)? \(/);
          await checkGeometry(page, 'frames');
          assert.equal(await page.evaluate(() => document.querySelectorAll('[data-part="still"]').length), 0);
        });
      });
    }

    test('100,000 frames', async () => {
      await withFirefoxPage(picture(tree()), {}, async (page) => {
        assert.ok((await shown(page)).length > 100);
        assert.ok(await countNodes(page) < MOST_NODES);
      });
    });

    test('names in all alphabets', async () => {
      const names = ['名前の長いフィールド'.repeat(20), 'поле'.repeat(50), '🜁🜂'.repeat(60), 'مرحبا'.repeat(40), 'plain'];
      const dump = dumpFile('firefox_names.json', () => dumpOf([
        { size: 64, fields: names.map((name, i) => [name, i + 1]) }, ...names.map(() => ({ size: 1000, fields: [] })),
      ]));
      await withFirefoxPage(picture(dump), {}, async (page) => {
        const labels = (await checkGeometry(page, 'frames')).map(({ label }) => label?.text ?? '');
        for (const start of ['名', 'по', '🜁', 'م', 'plain']) assert.ok(labels.some((label) => label.startsWith(start)), start);
      });
    });
  });

  test('a click zooms, Back and Forward undo and redo it, a reload keeps it', async () => {
    await withFirefoxPage(picture(SMALL), {}, async (page) => {
      const whole = await shown(page);
      await page.click(treeitem('Heartbeat'));
      await isZoomedTo(page, 'Heartbeat');
      const zoomed = await shown(page);
      const target = zoomed.find((f) => f.label.startsWith('Heartbeat ('));
      assert.ok(target.x === 0 && target.width > 1100, 'as wide as the picture');
      assert.ok(zoomed.filter((f) => f.level < target.level).every((f) => f.above));
      await checkGeometry(page, 'frames');
      await page.reload();
      assert.deepEqual(await shown(page), zoomed);
      await page.goBack();
      await isZoomedTo(page, null);
      assert.deepEqual(await shown(page), whole);
      await page.goForward();
      await isZoomedTo(page, 'Heartbeat');
      assert.deepEqual(await shown(page), zoomed);
    });
  });

  test('a link leads to its place', async () => {
    const path = pathsOf(rowsOf(heapgraph(...SMALL, '-f', 'jsonl'))).map((names) => names.join('/')).find((text) => text.endsWith('/Heartbeat'));
    await withFirefoxPage(`${picture(SMALL)}#zoom=${path}&search=Heart`, {}, async (page) => {
      assert.match(await page.textContent(part('detail')), /^Heartbeat \(/);
      assert.match(await page.textContent(part('found')), /^\d+ match/);
    });
  });

  test('a search counts the matches and marks them', async () => {
    const rows = rowsOf(heapgraph(...GAME, '-f', 'jsonl'));
    await withFirefoxPage(`${picture(GAME)}#unfolded`, {}, async (page) => {
      for (const text of ['World|next', 'no such name']) {
        await press(page, '/', 'Control+a');
        await page.keyboard.type(text);
        const isMatch = (name) => new RegExp(text, /[A-Z]/.test(text) ? 'u' : 'iu').test(name);
        const count = rows.filter((row) => isMatch(shownName(row))).length;
        const bytes = outermostBytes(rows, isMatch);
        const words = `${group(count)} matches, ${group(bytes)} bytes, ${share(bytes, rows[0].total_bytes)}`;
        assert.equal(await page.textContent(part('found')), words, text);
        for (const f of (await shown(page)).filter((frame) => !frame.merged)) {
          const name = /^(.*?)(?: ×\d+)? \([\d,]+ bytes/.exec(f.label)[1];
          assert.equal(f.match, isMatch(name) ? 'yes' : 'no', `${text}: ${f.label}`);
        }
      }
      await page.keyboard.type('(');
      assert.match(await page.textContent(part('found')), /not a regular expression/);
    });
  });

  test('by keyboard alone', async () => {
    await withFirefoxPage(picture(SMALL), {}, async (page) => {
      for (let i = 0; !/^root \(/.test(await focusedLabel(page) ?? ''); i++) {
        assert.ok(i < 30, 'Tab reaches the tree');
        await press(page, 'Tab');
      }
      const frames = await shown(page);
      await press(page, 'ArrowDown');
      assert.equal(await focusedLabel(page), frames.find((f) => f.level === 2).label);
      await press(page, 'ArrowUp');
      assert.equal(await focusedLabel(page), frames[0].label);
      await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
      await isZoomedTo(page, 'Heartbeat');
      assert.match(await focusedLabel(page), /^Heartbeat \(/);
      await press(page, 'Escape');
      await isZoomedTo(page, null);

      await press(page, '/');
      await page.keyboard.type('^[A-Z]');
      await press(page, 'Enter');
      const first = await focusedLabel(page);
      assert.match(first, /^[A-Z]/);
      const count = Number(/^\d+/.exec(await page.textContent(part('found')))[0]);
      assert.ok(count > 1);
      for (let i = 1; i < count; i++) {
        await press(page, 'n');
        assert.notEqual(await focusedLabel(page), first);
      }
      await press(page, 'n');
      assert.equal(await focusedLabel(page), first, 'after the last comes the first');
      await press(page, 'Control+f', 'Escape');
      assert.equal(await page.textContent(part('found')), '');

      const isHelpShown = () => page.evaluate(() => !document.querySelector('[role="dialog"]').hidden);
      await press(page, '?');
      assert.ok(await isHelpShown());
      await press(page, 'Escape');
      assert.ok(!(await isHelpShown()));
      assert.equal(await focusedLabel(page), first, 'the focus is where it was');
    });
  });

  test('arrows go to neighbours, i turns the picture over, r unfolds', async () => {
    await withFirefoxPage(picture(GAME), {}, async (page) => {
      await focusTree(page);
      const row = (await shown(page)).filter((f) => f.level === 2 && !f.merged);
      await press(page, 'ArrowDown', 'ArrowRight');
      assert.equal(await focusedLabel(page), row[1].label);
      await press(page, 'ArrowLeft');
      assert.equal(await focusedLabel(page), row[0].label);
      await press(page, 'i');
      const [root, ...others] = await shown(page);
      assert.ok(others.every((f) => f.y < root.y), 'the root is the lowest');
    });
    await withFirefoxPage(picture(realDump('list, new')), {}, async (page) => {
      const folded = await shown(page);
      await press(page, 'r');
      assert.ok((await shown(page)).length > folded.length);
      await press(page, 'r');
      assert.deepEqual(await shown(page), folded);
    });
  });

  test('the details follow the pointer and the focus', async () => {
    await withFirefoxPage(picture(SMALL), {}, async (page) => {
      await page.hover(treeitem('World'));
      assert.match(await page.textContent(part('detail')), /^World \(/);
      assert.equal(await page.textContent(part('path')), 'root › mainthread › __env › World');
      await focusTree(page);
      await press(page, 'ArrowDown');
      assert.match(await page.textContent(part('detail')), /^mainthread \(/);
      assert.match(await page.textContent(part('details')), /% of parent/);
    });
  });

  describe('colours', () => {
    const LIGHT = 'rgb(255, 255, 255)';
    const DARK = 'rgb(22, 24, 29)';
    for (const [colorScheme, own, other] of [['light', LIGHT, DARK], ['dark', DARK, LIGHT]]) {
      test(`${colorScheme} by the system, otherwise by d`, async () => {
        await withFirefoxPage(picture(SMALL), { colorScheme }, async (page) => {
          assert.equal(await background(page), own);
          assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), own, 'around it');
          await press(page, 'd');
          assert.equal(await background(page), other);
          await page.reload();
          assert.equal(await background(page), other, 'a reload keeps it');
          await press(page, 'd');
          assert.equal(await background(page), own);
        });
        await withFirefoxPage(picture(SMALL), { colorScheme, javaScriptEnabled: false }, async (page) => {
          assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('[data-part="page"]')).fill), own);
        });
      });
    }
  });

  describe('sizes', () => {
    for (const [width, height] of [[320, 256], [1200, 800], [3000, 800]]) {
      test(`${width} x ${height}: as wide as the window, and every row can be reached and clicked`, async () => {
        await withFirefoxPage(picture(GAME), { viewport: { width, height } }, async (page) => {
          const frames = await checkGeometry(page, 'frames');
          assert.ok(frames[0].width > width - 60 && frames[0].width <= width, `${frames[0].width}`);
          const [within, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
          assert.ok(within <= room && room === width, 'nothing sticks out');
          for (let level = 2; level <= 8; level += 2) {
            await page.evaluate((top) => new Promise((done) => {
              document.querySelector('[data-part="scroller"]').scrollTop = top;
              requestAnimationFrame(() => requestAnimationFrame(done)); // the rows are drawn anew
            }), (level - 2) * 17);
            const frame = `[role="treeitem"][aria-level="${level}"]:not([data-merged])`;
            const name = await page.evaluate((text) => document.querySelector(text).getAttribute('aria-label').split(/ ×| ↑| \(/)[0], frame);
            await page.click(frame);
            await isZoomedTo(page, name);
            await press(page, '0');
          }
        });
      });
    }

    test('follows the window', async () => {
      await withFirefoxPage(picture(SMALL), {}, async (page) => {
        await page.setViewportSize({ width: 700, height: 500 });
        await page.waitForFunction(() => Number(document.querySelector('[role="treeitem"] rect').getAttribute('width')) < 700);
        await checkGeometry(page, 'frames');
      });
    });
  });

  test('on paper: the static picture, light; and back', async () => {
    await withFirefoxPage(picture(SMALL), { colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.waitForFunction(() => document.querySelector('[data-part="still"]') !== null);
      await checkGeometry(page, 'still');
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('[data-part="page"]')).fill), 'rgb(255, 255, 255)');
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForFunction(() => document.querySelector('[data-part="live"]') !== null);
      await checkGeometry(page, 'frames');
    });
  });

  test('without scripts the static picture is seen', async () => {
    for (const args of [GAME, realDump('game, growth')]) {
      await withFirefoxPage(picture(args), { javaScriptEnabled: false }, async (page) => {
        await checkGeometry(page, 'still');
        assert.match(await page.textContent(`${part('still')} title`), /^(. )?root( ↗)? \([\d,]+ bytes, 100\.0%\)/);
        assert.equal(await page.evaluate(() => document.querySelectorAll('[data-part="live"]').length), 0);
      });
    }
  });

  test('inside a page of HTML', async () => {
    await withFirefoxPage(htmlFile('firefox.html', `<h1>A page</h1>${inline(SMALL)}`), {}, async (page) => {
      await page.click(treeitem('Heartbeat'));
      const target = (await shown(page)).find((f) => f.label.startsWith('Heartbeat ('));
      assert.equal(target.x, 0);
      await checkGeometry(page, 'frames');
    });
  });
});
