// SPDX-License-Identifier: MIT
// Interactive picture, which replaces the static one and draws what is in view of the whole tree.
import { coloursByKind, coloursByName } from '../icicle/colours.js';
import { button, on, partBox } from '../icicle/elements.js';
import { createIcicle } from '../icicle/icicle.js';
import { frameOf } from '../icicle/layout.js';
import { MOST_FRAMES, MOST_OF_COPY } from '../icicle/limits.js';
import { pathLength, pathOf, pathText, unfoldedNode } from '../icicle/paths.js';
import { decodeTable } from '../icicle/table.js';
import { nameOf } from '../icicle/tree.js';
import { isZoomed } from '../icicle/view.js';
import { addressOf, readAddress } from '../page/address.js';
import { copyText } from '../page/copy.js';
import { createHelp } from '../page/help.js';
import { createSearching } from '../page/searching.js';
import { showDetails } from './details.js';
import { facts } from './facts.js';
import { colours, createHeader } from './header.js';
import { isDocument, optionalPart, part, picture, textOf } from './parts.js';
import { takeStage } from './stage.js';

/** @typedef {import('../icicle/layout.js').Frame} Frame */
/** @typedef {import('../icicle/tree.js').Tree} Tree */

// The trees.

const table = part('table');
const valueOf = (/** @type {string} */ name) => /** @type {string} */ (table.getAttribute('data-' + name));
const unfoldedTable = optionalPart('unfolded'); // null if nothing is folded
const foldedTree = decodeTable(table.textContent, valueOf('columns'));
/** @type {Tree} */
let wholeTree; // made when it is first asked for
const unfoldedTree = (/** @type {Element} */ { textContent }) => (wholeTree ||= decodeTable(textContent, valueOf('columns'), foldedTree));
const isUnfolded = () => view.tree !== foldedTree;

// The page.

const header = createHeader((key) => acts[key]());
const { headBox, toolBox, footBox, searchBox, regexBox, noteBox, detailsBox } = header;
const help = createHelp(part('help').textContent, turnHelp);
const scroller = partBox('scroller');
const app = partBox('app', headBox, toolBox, scroller, footBox, help);
takeStage(app);
const say = (/** @type {string} */ words) => (noteBox.textContent = words);

/** @type {Frame} */
let told; // what the details describe
const { palette, sites } = facts;
const icicle = createIcicle(scroller, foldedTree, textOf('title'), {
  colourOf: palette ? coloursByName(palette) : coloursByKind(colours),
  words: facts.templates,
  emptyWords: facts.nothing,
  emptyColour: colours[foldedTree.contents[0]] || '#DDD',
  mostFrames: MOST_FRAMES,
}, { onTell, onMove, onArrange, onZoom: () => searching.sayMatches(), onSearch: (...state) => searching.saySearch(...state) });
const { view } = icicle;
const searching = createSearching(header, icicle, () => onMove(false));

/** @param {Frame} frame */
function onTell(frame) {
  told = frame;
  const site = isUnfolded() || frame.merged > 0 ? undefined : sites.find(([node]) => node === frame.node);
  showDetails(detailsBox, view, frame, site ? site[3] : [], icicle.shorten);
}

/** @param {number} height of all rows */
function onArrange(height) {
  if (!isDocument) {
    const whole = [headBox, toolBox, footBox].reduce((sum, { offsetHeight }) => sum + offsetHeight, height + 12);
    picture.style.height = `${Math.min(whole, window.innerHeight)}px`;
  }
  header.resetButton.disabled = !isZoomed(view);
  header.foldButton.textContent = isUnfolded() ? 'Fold repeats' : 'Unfold repeats';
  header.foldButton.hidden = !unfoldedTable;
}

/** Writes the address. */
function onMove(/** @type {boolean} */ isStep) {
  say('');
  const theme = app.getAttribute('data-theme') || '';
  const address = addressOf(view, { sought: searchBox.value, asRegex: regexBox.checked, isUnfolded: isUnfolded(), theme });
  if (!isDocument || address === (location.hash || '#')) return;
  try {
    history[isStep ? 'pushState' : 'replaceState'](null, '', address);
  } catch {
    // A sandbox may forbid it. Then the only way back is the key 0.
  }
}

function followAddress() {
  const { settings, placeIn, isIn } = readAddress(isDocument ? location.hash : '');
  const tree = unfoldedTable && settings.isUnfolded ? unfoldedTree(unfoldedTable) : foldedTree;
  showTheme(settings.theme);
  icicle.goTo(placeIn(tree));
  say(isIn(tree) ? '' : 'the place of the link is not here: this is the last one on the way to it');
  regexBox.checked = settings.asRegex;
  searchBox.value = settings.sought;
  searching.searchTree();
  icicle.showPlace();
}

// What the keys do.

/** Switches between the folded and the whole tree, and zooms to the node there that holds what was seen. */
function turnFold() {
  if (!unfoldedTable) return;
  const whole = unfoldedTree(unfoldedTable);
  const { zoomed } = view;
  icicle.goTo(isUnfolded() ? { tree: foldedTree, zoomed: whole.foldedNodes[zoomed], run: null }
    : { tree: whole, zoomed: unfoldedNode(whole, zoomed), run: null });
  onMove(false);
  searching.searchTree();
  icicle.rearrange();
}

function turnHelp() {
  help.hidden = !help.hidden;
  if (help.hidden) icicle.takeFocus();
  else help.focus();
}

function showTheme(/** @type {string} */ theme) {
  app.setAttribute('data-theme', theme);
  // The picture may be larger than what it shows.
  if (isDocument) picture.style.background = getComputedStyle(app).backgroundColor;
}

const darkness = matchMedia('(prefers-color-scheme: dark)');
on(darkness, 'change', () => showTheme(app.getAttribute('data-theme') || ''));

function turnDark() {
  const theme = app.getAttribute('data-theme') || (darkness.matches ? 'dark' : 'light');
  showTheme(theme === 'dark' ? 'light' : 'dark');
  onMove(false);
}

function escape() {
  if (!help.hidden) turnHelp();
  else if (searchBox.value) {
    searchBox.value = '';
    searching.searchAnew();
  } else if (isZoomed(view)) icicle.zoomTo(0);
}

async function copy(/** @type {string} */ text) {
  const isCopied = await copyText(text, app, icicle.takeFocus);
  if (!isCopied) /** @type {Selection} */ (getSelection()).selectAllChildren(detailsBox);
  say(isCopied ? 'copied' : 'cannot copy here: the text is selected, copy it');
}

/** @type {Record<string, () => void>} */
const acts = {
  ...icicle.acts,
  Escape: escape,
  '/': () => searchBox.focus(),
  c: () => copy(nameOf(view.tree, told.node)),
  C: () => {
    const { tree } = view;
    if (pathLength(tree, told.node, MOST_OF_COPY) < MOST_OF_COPY) copy(pathOf(tree, told.node).join('/'));
    else say('the path is too long to copy');
  },
  r: turnFold,
  d: turnDark,
  '?': turnHelp,
};

on(isDocument ? document : app, 'keydown', (event) => {
  const { key } = event;
  const target = /** @type {Element} */ (event.target);
  const withControl = event.ctrlKey || event.metaKey;
  if (withControl && key === 'f') {
    searchBox.focus();
    searchBox.select();
  } else if (withControl || event.altKey) {
    return;
  } else if (target === searchBox) {
    if (!searching.answerKey(event, escape)) return;
  } else if (acts[key] && !(/^(BUTTON|INPUT)$/i.test(target.tagName) && /^(Enter| )$/.test(key))) {
    acts[key]();
  } else return;
  event.preventDefault();
});

// Start.

if (sites.length > 0) {
  header.spotsBox.append('Go to ', ...sites.slice(0, 3).map(([node, place, amount]) =>
    button(icicle.shorten(place, 320) + '  ' + amount, pathText(foldedTree, node), () => {
      icicle.goTo({ tree: foldedTree, zoomed: node, run: null });
      searching.searchTree();
      icicle.zoomTo(node);
      icicle.focusOn(node);
    })));
}
if (isDocument) addEventListener('popstate', followAddress);
followAddress();
onTell(frameOf(view.tree, view.focused));
