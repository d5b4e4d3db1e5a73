// SPDX-License-Identifier: MIT
// Growth, differences by path, series and retained sizes, in the picture in a browser.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { byName, GAME, group, inBrowser, picture, share, SMALL, textOf, together, withPage } from './browser.mjs';
import { heapgraph, realDump, rowsOf } from './support.mjs';

inBrowser(() => {
  describe('growth and retained sizes', together, () => {
    const GROWTH = realDump('churn, growth');
    /** Each frame, with its bar: in the static picture all are one path. */
    const barsOf = (page, part) => page.evaluate((isLive) => {
      const groups = document.querySelectorAll(isLive ? '[data-part="frames"] > g' : '[data-part="still"] > g > g:has(> title)');
      const paths = document.querySelectorAll(isLive ? '[data-bar]' : '[data-part="still"] > path');
      const bars = [...paths].flatMap((path) => [...path.getAttribute('d').matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)/g)].map(
        ([, ...numbers]) => ({ colour: getComputedStyle(path).stroke, numbers: numbers.map(Number) })));
      const frames = [...groups].map((g) => {
        const rect = g.querySelector('rect');
        const text = [g.querySelector('text'), g.nextElementSibling].find((element) => element?.localName === 'text');
        const [x, y, width] = ['x', 'y', 'width'].map((key) => Number(rect.getAttribute(key)));
        const bar = bars.find(({ numbers }) => numbers[0] === x && numbers[1] > y && numbers[1] < y + 16);
        return {
          label: g.getAttribute('aria-label') ?? g.querySelector('title').textContent,
          text: (text?.textContent ?? '').replace(/ {2}[\d.]+ [KMG]?B$/, ''), // without the size beside it
          frame: width,
          bar: bar?.numbers[2] ?? 0,
          colour: bar?.colour,
          above: bar && y + 16 - bar.numbers[1], // the bottom of the frame
          below: bar && text ? bar.numbers[1] - Number(text.getAttribute('y')) : 10, // the baseline of the label
        };
      });
      return { frames, count: bars.length };
    }, part === 'frames');
    const numbersIn = (label) => {
      const number = (expression) => Number((expression.exec(label)?.[1] ?? '0').replaceAll(',', ''));
      const own = number(/, of which ([\d,]+) bytes are growth/);
      const total = number(/([\d,]+) bytes/);
      if (label.includes('all growth')) return { total, grown: total, own: label.includes('↑') ? total : 0 };
      return { total, grown: number(/growth in total: ([\d,]+) bytes/) || own, own };
    };
    for (const part of ['frames', 'still']) {
      for (const colorScheme of ['light', 'dark']) {
        test(`what grew has a bar and an arrow: ${part}, ${colorScheme}`, async () => {
          const options = { javaScriptEnabled: part === 'frames', colorScheme };
          await withPage(picture(GROWTH), options, async (page) => {
            const { frames, count } = await barsOf(page, part);
            assert.equal(frames.filter((f) => f.bar > 0).length, count);
            assert.ok(frames.some((f) => f.bar > 10 && f.bar < f.frame - 10));
            for (const { label, text, frame, bar, above, below, colour } of frames) {
              const { total, grown, own } = numbersIn(label);
              assert.ok(Math.abs(bar - (frame * grown) / total) < 0.3, `${label}: ${bar} of ${frame}`);
              if (text !== '') assert.equal(text.endsWith('↑'), own > 0, label);
              if (bar === 0) continue;
              assert.equal(colour, 'rgb(0, 0, 0)');
              assert.ok(above >= 2, 'the frame shows below the bar, which is not told from a dark page otherwise');
              assert.ok(below >= 4, 'the bar is below the underscores of the label');
            }
            assert.ok(frames.some((f) => f.text === 'growing ↑'));
            assert.ok(frames.some((f) => f.text === 'leak'));
          });
        });
      }
    }
    test('the legend and the lines under the title explain it', async () => {
      const { new: fresh, grown } = JSON.parse(heapgraph(...GROWTH, '-f', 'json')).summary;
      const split = `${group(fresh.bytes)} new in ${group(fresh.objects)} objects, ${group(grown.bytes)} by which`;
      for (const args of [GROWTH, [...GROWTH, '--colors', 'name']]) {
        await withPage(picture(args), {}, async (page) => {
          assert.ok((await textOf(page, 'top')).includes(split));
          const entry = page.locator('[data-part="key"] span', { hasText: 'growth of old objects; ↑ holds such objects' });
          assert.match(await entry.locator('i').evaluate((i) => getComputedStyle(i).boxShadow), /rgb\(0, 0, 0\)/);
        });
      }
      await withPage(picture([...SMALL, '--measure', 'new']), {}, async (page) => {
        assert.ok(!(await textOf(page, 'key')).includes('kept objects grew'));
      });
    });
    test('the details line says how much of a frame and of its own bytes is growth', async () => {
      const rows = rowsOf(heapgraph(...GROWTH, '-f', 'jsonl'));
      const growing = rows.find((row) => row.name === 'growing');
      const { grown } = JSON.parse(heapgraph(...GROWTH, '-f', 'json')).reachable;
      await withPage(picture(GROWTH), {}, async (page) => {
        await byName(page, 'growing ↑').hover();
        assert.equal(await textOf(page, 'detail'), `growing ↑ (${group(growing.total_bytes)} bytes, ` +
          `${share(growing.total_bytes, rows[0].total_bytes)}); self: ${group(growing.self_bytes)} bytes in ` +
          `${group(growing.self_objects)} objects, of which ${group(grown.bytes)} bytes are growth`);
        await byName(page, 'mainthread').hover();
        assert.ok((await textOf(page, 'detail')).endsWith(`objects; growth in total: ${group(grown.bytes)} bytes`));
      });
    });
    test('what is said of a frame is seen whole, at every width', async () => {
      for (const width of [600, 900, 1200]) {
        const viewport = { width, height: 800 };
        await withPage(`${picture(realDump('game, growth'))}#zoom=mainthread/__env/World`, { viewport }, async (page) => {
          for (const name of ['Heartbeat', 'handlers ↑', 'items']) {
            await byName(page, name).hover();
            const hidden = await page.locator('[data-part="details"]').evaluate((box) => box.scrollHeight - box.clientHeight);
            assert.equal(hidden, 0, `${name} at ${width} px`);
          }
        });
      }
    });
    test('a comparison by path tells more from less by sign, colour and bar', async () => {
      const PATHS = realDump('churn, by path');
      const rows = rowsOf(heapgraph(...PATHS, '-f', 'jsonl'));
      const env = rows.find((row) => row.name === '__env');
      const change = env.difference.total_bytes;
      for (const javaScriptEnabled of [true, false]) {
        await withPage(picture(PATHS), { javaScriptEnabled }, async (page) => {
          const { frames } = await barsOf(page, javaScriptEnabled ? 'frames' : 'still');
          // A sign stands where the direction differs from that of the parent.
          const of = (text) => frames.find((f) => f.text === text);
          assert.ok(of('± root') && of('mainthread'), 'no sign repeats that of the parent');
          assert.equal(of('+ growing').bar, of('+ growing').frame);
          assert.equal(of('− temp').bar, 0);
          assert.ok(of('__env').bar > 0 && of('__env').bar < of('__env').frame);
          const { before, after } = rows.find((row) => row.name === 'temp');
          const words = `%); only less; alive ${group(before.total_bytes)} → ${group(after.total_bytes)}`;
          assert.ok(of('− temp').label.endsWith(words), of('− temp').label);
          const [, more, less] = /; ([\d,]+) more, ([\d,]+) less; alive/.exec(of('__env').label);
          assert.equal(`${more} ${less}`, [env.total_bytes + change, env.total_bytes - change].map((bytes) => group(bytes / 2)).join(' '));
          const colours = await page.evaluate(() => [...document.querySelectorAll('g > rect')].map((rect) => rect.getAttribute('fill')));
          for (const colour of ['#E69F00', '#56B4E9', '#DDDDDD']) assert.ok(colours.includes(colour), colour);
        });
      }
      await withPage(picture(PATHS), {}, async (page) => {
        const key = await textOf(page, 'key');
        for (const words of ['+ more', '− less', '± both', 'the part of the change that is more']) assert.ok(key.includes(words), words);
        assert.match(await textOf(page, 'spots'), /^Go to .*growing {2}\+[\d.]+ KB/);
      });
    });
    test('a series says what each dump holds, and marks what grows', async () => {
      const SERIES = realDump('game, series');
      const { series, slope } = rowsOf(heapgraph(...SERIES, '-f', 'jsonl')).find((row) => row.name === 'items');
      const words = `; alive ${series.map(group).join(' → ')}, +${group(slope)} a dump`;
      for (const javaScriptEnabled of [true, false]) {
        await withPage(picture(SERIES), { javaScriptEnabled }, async (page) => {
          const { frames } = await barsOf(page, javaScriptEnabled ? 'frames' : 'still');
          const items = frames.find((f) => f.text === 'items ↗');
          assert.ok(items.label.endsWith(words), items.label);
        });
      }
      for (const width of [600, 900, 1200]) {
        await withPage(picture(SERIES), { viewport: { width, height: 800 } }, async (page) => {
          await byName(page, 'items ↗').hover();
          assert.ok((await textOf(page, 'detail')).endsWith(words));
          assert.ok((await textOf(page, 'key')).includes('↗ behind a name: each dump holds more there than the one before'));
          const hidden = await page.locator('[data-part="details"]').evaluate((box) => box.scrollHeight - box.clientHeight);
          assert.equal(hidden, 0, `at ${width} px`);
        });
      }
    });
    test('the details line says what the objects of a frame retain', async () => {
      await withPage(picture(GAME), {}, async (page) => {
        const [why] = JSON.parse(heapgraph(...GAME, '-f', 'json', '--why', 'mainthread/__env/World/PlayerLeft')).why;
        await byName(page, 'PlayerLeft').hover();
        assert.match(await textOf(page, 'details'), new RegExp(`frees ${group(why.frees_bytes)} bytes`));
      });
      await withPage(picture(realDump('list, live')), {}, async (page) => {
        const chain = page.locator('[role="treeitem"][aria-label*=" ×"]').first();
        await chain.hover();
        assert.equal(await textOf(page, 'detail'), await chain.getAttribute('aria-label'));
        // That is not known of a frame that stands for several, but of the site there.
        assert.doesNotMatch(await textOf(page, 'details'), /frees [\d,]+ bytes/);
        assert.match(await textOf(page, 'details'), /cutting here frees [\d.]+ KB/);
      });
    });
  });
});
