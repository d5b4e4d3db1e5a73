// SPDX-License-Identifier: MIT
// Compiles what is searched for. The problem: a name and an expression can be chosen so that the test takes for ever,
// and nothing ends it. The method: what may take exponential time on one name is refused before it starts; of the rest,
// the time is at most a power of the length of a name, so that names too long for an expression are left out; between
// names, time is watched. After J. Kirrage, A. Rathnayake, H. Thielecke, Static Analysis for Regular Expression
// Denial-of-Service Attacks (2013), but far more careful.
import { LONGEST_NAME, LONGEST_QUERY, MOST_STEPS, SHORTEST_NAME } from './limits.js';
import { groupDigits } from './numbers.js';

/**
 * Test of names of up to `longest` characters.
 * @typedef {object} Query
 * @property {(name: string) => boolean} test
 * @property {number} longest
 * @property {undefined} [refused]
 * @property {undefined} [error]
 */

/**
 * What is no query: `refused` says why it may take too long, or `error` why it is no expression.
 * @typedef {object} NoQuery
 * @property {undefined} [test]
 * @property {undefined} [longest]
 * @property {string} [refused]
 * @property {string} [error]
 */

/**
 * What the test of a valid expression may cost.
 * @typedef {object} Cost
 * @property {number} powers number of unlimited repeats
 * @property {number} ways the choices besides
 * @property {number} length what is compared after a choice
 * @property {boolean} isAnchored
 * @property {undefined} [refused]
 */

/**
 * What the alternatives of a group, or a piece, cost.
 * @typedef {object} Piece
 * @property {number} powers
 * @property {number} ways
 * @property {boolean} holds true if a repeat or an alternative is in it
 */

/**
 * @typedef {object} Group
 * @property {boolean} looks true for a lookahead and a lookbehind
 * @property {Piece} choice the alternative that is read
 */


const SPECIAL = /[\\^$.*+?()[\]{}|]/g;

// Pieces of a valid expression: escapes, classes, beginnings of groups, quantifiers, and single characters.
const PIECES = /\\(?:[pPu]\{[^}]*\}|k<[^>]*>|[^])|\[(?:\\[^]|[^\]\\])*\]|\(\?(?:<?[=!]|<[^>]*>|[a-z-]*:)|[*+?]\??|\{(\d+)(,?)(\d*)\}\??|[^]/gu;

/** @returns {Piece} */
const newPiece = (ways = 1) => ({ ways, powers: 0, holds: false });

/**
 * @param {boolean} looks
 * @returns {Group & Piece}
 */
const newGroup = (looks) => ({ ...newPiece(0), looks, choice: newPiece() });

/**
 * What the test of a valid expression may cost, or what of it can take too long.
 * @param {string} query
 * @returns {Cost | NoQuery}
 */
const costOf = (query) => {
  const groups = [newGroup(false)];
  let last = newPiece();
  let length = query.length;
  let isAnchored = query[0] === '^';
  const innermost = () => /** @type {Group & Piece} */ (groups.at(-1));
  const take = () => { // the last piece is complete
    const { choice } = innermost();
    choice.ways *= last.ways;
    choice.powers += last.powers;
    last = newPiece();
  };
  const endChoice = () => {
    take();
    const group = innermost();
    group.ways += group.choice.ways;
    group.powers = Math.max(group.powers, group.choice.powers);
    group.choice = newPiece();
  };
  for (const [piece, from, comma, to] of query.matchAll(PIECES)) {
    const group = innermost();
    if (/^\\[1-9k]/.test(piece)) return { refused: 'what refers back to a group' };
    if (piece[0] === '(') {
      take();
      groups.push(newGroup(/^\(\?<?[=!]/.test(piece)));
    } else if (piece === ')') {
      endChoice();
      groups.pop();
      if (group.looks && group.powers > 0) return { refused: 'a repeat in a lookahead or lookbehind' };
      innermost().holds ||= group.holds;
      last = group;
    } else if (piece === '|') {
      endChoice();
      group.holds = true;
      if (groups.length === 1) isAnchored = false;
    } else if (from || /^[*+?]/.test(piece)) {
      const least = from ? Number(from) : piece[0] === '+' ? 1 : 0;
      const most = from && !comma ? least : to ? Number(to) : piece[0] === '?' ? 1 : Infinity;
      if (most > 1 && last.holds) return { refused: 'a repeat of a group with a repeat or an alternative in it' };
      if (most === Infinity) last.powers++;
      else if (most > least) last.ways = last.holds ? last.ways + 1 : last.ways * (most - least + 1);
      length += most === Infinity ? least : most;
      group.holds = true;
    } else {
      take();
    }
  }
  endChoice();
  return { powers: groups[0].powers, ways: groups[0].ways, length, isAnchored };
};

/**
 * Length of the longest names that are tested by an expression of this cost. The choices in a name are where the match
 * and the unlimited repeats end.
 * @param {Cost} cost
 */
const longestName = ({ powers, ways, length, isAnchored }) => {
  const ends = powers + (isAnchored ? 0 : 1);
  const stepsFor = (/** @type {number} */ characters) => {
    let steps = ways * (1 + length / 8);
    for (let i = 1; i <= ends; i++) steps *= (characters + i) / i;
    return steps;
  };
  let low = 0;
  let high = LONGEST_NAME;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stepsFor(middle) <= MOST_STEPS) low = middle;
    else high = middle - 1;
  }
  return low;
};

/**
 * True if an expression means itself, so that its test takes no longer than that of a plain text.
 * @param {string} query
 */
export const isPlain = (query) => query.search(SPECIAL) < 0;

/**
 * Query of a regular expression or a plain text. An upper-case letter in it makes it case-sensitive.
 * @param {string} query
 * @param {boolean} isRegex
 * @returns {Query | NoQuery}
 */
export const compileQuery = (query, isRegex) => {
  if (query.length > LONGEST_QUERY) return { refused: `it has more than ${groupDigits(LONGEST_QUERY)} characters` };
  const letters = isRegex ? query.replace(/\\./g, '') : query;
  const flags = letters === letters.toLowerCase() ? 'i' : '';
  try {
    const expression = new RegExp(isRegex ? query : query.replace(SPECIAL, '\\$&'), `${flags}u`);
    /** @type {Cost | NoQuery} */
    const cost = isRegex ? costOf(query) : { powers: 0, ways: 1, length: query.length, isAnchored: false };
    const longest = cost.refused ? 0 : longestName(/** @type {Cost} */ (cost));
    if (longest < SHORTEST_NAME) return { refused: `${cost.refused || 'so many repeats and alternatives'} can take too long` };
    return { test: (name) => expression.test(name), longest };
  } catch (error) {
    return { error: String(/** @type {Error} */ (error).message).replace(/^Invalid regular expression: /, '') };
  }
};
