// SPDX-License-Identifier: MIT
// Icicle graph of a tree, which can be zoomed, searched and walked through by pointer and keyboard. It knows nothing of
// the page around it, and tells it what happens by callbacks; a page may hold several.
import { box, on, svg } from './elements.js';
import { labelsIn } from './label.js';
import { frameOf } from './layout.js';
import { MOST_OF_SEARCH, ROW, SLICE } from './limits.js';
import { paint, yOf } from './paint.js';
import { firstFrom, startSearch } from './search.js';
import { endOf } from './tree.js';
import { arrange, drawnAt, rangeOf } from './view.js';

/** @typedef {import('./label.js').Shorten} Shorten */
/** @typedef {import('./layout.js').Frame} Frame */
/** @typedef {import('./query.js').Query} Query */
/** @typedef {import('./search.js').Search} Search */
/** @typedef {import('./view.js').Place} Place */
/** @typedef {import('./view.js').Run} Run */
/** @typedef {import('./view.js').View} View */

/**
 * What the page is told.
 * @typedef {object} Callbacks
 * @property {(frame: Frame) => void} onTell what the pointer or the focus is on
 * @property {(isStep: boolean) => void} onMove the view has another place, and is drawn next; `isStep` if Back undoes it
 * @property {(height: number) => void} onArrange the frames are laid out, in so many pixels, and are drawn next
 * @property {() => void} onZoom another part of the tree is drawn
 * @property {(search: Search, isDone: boolean, isStopped: boolean) => void} onSearch a search got on, ended, or was stopped
 *   because it takes too long
 */

/**
 * @typedef {object} Icicle
 * @property {Readonly<View>} view
 * @property {Record<string, () => void>} acts what the keys do, by key
 * @property {Shorten} shorten
 * @property {(place: Partial<Place>, focused?: number) => void} goTo goes to another place, which is not drawn yet; the
 *   focus is on `focused`, or on what is zoomed to
 * @property {() => void} rearrange lays out and draws
 * @property {() => void} redraw draws what is laid out
 * @property {() => void} showPlace lays out, draws, and scrolls to the zoomed node
 * @property {(node: number) => void} zoomTo
 * @property {(node: number, isStep?: boolean) => void} focusOn
 * @property {() => void} takeFocus gives the focused frame the focus of the page
 * @property {(query: Query | null) => void} findMatches finds matches in the tree
 */

/**
 * Makes an icicle graph. `rearrange` draws it.
 * @param {HTMLElement} scroller empty element of the document that scrolls
 * @param {import('./tree.js').Tree} tree
 * @param {string} label name of the tree for screen readers
 * @param {import('./paint.js').Look} look
 * @param {Callbacks} callbacks
 * @returns {Icicle}
 */
export function createIcicle(scroller, tree, label, look, { onTell, onMove, onArrange, onZoom, onSearch }) {
  const canvas = svg('svg', { 'data-part': 'frames', role: 'tree', 'aria-label': label, width: '100%' });
  const space = box();
  scroller.append(canvas, space);
  const shorten = labelsIn(canvas);

  /** @type {View} */
  const view = { tree, zoomed: 0, run: null, inverted: false, focused: 0, matched: null, laidOut: [], rowCount: 1 };
  let searching = 0; // timer of a search that goes on
  let drawnSize = '';

  const width = () => Math.max(scroller.clientWidth, 100);
  const sizeInView = () => `${scroller.clientWidth} ${scroller.clientHeight}`;

  const rearrange = () => {
    arrange(view, width(), look.mostFrames);
    drawnSize = sizeInView();
    const height = view.rowCount * ROW;
    space.style.height = `${Math.max(height - canvas.clientHeight, 0)}px`;
    onArrange(height);
    redraw();
  };

  const elementOf = (/** @type {number} */ node) => /** @type {SVGElement | null} */ (canvas.querySelector(`[data-node="${node}"]`));
  const takeFocus = () => elementOf(view.focused)?.focus({ preventScroll: true });

  const redraw = () => {
    const height = scroller.clientHeight;
    canvas.setAttribute('height', `${Math.min(height, view.rowCount * ROW)}`);
    const hadFocus = canvas.contains(document.activeElement);
    canvas.replaceChildren(...paint(view, { width: width(), height, top: scroller.scrollTop }, look, shorten));
    const current = elementOf(view.focused) || /** @type {SVGElement | null} */ (canvas.firstChild);
    if (current) {
      current.setAttribute('tabindex', '0');
      if (hadFocus) current.focus({ preventScroll: true });
    }
  };

  const scrollTo = (/** @type {number} */ y) => {
    scroller.scrollTop = y;
    redraw();
  };

  const reveal = (/** @type {number} */ node) => {
    const y = yOf(view, view.tree.depths[node]);
    const height = scroller.clientHeight;
    if (y < scroller.scrollTop || y + ROW > scroller.scrollTop + height) scrollTo(y - height / 3);
  };

  // Navigation.

  const goTo = (/** @type {Partial<Place>} */ place, focused = -1) => {
    Object.assign(view, place);
    view.focused = focused >= 0 ? focused : view.run ? view.run.node : view.zoomed;
  };

  const zoomTo = (/** @type {number} */ node, /** @type {Run | null} */ run = null) => {
    goTo({ zoomed: node, run });
    onMove(true);
    rearrange();
    onZoom();
    reveal(node);
  };

  const enter = (/** @type {Frame} */ f) => {
    if (f.merged > 0) zoomTo(view.tree.parents[f.node], f);
    else zoomTo(f.node);
  };

  const focusOn = (/** @type {number} */ node, isStep = true) => {
    if (node < 0) return;
    const { tree: { begins, totals, parents } } = view;
    const range = rangeOf(view);
    const isOutside = begins[node] >= range.end || endOf(view.tree, node) <= range.begin;
    const isNarrow = !view.laidOut.some((f) => f.node === node && f.merged === 0);
    view.focused = node;
    // A frame that is not drawn here comes into view with its parent.
    if ((isOutside || isNarrow) && node > 0) {
      view.zoomed = isNarrow && totals[node] * width() < totals[parents[node]] ? node : parents[node];
      view.run = null;
      onMove(isStep);
      rearrange();
      onZoom();
    }
    reveal(node);
    redraw();
    takeFocus();
    onTell(frameOf(view.tree, node));
  };

  const neighbour = (/** @type {number} */ direction) => {
    const { tree: { depths }, focused, laidOut } = view;
    const row = laidOut.filter((f) => depths[f.node] === depths[focused]);
    const next = row[row.findIndex((f) => f.node === focused) + direction];
    if (!next) return;
    view.focused = next.node;
    redraw();
    takeFocus();
    onTell(next);
  };

  const up = () => focusOn(view.tree.parents[view.focused]);
  const down = () => {
    const f = drawnAt(view, view.focused);
    const child = f.node + 1;
    if (f.merged > 0) enter(f);
    else if (child < view.tree.ends[f.node]) focusOn(child);
  };

  const showRoot = () => scrollTo(view.inverted ? view.rowCount * ROW : 0);

  const showPlace = () => {
    rearrange();
    if (view.inverted) showRoot();
    reveal(view.zoomed);
  };

  const turnOver = () => {
    view.inverted = !view.inverted;
    onMove(false);
    rearrange();
    showRoot();
  };

  // Search.

  const findMatches = (/** @type {Query | null} */ query) => {
    clearTimeout(searching);
    view.matched = null;
    if (!query) return;
    const search = startSearch(view.tree, query);
    let spent = 0;
    const goOn = () => {
      const begin = performance.now();
      const isDone = search.proceed(() => performance.now(), begin + SLICE);
      spent += performance.now() - begin;
      const isStopped = !isDone && spent >= MOST_OF_SEARCH;
      view.matched = search.found;
      onSearch(search, isDone, isStopped);
      if (isDone || isStopped) return;
      searching = setTimeout(() => {
        goOn();
        redraw();
      });
    };
    goOn();
  };

  const step = (/** @type {number} */ direction) => {
    const { matched, focused } = view;
    if (!matched?.length) return;
    let at = firstFrom(matched, focused);
    if (direction > 0 && matched[at] === focused) at++;
    if (direction < 0) at--;
    focusOn(matched[(at + matched.length) % matched.length], false);
  };

  // Events.

  const frameAt = (/** @type {Event} */ event) => {
    const group = /** @type {Element} */ (event.target).closest('[data-node]');
    return group && drawnAt(view, Number(group.getAttribute('data-node')));
  };
  on(canvas, 'click', (event) => {
    const f = frameAt(event);
    if (f) enter(f);
  });
  // A pointer that rests also gets events, whenever frames are drawn under it.
  let pointer = '';
  on(canvas, 'mousemove', (event) => {
    const at = `${event.screenX} ${event.screenY}`;
    const f = frameAt(event);
    if (at !== pointer && f) onTell(f);
    pointer = at;
  });
  on(canvas, 'focusin', (event) => {
    const f = frameAt(event);
    if (!f) return;
    view.focused = f.node;
    if (!isFitting) onTell(f);
  });
  on(scroller, 'scroll', redraw);
  // What is told of a frame may take more lines and leave less room. That does not make it another frame; and a click is
  // none if its frame is drawn anew before the button is released.
  let isFitting = false;
  let isPressed = false;
  const fit = () => {
    if (isPressed || sizeInView() === drawnSize) return;
    isFitting = true;
    rearrange();
    isFitting = false;
  };
  on(canvas, 'mousedown', ({ button }) => (isPressed = button === 0));
  on(window, 'mouseup', () => {
    isPressed = false;
    setTimeout(fit); // after the click
  });
  new ResizeObserver(fit).observe(scroller);

  const acts = {
    ArrowUp: () => (view.inverted ? down() : up()),
    ArrowDown: () => (view.inverted ? up() : down()),
    ArrowLeft: () => neighbour(-1),
    ArrowRight: () => neighbour(1),
    Enter: () => enter(drawnAt(view, view.focused)),
    n: () => step(1),
    N: () => step(-1),
    i: turnOver,
    0: () => zoomTo(0),
  };
  return { view, acts, shorten, goTo, rearrange, redraw, showPlace, zoomTo, focusOn, takeFocus, findMatches };
}
