// SPDX-License-Identifier: MIT
// What the tests of the explorer share: real pages of heapgraph, and what is on them.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { folder, withPage } from './browser.mjs';
import { heapgraph, realDump } from './support.mjs';

export const PAIR = realDump('game, growth').slice(2); // without `--measure growth`, as it is asked for by default
export const ONE = realDump('game, live');
export const SERIES = realDump('game, series');
export const BY_PATH = realDump('game, by path');
export const MOST_NODES_OF_EXPLORER = 3000;

const files = new Map();

/** The address of the explorer of dumps, made once. Limits may be exceeded. */
export function explorer(args) {
  const key = JSON.stringify(args);
  if (!files.has(key)) {
    const path = folder.path(`explorer_${files.size}.html`);
    try {
      heapgraph(...args, '-f', 'html', '-o', path);
    } catch (error) {
      if (error.status !== 1) throw error;
    }
    files.set(key, pathToFileURL(path).href);
  }
  return files.get(key);
}
export const pageOf = (args) => readFileSync(new URL(explorer(args)), 'utf8');

/** Until all is on the page, which comes after the graph. */
export const isReady = (page) => page.waitForFunction(() =>
  document.querySelector('section[aria-label="Names"] table') && document.querySelector('section[aria-label="Largest retained sizes"] table'));

/** Runs `body` with the explorer of dumps, or with an address of it. */
export const withExplorer = (args, options, body) =>
  withPage(typeof args === 'string' ? args : explorer(args), options, async (page, context) => {
    await page.bringToFront(); // one behind others draws once a second
    await isReady(page);
    await body(page, context);
  });

export const regionOf = (page, name) => page.getByRole('region', { name, exact: true });
export const bodyRows = (page, table) => page.evaluate((name) =>
  [...document.querySelectorAll(`table[aria-label="${name}"] tbody tr`)].map((row) => [...row.cells].map((cell) => cell.firstChild?.textContent ?? '')), table);
/** Whole numbers of a column: they stand in the hints. */
export const numbersOf = (page, table, column) => page.evaluate(([name, i]) =>
  [...document.querySelectorAll(`table[aria-label="${name}"] tbody tr`)].map((row) => Number(row.cells[i].title.replaceAll(',', ''))), [table, column]);
export const markedRow = (page, table) => page.evaluate((name) =>
  document.querySelector(`table[aria-label="${name}"] tr[aria-current]`)?.lastChild.firstChild.textContent ?? null, table);
export const radio = (page, name) => page.getByRole('radio', { name, exact: true });
export const chosen = (page) => page.evaluate(() => [...document.querySelectorAll('[role="radiogroup"] input:checked')].map((input) => input.value));
/** Bytes of the root, as the graph says them. */
export const rootBytes = (page) => page.evaluate(() =>
  Number(/\(([\d,]+) bytes/.exec(document.querySelector('[role="treeitem"]').getAttribute('aria-label'))[1].replaceAll(',', '')));
/** Until what is selected is at such a path. */
export const isSelected = (page, path) => page.waitForFunction((wanted) =>
  document.querySelector('section[aria-label="Selection"] [data-part="path"]')?.textContent.endsWith(wanted), path);
/** Until the retainers say so. */
export const isExplained = (page, text) => page.waitForFunction((wanted) =>
  document.querySelector('section[aria-label="Retainers"]').textContent.includes(wanted), text);
export const hash = (page) => page.evaluate(() => location.hash);
