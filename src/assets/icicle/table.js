// SPDX-License-Identifier: MIT
// Reads the table of a tree, which src/tree/tree_table.h describes, into typed columns.
import { buildTree, grownOf, repeatsOf, retainedOf } from './tree.js';

/** @typedef {import('./tree.js').Tree} Tree */

const COLOURS = 8; // the most that a runtime has

/**
 * @typedef {object} TableReader
 * @property {() => number} readNumber
 * @property {() => string} readRest what follows in the line
 * @property {(end: number) => boolean} isBefore
 */

/**
 * Reader of a text with variable-length quantities in base64: digits of five bits, the lowest first; another digit
 * follows one of 32 or more.
 * @param {string} text
 * @returns {TableReader}
 */
export function tableReader(text) {
  let at = 0;
  return {
    readNumber() {
      let value = 0;
      for (let scale = 1; ; scale *= 32) {
        const code = text.charCodeAt(at++);
        const digit = code > 96 ? code - 71 : code > 64 ? code - 65 : code > 47 ? code + 4 : code === 43 ? 62 : 63;
        value += (digit & 31) * scale;
        if (digit < 32 || at >= text.length) return value;
      }
    },
    readRest() {
      const begin = at;
      at = text.indexOf('\n', begin) + 1;
      return text.slice(begin, at - 1);
    },
    isBefore: (end) => at < end,
  };
}

/**
 * Tree of a table: names in lines, an empty line, and the numbers of all nodes. The table of the unfolded tree says
 * only what does not follow from the folded one.
 * @param {string} text
 * @param {string} optional names of the optional columns that the table has
 * @param {Tree | null} folded null if this is not the table of the unfolded tree
 * @returns {Tree}
 */
export function decodeTable(text, optional, folded = null) {
  const split = text.lastIndexOf('\n');
  const names = folded ? folded.names.slice() : [];
  const first = names.length;
  const { readNumber, readRest, isBefore } = tableReader(text);
  for (let previous = ''; isBefore(split);) names.push((previous = previous.slice(0, readNumber()) + readRest()));
  readRest(); // the empty line
  const signed = () => {
    const code = readNumber();
    return (code % 2 ? -1 - code : code) / 2;
  };
  const compared = optional.includes('compared');
  const steps = new Float64Array(Number(/\d+|$/.exec(optional))); // of the node before, from dump to dump
  const dumps = compared ? 2 : steps.length;

  // Every number has a digit or more, which bounds the number of nodes. Memory that is not used is not touched.
  const most = Math.ceil((text.length - split) / (folded ? 2 : 4));
  const small = () => new Uint8Array(most);
  const integers = () => new Int32Array(most);
  const amounts = (width = 1) => new Float64Array(width * most);
  const [parents, nameIds, foldedNodes] = [integers(), integers(), integers()];
  const contents = small();
  const [ownBytes, ownObjects] = [amounts(), amounts()];
  const grown = optional.includes('grown') ? amounts() : null;
  const retained = optional.includes('retained') ? amounts() : null;
  const series = dumps > 0 ? amounts(dumps) : null;
  const hasRepeats = !folded && optional.includes('repeats');
  const repeats = hasRepeats ? integers() : null;
  const renamed = hasRepeats ? small() : null;

  let introduced = first;
  let up = 0; // node of the folded tree
  let node = 0;
  for (; isBefore(text.length); node++) {
    let above = node - 1;
    for (let levels = readNumber(); levels > 0; levels--) above = parents[above];
    parents[node] = above;
    if (folded) {
      foldedNodes[node] = up += signed();
      if (repeatsOf(folded, up) === 1) {
        nameIds[node] = folded.nameIds[up];
        contents[node] = folded.contents[up];
        ownBytes[node] = folded.ownBytes[up];
        ownObjects[node] = folded.ownObjects[up];
        if (grown) grown[node] = grownOf(folded, up);
        if (retained) retained[node] = retainedOf(folded, up);
        if (series && folded.series) series.set(folded.series.subarray(up * dumps, (up + 1) * dumps), node * dumps);
        continue;
      }
    }
    const code = folded && !folded.renamed?.[up] ? -1 : readNumber();
    nameIds[node] = folded && code < 0 ? folded.nameIds[up] : code === 0 ? introduced++ : first + code - 1;
    const what = readNumber();
    contents[node] = what % COLOURS;
    ownObjects[node] = Math.floor(what / COLOURS);
    ownBytes[node] = readNumber();
    if (grown) grown[node] = readNumber();
    if (retained) {
      const more = readNumber();
      if (more > 0) retained[node] = ownBytes[node] + more - 1;
    }
    if (series) {
      let sum = 0;
      for (let i = 0; i < steps.length; i++) series[node * dumps + i] = sum += steps[i] += signed();
    }
    if (repeats && renamed) {
      const times = readNumber();
      repeats[node] = (times >> 1) + 1;
      renamed[node] = times % 2;
    }
  }
  return buildTree({
    nodeCount: node, names, nameIds, parents, contents, ownBytes, ownObjects, grown, retained, series, dumps, compared, repeats,
    renamed, foldedNodes,
  });
}
