// SPDX-License-Identifier: MIT
// Switches between the trees of the page.
import { html, on } from '../icicle/elements.js';
import { data } from './data.js';

/** @typedef {import('./data.js').PackedTree} PackedTree */

/**
 * The tree that has most of what is chosen.
 * @param {string | undefined} measure
 * @param {string | undefined} kind
 * @param {boolean} isSplit
 */
export const treeFor = (measure, kind, isSplit) => {
  const { trees } = data;
  const shown = measure || trees[0].shown;
  return trees.find((tree) => tree.shown === shown && tree.kind === kind && tree.split === isSplit) ||
    trees.find((tree) => tree.shown === shown && tree.kind === kind) ||
    trees.find((tree) => tree.shown === shown) || trees[0];
};

/**
 * A choice of one of several.
 * @param {string} name
 * @param {[string, string][]} choices each with its words
 * @param {string} chosen
 * @param {(choice: string) => void} onChoose
 */
const radioGroup = (name, choices, chosen, onChoose) => html('div', { role: 'radiogroup', 'aria-label': name },
  ...choices.map(([choice, words]) => {
    const input = html('input', { type: 'radio', name, value: choice, ...(choice === chosen ? { checked: '' } : {}) });
    on(input, 'change', () => onChoose(choice));
    return html('label', {}, input, words);
  }));

/**
 * The switches, as a tree has them.
 * @param {PackedTree} shown
 * @param {(tree: PackedTree) => void} onChoose
 */
export const switchesFor = ({ shown, kind, split }, onChoose) => {
  const alike = data.trees.filter((tree) => tree.shown === shown);
  const kinds = ['paths', 'dominators'].filter((other) => alike.some((tree) => tree.kind === other));
  const splitBox = html('input', { type: 'checkbox', name: 'Split', ...(split ? { checked: '' } : {}) });
  on(splitBox, 'change', () => onChoose(treeFor(shown, kind, splitBox.checked)));
  return [
    radioGroup('Measure', Object.entries(data.shown).map(([measure, { words }]) => [measure, words]), shown,
      (measure) => onChoose(treeFor(measure, kind, split))),
    radioGroup('Tree', kinds.map((other) => [other, other]), kind, (other) => onChoose(treeFor(shown, other, split))),
    ...(alike.some((tree) => tree.split) ? [html('label', {}, splitBox, 'split by category')] : []),
  ];
};
