// SPDX-License-Identifier: MIT
// The selected frame: what it holds and frees, its largest objects, why the one that is picked is alive, and the command
// that says the same.
import { describe } from '../icicle/describe.js';
import { box, html } from '../icicle/elements.js';
import { groupDigits, sizeForPeople } from '../icicle/numbers.js';
import { findPath, pathOf, pathText } from '../icicle/paths.js';
import { retainedOf, seriesOf } from '../icicle/tree.js';
import { chart } from './chart.js';
import { commandBox, whyCommand } from './command.js';
import { codeOf, data, objectsAt, treeOf } from './data.js';
import { treeFor } from './switches.js';
import { createTable, region, sizeCell } from './tables.js';

/** @typedef {import('../icicle/layout.js').Frame} Frame */
/** @typedef {import('../icicle/tree.js').Tree} Tree */
/** @typedef {import('./data.js').HeapObject} HeapObject */
/** @typedef {import('./data.js').Link} Link */
/** @typedef {import('./data.js').Shown} Shown */

/**
 * Path of the links that lead to an object. The first new one is marked.
 * @param {Link[]} path
 */
const chainOf = (path) => {
  const firstNew = path.findIndex(({ isNew }) => isNew);
  return html('ol', {}, ...path.map(({ leftOut, edge, words, id, retained }, i) => html('li',
    { title: id, ...(i === firstNew ? { 'data-new': '' } : {}) },
    ...(leftOut > 0 ? [html('p', {}, `… ${groupDigits(leftOut)} more links …`)] : []),
    html('b', {}, edge), ` ${words} `, html('small', {}, `frees ${sizeForPeople(retained)}`),
    ...(i === firstNew && i > 0 ? [' ', html('strong', {}, 'first new link')] : []))));
};

const FEW_OBJECTS = 6; // so that what holds them is in view too

/**
 * The tree and the node in it that have the objects of a node, or null. What changed by path has those that are alive there.
 * @param {Shown} shown
 * @param {Tree} tree
 * @param {number} node
 * @returns {Promise<{from: Shown, at: number} | null>}
 */
const placeOfObjects = async (shown, tree, node) => {
  if (shown.packed.shown !== 'change') return { from: shown, at: tree === shown.folded ? node : tree.foldedNodes[node] };
  const path = pathOf(tree, node);
  const from = await treeOf(treeFor('live', 'paths', false));
  const at = findPath(from.folded, path);
  return from.packed.shown === 'live' && from.folded.depths[at] === path.length ? { from, at } : null;
};

export const createSelection = () => {
  const frameBox = box();
  const objectsBox = box();
  const pathBox = box();
  let asked = 0; // number of the last question, as answers may come late
  /** @type {HeapObject[]} */
  let objects = []; // of the frame
  /** @type {import('./tables.js').Table | null} */
  let table = null; // of them

  /**
   * @param {HeapObject} object
   * @param {string} shown what the tree shows that has it
   */
  const explain = ({ own: { words, id, bytes, retained, isNew }, path, holderCount, holders }, shown) => {
    const row = objects.findIndex(({ own }) => own.id === id);
    table?.mark(row < 0 ? null : row);
    const others = holders.map(([edge, about]) => html('li', {}, html('b', {}, edge), ` of ${about}`));
    const more = holderCount - holders.length - (path.length > 1 ? 1 : 0);
    if (more > 0) others.push(html('li', {}, `${groupDigits(more)} more`));
    pathBox.replaceChildren(
      html('p', { 'data-part': 'lead' }, codeOf(path)),
      html('p', {}, `${words} ${id}: ${sizeForPeople(bytes)}, frees ${sizeForPeople(retained)}${isNew ? ', new' : ''}`),
      path.length > 0 ? chainOf(path) : html('p', {}, 'No root in the dump reaches it.'),
      ...(others.length > 0 ? [html('p', {}, 'Also held by'), html('ul', {}, ...others)] : []),
      commandBox(whyCommand(id, shown)));
  };

  /**
   * @param {Shown} shown
   * @param {Tree} tree
   * @param {Frame} frame
   * @param {string[]} notes on the site at the frame
   */
  const show = async (shown, tree, frame, notes) => {
    const number = ++asked;
    const { packed } = shown;
    const { node, merged } = frame;
    const retained = merged > 0 ? 0 : retainedOf(tree, node);
    const series = merged > 0 ? [] : seriesOf(tree, node);
    frameBox.replaceChildren(
      html('p', { 'data-part': 'path' }, pathText(tree, merged > 0 ? tree.parents[node] : node)),
      html('p', {}, describe(tree, frame, data.templates)),
      ...(series.length > 0 ? [html('p', {}, chart(series))] : []),
      ...notes.map((note) => html('p', {}, note)),
      ...(retained > 0 && notes.length === 0 ? [html('p', {}, `cutting here frees ${sizeForPeople(retained)}`)] : []));
    const place = merged > 0 ? null : await placeOfObjects(shown, tree, node);
    const found = place ? await objectsAt(place.from, place.at) : [];
    if (number !== asked) return;
    objects = found;
    table = null;
    if (objects.length === 0) {
      const path = pathOf(tree, node);
      const isPattern = node > 0 && merged === 0 && path.every((name) => /^[\w.]+$/.test(name)); // that means itself alone
      objectsBox.replaceChildren(...(place ? ['None of its own objects is listed: its bytes are in the frames below, or its objects are too small.'] : []));
      pathBox.replaceChildren(isPattern ? commandBox(whyCommand(path.join('/'), packed.shown)) : '');
      return;
    }
    const rows = objects.map(({ own: { words, id, bytes, retained: kept } }) => [sizeCell(bytes), sizeCell(kept), id, words]);
    table = createTable({
      name: 'Objects', columns: ['bytes', 'frees', 'id', 'object'], texts: 2, rows, few: FEW_OBJECTS,
      pick: (row) => () => {
        explain(found[row], packed.shown);
        retainersBox.scrollIntoView({ block: 'nearest' });
      },
    });
    objectsBox.replaceChildren(table.root);
    // What is new tells more than the kept object that it hangs from.
    explain(found.find(({ own: { isNew } }) => isNew) || found[0], packed.shown);
  };

  const retainersBox = region('Retainers', pathBox);
  return { root: box(region('Selection', frameBox, objectsBox), retainersBox), show, explain };
};
