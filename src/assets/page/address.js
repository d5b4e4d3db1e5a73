// SPDX-License-Identifier: MIT
// Address of the view. It has names, not positions, so a link survives a new run.
import { MOST_OF_ADDRESS } from '../icicle/limits.js';
import { childNamed, findPath, pathLength, pathOf } from '../icicle/paths.js';
import { nameOf } from '../icicle/tree.js';

/** @typedef {import('../icicle/tree.js').Tree} Tree */
/** @typedef {import('../icicle/view.js').Place} Place */

/**
 * What the address says besides the place.
 * @typedef {object} Settings
 * @property {string} sought text of the search box
 * @property {boolean} asRegex
 * @property {boolean} isUnfolded
 * @property {string} theme `dark`, `light`, or empty for that of the system
 */

/**
 * What an address says.
 * @typedef {object} Address
 * @property {Settings} settings
 * @property {(tree: Tree) => Place} placeIn the place that it names in a tree, or the last one on the way there
 * @property {(tree: Tree) => boolean} isIn true if a tree has all of that place
 * @property {(key: string) => string | undefined} lookUp value of a key; undefined if the address has it not
 */

/**
 * @param {Place} place
 * @param {Settings} settings
 */
export const addressOf = ({ tree, zoomed, run, inverted }, { sought, asRegex, isUnfolded, theme }) => {
  const parts = [];
  // A longer address would be refused by browsers, and its path could be far longer than the picture.
  const isShort = pathLength(tree, zoomed, MOST_OF_ADDRESS) < MOST_OF_ADDRESS;
  if (zoomed > 0 && isShort) parts.push(`zoom=${pathOf(tree, zoomed).map(encodeURIComponent).join('/')}`);
  if (run && isShort) {
    const [node, last] = [run.node, run.last].map((child) => encodeURIComponent(nameOf(tree, child)));
    parts.push(`node=${node}`, `last=${last}`);
  }
  if (sought) parts.push(`search=${encodeURIComponent(sought)}`);
  if (!asRegex) parts.push('plain');
  if (isUnfolded) parts.push('unfolded');
  if (inverted) parts.push('inverted');
  if (theme) parts.push(theme);
  return `#${parts.join('&')}`;
};

/** @param {string} text */
const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * @param {string} address
 * @returns {Address}
 */
export const readAddress = (address) => {
  /** @type {Map<string, string>} */
  const values = new Map();
  for (const piece of address.slice(1).split('&')) {
    const [key, value] = piece.split('=');
    values.set(key, value || '');
  }
  const path = (values.get('zoom') || '').split('/').filter(Boolean).map(decode);
  return {
    settings: {
      sought: decode(values.get('search') || ''), asRegex: !values.has('plain'), isUnfolded: values.has('unfolded'),
      theme: ['dark', 'light'].find((theme) => values.has(theme)) || '',
    },
    lookUp: (key) => values.get(key),
    isIn: (tree) => tree.depths[findPath(tree, path)] === path.length,
    placeIn(tree) {
      const zoomed = findPath(tree, path);
      const [node, last] = ['node', 'last'].map((key) => {
        const name = values.get(key);
        return name ? childNamed(tree, zoomed, decode(name)) : -1;
      });
      return { tree, zoomed, run: node > 0 && last >= node ? { node, last } : null, inverted: values.has('inverted') };
    },
  };
};
