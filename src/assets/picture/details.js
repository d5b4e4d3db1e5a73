// SPDX-License-Identifier: MIT
// Details of the frame that has the pointer or the focus: its path, what it holds, and its shares.
import { describe } from '../icicle/describe.js';
import { box, html, partBox } from '../icicle/elements.js';
import { inBytes, percentage } from '../icicle/numbers.js';
import { pathText } from '../icicle/paths.js';
import { retainedOf } from '../icicle/tree.js';
import { isZoomed, rangeOf } from '../icicle/view.js';
import { facts } from './facts.js';

/**
 * Shows the path, which is shortened in the middle, what the frame holds, its shares and, at a site, what is known of it.
 * @param {Element} details
 * @param {import('../icicle/view.js').View} view
 * @param {import('../icicle/layout.js').Frame} frame
 * @param {string[]} notes on the site at the frame
 * @param {import('../icicle/label.js').Shorten} shorten
 */
export const showDetails = (details, view, frame, notes, shorten) => {
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
  const path = pathText(tree, frame.merged > 0 ? parent : node);
  const pathBox = partBox('path', shorten(path, details.clientWidth) || path);
  pathBox.setAttribute('title', path);
  details.replaceChildren(pathBox,
    box(html('span', { 'data-part': 'detail' }, describe(tree, frame, facts.templates)), [...shares, ...notes].join('  ·  ')));
};
