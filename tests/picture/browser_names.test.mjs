// SPDX-License-Identifier: MIT
// Hostile names in a browser.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkGeometry, dumpFile, htmlFile, inBrowser, inline, picture, searchBox, shown, textOf, together, withPage } from './browser.mjs';
import { dumpOf } from './support.mjs';

inBrowser(() => {
  describe('hostile names', together, () => {
    const characters = (from, to) => String.fromCharCode(...Array.from({ length: to - from }, (_, i) => from + i));
    const names = [
      // name, what is searched for, as plain text
      [']]>', ']]>'],
      ['</script><script>window.hacked = 1</script>', '</script>'],
      ['"><img src="x" onerror="window.hacked=1">', 'onerror="'],
      ["' onload='window.hacked=1", "' onload"],
      ['<![CDATA[ &amp; &#60; &lt;', '&#60;'],
      ['<!-- -->', '<!--'],
      ['$' + '{window.hacked=1}', '{window'],
      ['zoom=a&search=b#c%41/d\\e', 'b#c%41/d\\e'],
      [characters(0, 128), '\\x00\\x01\\x02'],
      [characters(128, 256), '\\u{80}\\u{81}'],
      ['right\u202eto\u200fleft', 'right\\u{202e}to\\u{200f}left'],
      ['\u05d0\u05d1 \u0627\u0628', '\u05d0\u05d1'],
      ['\ufffe\u{1fffe}', '\\u{fffe}\\u{1fffe}'],
      ['line\nbreak\r\u2028', 'line\\x0abreak\\x0d\\u{2028}'],
      ['two  spaces  ', 'two  spaces  '],
      ['\u{1f600}'.repeat(40), '\u{1f600}'.repeat(40)],
      ['W'.repeat(2000) + 'i'.repeat(2000), 'Wi'],
      ['__proto__', '__proto__'],
      ['constructor', 'constructor'],
      ['toString', 'toString'],
      ['hasOwnProperty/valueOf', 'hasOwnProperty/'],
      ['', '""'],
    ];
    const hostile = () => dumpFile('hostile.json', () => {
      const below = names.map(([name], i) => [name, names.length + 1 + i]);
      const tables = names.map((_, i) => ({ size: 3000 - i, fields: [below[i]] }));
      return dumpOf([
        { size: 64, fields: names.map(([name], i) => [name, i + 1]) }, ...tables,
        ...names.map(() => ({ size: 4000, fields: [] })),
      ]);
    });
    const args = () => [...hostile(), '--title', ']]></title><script>window.hacked=1</script>\u202e'];

    test('are shown, found and zoomed to', async () => {
      await withPage(picture(args()), { viewport: { width: 2400, height: 700 } }, async (page) => {
        await checkGeometry(page, 'frames');
        await page.locator('input[type="checkbox"]').uncheck();
        for (const [, text] of names) {
          await searchBox(page).fill(text);
          const found = await textOf(page, 'found');
          assert.match(found, /^2 matches, (6,9|7,0)\d\d bytes|^4 matches/, `${text}: ${found}`);
          const [label, width, above] = await page.evaluate(() => {
            const match = document.querySelector('[data-match="yes"]');
            const same = () => document.querySelector(`[data-node="${match.dataset.node}"]`);
            match.dispatchEvent(new MouseEvent('click', { bubbles: true }));
            // As if it were opened by the link: the address is read again.
            window.dispatchEvent(new Event('popstate'));
            const width = Number(same().querySelector('rect').getAttribute('width'));
            return [same().getAttribute('aria-label'), width, document.querySelectorAll('[data-above]').length];
          });
          assert.ok(label.includes(text), `${text}: ${label}`);
          assert.ok(width > 2300 && above === 2, `the link works: ${text}`);
          await page.evaluate(() => history.back());
          await page.waitForFunction(() => document.querySelectorAll('[data-above]').length === 0);
        }
        assert.equal(await page.evaluate(() => window.hacked), undefined);
        assert.equal(await page.locator('img').count(), 0);
        assert.equal(await page.evaluate(() => document.querySelectorAll('script').length), 1);
      });
    });

    test('bytes that are not UTF-8 are shown', async () => {
      const raw = Buffer.from(Array.from({ length: 128 }, (_, i) => 128 + i));
      const dump = dumpFile('raw.json', () => dumpOf([{ size: 64, fields: [] }], raw));
      await withPage(picture([...dump, '--split', 'all']), {}, async (page) => {
        const frames = await checkGeometry(page, 'frames');
        assert.equal(frames.length, 3);
        assert.ok(frames[1].label.text.length > 10);
      });
    });

    test('have labels that fit, everywhere', async () => {
      for (const width of [700, 6000]) {
        await withPage(picture(args()), { viewport: { width, height: 700 } }, (page) => checkGeometry(page, 'frames'));
        const wide = picture([...args(), '--width', String(width)]);
        await withPage(wide, { javaScriptEnabled: false }, (page) => checkGeometry(page, 'still'));
      }
    });

    test('are harmless inline in HTML', async () => {
      await withPage(htmlFile('hostile.html', inline(args())), { viewport: { width: 2400, height: 700 } }, async (page) => {
        const labels = (await shown(page)).map((f) => f.label);
        for (const [, text] of names) assert.equal(labels.filter((label) => label.includes(text)).length >= 2, true, text);
        assert.equal(await page.evaluate(() => window.hacked), undefined);
        assert.equal(await page.locator('img').count(), 0);
        await checkGeometry(page, 'frames');
      });
    });
  });
});
