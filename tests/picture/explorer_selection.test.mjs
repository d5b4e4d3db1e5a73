// SPDX-License-Identifier: MIT
// The explorer in a browser: switches, what is selected, and the address.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { byName, focusTree, inBrowser, shown, textOf } from './browser.mjs';
import {
  bodyRows, chosen, explorer, hash, isExplained, isReady, isSelected, markedRow, PAIR, radio, regionOf, rootBytes, withExplorer,
} from './explorer.mjs';
import { heapgraph } from './support.mjs';

const json = (...args) => JSON.parse(heapgraph(...PAIR, '-f', 'json', ...args));

inBrowser(() => {
  test('has the roles that people and tests look for', async () => {
    await withExplorer(PAIR, {}, async (page) => {
      for (const name of ['Summary', 'Selection', 'Sites', 'Types', 'Functions', 'Retainers']) {
        assert.equal(await regionOf(page, name).count(), 1, name);
      }
      for (const name of ['Measure', 'Tree']) assert.equal(await page.getByRole('radiogroup', { name, exact: true }).count(), 1, name);
      assert.equal(await page.getByRole('radio').count(), 6);
      assert.equal(await page.getByRole('tree').count(), 1);
      assert.ok(await page.getByRole('treeitem').count() > 5);
      assert.equal(await page.getByRole('searchbox').count(), 1);
      for (const table of await page.getByRole('table').all()) {
        const heads = table.getByRole('columnheader');
        assert.ok(await heads.count() > 1);
        assert.equal(await heads.getByRole('button').count(), await heads.count(), 'each column can be sorted by');
      }
      assert.equal(await page.getByRole('group', { name: 'copy command' }).count(), 1);
    });
  });

  describe('switches', () => {
    test('each shows its tree, whose bytes are those of json', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        for (const [words, measure] of [['alive', 'live'], ['freed', 'freed'], ['new + growth', 'growth']]) {
          await radio(page, words).click();
          for (const tree of ['dominators', 'paths']) {
            await radio(page, tree).click();
            await page.waitForFunction(([m, t]) => location.hash.startsWith(`#show=${m}&tree=${t}`), [measure, tree]);
            const { nodes } = json('--measure', measure, '--tree', tree);
            assert.equal(await rootBytes(page), nodes[0].total_bytes, `${measure}, ${tree}`);
            assert.deepEqual(await chosen(page), [measure, tree]);
          }
        }
        await radio(page, 'change').click();
        await page.waitForFunction(() => location.hash.startsWith('#show=change'));
        assert.equal(await page.getByRole('radio', { name: 'dominators' }).count(), 0, 'change is by paths alone');
      });
    });

    test('split by category makes the first level', async () => {
      const { nodes } = json('--split', 'custom');
      const names = nodes.filter(({ parent }) => parent === 0).map(({ name }) => name);
      await withExplorer(PAIR, {}, async (page) => {
        await page.getByRole('checkbox', { name: 'split by category' }).check();
        await page.waitForFunction(() => location.hash.includes('&split'));
        for (const name of names) assert.ok(await byName(page, name).count() > 0, name);
        await page.reload();
        await isReady(page);
        assert.ok(await page.getByRole('checkbox', { name: 'split by category' }).isChecked());
      });
    });

    test('the keyboard stays on them', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        await radio(page, 'new + growth').focus();
        for (const value of ['live', 'freed', 'change']) {
          await page.keyboard.press('ArrowRight');
          await page.waitForFunction((wanted) => location.hash.startsWith(`#show=${wanted}`), value);
          assert.equal(await page.evaluate(() => document.activeElement.value), value);
        }
      });
    });

    test('keep what is selected', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        await isSelected(page, 'Heartbeat › handlers');
        await radio(page, 'alive').click();
        await page.waitForFunction(() => location.hash.startsWith('#show=live'));
        await isSelected(page, 'Heartbeat › handlers');
      });
    });
  });

  describe('the address', () => {
    test('keeps the view: reload, Back, Forward, and a link', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        await radio(page, 'alive').click();
        await page.waitForFunction(() => location.hash.startsWith('#show=live'));
        await byName(page, 'Players').click();
        await page.getByRole('searchbox').fill('player');
        await page.waitForFunction(() => /zoom=.*Players&search=player/.test(location.hash));
        const view = await shown(page);
        const address = page.url();
        await page.reload();
        await isReady(page);
        assert.deepEqual(await shown(page), view);
        await isSelected(page, 'World › Players');
        await page.goBack();
        await page.waitForFunction(() => location.hash.startsWith('#show=live') && !location.hash.includes('zoom'));
        await page.goBack();
        await page.waitForFunction(() => document.querySelector('[value="growth"]').checked);
        await page.goForward();
        await page.waitForFunction(() => document.querySelector('[value="live"]').checked);
        await page.goto('about:blank');
        await page.goto(address);
        await isReady(page);
        assert.deepEqual(await shown(page), view);
      });
    });

    test('a link whose place is gone says so', async () => {
      await withExplorer(`${explorer(PAIR)}#show=live&tree=paths&zoom=mainthread/gone/on&plain`, {}, async (page) => {
        assert.match(await textOf(page, 'note'), /not in this tree/);
        await isSelected(page, 'root › mainthread');
      });
    });
  });

  describe('what is selected', () => {
    test('at first is the first site: its notes, the first new object, its path, its other holders, the command', async () => {
      const [site] = json().sites;
      await withExplorer(PAIR, {}, async (page) => {
        await isExplained(page, 'first new link');
        const text = await regionOf(page, 'Selection').textContent();
        assert.ok(text.includes(site.what) && text.includes(`also held by ${site.also_held_by[0]}`) && text.includes('cutting here frees 0 B'), text);
        const marked = page.locator('table[aria-label="Objects"] tr[aria-current]');
        assert.match(await marked.textContent(), /function anonymous \(game\.luau:23\)/);
        const id = await marked.locator('td').nth(2).textContent();
        const [why] = json('--why', id).why;
        const links = await page.locator('section[aria-label="Retainers"] ol li').all();
        assert.deepEqual(await Promise.all(links.map((link) => link.getAttribute('title'))), why.path.map(({ address }) => address));
        assert.equal(await page.locator('li[data-new]').count(), 1, 'one first new link');
        assert.match(await regionOf(page, 'Retainers').textContent(), /Also held by.*Disconnect/);
        const command = await page.locator('[data-part="command"] code').textContent();
        assert.equal(command, `heapgraph --why ${id} ${PAIR.join(' ')}`);
      });
    });

    test('is the frame under a label that is clicked, too', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        const label = page.locator('[data-part="frames"] > text', { hasText: /^items/ });
        const { x, y, width, height } = await label.boundingBox();
        await page.mouse.click(x + width / 2, y + height / 2);
        await isSelected(page, '› items');
      });
    });

    test('follows a click and the arrow keys', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        await byName(page, 'items').click();
        await isSelected(page, '› items');
        await isExplained(page, '.items');
        assert.equal((await bodyRows(page, 'Objects')).length, 6);
        await page.keyboard.press('ArrowUp');
        await isSelected(page, '› =game.luau');
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('ArrowUp');
        await isSelected(page, '› Heartbeat');
        await page.waitForFunction(() => /None of its own objects/.test(document.querySelector('section[aria-label="Selection"]').textContent));
      });
    });

    test('an object that is picked is explained and marked, by pointer and by keyboard', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        await isExplained(page, 'first new link');
        const buttons = page.locator('table[aria-label="Objects"] td button');
        const ids = (await bodyRows(page, 'Objects')).map((row) => row[2]);
        await buttons.nth(0).click();
        await isExplained(page, `table ${ids[0]}`);
        assert.equal(await page.locator('table[aria-label="Objects"] tr[aria-current]').count(), 1);
        await buttons.nth(3).focus();
        await page.keyboard.press('Enter');
        await isExplained(page, ids[3]);
        assert.match(await page.locator('table[aria-label="Objects"] tr[aria-current]').textContent(), new RegExp(ids[3]));
        assert.equal(await page.evaluate(() => document.activeElement.closest('tr')?.hasAttribute('aria-current')), true, 'the focus stays');
        await page.getByRole('button', { name: '6 of 50 rows: show more' }).click();
        assert.equal((await bodyRows(page, 'Objects')).length, 50);
        assert.equal((await bodyRows(page, 'Largest retained sizes')).length, 20);
        await page.getByRole('button', { name: '20 of 100 rows: show more' }).click();
        assert.equal((await bodyRows(page, 'Largest retained sizes')).length, 60);
        assert.equal((await bodyRows(page, 'Objects')).length, 6, 'one table at a time shows more');
        await page.getByRole('button', { name: '60 of 100 rows: show more' }).click();
        assert.equal((await bodyRows(page, 'Largest retained sizes')).length, 40);
        await page.getByRole('button', { name: '61–100 of 100 rows: show the first' }).click();
        assert.equal((await bodyRows(page, 'Largest retained sizes')).length, 20);
      });
    });

    test('its command can be copied', async () => {
      await withExplorer(PAIR, { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
        await isExplained(page, 'first new link');
        await page.getByRole('button', { name: 'copy command' }).click();
        await page.getByRole('button', { name: /^copied/ }).waitFor();
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('[data-part="command"] code').textContent());
      });
    });
  });

  describe('a row that is picked shows its frame', () => {
    const isInView = (page) => page.evaluate(() => {
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      return document.activeElement.getAttribute('role') === 'treeitem' && top >= 0 && bottom <= document.documentElement.clientHeight;
    });

    test('of Sites, in a tree that has the site if the one that was asked for has not', async () => {
      await withExplorer([...PAIR, '--split', 'all'], {}, async (page) => {
        assert.equal(await page.getByRole('checkbox', { name: /categor/ }).isChecked(), true);
        await page.locator('table[aria-label="Sites"] td button').first().click();
        await isSelected(page, 'Heartbeat › handlers');
        assert.equal(await page.getByRole('checkbox', { name: /categor/ }).isChecked(), false);
        assert.equal(await markedRow(page, 'Sites'), (await bodyRows(page, 'Sites'))[0].at(-1));
      });
    });

    test('of Sites, and the site is marked again when its frame is selected', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        const places = (await bodyRows(page, 'Sites')).map((row) => row.at(-1));
        await radio(page, 'alive').click();
        await page.locator('table[aria-label="Sites"] td button').nth(1).click();
        await isSelected(page, 'PlayerLeft › handlers');
        assert.deepEqual(await chosen(page), ['growth', 'paths']);
        assert.equal(await markedRow(page, 'Sites'), places[1]);
        assert.ok(await isInView(page));
        await page.keyboard.press('0');
        await byName(page, 'Session Log ↑').click();
        assert.equal(await markedRow(page, 'Sites'), places[2]);
        await page.keyboard.press('ArrowUp');
        assert.equal(await markedRow(page, 'Sites'), null);
      });
    });

    test('of Largest retained sizes, far below, and explains that object', async () => {
      for (const viewport of [{ width: 1200, height: 800 }, { width: 320, height: 256 }]) {
        await withExplorer(PAIR, { viewport }, async (page) => {
          const row = (await bodyRows(page, 'Largest retained sizes'))[11];
          await page.locator('table[aria-label="Largest retained sizes"] td button').nth(11).click();
          await isExplained(page, row[2]);
          assert.ok(await isInView(page), `in view of ${viewport.width} px`);
          assert.deepEqual(await chosen(page), ['live', 'paths']);
          await page.waitForTimeout(100); // no late answer may explain another one
          assert.equal(await page.locator('section[aria-label="Retainers"] [data-part="lead"]').textContent(), row[4]);
        });
      }
    });

    test('of Names, which marks the name of what is selected', async () => {
      await withExplorer(PAIR, {}, async (page) => {
        assert.equal(await markedRow(page, 'Names'), 'handlers');
        await page.locator('table[aria-label="Names"] td button', { hasText: 'tags' }).click();
        await isSelected(page, '› tags');
        assert.ok(await isInView(page));
        assert.equal(await markedRow(page, 'Names'), 'tags');
      });
    });
  });

  test('keys: zoom and reset, unfold, turn over, help, theme', async () => {
    await withExplorer(PAIR, {}, async (page) => {
      await radio(page, 'alive').click();
      await page.waitForFunction(() => location.hash.startsWith('#show=live'));
      const whole = (await shown(page)).length;
      await focusTree(page);
      await page.keyboard.press('r');
      await page.waitForFunction(() => location.hash.includes('unfolded'));
      assert.notEqual((await shown(page)).length, whole);
      await page.getByRole('button', { name: 'Fold repeats' }).click();
      await page.waitForFunction(() => !location.hash.includes('unfolded'));
      await byName(page, 'World').click();
      assert.match(await hash(page), /zoom=/);
      await page.keyboard.press('Escape');
      assert.doesNotMatch(await hash(page), /zoom=/);
      await page.keyboard.press('i');
      assert.match(await hash(page), /inverted/);
      assert.match((await shown(page)).at(0).label, /^root/);
      await page.keyboard.press('?');
      assert.ok(await page.getByRole('dialog', { name: 'Help' }).isVisible());
      await page.keyboard.press('Escape');
      assert.ok(!(await page.getByRole('dialog', { name: 'Help' }).isVisible()));
      const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await colour();
      await page.keyboard.press('d');
      assert.notEqual(await colour(), light);
      const dark = await colour();
      await page.reload();
      await isReady(page);
      assert.equal(await colour(), dark);
    });
  });

  test('by keyboard alone: Tab reaches all, and a leak is found', async () => {
    await withExplorer(PAIR, {}, async (page) => {
      const seen = new Set();
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        seen.add(await page.evaluate(() => document.activeElement.closest('section')?.getAttribute('aria-label') ?? document.activeElement.getAttribute('role') ??
          document.activeElement.type));
      }
      for (const name of ['radio', 'search', 'treeitem', 'Selection', 'Retainers', 'Sites']) assert.ok(seen.has(name), `${name} of ${[...seen]}`);
    });
  });
});
