// SPDX-License-Identifier: MIT
// Search in a browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import {
  CLOSURES, dumpFile, focusedLabel, focusTree, GAME, group, inBrowser, pathsOf, picture, query, searchBox, share, shown,
  SMALL, textOf, TIME_FACTOR, together, withPage, zoomedName,
} from './browser.mjs';
import { dumpOf, heapgraph, outermostBytes, realDump, realDumps, rowsOf, shownName } from './support.mjs';

inBrowser(() => {
  describe('search', together, () => {
    for (const [name, args] of Object.entries({ game: GAME, closures: CLOSURES, list: realDump('list, live') })) {
      test(`finds what the rows of jsonl say: ${name}`, async () => {
        const rows = rowsOf(heapgraph(...args, '-f', 'jsonl'));
        const total = rows[0].total_bytes;
        await withPage(`${picture(args)}#unfolded`, {}, async (page) => {
          for (const text of ['e', '_', 'World|next', '^[A-Z]', 'no such name', 'o.*n']) {
            await searchBox(page).fill(text);
            const expression = new RegExp(text, /[A-Z]/.test(text) ? 'u' : 'iu');
            const isMatch = (name) => expression.test(name);
            const count = rows.filter((row) => isMatch(shownName(row))).length;
            const bytes = outermostBytes(rows, isMatch);
            const counted = `${group(count)} ${count === 1 ? 'match' : 'matches'}, ${group(bytes)} bytes, ${share(bytes, total)}`;
            assert.equal(await textOf(page, 'found'), counted, text);
            for (const f of (await shown(page)).filter((frame) => !frame.merged)) {
              const frameName = /^(.*?)(?: ×\d+)? \([\d,]+ bytes/.exec(f.label)[1];
              assert.equal(f.match, isMatch(frameName) ? 'yes' : 'no', `${text}: ${f.label}`);
            }
          }
        });
      });
    }

    test('finds what the library says', async (t) => {
      const matched = process.env.MATCHED;
      if (!matched) {
        t.skip('the program `heapgraph_matched` is not given: set MATCHED');
        return;
      }
      for (const { name, args } of realDumps.filter((dump) => dump.args.length === 2)) {
        await withPage(`${picture(args)}#unfolded`, {}, async (page) => {
          for (const text of ['e', '^_', 'next|left', 'no such name']) {
            const [bytes, total] = execFileSync(matched, [...args, text]).toString().trim().split(' ').map(Number);
            await searchBox(page).fill(text);
            const found = total > 0 ? `${group(bytes)} bytes, ${share(bytes, total)}` : '0 bytes, 0.0%';
            assert.ok((await textOf(page, 'found')).endsWith(`, ${found}`), `${name}: ${text}: ${found}`);
          }
        });
      }
    });

    test('counts the zoomed frame only', async () => {
      const rows = rowsOf(heapgraph(...SMALL, '-f', 'jsonl'));
      const paths = pathsOf(rows).map((path) => path.join('/'));
      const top = paths.indexOf('mainthread/__env/World/Heartbeat');
      const isMatch = (name) => /^[A-Z]/.test(name) && name !== 'World' && name !== 'Heartbeat';
      const shareOf = (node) => share(outermostBytes(rows, isMatch, node), rows[node].total_bytes);
      assert.notEqual(shareOf(top), shareOf(0), 'this dump no longer makes the case');
      await withPage(`${picture(SMALL)}#zoom=${paths[top]}`, {}, async (page) => {
        await searchBox(page).fill('^(?!World$|Heartbeat$)[A-Z]');
        assert.equal((await textOf(page, 'found')).split(', ').pop(), shareOf(top));
        await focusTree(page);
        await page.keyboard.press('0');
        assert.equal((await textOf(page, 'found')).split(', ').pop(), shareOf(0));
      });
    });

    test('a broken expression says so and changes nothing', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        await searchBox(page).fill('world');
        const before = await shown(page);
        await searchBox(page).fill('world(');
        assert.match(await textOf(page, 'found'), /not a regular expression/);
        assert.equal(await searchBox(page).getAttribute('aria-invalid'), 'true');
        assert.deepEqual(await shown(page), before);
        await page.locator('input[type="checkbox"]').uncheck();
        assert.match(await textOf(page, 'found'), /^0 matches/);
        assert.equal(await searchBox(page).getAttribute('aria-invalid'), 'false');
      });
    });

    const markedNames = async (page) => {
      const marked = (await shown(page)).filter((f) => f.match === 'yes' && !f.merged);
      return [...new Set(marked.map((f) => / *[^ ]+/.exec(f.label)[0]))];
    };
    const turnings = [
      ['folding', (page) => page.locator('button', { hasText: 'Unfold repeats' }).click()],
      ['Back', async (page) => {
        await page.evaluate(() => history.pushState(null, '', '#unfolded&search=next('));
        await page.evaluate(() => history.pushState(null, '', '#search=next('));
        await page.goBack();
      }],
    ];
    for (const [how, turn] of turnings) {
      test(`a broken expression does not leave matches of another tree: ${how}`, async () => {
        await withPage(picture(realDump('list, new')), {}, async (page) => {
          await searchBox(page).fill('next');
          assert.deepEqual(await markedNames(page), ['next']);
          await searchBox(page).fill('next(');
          await turn(page);
          await page.locator('button', { hasText: 'Fold repeats' }).waitFor();
          assert.match(await textOf(page, 'found'), /not a regular expression/);
          assert.deepEqual(await markedNames(page), ['next']);
          assert.ok((await shown(page)).filter((f) => f.match === 'yes').length > 5);
        });
      });
    }

    test('goes on in the folded tree, to which the buttons of the heaviest frames lead', async () => {
      await withPage(`${picture(realDump('list, new'))}#unfolded&search=next`, {}, async (page) => {
        await page.locator('[data-part="spots"] button').first().click();
        await page.keyboard.press('0');
        assert.match(await textOf(page, 'found'), /^1 match,/);
        assert.deepEqual(await markedNames(page), ['next']);
      });
    });

    test('an expression from the address waits until the person who looks starts it', async () => {
      await withPage(`${picture(SMALL)}#search=H.art`, {}, async (page) => {
        assert.equal(await query(page), 'H.art');
        assert.match(await textOf(page, 'found'), /^from the link, not started: Enter/);
        assert.ok((await shown(page)).every((f) => f.match === null));
        await focusTree(page);
        await page.keyboard.press('n'); // there is nothing to step through
        await page.keyboard.press('r');
        assert.match(await textOf(page, 'found'), /^from the link, not started/);
        await page.keyboard.press('/');
        await page.keyboard.press('Enter');
        assert.match(await textOf(page, 'found'), /^\d+ match/);
        assert.ok((await shown(page)).some((f) => f.match !== null));
        await page.evaluate(() => history.pushState(null, '', '#search=W.rld'));
        await page.evaluate(() => history.pushState(null, '', '#'));
        await page.goBack();
        await page.waitForFunction(() => document.querySelector('input[type="search"]').value === 'W.rld');
        assert.match(await textOf(page, 'found'), /^from the link, not started/);
        // One that was started goes on.
        await page.evaluate(() => history.pushState(null, '', '#search=H.art'));
        await page.evaluate(() => history.pushState(null, '', '#'));
        await page.goBack();
        await page.waitForFunction(() => document.querySelector('input[type="search"]').value === 'H.art');
        assert.match(await textOf(page, 'found'), /^\d+ match/);
      });
    });

    test('special characters in plain text from the address are searched at once', async () => {
      await withPage(`${picture(SMALL)}#search=(a%2B)%2B&plain`, {}, async (page) => {
        assert.match(await textOf(page, 'found'), /^0 matches/);
      });
    });

    test('an expression that can take for ever is refused, with the reason', async () => {
      await withPage(`${picture(SMALL)}#search=(a%2B)%2B%24`, {}, async (page) => {
        assert.match(await textOf(page, 'found'), /^refused: a repeat of a group/);
        await searchBox(page).fill('world');
        const before = await shown(page);
        for (const text of ['(a|a)*b', '(.)\\1', 'a?'.repeat(40), 'a'.repeat(1001)]) {
          await searchBox(page).fill(text);
          assert.match(await textOf(page, 'found'), /^refused: /);
          assert.equal(await searchBox(page).getAttribute('aria-invalid'), 'true');
          assert.deepEqual(await shown(page), before, 'the last valid expression is in force');
        }
      });
    });

    test('a search that takes too long is stopped and says so, and the page answers meanwhile', async () => {
      const names = Array.from({ length: 3000 }, (_, i) => ['a'.repeat(300) + i, i + 1]);
      const costly = () => dumpOf([{ size: 64, fields: names }, ...names.map(() => ({ size: 32, fields: [] }))]);
      await withPage(`${picture([...dumpFile('costly.json', costly), '--no-fold'])}`, {}, async (page) => {
        await searchBox(page).fill('zz|' + 'a'.repeat(300) + '12');
        assert.match(await textOf(page, 'found'), /^111 matches/); // 12, 120 to 129, 1200 to 1299
        const longest = await page.evaluate(() => new Promise((resolve) => {
          const box = document.querySelector('input[type="search"]');
          box.value = 'a*a*b';
          let last = performance.now();
          let most = 0;
          const look = () => {
            most = Math.max(most, performance.now() - last);
            last = performance.now();
            if (/stopped/.test(document.querySelector('[data-part="found"]').textContent)) resolve(most);
            else setTimeout(look);
          };
          setTimeout(look);
          box.dispatchEvent(new Event('input', { bubbles: true }));
        }));
        assert.ok(longest < 400 * TIME_FACTOR, `the page did not answer for ${longest} ms`);
        assert.match(await textOf(page, 'found'), /^0 matches, 0 bytes, 0.0%; stopped after a second, [\d,]+ names in/);
        await searchBox(page).fill('a1$');
        assert.match(await textOf(page, 'found'), /^1 match,/);
      });
    });

    test('names too long for an expression are left out, which is said', async () => {
      const dump = () => dumpOf([{ size: 64, fields: [['b'.repeat(9000), 1], ['ab', 2]] }, { size: 32, fields: [] }, { size: 32, fields: [] }]);
      await withPage(picture(dumpFile('long_name.json', dump)), {}, async (page) => {
        await searchBox(page).fill('.*b');
        assert.match(await textOf(page, 'found'), /^1 match, .*; 1 too long for this expression left out$/);
        await searchBox(page).fill('b');
        assert.match(await textOf(page, 'found'), /^2 matches, [^;]*$/);
      });
    });

    test('is in the address, and Escape clears it first', async () => {
      await withPage(`${picture(SMALL)}#zoom=mainthread/__env&search=Heart`, {}, async (page) => {
        assert.equal(await query(page), 'Heart');
        assert.match(await textOf(page, 'found'), /^\d+ match/);
        await focusTree(page);
        await page.keyboard.press('Escape');
        assert.equal(await query(page), '');
        assert.equal(await textOf(page, 'found'), '');
        assert.equal(await zoomedName(page), '__env');
        await page.keyboard.press('Escape');
        assert.equal(await zoomedName(page), null);
      });
    });

    test('/ and Ctrl-F go to the box, Enter, n and N step through the matches', async () => {
      await withPage(picture(SMALL), {}, async (page) => {
        const inBox = () => page.evaluate(() => document.activeElement.type === 'search');
        await focusTree(page);
        await page.keyboard.press('/');
        assert.ok(await inBox());
        assert.equal(await query(page), '');
        await page.keyboard.type('^[A-Z]');
        await page.keyboard.press('Enter');
        assert.match(await focusedLabel(page), /^[A-Z]/);
        const first = await focusedLabel(page);
        const count = Number(/^\d+/.exec(await textOf(page, 'found'))[0]);
        assert.ok(count > 1);
        const seen = [first];
        for (let i = 1; i < count; i++) {
          await page.keyboard.press('n');
          seen.push(await focusedLabel(page));
          assert.match(seen[i], /^[A-Z]/);
        }
        await page.keyboard.press('n');
        assert.equal(await focusedLabel(page), first, 'after the last comes the first');
        await page.keyboard.press('N');
        assert.equal(await focusedLabel(page), seen[count - 1]);
        await page.keyboard.press('Control+f');
        assert.ok(await inBox());
        await page.keyboard.press('Escape');
        assert.equal(await query(page), '');
        assert.ok(!(await inBox()));
      });
    });
  });
});
