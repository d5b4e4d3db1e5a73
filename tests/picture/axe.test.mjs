// SPDX-License-Identifier: MIT
// The picture and the explorer in all their states have nothing that axe-core finds fault with.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { missing, violationsOf } from './axe.mjs';
import { byName, focusTree, folder, GAME, htmlFile, inBrowser, inline, picture, searchBox, SMALL, textOf, withPage } from './browser.mjs';
import { BY_PATH, explorer, hash, isReady, pageOf, PAIR, SERIES, withExplorer } from './explorer.mjs';
import { realDump } from './support.mjs';

const SIZES = [{ width: 1200, height: 800 }, { width: 320, height: 256 }];

/** The picture in a page of HTML, where all rules can run. */
const inHtml = (name, args) =>
  htmlFile(name, `<style>body { margin: 0 }</style><main><h1>A heap</h1>${inline(args)}</main>`);

const isHelpShown = (page) => page.locator('[role="dialog"]').isVisible();

/** Ways to a state, each from the one before; they say whether they got there. */
const HELP_STATES = {
  'with help': async (page) => {
    await focusTree(page);
    await page.keyboard.press('?');
    return isHelpShown(page);
  },
  'dark, with help': async (page) => {
    await page.keyboard.press('d');
    return isHelpShown(page);
  },
};

const STATES = {
  'as loaded': async (page) => await page.locator('[role="treeitem"]').count() > 5,
  zoomed: async (page) => {
    await byName(page, 'Heartbeat').click();
    return /100\.0% of zoomed/.test(await textOf(page, 'details'));
  },
  searched: async (page) => {
    await searchBox(page).fill('^[A-Z]');
    return /^\d+ match/.test(await textOf(page, 'found'));
  },
  'a broken expression': async (page) => {
    await searchBox(page).fill('(');
    return /not a regular expression/.test(await textOf(page, 'found'));
  },
  ...HELP_STATES,
  'dark, searched': async (page) => {
    await page.keyboard.press('Escape');
    await searchBox(page).fill('e');
    return !(await isHelpShown(page));
  },
};

inBrowser(() => {
  describe('axe finds nothing', { skip: missing || false }, () => {
    for (const viewport of SIZES) {
      test(`inside a page of HTML, ${viewport.width} x ${viewport.height}`, async (t) => {
        await withPage(inHtml('axe.html', SMALL), { viewport }, async (page) => {
          for (const [state, enter] of Object.entries(STATES)) {
            assert.ok(await enter(page), `cannot get to: ${state}`);
            t.diagnostic(state);
            assert.deepEqual(await violationsOf(page), [], state);
          }
        });
      });

      test(`by itself, ${viewport.width} x ${viewport.height}`, async () => {
        for (const colorScheme of ['light', 'dark']) {
          await withPage(picture(GAME), { viewport, colorScheme }, async (page) => {
            assert.deepEqual(await violationsOf(page), [], colorScheme);
            await page.keyboard.press('?');
            assert.ok(await isHelpShown(page));
            assert.deepEqual(await violationsOf(page), [], `${colorScheme}, with help`);
          });
        }
      });
    }

    for (const name of ['game, growth', 'game, series', 'churn, by path', 'empty, new']) {
      test(`of ${name}, light and dark`, async () => {
        const url = inHtml(`axe ${name}.html`, realDump(name));
        for (const colorScheme of ['light', 'dark']) {
          await withPage(url, { colorScheme }, async (page) => assert.deepEqual(await violationsOf(page), [], colorScheme));
        }
      });
    }

    /** Ways to a state of the explorer, each from the one before. */
    const STATES_OF_EXPLORER = {
      'as loaded': (page) => isReady(page).then(() => true),
      zoomed: async (page) => {
        await byName(page, 'Heartbeat').click();
        return /zoom=/.test(await hash(page));
      },
      searched: async (page) => {
        await searchBox(page).fill('player');
        return /^\d+ match/.test(await textOf(page, 'found'));
      },
      'another tree, a sorted table': async (page) => {
        await searchBox(page).fill('');
        await page.locator('[name="Measure"][value="live"]').click();
        await page.locator('[name="Tree"][value="dominators"]').click();
        await page.locator('table[aria-label="Sites"] th button').first().click();
        await page.waitForFunction(() => location.hash.startsWith('#show=live&tree=dominators'));
        return true;
      },
      ...HELP_STATES,
      dark: async (page) => {
        await page.keyboard.press('Escape');
        return !(await isHelpShown(page));
      },
    };
    for (const viewport of SIZES) {
      test(`in the explorer, ${viewport.width} x ${viewport.height}`, async () => {
        await withPage(explorer(PAIR), { viewport }, async (page) => {
          for (const [state, enter] of Object.entries(STATES_OF_EXPLORER)) {
            assert.ok(await enter(page), `cannot get to: ${state}`);
            assert.deepEqual(await violationsOf(page), [], state);
          }
        });
      });
    }
    test('in the explorer of other questions', async () => {
      for (const args of [SERIES, BY_PATH, ['--why', 'mainthread/__env/World', '--limit', '1KB', ...PAIR]]) {
        await withExplorer(args, {}, async (page) => assert.deepEqual(await violationsOf(page), [], args.join(' ')));
      }
    });
    test('in the explorer without scripts', async () => {
      const still = pageOf(PAIR).replace(/<script>[^]*<\/script>/, ''); // with scripts off axe could not run either
      await withPage(pathToFileURL(folder.write('axe_still_explorer.html', still)).href, {}, async (page) => {
        assert.equal(await page.locator('main[data-part="still"]').count(), 1);
        assert.deepEqual(await violationsOf(page), []);
      });
    });

    test('of the static picture', async () => {
      const still = inline(GAME).replace(/<script>[^]*<\/script>/, ''); // with scripts off axe could not run either
      await withPage(htmlFile('axe_still.html', `<main><h1>A heap</h1>${still}</main>`), {}, async (page) => {
        assert.equal(await page.locator('[data-part="still"]').count(), 1);
        assert.deepEqual(await violationsOf(page), []);
      });
    });
  });

  test('axe does find what is wrong', { skip: missing || false }, async () => {
    const fault = '<style>b { color: #bbb; background: #fff }</style><main><h1>A page</h1><b>pale</b><img src="data:,">' +
      '<svg role="tree" aria-label="tree"><g role="treeitem" tabindex="0"></g></svg></main>';
    await withPage(htmlFile('faults.html', fault), {}, async (page) => {
      const found = (await violationsOf(page)).map((text) => text.split(':')[0]);
      for (const rule of ['image-alt', 'color-contrast', 'aria-treeitem-name']) assert.ok(found.includes(rule), rule);
    });
  });
});
