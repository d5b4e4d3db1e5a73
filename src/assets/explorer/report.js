// SPDX-License-Identifier: MIT
// The tables of the report in their regions. What they say comes from the program.
import { box, html, partBox } from '../icicle/elements.js';
import { chart } from './chart.js';
import { data } from './data.js';
import { createTable, region } from './tables.js';

/** @typedef {import('./data.js').Section} Section */
/** @typedef {import('./data.js').PackedTree} PackedTree */
/** @typedef {import('./data.js').Site} Site */
/** @typedef {import('./tables.js').Table} Table */

/**
 * What the tables may ask of the page.
 * @typedef {object} Links
 * @property {(site: Site, tree: PackedTree) => void} showSite
 * @property {(name: string) => (() => void) | null} nameShower shows frames of a name; null if there are none
 */

/**
 * @typedef {object} Report
 * @property {HTMLElement[]} first regions that come before the graph
 * @property {HTMLElement[]} others
 * @property {Table[]} tables
 * @property {(row: number | null) => void} markSite marks a row of the table of sites
 */

/**
 * @param {Section[]} sections
 * @param {Links} links
 * @returns {Report}
 */
export const createReport = (sections, { showSite, nameShower }) => {
  /** @type {Report} */
  const report = { first: [], others: [], tables: [], markSite: () => {} };
  /** @type {(Node | string)[]} */
  const why = []; // of all that is asked for
  for (const section of sections) {
    const { region: name, title, opening, lines, columns, texts, rows, notes, rest, leftOut } = section;
    const isOfSites = name === 'Sites';
    const pickSite = (/** @type {number} */ row) => {
      const site = data.sites[row];
      return site && (() => showSite(site, data.trees[data.treesOfSites[row]]));
    };
    const pickName = (/** @type {number} */ row) => nameShower(String(rows[row][columns.length - 1]));
    /** @type {(Node | string)[]} */
    const children = [title !== name ? html(name === 'Why' ? 'h3' : 'p', { 'data-part': 'lead' }, title) : '', ...opening.map((line) => html('p', {}, line))];
    if (rows.length > 0) {
      const table = createTable({
        name: name === 'Why' ? title : name, columns, texts, rows, rest, pick: isOfSites ? pickSite : pickName,
        below: (row) => [...(notes[row] || []), ...(isOfSites && data.series[row] ? [chart(data.series[row])] : [])],
      });
      report.tables.push(table);
      children.push(table.root);
      if (isOfSites) report.markSite = table.mark;
    }
    children.push(...lines.map((line) => html('p', {}, line)), leftOut > 0 ? box(`${leftOut} more rows: --top shows them`) : '');
    if (name === 'Why') why.push(...children);
    else (name === 'Limits' ? report.first : report.others).push(region(name, ...children));
  }
  if (why.length > 0) report.first.push(region('Why', partBox('why', ...why)));
  return report;
};
