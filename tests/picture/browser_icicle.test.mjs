// SPDX-License-Identifier: MIT
// The icicle graph by itself, without the page of the picture: its modules in a page of their own.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inBrowser, serve, SMALL, withPage } from './browser.mjs';
import { asset, columnsOf, factsOf, heapgraph, tableOf } from './support.mjs';

const script = (svg) => `
  import { coloursByKind } from '/colours.js';
  import { createIcicle } from '/icicle.js';
  import { compileQuery } from '/query.js';
  import { decodeTable } from '/table.js';
  import { nameOf } from '/tree.js';
  const words = ${JSON.stringify(factsOf(svg).templates)};
  const look = { colourOf: coloursByKind(['#111', '#222', '#333', '#444', '#555', '#666']), words, emptyWords: '', emptyColour: '#777' };
  for (const id of ['one', 'other']) {
    const tree = decodeTable(${JSON.stringify(tableOf(svg))}, ${JSON.stringify(columnsOf(svg))});
    const calls = [];
    const note = (name) => (...values) => calls.push([name, ...values]);
    const icicle = createIcicle(document.getElementById(id), tree, id, look, {
      onTell: ({ node }) => calls.push(['tell', nameOf(tree, node)]), onMove: note('move'), onArrange: note('arrange'), onZoom: note('zoom'),
      onSearch: ({ found }, isDone) => calls.push(['search', found.length, isDone]),
    });
    icicle.showPlace();
    window[id] = { icicle, calls, zoomedName: () => nameOf(tree, icicle.view.zoomed), search: (text) => icicle.findMatches(compileQuery(text, true)) };
  }`;

inBrowser(() => {
  test('two graphs in one page do not know of each other', async () => {
    const folder = asset('icicle/');
    const modules = readdirSync(folder).map((name) => [`/${name}`, ['text/javascript', readFileSync(folder + name, 'utf8')]]);
    const body = '<!DOCTYPE html><meta charset="utf-8"><title>test</title>' +
      ['one', 'other'].map((id) => `<div id="${id}" style="height: 200px; overflow: auto"></div>`).join('') +
      `<script type="module">${script(heapgraph(...SMALL))}</script>`;
    const server = await serve({ '/': ['text/html', body], ...Object.fromEntries(modules) });
    await withPage(server.url, {}, async (page) => {
      const of = (id, name) => page.locator(`#${id} [role="treeitem"][aria-label^="${name} ("]`).first();
      const calls = (id) => page.evaluate((name) => window[name].calls.splice(0), id);
      assert.deepEqual((await calls('one')).map(([name]) => name), ['arrange']);
      await calls('other');

      await of('one', 'Heartbeat').click();
      assert.equal(await page.evaluate(() => window.one.zoomedName()), 'Heartbeat');
      const said = await calls('one');
      assert.deepEqual(said.filter(([name]) => name === 'move'), [['move', true]]);
      assert.ok(said.some(([name, node]) => name === 'tell' && node === 'Heartbeat'));
      assert.equal(said.filter(([name]) => name === 'zoom').length, 1);
      assert.equal(await page.evaluate(() => window.other.zoomedName()), 'root');

      await page.evaluate(() => {
        window.other.search('e');
        window.other.icicle.redraw();
      });
      const [[name, found, isDone], ...more] = await calls('other');
      assert.deepEqual([name, isDone, more], ['search', true, []]);
      assert.ok(found > 0);
      assert.ok(await page.locator('#other [data-match="yes"]').count() > 0);
      assert.equal(await page.locator('#one [data-match]').count(), 0);
    });
    server.close();
  });
});
