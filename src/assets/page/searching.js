// SPDX-License-Identifier: MIT
// The search box, and what is said of the matches.
import { on } from '../icicle/elements.js';
import { groupDigits, inBytes, percentage } from '../icicle/numbers.js';
import { compileQuery, isPlain } from '../icicle/query.js';
import { matchedBytes } from '../icicle/search.js';

/** @typedef {import('../icicle/query.js').Query} Query */
/** @typedef {import('../icicle/query.js').NoQuery} NoQuery */
/** @typedef {import('../icicle/search.js').Search} Search */

/**
 * @typedef {object} Searching
 * @property {() => void} searchTree searches the current tree for what is in the box
 * @property {() => void} searchAnew the same, because the person who looks asks for it
 * @property {(event: KeyboardEvent, escape: () => void) => boolean} answerKey does what a key does in the search box; false
 *   if it is typed
 * @property {() => boolean} isWaiting true if what came with the address is not started yet
 * @property {() => void} sayMatches says how many bytes of what is zoomed to match
 * @property {(search: Search, isDone: boolean, isStopped: boolean) => void} saySearch says how far the search got
 */

/**
 * @typedef {object} SearchTools
 * @property {HTMLInputElement} searchBox
 * @property {HTMLInputElement} regexBox
 * @property {HTMLElement} foundBox what is said of the search
 */

/** @param {string[]} texts */
const joined = (texts) => texts.filter(Boolean).join('; ');

/** @param {Query | NoQuery | null} query */
const problemOf = (query) => {
  if (query?.refused) return `refused: ${query.refused}`;
  return query?.error ? `not a regular expression: ${query.error.slice(0, 80)}` : '';
};

/**
 * @param {SearchTools} tools
 * @param {import('../icicle/icicle.js').Icicle} icicle
 * @param {() => void} onStart the person who looks has asked for another search, which is begun
 * @returns {Searching}
 */
export const createSearching = ({ searchBox, regexBox, foundBox }, icicle, onStart) => {
  /** @type {Query | null} */
  let query = null; // the last valid one
  /** @type {Set<string>} */
  const started = new Set(); // what the person who looks has seen and started
  let isWaiting = false; // what came with the address may take long
  let remark = ''; // of the box
  let said = ''; // of the search, besides its matches

  /** @param {string} [note] */
  const say = (note = said) => {
    said = note;
    const { tree, zoomed, matched } = icicle.view;
    let counted = '';
    if (matched && !/^(not|refused)/.test(note)) {
      const bytes = matchedBytes(tree, matched, zoomed);
      counted = `${groupDigits(matched.length)} match${matched.length === 1 ? '' : 'es'}, ` +
        `${inBytes(bytes)}${tree.compared ? ' of change' : ''}, ${percentage(bytes, tree.totals[zoomed])}`;
    }
    foundBox.textContent = joined([counted, note]);
  };

  /** @type {Searching['saySearch']} */
  const saySearch = ({ tested, leftOut }, isDone, isStopped) => say(joined([
    remark,
    isDone ? '' : isStopped ? `stopped after a second, ${groupDigits(tested)} names in: this expression takes too long` : 'searching …',
    leftOut > 0 ? `${groupDigits(leftOut)} too long for this expression left out` : '',
  ]));

  // An expression that is invalid or refused leaves the last valid one in force. One that came with the address waits
  // until the person who looks starts it.
  const searchTree = () => {
    const text = searchBox.value;
    const compiled = text ? compileQuery(text, regexBox.checked) : null;
    const problem = problemOf(compiled);
    isWaiting = compiled !== null && !problem && regexBox.checked && !isPlain(text) && !started.has(text);
    if (isWaiting || !compiled) query = null;
    else if (!problem) query = /** @type {Query} */ (compiled);
    searchBox.setAttribute('aria-invalid', `${Boolean(problem)}`);
    remark = problem || (isWaiting ? 'from the link, not started: Enter in the search box starts it' : '');
    icicle.findMatches(query);
    if (!query) say(remark);
  };

  const searchAnew = () => {
    started.add(searchBox.value);
    searchTree();
    icicle.redraw();
    onStart();
  };

  /** @type {Searching['answerKey']} */
  const answerKey = ({ key, shiftKey }, escape) => {
    if (key === 'Enter' && isWaiting) searchAnew();
    else if (key === 'Enter') icicle.acts[shiftKey ? 'N' : 'n']();
    else if (key === 'Escape') {
      escape();
      icicle.takeFocus();
    } else return false;
    return true;
  };

  on(searchBox, 'input', searchAnew);
  on(regexBox, 'change', searchAnew);
  return { searchTree, searchAnew, answerKey, isWaiting: () => isWaiting, sayMatches: () => say(), saySearch };
};
