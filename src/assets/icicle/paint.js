// SPDX-License-Identifier: MIT
// Drawing of the frames that are in view; the document holds no others.
import { describe } from './describe.js';
import { svg } from './elements.js';
import { BAR, HEIGHT, ROW } from './limits.js';
import { firstFrom } from './search.js';
import { sizeForPeople } from './numbers.js';
import { growthOf } from './tree.js';
import { labelOf } from './tree_labels.js';
import { rangeOf } from './view.js';

/** @typedef {import('./label.js').Shorten} Shorten */
/** @typedef {import('./layout.js').Frame} Frame */
/** @typedef {import('./view.js').View} View */

/**
 * What a picture looks like.
 * @typedef {object} Look
 * @property {import('./colours.js').ColourOf} colourOf
 * @property {import('./describe.js').Words} words
 * @property {string} emptyWords words in place of frames, if the tree has no bytes
 * @property {string} emptyColour
 * @property {number} mostFrames in any USUAL_ROWS rows, so that the document stays small
 */

/**
 * Space for frames.
 * @typedef {object} Area
 * @property {number} width
 * @property {number} height
 * @property {number} top number of pixels that are scrolled away
 */

const MERGED_COLOUR = '#ECECEC';

/**
 * Position of a row in pixels from the top.
 * @param {View} view
 * @param {number} row
 */
export const yOf = ({ inverted, rowCount }, row) => (inverted ? rowCount - 1 - row : row) * ROW;

/**
 * Elements of the frames that are in the area.
 * @param {View} view
 * @param {Area} area
 * @param {Look} look
 * @param {Shorten} shorten
 */
export function paint(view, { width, height, top }, look, shorten) {
  const { tree, zoomed, run, matched } = view;
  // Baseline of a label, from the top of its frame. It leaves underscores above the growth bar.
  const baseline = growthOf(tree, 0) > 0 ? 10 : 12;

  /**
   * Frame, and its label if there is room for one. The label stands beside the frame, not in it: it is a shortened form of
   * what the frame is called, and no part of what voice control and screen readers know it by.
   * @param {import('./elements.js').Attributes} attributes
   * @param {number} left
   * @param {number} right
   * @param {number} y
   * @param {string} colour
   * @param {string} text
   * @param {string} size shown beside the whole text; may be empty
   */
  const rectangle = (attributes, left, right, y, colour, text, size = '') => {
    const group = svg('g', attributes, svg('rect', {
      x: left.toFixed(2), y, width: (right - left).toFixed(2), height: HEIGHT, fill: colour, 'data-edge': right - left >= 3 ? 'yes' : 'no',
    }));
    const space = right - left - 6;
    const both = `${text}  ${size}`;
    const label = size && shorten(both, space) === both ? both : shorten(text, space);
    if (!label) return [group];
    return [group, svg('text', { x: (left + 3).toFixed(2), y: y + baseline, 'aria-hidden': `${'role' in attributes}` }, label)];
  };

  /**
   * @param {Frame} f
   * @param {number} left
   * @param {number} right
   * @param {number} y
   */
  const frameElements = (f, left, right, y) => {
    const { node, last, merged } = f;
    const words = describe(tree, f, look.words);
    /** @type {import('./elements.js').Attributes} */
    const attributes = {
      role: 'treeitem', tabindex: '-1', 'data-node': node, 'aria-label': words,
      'aria-level': tree.depths[node] + 1, 'aria-posinset': tree.ranks[node] || 1,
      'aria-setsize': node === 0 ? 1 : tree.childCounts[tree.parents[node]],
    };
    if (tree.depths[node] < tree.depths[zoomed] || (run && node === zoomed)) attributes['data-above'] = '';
    if (matched) {
      const next = matched[firstFrom(matched, node)];
      attributes['data-match'] = next === node || (merged > 0 && next < tree.ends[last]) ? 'yes' : 'no';
    }
    if (merged > 0) attributes['data-merged'] = merged;
    const [colour, label] = merged > 0 ? [MERGED_COLOUR, words] : [look.colourOf(tree, node), labelOf(tree, node)];
    const elements = rectangle(attributes, left, right, y, colour, label, merged > 0 ? '' : sizeForPeople(f.end - f.begin));
    const [group] = elements;
    if (merged > 0) group.children[0].after(svg('path', { d: hatch(left, right, y) }));
    const grown = ((right - left) * f.growth) / (f.end - f.begin);
    if (grown > 0) group.append(svg('path', { 'data-bar': '', d: `M${left.toFixed(2)} ${y + BAR}h${grown.toFixed(2)}` }));
    return elements;
  };

  const { begin, end } = rangeOf(view);
  const scale = width / Math.max(end - begin, 1e-9);
  const drawn = [];
  for (const f of view.laidOut) {
    const y = yOf(view, tree.depths[f.node]) - top;
    if (y < -ROW || y > height) continue;
    const left = Math.max((f.begin - begin) * scale, 0);
    const right = Math.min((f.end - begin) * scale, width);
    if (right - left >= 0.2) drawn.push(...frameElements(f, left, right, y));
  }
  if (tree.totals[0] === 0) drawn.push(...rectangle({}, 0, width, 0, look.emptyColour, look.emptyWords));
  return drawn;
}

/**
 * Slanted lines over a frame.
 * @param {number} left
 * @param {number} right
 * @param {number} y
 */
const hatch = (left, right, y) => {
  let lines = '';
  for (let x = left - HEIGHT + 6; x < right; x += 6) {
    const from = Math.max(x, left);
    const to = Math.min(x + HEIGHT, right);
    if (to > from) lines += `M${from.toFixed(1)} ${y + HEIGHT - from + x}L${to.toFixed(1)} ${y + HEIGHT - to + x}`;
  }
  return lines;
};
