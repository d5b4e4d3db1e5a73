// SPDX-License-Identifier: MIT
// The selected frame: what it holds and frees, its largest objects, why the one that is picked is alive, and the command
// that says the same.
import { describe } from '../icicle/describe.js';
import { box, html } from '../icicle/elements.js';
import { groupDigits, sizeForPeople } from '../icicle/numbers.js';
import { pathOf, pathText } from '../icicle/paths.js';
import { retainedOf, seriesOf } from '../icicle/tree.js';
import { chart } from './chart.js';
import { commandBox, whyCommand } from './command.js';
import { codeOf, data, objectsAt } from './data.js';
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

export const createSelection = () => {
  const frameBox = box();
  const objectsBox = box();
  const pathBox = box();
  let asked = 0; // number of the last question, as answers may come late

  /**
   * @param {HeapObject} object
   * @param {string} shown what the tree shows that has it
   */
  const explain = ({ own: { words, id, bytes, retained, isNew }, path, holderCount, holders }, shown) => {
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
    const path = pathOf(tree, node).map((name) => (/^[\w.]+$/.test(name) ? name : null));
    frameBox.replaceChildren(
      html('p', { 'data-part': 'path' }, pathText(tree, merged > 0 ? tree.parents[node] : node)),
      html('p', {}, describe(tree, frame, data.templates)),
      ...(series.length > 0 ? [html('p', {}, chart(series))] : []),
      ...notes.map((note) => html('p', {}, note)),
      ...(retained > 0 && notes.length === 0 ? [html('p', {}, `cutting here frees ${sizeForPeople(retained)}`)] : []));
    const hasObjects = merged === 0 && packed.shown !== 'change';
    const objects = hasObjects ? await objectsAt(shown, tree === shown.folded ? node : tree.foldedNodes[node]) : [];
    if (number !== asked) return;
    if (objects.length === 0) {
      const command = node > 0 && merged === 0 && path.every(Boolean) ? [commandBox(whyCommand(path.join('/'), packed.shown))] : [];
      objectsBox.replaceChildren(...(hasObjects ? ['None of its objects is listed here: they are on the frames below, or too small.'] : []));
      pathBox.replaceChildren(...command);
      return;
    }
    const rows = objects.map(({ own: { words, id, bytes, retained: kept } }) => [sizeCell(bytes), sizeCell(kept), id, words]);
    objectsBox.replaceChildren(createTable({
      name: 'Objects', columns: ['bytes', 'frees', 'id', 'object'], texts: 2, rows,
      pick: (row) => () => explain(objects[row], packed.shown),
    }).root);
    explain(objects[0], packed.shown);
  };

  return { root: box(region('Selection', frameBox, objectsBox), region('Retainers', pathBox)), show, explain };
};
