// SPDX-License-Identifier: MIT
// Tables that can be sorted by any column, searched, and saved as CSV.
import { box, button, html, partBox } from '../icicle/elements.js';
import { groupDigits, sizeForPeople } from '../icicle/numbers.js';

/** @typedef {import('./data.js').Cell} Cell */

/**
 * What a table shows.
 * @typedef {object} Content
 * @property {string} name what the rows are, for people and screen readers
 * @property {string[]} columns
 * @property {number} texts number of columns of text, which are the last
 * @property {Cell[][]} rows
 * @property {Cell[]} [rest] a last row, which stays the last
 * @property {(row: number) => (Node | string)[]} [below] what stands below the last text of a row
 * @property {(row: number) => (() => void) | null} [pick] what a click on the text of a row does
 * @property {number} [few] rows that are shown until more are asked for
 */

/**
 * @typedef {object} Table
 * @property {HTMLElement} root
 * @property {(test: ((text: string) => boolean) | null) => void} filter shows the rows alone that have such a text
 * @property {(row: number | null) => void} mark marks a row as the one that is selected, and shows it
 * @property {(isPrinting: boolean) => void} print shows as many rows as are printed, or as before
 */

/**
 * @param {number} bytes
 * @returns {Cell}
 */
export const sizeCell = (bytes) => [sizeForPeople(bytes), bytes];

/**
 * @param {number} count
 * @returns {Cell}
 */
export const countCell = (count) => [groupDigits(count), count];

const FEW_ROWS = 20; // in the document, which stays small until more are asked for
const MORE_ROWS = 60; // that are shown at once of the one table of which more are asked for
const MOST_PRINTED = 200;

/** Shows few rows again of the table that shows more. One does at a time, so that the document stays small. */
let showFew = () => {};

/** @param {Cell} cell */
const textOf = (cell) => (typeof cell === 'string' ? cell : cell[0]);
/** @param {Cell} cell */
const valueOf = (cell) => (typeof cell === 'string' ? cell : cell[1]);

/**
 * Text for a spreadsheet, with whole numbers. What a spreadsheet would take for a formula begins with an apostrophe.
 * @param {string[]} columns
 * @param {Cell[][]} rows
 */
export const csvOf = (columns, rows) => {
  const quoted = (/** @type {Cell} */ cell) => {
    const value = valueOf(cell);
    return typeof value === 'number' ? String(value) : `"${(/^[=+\-@\t\r]/.test(value) ? "'" : '') + value.replaceAll('"', '""')}"`;
  };
  return [columns, ...rows].map((row) => row.map(quoted).join(',') + '\r\n').join('');
};

/**
 * Order of two cells of a column: numbers, then texts.
 * @param {Cell} a
 * @param {Cell} b
 */
const compare = (a, b) => {
  const [left, right] = [valueOf(a), valueOf(b)];
  if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
};

/**
 * Saves a text as a file.
 * @param {string} name
 * @param {string} text
 */
const save = (name, text) => {
  const link = html('a', { download: name, href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })) });
  link.click();
  URL.revokeObjectURL(link.href);
};

/**
 * @param {Content} content
 * @returns {Table}
 */
export const createTable = ({ name, columns, texts, rows, rest = [], below = () => [], pick = () => null, few = FEW_ROWS }) => {
  const numbers = columns.length - texts;
  const body = html('tbody', {});
  const moreButton = button('', 'Show more rows of this table', () => {
    if (isLast) showFirst();
    else {
      const next = isMore ? begin + MORE_ROWS : 0;
      if (!isMore) showFew();
      [isMore, begin, showFew] = [true, next, showFirst];
    }
    fill();
    if (moreButton.hidden) csvButton.focus();
  });
  const order = rows.map((_, row) => row);
  /** @type {Map<number, HTMLElement>} */
  const elements = new Map(); // of the rows that are in the document
  let begin = 0; // of the rows that are shown
  let isMore = false;
  let isLast = false; // true if the rows that are shown are the last, and not the first
  let isPrinted = false;
  /** @type {((text: string) => boolean) | null} */
  let isSought = null;
  /** @type {number | null} */
  let marked = null;
  /** @type {{column: number, isFalling: boolean} | null} */
  let sorted = null;

  const cellElement = (/** @type {Cell} */ cell, /** @type {number} */ column) => {
    const value = valueOf(cell);
    return html('td', { title: Number.isInteger(value) ? groupDigits(Number(value)) : textOf(cell), ...(column < numbers ? { 'data-number': '' } : {}) },
      textOf(cell));
  };

  const rowElement = (/** @type {number} */ row) => {
    const cells = rows[row].map(cellElement);
    const last = cells[cells.length - 1];
    const act = pick(row);
    if (act) last.replaceChildren(button(last.textContent || '', 'Show it in the graph', act));
    last.append(...below(row).map((line) => partBox('below', line)));
    return html('tr', row === marked ? { 'aria-current': 'true' } : {}, ...cells);
  };

  const fill = () => {
    const test = isSought;
    const found = test ? order.filter((row) => rows[row].some((cell) => test(textOf(cell)))) : order;
    if (isPrinted || begin >= found.length) begin = 0;
    const end = begin + (isPrinted ? MOST_PRINTED : isMore ? MORE_ROWS : few);
    const inDocument = found.slice(begin, end);
    const count = begin + inDocument.length;
    if (marked !== null && found.includes(marked) && !inDocument.includes(marked)) inDocument.push(marked);
    isLast = begin > 0 && count >= found.length;
    elements.clear();
    for (const row of inDocument) elements.set(row, rowElement(row));
    body.replaceChildren(...elements.values());
    if (rest.length > 0 && !isSought) body.append(html('tr', {}, ...rest.map(cellElement)));
    moreButton.hidden = found.length <= inDocument.length;
    moreButton.textContent = `${begin > 0 ? `${groupDigits(begin + 1)}–` : ''}${groupDigits(count)} of ${groupDigits(found.length)} rows: ` +
      (isLast ? 'show the first' : 'show more');
    root.hidden = found.length === 0;
  };

  const showFirst = () => {
    [isMore, begin] = [false, 0];
    fill();
  };

  const sortBy = (/** @type {number} */ column) => {
    const isFalling = sorted?.column === column ? !sorted.isFalling : column < numbers;
    sorted = { column, isFalling };
    begin = 0;
    order.sort((a, b) => (isFalling ? -1 : 1) * compare(rows[a][column], rows[b][column]) || a - b);
    heads.forEach((head, i) => head.setAttribute('aria-sort', i !== column ? 'none' : isFalling ? 'descending' : 'ascending'));
    fill();
  };

  const heads = columns.map((label, column) => html('th', { scope: 'col', 'aria-sort': 'none', ...(column < numbers ? { 'data-number': '' } : {}) },
    button(label || 'name', `Sort by ${label || 'name'}`, () => sortBy(column))));
  const csvButton = button('CSV', `Save the table ${name} as CSV`, () => save(`${name}.csv`, csvOf(columns, order.map((row) => rows[row]))));
  const root = box(
    html('table', { 'aria-label': name }, html('thead', {}, html('tr', {}, ...heads)), body), partBox('tools', moreButton, csvButton));
  fill();
  return {
    root,
    filter(test) {
      isSought = test;
      begin = 0;
      fill();
    },
    mark(row) {
      if (row === marked) return;
      if (marked !== null) elements.get(marked)?.removeAttribute('aria-current');
      marked = row;
      // The focus may be on a row, so rows stay where they are unless one must come.
      if (row !== null && !elements.has(row)) fill();
      else if (row !== null) elements.get(row)?.setAttribute('aria-current', 'true');
    },
    print(isPrinting) {
      isPrinted = isPrinting;
      fill();
    },
  };
};

/**
 * A region with a heading that names it.
 * @param {string} name
 * @param {(Node | string)[]} children
 */
export const region = (name, ...children) => html('section', { 'aria-label': name }, html('h2', {}, name), ...children);
