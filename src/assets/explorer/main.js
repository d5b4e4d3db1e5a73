// SPDX-License-Identifier: MIT
// The explorer: a page with all trees of an answer, the objects on their frames, and the tables of the report.
import { coloursByKind } from '../icicle/colours.js';
import { describe } from '../icicle/describe.js';
import { button, html, on, partBox } from '../icicle/elements.js';
import { createIcicle } from '../icicle/icicle.js';
import { MOST_OF_COPY } from '../icicle/limits.js';
import { findPath, pathLength, pathOf, pathText, unfoldedNode } from '../icicle/paths.js';
import { compileQuery } from '../icicle/query.js';
import { nameOf } from '../icicle/tree.js';
import { drawnAt, isZoomed } from '../icicle/view.js';
import { addressOf, readAddress } from '../page/address.js';
import { copyText } from '../page/copy.js';
import { createHelp } from '../page/help.js';
import { createSearching } from '../page/searching.js';
import { data, retainingMost, treeOf, unpack, wholeOf } from './data.js';
import { createNames } from './names.js';
import { printWhole } from './printing.js';
import { createReport } from './report.js';
import { createRetaining } from './retaining.js';
import { createSelection } from './selection.js';
import { switchesFor, treeFor } from './switches.js';
import { region } from './tables.js';
import { chosenTheme, showTheme, turnTheme } from './theme.js';

/** @typedef {import('../icicle/layout.js').Frame} Frame */
/** @typedef {import('../icicle/tree.js').Tree} Tree */
/** @typedef {import('./data.js').PackedTree} PackedTree */
/** @typedef {import('./data.js').Shown} Shown */

const MOST_FRAMES = 500; // beside tables, which are in the document too

const first = data.trees[0];

/** @param {Shown} start */
const createPage = (start, /** @type {import('./data.js').Section[]} */ sections) => {
  let shown = start;
  let wanted = first;
  /** @type {PackedTree | null} */
  let switched = null; // the tree that the switches say
  /** @type {Frame} */
  let selected;
  let selectedTree = shown.folded;
  let selecting = Promise.resolve(); // until what the selected frame holds is shown
  let rowsHeight = 0; // of the tree that is shown, where it had most rows

  // What stands on the page.

  const searchBox = html('input', { type: 'search', placeholder: 'Search everything (/)', size: '22', 'aria-label': 'Search everything', spellcheck: 'false' });
  const regexBox = html('input', { type: 'checkbox' });
  const foundBox = html('output', { 'data-part': 'found' });
  const noteBox = html('output', { 'data-part': 'note' });
  const detailsBox = html('div', { 'data-part': 'details', role: 'status', 'aria-live': 'polite' });
  const scroller = partBox('scroller');
  const choiceBox = partBox('choices');
  const keyBox = partBox('key');
  const namesBox = region('Names');
  const resetButton = button('Reset zoom', '0', () => icicle.zoomTo(0));
  const foldButton = button('', 'r', () => turnFold());
  const help = createHelp(data.help, () => turnHelp());
  const selection = createSelection();
  const folded = start.folded;
  const report = createReport(sections, {
    showSite: ([node], tree) => showFromTable(tree, () => node),
    nameShower: (name) => (folded.names.includes(name) ? () => seek(name) : null),
  });
  const retainedBox = region('Largest retained sizes');
  const panes = partBox('panes', partBox('graph', scroller, detailsBox, keyBox), html('div', { 'data-part': 'side' }, selection.root));
  const app = partBox('explorer',
    html('section', { 'aria-label': 'Summary' }, html('h1', {}, data.verdict || data.counted),
      ...(data.verdict ? [html('p', {}, data.counted)] : []), html('p', { 'data-part': 'source' }, data.provenance),
      ...data.notices.map((notice) => html('p', { 'data-part': 'notice' }, notice))),
    ...report.first,
    partBox('tools', choiceBox, searchBox, html('label', { title: 'Regular expression; off: plain text' }, regexBox, 'regex'), foundBox, noteBox,
      html('span', { 'data-part': 'buttons' }, resetButton, foldButton, button('Help', '?', () => turnHelp()))),
    panes,
    partBox('tables', ...report.others, retainedBox, namesBox), help);
  /** @type {Element} */ (document.querySelector('[data-part="still"]')).replaceWith(html('main', {}, app));

  // The graph.

  const [kinds, directions] = data.colours.map(coloursByKind);
  const say = (/** @type {string} */ words) => (noteBox.textContent = words);
  const isUnfolded = () => icicle.view.tree !== shown.folded;
  const icicle = createIcicle(scroller, shown.folded, data.verdict || data.counted, {
    colourOf: (tree, node) => (tree.compared ? directions : kinds)(tree, node),
    words: data.templates,
    emptyWords: data.nothing,
    emptyColour: '#DDD',
    mostFrames: MOST_FRAMES,
  }, {
    onTell: (frame) => tell(frame),
    onMove: (isStep) => {
      say('');
      writeAddress(isStep);
    },
    onArrange: (height) => {
      rowsHeight = Math.max(rowsHeight, height);
      scroller.style.height = `${rowsHeight}px`; // up to what the style sheet allows
      resetButton.disabled = !isZoomed(icicle.view);
      foldButton.textContent = isUnfolded() ? 'Fold repeats' : 'Unfold repeats';
      foldButton.hidden = !shown.packed.unfolded;
    },
    onZoom: () => {
      select();
      searching.sayMatches();
    },
    onSearch: (...state) => searching.saySearch(...state),
  });
  const { view } = icicle;
  const searching = createSearching({ searchBox, regexBox, foundBox }, icicle, () => {
    writeAddress(false);
    searchTables();
  });

  /** The row of the first site at a node of the folded tree that is shown, or -1. */
  const rowOfSite = (/** @type {number | null} */ node) =>
    data.sites.findIndex((site, row) => site && (node === null || site[0] === node) && data.trees[data.treesOfSites[row]] === shown.packed);

  const tell = (/** @type {Frame} */ frame) => {
    const { tree } = view;
    detailsBox.replaceChildren(partBox('path', pathText(tree, frame.merged > 0 ? tree.parents[frame.node] : frame.node)),
      describe(tree, frame, data.templates));
  };

  /** Selects the frame that has the focus. */
  const select = () => {
    const frame = drawnAt(view, view.focused);
    if (selected && frame.node === selected.node && frame.merged === selected.merged && view.tree === selectedTree) return;
    selected = frame;
    selectedTree = view.tree;
    const row = frame.merged > 0 || isUnfolded() ? -1 : rowOfSite(frame.node);
    selecting = selection.show(shown, view.tree, frame, data.sites[row]?.[3] || []);
    report.markSite(row < 0 ? null : row);
    markName();
  };
  on(scroller, 'focusin', select);

  // Tables that the page makes of a tree.

  /** @type {ReturnType<typeof createNames> | null} */
  let names = null;
  const tables = () => [...report.tables, ...(names ? [names.table] : [])];
  const markName = () => names?.markNode(isUnfolded() ? view.tree.foldedNodes[view.focused] : view.focused);
  const showNames = () => {
    names = createNames(shown.folded, async (node) => {
      if (isUnfolded()) await turnFold();
      icicle.focusOn(node);
      showGraph();
    });
    names.table.filter(testOfTables());
    namesBox.replaceChildren(html('h2', {}, 'Names'), names.table.root);
    markName();
  };
  const showRetaining = async () => {
    const table = createRetaining(await retainingMost(), async ({ object, node }) => {
      await showFromTable(treeFor('live', 'paths', false), () => node);
      await selecting;
      selection.explain(object, 'live');
    });
    report.tables.push(table);
    retainedBox.append(table.root);
  };

  // Navigation.

  const writeAddress = (/** @type {boolean} */ isStep) => {
    const { shown: measure, kind, split } = shown.packed;
    const settings = { sought: searchBox.value, asRegex: regexBox.checked, isUnfolded: isUnfolded(), theme: chosenTheme() };
    const address = `#show=${measure}&tree=${kind}${split ? '&split' : ''}&${addressOf(view, settings).slice(1)}`;
    if (address === location.hash) return;
    try {
      history[isStep ? 'pushState' : 'replaceState'](null, '', address);
    } catch {
      // A sandbox may forbid it. Then the only way back is the key 0.
    }
  };

  /** Test of the texts in tables. Null shows all rows: nothing is searched for, or no valid expression was started. */
  const testOfTables = () => {
    const query = searchBox.value && !searching.isWaiting() ? compileQuery(searchBox.value, regexBox.checked) : null;
    const test = query?.test;
    return query && test ? (/** @type {string} */ text) => text.length <= query.longest && test(text) : null;
  };

  const searchTables = () => {
    const test = testOfTables();
    for (const table of tables()) table.filter(test);
  };

  const search = () => {
    searching.searchTree();
    searchTables();
  };

  /** Brings the graph into view, for those who come from a table below. */
  const showGraph = () => {
    const { top } = panes.getBoundingClientRect();
    if (top < 0 || top > document.documentElement.clientHeight / 2) panes.scrollIntoView();
  };

  const showSwitches = () => {
    if (switched === wanted) return; // or a click on them might be lost
    switched = wanted;
    const current = document.activeElement;
    const name = choiceBox.contains(current) ? current?.getAttribute('name') : null;
    choiceBox.replaceChildren(...switchesFor(wanted, switchTo));
    if (name) /** @type {HTMLElement | null} */ (choiceBox.querySelector(`[name="${name}"]:is(:checked, [type="checkbox"])`))?.focus();
  };

  /**
   * Goes to a place in a tree that is new on the page, or to the first site, and shows what belongs to the tree.
   * @param {Partial<import('../icicle/view.js').Place>} place
   * @param {number} focused what has the focus instead of the root or the first site, if it is not the root
   */
  const showAll = (place, focused = 0) => {
    const site = data.sites[rowOfSite(null)];
    const isAtRoot = place.zoomed === 0 && !place.run;
    icicle.goTo(place, isAtRoot && focused > 0 ? focused : isAtRoot && site && place.tree === shown.folded ? site[0] : -1);
    rowsHeight = 0;
    search();
    icicle.showPlace();
    showSwitches();
    keyBox.replaceChildren(...data.shown[shown.packed.shown].legend.map(([colour, text]) => {
      const sample = html('i', { 'data-colour': colour });
      sample.style.background = colour;
      return html('span', {}, colour ? sample : '', text);
    }));
    select();
    tell(drawnAt(view, view.focused));
    setTimeout(showNames);
  };

  /**
   * @param {PackedTree} packed
   * @param {(tree: Tree) => number} zoomedIn
   * @param {(tree: Tree) => number} focusedIn
   * @returns {Promise<boolean>} false if another tree was asked for since
   */
  const showTree = async (packed, zoomedIn, focusedIn = () => 0) => {
    wanted = packed;
    showSwitches(); // which are used again before a large tree is there
    const next = await treeOf(packed);
    if (wanted !== packed) return false;
    shown = next;
    showAll({ tree: shown.folded, zoomed: zoomedIn(shown.folded), run: null }, focusedIn(shown.folded));
    writeAddress(true);
    return true;
  };

  /** Shows another tree, and in it what is selected, or the last one on the way there. */
  const switchTo = (/** @type {PackedTree} */ packed) => {
    const path = pathOf(view.tree, view.focused);
    showTree(packed, () => 0, (tree) => findPath(tree, path));
  };

  const showFromTable = async (/** @type {PackedTree} */ packed, /** @type {(tree: Tree) => number} */ nodeIn) => {
    if (!(await showTree(packed, nodeIn))) return;
    icicle.takeFocus();
    showGraph();
  };

  const followAddress = async () => {
    const { settings, placeIn, isIn, lookUp } = readAddress(location.hash);
    wanted = treeFor(lookUp('show'), lookUp('tree'), lookUp('split') !== undefined);
    const packed = wanted;
    const next = await treeOf(packed);
    if (wanted !== packed) return;
    shown = next;
    const tree = settings.isUnfolded ? await wholeOf(shown) : shown.folded;
    showTheme(settings.theme);
    say(isIn(tree) ? '' : 'the linked place is not in this tree: this is the nearest frame above it');
    regexBox.checked = settings.asRegex && Boolean(settings.sought);
    searchBox.value = settings.sought;
    showAll(placeIn(tree));
  };

  const seek = (/** @type {string} */ name) => {
    searchBox.value = name;
    regexBox.checked = false;
    searching.searchAnew();
    icicle.acts.n();
    showGraph();
  };

  // What the keys do.

  const turnFold = async () => {
    if (!shown.packed.unfolded) return;
    const whole = await wholeOf(shown);
    const { zoomed } = view;
    icicle.goTo(isUnfolded() ? { tree: shown.folded, zoomed: whole.foldedNodes[zoomed], run: null }
      : { tree: whole, zoomed: unfoldedNode(whole, zoomed), run: null });
    writeAddress(false);
    searching.searchTree();
    icicle.showPlace();
    select();
  };

  const turnHelp = () => {
    help.hidden = !help.hidden;
    if (help.hidden) icicle.takeFocus();
    else help.focus();
  };

  const turnDark = () => {
    turnTheme();
    writeAddress(false);
  };

  const escape = () => {
    if (!help.hidden) turnHelp();
    else if (searchBox.value) {
      searchBox.value = '';
      searching.searchAnew();
    } else if (isZoomed(view)) icicle.zoomTo(0);
  };

  const copy = async (/** @type {string} */ text) => say(await copyText(text, app, icicle.takeFocus) ? 'copied' : 'cannot copy here');

  /** @type {Record<string, () => void>} */
  const acts = {
    ...icicle.acts,
    Escape: escape,
    '/': () => searchBox.focus(),
    c: () => copy(nameOf(view.tree, view.focused)),
    C: () => {
      if (pathLength(view.tree, view.focused, MOST_OF_COPY) < MOST_OF_COPY) copy(pathOf(view.tree, view.focused).join('/'));
    },
    r: turnFold,
    d: turnDark,
    '?': turnHelp,
  };
  on(document, 'keydown', (event) => {
    const { key } = event;
    const target = /** @type {Element} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target === searchBox) {
      if (!searching.answerKey(event, escape)) return;
    } else if (!acts[key] || target.closest('input, button, [data-part="side"]') && /^(Arrow|Enter| )/.test(key)) {
      return;
    } else acts[key]();
    event.preventDefault();
  });
  addEventListener('popstate', followAddress);
  printWhole(scroller, icicle.rearrange, tables);
  setTimeout(showRetaining);
  return followAddress();
};

const start = async () => {
  showTheme(readAddress(location.hash).settings.theme);
  const [tree, sections] = await Promise.all([treeOf(first), unpack(data.sections)]);
  await createPage(tree, JSON.parse(sections));
};
start();
