// SPDX-License-Identifier: MIT
// What an icicle graph shows of its tree, and which frames that takes.
import { frameOf, layOut } from './layout.js';
import { STEP, USUAL_ROWS } from './limits.js';
import { endOf } from './tree.js';

/** @typedef {import('./layout.js').Frame} Frame */
/** @typedef {import('./layout.js').Range} Range */
/** @typedef {import('./tree.js').Tree} Tree */

/**
 * Small siblings in a row.
 * @typedef {object} Run
 * @property {number} node the first
 * @property {number} last
 */

/**
 * Place in a tree, to which an address leads.
 * @typedef {object} Place
 * @property {Tree} tree
 * @property {number} zoomed node of the first row that is not dimmed
 * @property {Run | null} run small children of `zoomed`, to which the view is zoomed
 * @property {boolean} inverted true if the root is at the bottom
 */

/**
 * @typedef {object} State
 * @property {number} focused node
 * @property {number[] | null} matched nodes in pre-order; null without a search
 * @property {Frame[]} laidOut
 * @property {number} rowCount
 */

/** @typedef {Place & State} View */

/**
 * The zoomed part.
 * @param {Place} place
 * @returns {Range}
 */
export const rangeOf = ({ tree, zoomed, run }) => {
  const { node, last } = run || { node: zoomed, last: zoomed };
  return { begin: tree.begins[node], end: endOf(tree, last) };
};

/** @param {Place} place */
export const isZoomed = ({ zoomed, run }) => zoomed > 0 || run !== null;

/**
 * The frame that is drawn for a node, which may stand for a run of small ones; else a frame of its own.
 * @param {View} view
 * @param {number} node
 */
export const drawnAt = ({ tree, laidOut }, node) => laidOut.find((f) => f.node === node) || frameOf(tree, node);

/**
 * Lays the view out for a width in pixels. The document stays small: as few frames are merged as it allows. The bytes below
 * which frames are merged are one of a row of steps that do not depend on the room, so more room never shows less.
 * @param {View} view
 * @param {number} width
 * @param {number} mostFrames in any USUAL_ROWS rows
 */
export const arrange = (view, width, mostFrames) => {
  const { tree, zoomed } = view;
  const range = rangeOf(view);
  const whole = Math.max(range.end - range.begin, 1e-9);
  for (let smallest = whole / STEP ** Math.floor(Math.log(width) / Math.log(STEP)); ; smallest *= STEP) {
    const frames = layOut(tree, range, smallest, zoomed);
    const rows = frames.reduce((most, f) => Math.max(most, tree.depths[f.node] + 1), 1);
    if (mostTogether(tree, frames, rows) > mostFrames) continue;
    view.rowCount = rows;
    view.laidOut = frames.sort((a, b) => tree.depths[a.node] - tree.depths[b.node] || a.begin - b.begin);
    return;
  }
};

/**
 * The largest number of frames in as many rows as are usually in view.
 * @param {Tree} tree
 * @param {Frame[]} frames
 * @param {number} rows
 */
const mostTogether = (tree, frames, rows) => {
  const perRow = new Int32Array(rows);
  for (const f of frames) perRow[tree.depths[f.node]]++;
  let sum = 0;
  let most = 0;
  for (let row = 0; row < rows; row++) {
    sum += perRow[row] - (row >= USUAL_ROWS ? perRow[row - USUAL_ROWS] : 0);
    most = Math.max(most, sum);
  }
  return most;
};
