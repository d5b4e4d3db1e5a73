// SPDX-License-Identifier: MIT
// Details of the frame that has the pointer or the focus: its path, what it holds, and its shares.
import { describe } from '../icicle/describe.js';
import { box, html, partBox } from '../icicle/elements.js';
import { inBytes, percentage } from '../icicle/numbers.js';
import { pathText } from '../icicle/paths.js';
import { retainedOf } from '../icicle/tree.js';
import { isZoomed, rangeOf } from '../icicle/view.js';

/**
 * @param {Element} details
 * @param {import('../icicle/view.js').View} view
 * @param {import('../icicle/layout.js').Frame} frame
 */
export const showDetails = (details, view, frame) => {
  const { tree } = view;
  const { node } = frame;
  const parent = tree.parents[node];
  const shares = [''];
  if (node > 0) shares.push(`${percentage(frame.end - frame.begin, tree.totals[parent])} of parent`);
  if (isZoomed(view)) {
    const { begin, end } = rangeOf(view);
    const inside = Math.min(frame.end, end) - Math.max(frame.begin, begin);
    shares.push(`${percentage(Math.max(inside, 0), end - begin)} of zoomed`);
  }
  const retained = retainedOf(tree, node);
  if (frame.merged === 0 && retained > 0) shares.push(`frees ${inBytes(retained)}`);
  details.replaceChildren(
    partBox('path', pathText(tree, frame.merged > 0 ? parent : node)),
    box(html('span', { 'data-part': 'detail' }, describe(tree, frame)), shares.join('  ·  ')));
};
