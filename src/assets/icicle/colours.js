// SPDX-License-Identifier: MIT
// Colours of frames: by their name, or by what they hold or how they changed.
import { directionOf, nameOf } from './tree.js';

/** @typedef {import('./tree.js').Tree} Tree */
/** @typedef {(tree: Tree, node: number) => string} ColourOf */

/**
 * Hash of a name, the same as in `colour_of_name` of C++ (FNV-1a, 32 bits).
 * @param {string} name
 */
export const hashName = (name) => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};

/**
 * Colours by name.
 * @param {string[]} palette
 * @returns {ColourOf}
 */
export const coloursByName = (palette) => {
  /** @type {Map<string, string>} */
  const known = new Map();
  return (tree, node) => {
    const name = nameOf(tree, node);
    const colour = known.get(name) || palette[hashName(name) % palette.length];
    known.set(name, colour);
    return colour;
  };
};

/**
 * Colours by content or, in a comparison, by the direction of change.
 * @param {string[]} colours
 * @returns {ColourOf}
 */
export const coloursByKind = (colours) => (tree, node) => colours[tree.compared ? directionOf(tree, node) : tree.contents[node]];
