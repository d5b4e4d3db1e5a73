// SPDX-License-Identifier: MIT
// The data of the page, as src/output/page_data.h describes them. Types of JSON are written as types, not by @property.
import { decodeTable } from '../icicle/table.js';

/** @typedef {import('../icicle/tree.js').Tree} Tree */

/**
 * Node, place, amount and notes.
 * @typedef {[number, string, string, string[]]} Site
 */

/** @typedef {{words: string, legend: [string, string][]}} WhatIsShown */

/** @typedef {string | [string, number]} Cell a text, which may stand for a number */

/**
 * Table of the report.
 * @typedef {{region: string, title: string, opening: string[], lines: string[], columns: string[], texts: number, rows: Cell[][],
 *   notes: string[][], rest: Cell[], leftOut: number}} Section
 */

/**
 * A tree whose tables are packed.
 * @typedef {{shown: string, kind: string, split: boolean, columns: string, folded: string, unfolded: string | null,
 *   objects: string}} PackedTree
 */

/**
 * @typedef {{verdict: string, counted: string, provenance: string, notices: string[], nothing: string,
 *   templates: import('../icicle/describe.js').Words, help: string, dumps: string[], colours: [string[], string[]],
 *   shown: Record<string, WhatIsShown>, sections: string, sites: (Site | null)[], treesOfSites: number[],
 *   series: number[][], identifiers: 'addresses' | 'numbers', heap: string, oldHeap: string, retainingMost: [number, number][], trees: PackedTree[]}} Data
 */

/**
 * Objects of a heap as `heap_as_json` of C++ writes them.
 * @typedef {{links: {parents: number[], leftOut: number[], edges: string[], words: string[], ids: string, bytes: number[], retained: number[],
 *   isNew: number[]}, objects: {links: number[], holderCounts: number[], holders: [string, string][][]}}} PackedHeap
 */

/**
 * Heap whose differences are added up.
 * @typedef {object} Heap
 * @property {PackedHeap} packed
 * @property {number[]} parents
 * @property {string[]} ids
 * @property {number[]} links of objects
 */

/**
 * Link of a path: an object and the reference that leads to it.
 * @typedef {object} Link
 * @property {number} leftOut number of links before it that are left out
 * @property {string} edge the reference as code, or the name of a root
 * @property {string} words about the object
 * @property {string} id
 * @property {number} bytes
 * @property {number} retained
 * @property {boolean} isNew
 */

/** Ends of the lists of all nodes, and the objects in them. @typedef {{ends: number[], positions: number[]}} ObjectLists */

/**
 * A tree that can be shown.
 * @typedef {object} Shown
 * @property {PackedTree} packed
 * @property {Tree} folded
 * @property {Tree | null} whole unfolded; null until it is asked for
 * @property {ObjectLists | null} lists of objects; null until they are asked for
 */

/**
 * An object of a heap.
 * @typedef {object} HeapObject
 * @property {Link} own
 * @property {Link[]} path from a root to it; empty if no root reaches it
 * @property {number} holderCount
 * @property {[string, string][]} holders
 */

export const data = /** @type {Data} */ (JSON.parse(/** @type {Element} */ (document.querySelector('[data-part="data"]')).textContent));

/**
 * The text that was packed.
 * @param {string} packed
 */
export const unpack = async (packed) => {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).text();
};

/** @type {Map<string | PackedTree, Promise<unknown>>} */
const known = new Map();

/**
 * What a function made of a key before, or makes now.
 * @template Value
 * @param {string | PackedTree} key a packed text, or a tree, whose text another tree may have too
 * @param {() => Promise<Value>} make
 * @returns {Promise<Value>}
 */
const once = (key, make) => {
  const value = /** @type {Promise<Value>} */ (known.get(key) || make());
  known.set(key, value);
  return value;
};

/**
 * A tree, which is read when it is first shown.
 * @param {PackedTree} packed
 * @returns {Promise<Shown>}
 */
export const treeOf = (packed) => once(packed, async () =>
  ({ packed, folded: decodeTable(await unpack(packed.folded), packed.columns), whole: null, lists: null }));

/**
 * The unfolded tree; the folded one if nothing is folded.
 * @param {Shown} shown
 */
export const wholeOf = async (shown) => {
  const { packed, folded } = shown;
  if (!packed.unfolded) return folded;
  return (shown.whole ||= decodeTable(await unpack(packed.unfolded), packed.columns, folded));
};

/** @param {number[]} differences */
const addUp = (differences) => {
  let sum = 0;
  return differences.map((difference) => (sum += difference));
};

/** @param {string} differences */
const readIds = (differences) => {
  let id = 0n;
  return differences.split(',').map((difference) => {
    id = BigInt.asUintN(64, id + BigInt(difference));
    return data.identifiers === 'addresses' ? `0x${id.toString(16)}` : `@${id}`;
  });
};

/**
 * @param {string} text packed objects
 * @returns {Promise<Heap>}
 */
const heapOf = (text) => once(text, async () => {
  const packed = /** @type {PackedHeap} */ (JSON.parse(await unpack(text)));
  return { packed, parents: addUp(packed.links.parents), ids: readIds(packed.links.ids), links: addUp(packed.objects.links) };
});

/**
 * @param {Heap} heap
 * @param {number} link
 * @returns {Link}
 */
const linkOf = ({ packed: { links: { leftOut, edges, words, bytes, retained, isNew } }, ids }, link) => ({
  leftOut: leftOut[link], edge: edges[link], words: words[link], id: ids[link], bytes: bytes[link], retained: retained[link], isNew: isNew[link] === 1,
});

/**
 * @param {Heap} heap
 * @param {number} position
 * @returns {HeapObject}
 */
const objectOf = (heap, position) => {
  const own = heap.links[position];
  const { holderCounts, holders } = heap.packed.objects;
  const path = [];
  let at = own;
  for (; at >= 0; at = heap.parents[at]) path.push(linkOf(heap, at));
  return { own: linkOf(heap, own), path: at === -2 ? [] : path.reverse(), holderCount: holderCounts[position], holders: holders[position] };
};

const LINKS_OF_CODE = 8;

/**
 * The last references of a path as code.
 * @param {Link[]} path
 */
export const codeOf = (path) => {
  const shown = path.slice(-LINKS_OF_CODE).map(({ edge }, i) => (i === 0 || /^[.[]/.test(edge) ? edge : ` → ${edge}`)).join('');
  return (path.length > LINKS_OF_CODE ? '… ' : '') + shown;
};

/** @param {Shown} shown */
const listsOf = async ({ packed: { objects } }) => {
  const [ends, positions] = /** @type {[number[], number[]]} */ (JSON.parse(await unpack(objects)));
  return { ends: addUp(ends), positions: addUp(positions) };
};

/**
 * Objects on a node of the folded tree, largest first.
 * @param {Shown} shown
 * @param {number} node
 */
export const objectsAt = async (shown, node) => {
  const { ends, positions } = (shown.lists ||= await listsOf(shown));
  const heap = await heapOf(shown.packed.shown === 'freed' ? data.oldHeap : data.heap);
  return positions.slice(node > 0 ? ends[node - 1] : 0, ends[node]).map((position) => objectOf(heap, position));
};

/** What retains most in the last dump, each with its node in the tree of what is alive by paths. */
export const retainingMost = async () => {
  const heap = await heapOf(data.heap);
  return data.retainingMost.map(([position, node]) => ({ object: objectOf(heap, position), node }));
};
