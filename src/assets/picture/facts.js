// SPDX-License-Identifier: MIT
// What the picture says besides its tree, as src/output/picture_facts.h describes it. Types of JSON are written as types,
// not by @property: the names of their properties stay as they are when the script is made smaller.
import { part } from './parts.js';

/**
 * Node, place, amount and notes.
 * @typedef {[number, string, string, string[]]} Site
 */

/**
 * @typedef {{verdict: string, counted: string, provenance: string, notices: string[], nothing: string,
 *   palette: string[] | null, sites: Site[], templates: import('../icicle/describe.js').Words}} Facts
 */

export const facts = /** @type {Facts} */ (JSON.parse(part('facts').textContent));
