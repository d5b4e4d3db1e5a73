// SPDX-License-Identifier: MIT
// Interactive picture, which replaces the static one and draws what is in view of the whole tree.
// Names from the heap reach the page through textContent and setAttribute alone.
const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';
const ROW = 17;
const HEIGHT = 16;
const BAR = 14; // middle of the growth bar, from the top of its frame
const MOST_FRAMES = 1500;
const MOST_OF_ADDRESS = 30000; // characters of a path in the address
const MOST_OF_COPY = 1e7;
const SLICE = 50; // milliseconds of a search before the page may answer
const MOST_OF_SEARCH = 1000; // milliseconds of a search in all
const ELLIPSIS = '…';

const picture = document.currentScript.closest('svg');
const part = (name) => picture.querySelector('[data-part="' + name + '"]');
const table = part('table');
const isDocument = document.documentElement === picture;
const title = picture.querySelector('title').textContent;
const still = part('still');
const inLegend = (tag) => [...part('legend').querySelectorAll(tag)];
const legend = inLegend('rect').map((rect) => rect.getAttribute('fill'));
const legendNames = inLegend('text').map((text) => text.textContent);
// Colours of names; null if colours stand for types or directions.
const palette = table.dataset.palette ? table.dataset.palette.split(' ') : null;
const foldedTree = decodeTable(table.textContent, table.dataset.columns);
const unfolded = part('unfolded'); // null if nothing is folded
let wholeTree = null; // made when it is first asked for
const unfoldedTree = () => (wholeTree = wholeTree || decodeTable(unfolded.textContent, table.dataset.columns, foldedTree));
// Baseline of a label, from the top of its frame. It leaves underscores above the growth bar.
const BASELINE = foldedTree.growth[0] > 0 ? 10 : 12;

function make(space, tag, attributes, ...children) {
  const element = document.createElementNS(space, tag);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
}
const on = (target, type, act) => target.addEventListener(type, act);
const html = (tag, attributes, ...children) => make(HTML, tag, attributes, ...children);

let tree = foldedTree;
let zoomed = 0; // node of the first row that is not dimmed
let run = null; // {node, last}: small siblings that the view is zoomed to, children of `zoomed`
let focused = 0;
let inverted = false;
let sought = null; // by the last valid expression: its test of names
const started = new Set(); // queries that the person who looks has seen and started
let waiting = false; // the query came with the address, and may take long
let searching = 0; // timer of a search that goes on
let matches = [];
let isMatch = null; // by node: 1 for a match; null without a search
let frames = [];
let rows = 1;
let cell = 7.3;
let told = null; // frame that the details line describes

// Page and its controls.

const button = (label, hint, act) => {
  const element = html('button', { type: 'button', title: hint }, label);
  on(element, 'click', act);
  return element;
};
const search = html('input', {
  type: 'search', placeholder: 'Search names  ( / )', 'aria-label': 'Search names', size: 22, spellcheck: 'false',
});
const regex = html('input', { type: 'checkbox', checked: '' });
const found = html('output', { 'data-part': 'found' });
const details = html('div', { 'data-part': 'details', role: 'status', 'aria-live': 'polite' });
const foldButton = button('Unfold repeats', 'r', () => setFolded(tree !== foldedTree));
const resetButton = button('Reset zoom', '0', reset);
const spots = html('div', { 'data-part': 'spots' });
const help = html('div', { 'data-part': 'help', role: 'dialog', 'aria-label': 'Help', tabindex: '-1', hidden: '' });
const canvas = make(SVG, 'svg', { 'data-part': 'frames', role: 'tree', 'aria-label': title, width: '100%' });
const space = html('div', {});
const scroller = html('div', { 'data-part': 'scroller' }, canvas, space);
const header = html('div', { 'data-part': 'top' },
  html('div', {},
    html('strong', {}, title), search, html('label', { title: 'Regular expression; off: plain text' }, regex, 'regex'),
    button('‹', 'Previous match (N)', () => step(-1)), button('›', 'Next match (n)', () => step(1)), found,
    html('span', { 'data-part': 'buttons' }, resetButton, foldButton, button('Help', '?', () => showHelp(help.hidden)))),
  ...picture.querySelector('desc').textContent.split('\n').map((line, i, lines) =>
    html('div', i + 1 < lines.length ? { 'data-part': 'verdict' } : {}, line)),
  html('div', {}, ...legendNames.map((name, i) =>
    html('span', {}, legend[i] ? html('i', { 'data-colour': legend[i] }) : '', name))),
  spots, details);
const app = html('div', { 'data-part': 'app' }, header, scroller, help);
const frame = make(SVG, 'foreignObject', { 'data-part': 'live', width: '100%', height: '100%' }, app);
// A security policy may forbid style attributes where it allows scripts; it never forbids properties.
for (const sample of header.querySelectorAll('[data-colour]')) sample.style.background = sample.dataset.colour;

const staticSize = ['width', 'height', 'viewBox'].map((key) => [key, picture.getAttribute(key)]);

// Shows the interactive picture or, for printing, the static one.
function show(live) {
  if (live) {
    still.remove();
    picture.removeAttribute('viewBox');
    picture.setAttribute('width', '100%');
    picture.setAttribute('height', '100%');
    picture.append(frame);
  } else {
    frame.remove();
    for (const [key, value] of staticSize) picture.setAttribute(key, value);
    picture.append(still);
  }
}

// Drawing.

const endOf = (node) => tree.begin[node] + tree.total[node];
const range = () => (run ? { begin: tree.begin[run.node], end: endOf(run.last) } : { begin: tree.begin[zoomed], end: endOf(zoomed) });
const isZoomed = () => zoomed > 0 || run !== null;

const width = () => Math.max(scroller.clientWidth, 100);
const yOf = (row) => (inverted ? rows - 1 - row : row) * ROW;

const sizeInView = () => scroller.clientWidth + ' ' + scroller.clientHeight;
let drawnSize = '';

function refresh() {
  const { begin, end } = range();
  let smallest = Math.max((end - begin) / width(), 1e-9);
  const inView = Math.ceil(scroller.clientHeight / ROW) + 2;
  for (;;) {
    frames = layOut(tree, { begin, end }, smallest, zoomed);
    rows = frames.reduce((most, f) => Math.max(most, tree.depth[f.node] + 1), 1);
    // The document stays small: the width below which frames are merged doubles until few are in view.
    const perRow = new Int32Array(rows);
    for (const f of frames) perRow[tree.depth[f.node]]++;
    let sum = 0;
    let most = 0;
    for (let row = 0; row < rows; row++) {
      sum += perRow[row] - (row >= inView ? perRow[row - inView] : 0);
      most = Math.max(most, sum);
    }
    if (most <= MOST_FRAMES) break;
    smallest *= 2;
  }
  drawnSize = sizeInView();
  frames.sort((a, b) => tree.depth[a.node] - tree.depth[b.node] || a.begin - b.begin);
  space.style.height = Math.max(rows * ROW - canvas.clientHeight, 0) + 'px';
  if (!isDocument) picture.style.height = Math.min(header.offsetHeight + rows * ROW + 12, window.innerHeight) + 'px';
  draw();
  resetButton.disabled = !isZoomed();
  foldButton.textContent = tree === foldedTree ? 'Unfold repeats' : 'Fold repeats';
  foldButton.hidden = unfolded === null;
}

// Puts the rows in view, and no others, into the document.
function draw() {
  const height = scroller.clientHeight;
  canvas.setAttribute('height', Math.min(height, Math.max(rows * ROW, ROW)));
  const top = scroller.scrollTop;
  const had = canvas.contains(document.activeElement);
  const { begin, end } = range();
  const scale = width() / Math.max(end - begin, 1e-9);
  const drawn = [];
  for (const f of frames) {
    const y = yOf(tree.depth[f.node]) - top;
    if (y < -ROW || y > height) continue;
    const left = Math.max((f.begin - begin) * scale, 0);
    const right = Math.min((f.end - begin) * scale, width());
    if (right - left >= 0.2) drawn.push(frameElement(f, left, right, y));
  }
  if (tree.total[0] === 0) drawn.push(rectangle({}, 0, width(), 0, legend[5] || '#DDD', table.dataset.nothing));
  canvas.replaceChildren(...drawn);
  const current = elementOf(focused) || canvas.firstChild;
  if (current) {
    current.setAttribute('tabindex', '0');
    if (had) current.focus({ preventScroll: true });
  }
}

const focusFrame = () => elementOf(focused)?.focus({ preventScroll: true });
const elementOf = (node) => canvas.querySelector('[data-node="' + node + '"]');

function rectangle(attributes, left, right, y, colour, text) {
  const group = make(SVG, 'g', attributes);
  const broad = right - left >= 3;
  group.append(make(SVG, 'rect', {
    x: left.toFixed(2), y, width: (right - left).toFixed(2), height: HEIGHT, fill: colour, 'data-edge': broad ? 'yes' : 'no',
  }));
  const label = shorten(text, right - left - 6);
  if (label !== '') group.append(make(SVG, 'text', { x: (left + 3).toFixed(2), y: y + BASELINE }, label));
  return group;
}

function frameElement(f, left, right, y) {
  const node = f.node;
  const attributes = {
    role: 'treeitem', tabindex: '-1', 'data-node': node, 'aria-label': describe(f),
    'aria-level': tree.depth[node] + 1, 'aria-posinset': tree.rank[node] || 1,
    'aria-setsize': node === 0 ? 1 : tree.children[tree.parent[node]],
  };
  if (tree.depth[node] < tree.depth[zoomed] || (run && node === zoomed)) attributes['data-above'] = '';
  if (isMatch !== null) attributes['data-match'] = f.merged === 0 && isMatch[node] ? 'yes' : 'no';
  let group;
  if (f.merged === 0) group = rectangle(attributes, left, right, y, colourOf(node), labelOf(tree, node));
  else {
    attributes['data-merged'] = f.merged;
    if (isMatch !== null && matchIn(f)) attributes['data-match'] = 'yes';
    group = rectangle(attributes, left, right, y, '#ECECEC', describe(f));
    group.children[0].after(make(SVG, 'path', { d: hatch(left, right, y) }));
  }
  const grown = ((right - left) * f.growth) / (f.end - f.begin);
  if (grown > 0) group.append(make(SVG, 'path', { 'data-bar': '', d: 'M' + left.toFixed(2) + ' ' + (y + BAR) + 'h' + grown.toFixed(2) }));
  return group;
}

function hatch(left, right, y) {
  let lines = '';
  for (let x = left - HEIGHT + 6; x < right; x += 6) {
    const from = Math.max(x, left);
    const to = Math.min(x + HEIGHT, right);
    if (to > from) lines += 'M' + from.toFixed(1) + ' ' + (y + HEIGHT - from + x) + 'L' + to.toFixed(1) + ' ' + (y + HEIGHT - to + x);
  }
  return lines;
}

// True if a run of small frames contains a match. O(log matches).
function matchIn(f) {
  const at = firstFrom(matches, f.node);
  return at < matches.length && matches[at] < tree.end[f.last];
}

const hashes = new Map();
function hashOf(name) {
  if (!hashes.has(name)) hashes.set(name, hashName(name));
  return hashes.get(name);
}
const colourOf = (node) =>
  palette ? palette[hashOf(nameOf(tree, node)) % palette.length]
    : legend[tree.compared ? directionOf(tree, node) : tree.content[node]];

const meter = html('canvas', {}).getContext('2d');
// Part of a text that fits into `space` pixels: all of it, its beginning and end, or nothing.
function shorten(text, space) {
  if (space < 3 * cell) return '';
  const fits = (s) => (/^[ -~]*$/.test(s) ? s.length * cell : meter.measureText(s).width * 1.02) <= space;
  if (text.length * cell <= space * 4 && fits(text)) return text;
  const characters = Array.from(text.length > 4000 ? text.slice(0, 2000) + text.slice(-2000) : text);
  let short = '';
  let low = 3;
  let high = Math.min(Math.floor(space / cell), characters.length);
  while (low <= high) {
    const cells = (low + high) >> 1;
    const head = Math.floor(cells / 2);
    const tried = characters.slice(0, head).join('') + ELLIPSIS + characters.slice(characters.length - (cells - head - 1)).join('');
    if (fits(tried.replace(ELLIPSIS, '.'))) {
      short = tried;
      low = cells + 1;
    } else high = cells - 1;
  }
  return short;
}

// Descriptions of frames.

function describe(f) {
  const n = f.node;
  const growth = f.growth;
  const bytes = f.end - f.begin;
  const own = f.merged > 0 ? growth : tree.grown[n];
  let text = f.merged > 0 ? groupDigits(f.merged) + ' small frame' + (f.merged === 1 ? ', ' : 's, ') + inBytes(bytes)
    : labelOf(tree, n) + ' (' + inBytes(bytes) + ', ' + percentage(bytes, tree.total[0]) + ')';
  if (tree.compared) {
    // The sign of a single frame says all of it if its nodes changed in one direction.
    if (f.merged > 0 || directionOf(tree, n) > 1) text += '; ' + groupDigits(growth) + ' more, ' + groupDigits(bytes - growth) + ' less';
  } else {
    if (f.merged === 0) text += '; self: ' + inBytes(tree.self[n]) + ' in ' + groupDigits(tree.objects[n]) + ' objects';
    if (growth === bytes && bytes > 0) text += '; all growth';
    else {
      if (own > 0) text += ', of which ' + inBytes(own) + ' are growth';
      if (growth > own) text += '; growth in total: ' + inBytes(growth);
    }
  }
  const series = tree.series[n];
  if (f.merged > 0 || series.length === 0) return text;
  const slope = Math.round((series[series.length - 1] - series[0]) / (series.length - 1));
  return text + '; alive ' + series.map(groupDigits).join(' → ') + (isRising(tree, n) ? ', +' + groupDigits(slope) + ' a dump' : '');
}

function tell(f) {
  told = f;
  const n = f.node;
  const shares = [];
  if (n > 0) shares.push(percentage(f.end - f.begin, tree.total[tree.parent[n]]) + ' of parent');
  const { begin, end } = range();
  if (isZoomed()) {
    const inside = Math.min(f.end, end) - Math.max(f.begin, begin);
    shares.push(percentage(Math.max(inside, 0), end - begin) + ' of zoomed');
  }
  if (f.merged === 0 && tree.retained[n] > 0) shares.push('frees ' + inBytes(tree.retained[n]));
  details.replaceChildren(
    html('div', { 'data-part': 'path' }, pathText(tree, f.merged > 0 ? tree.parent[n] : n)),
    html('div', {}, html('span', { 'data-part': 'detail' }, describe(f)), ['', ...shares].join('  ·  ')));
}

const frameOf = (node) => frames.find((f) => f.node === node && f.merged === 0) ||
  { node, last: node, begin: tree.begin[node], end: endOf(node), growth: tree.growth[node], merged: 0 };
// The frame that is drawn may stand for a run of small frames.
const drawnAt = (node) => frames.find((f) => f.node === node) || frameOf(node);
const frameAt = (event) => {
  const group = event.target.closest('[data-node]');
  return group && drawnAt(Number(group.dataset.node));
};

// Navigation.

function zoomTo(node, small) {
  zoomed = node;
  run = small || null;
  focused = run ? run.node : node;
  writeAddress(true);
  refresh();
  updateFound();
  reveal(node);
}

function focusOn(node) {
  if (node < 0) return;
  const { begin, end } = range();
  const outside = tree.begin[node] >= end || endOf(node) <= begin;
  const narrow = !frames.some((f) => f.node === node && f.merged === 0);
  focused = node;
  // A frame that is not drawn here comes into view with its parent.
  if ((outside || narrow) && node > 0) {
    zoomed = narrow && tree.total[node] * width() < tree.total[tree.parent[node]] ? node : tree.parent[node];
    run = null;
    writeAddress(true);
    refresh();
  }
  reveal(node);
  draw();
  focusFrame();
  tell(frameOf(node));
}

function reveal(node) {
  const y = yOf(tree.depth[node]);
  const height = scroller.clientHeight;
  if (y < scroller.scrollTop || y + ROW > scroller.scrollTop + height) scrollTo(y - height / 3);
}

function scrollTo(y) {
  scroller.scrollTop = y;
  draw();
}

function neighbour(direction) {
  const row = frames.filter((f) => tree.depth[f.node] === tree.depth[focused]);
  const next = row[row.findIndex((f) => f.node === focused) + direction];
  if (!next) return;
  focused = next.node;
  draw();
  focusFrame();
  tell(next);
}

function down() {
  const f = drawnAt(focused);
  if (f.merged > 0) enter(f);
  else focusOn(focused + 1 < tree.end[focused] ? focused + 1 : -1);
}

function reset() {
  zoomTo(0);
}

// Switches between the folded and the whole tree, and zooms to the node there that holds what was seen.
function setFolded(folded) {
  zoomed = folded ? wholeTree.of[zoomed] : unfoldedNode(unfoldedTree(), zoomed);
  tree = folded ? foldedTree : wholeTree;
  run = null;
  focused = zoomed;
  writeAddress(false);
  runSearch();
  refresh();
}

function turnOver() {
  inverted = !inverted;
  writeAddress(false);
  refresh();
  scrollTo(inverted ? rows * ROW : 0);
}

// Search.

// Searches the current tree. An expression that is invalid or refused leaves the last valid one in force. One that came
// with the address waits until the person who looks starts it.
function runSearch() {
  clearTimeout(searching);
  const query = search.value === '' ? null : compileQuery(search.value, regex.checked);
  const problem = query && (query.refused ? 'refused: ' + query.refused : query.error && 'not a regular expression: ' + query.error.slice(0, 80));
  waiting = query !== null && !problem && regex.checked && SPECIAL.test(search.value) && !started.has(search.value);
  if (waiting || query === null) sought = null;
  else if (!problem) sought = query;
  search.setAttribute('aria-invalid', Boolean(problem));
  const note = problem || (waiting ? 'from the link, not started: Enter in the search box starts it' : '');
  if (sought === null) return showMatches(null, note);
  const state = startSearch(tree, sought);
  let spent = 0;
  const goOn = () => {
    const begin = performance.now();
    const isDone = state.advance(() => performance.now(), begin + SLICE);
    spent += performance.now() - begin;
    const isOver = isDone || spent >= MOST_OF_SEARCH;
    const parts = [note];
    if (!isDone) parts.push(isOver ? 'stopped after a second, ' + groupDigits(state.names) + ' names in: this expression takes too long' : 'searching …');
    if (state.left > 0) parts.push(groupDigits(state.left) + ' too long for this expression left out');
    showMatches(state.matches, parts.filter(Boolean).join('; '));
    if (!isOver) {
      searching = setTimeout(() => {
        goOn();
        draw();
      });
    }
  };
  return goOn();
}

function showMatches(nodes, note) {
  matches = nodes || [];
  isMatch = nodes && new Uint8Array(tree.count);
  for (const node of matches) isMatch[node] = 1;
  updateFound(note);
}

function searchAnew() {
  started.add(search.value);
  writeAddress(false);
  runSearch();
  draw();
}

let noted = ''; // what is said of the search, besides its matches
function updateFound(note = noted) {
  noted = note;
  const bytes = matchedBytes(tree, matches, zoomed);
  const counted = isMatch === null ? '' : groupDigits(matches.length) + (matches.length === 1 ? ' match, ' : ' matches, ') +
    inBytes(bytes) + (tree.compared ? ' of change, ' : ', ') + percentage(bytes, tree.total[zoomed]);
  found.textContent = /^(not|refused)/.test(note) ? note : [counted, note].filter(Boolean).join('; ');
}

function step(direction) {
  if (matches.length === 0) return;
  let at = firstFrom(matches, focused);
  if (direction > 0 && matches[at] === focused) at++;
  if (direction < 0) at--;
  focusOn(matches[(at + matches.length) % matches.length]);
}

// Address of the view. It has names, not positions, so a link survives a new run.

function addressOf() {
  const parts = [];
  // A longer address would be refused by browsers, and its path could be far longer than the picture.
  const isShort = pathLength(tree, zoomed, MOST_OF_ADDRESS) < MOST_OF_ADDRESS;
  if (zoomed > 0 && isShort) parts.push('zoom=' + pathOf(tree, zoomed).map(encodeURIComponent).join('/'));
  if (run && isShort) parts.push(...['node', 'last'].map((key) => key + '=' + encodeURIComponent(nameOf(tree, run[key]))));
  if (search.value !== '') parts.push('search=' + encodeURIComponent(search.value));
  if (!regex.checked) parts.push('plain');
  if (tree !== foldedTree) parts.push('unfolded');
  if (inverted) parts.push('inverted');
  return '#' + parts.join('&');
}

function writeAddress(isStep) {
  const address = addressOf();
  if (!isDocument || address === (location.hash || '#')) return;
  try {
    history[isStep ? 'pushState' : 'replaceState'](null, '', address);
  } catch {
    // A sandbox may forbid it. Then the only way back is the key 0.
  }
}

function readAddress() {
  const values = new Map();
  for (const piece of (isDocument ? location.hash.slice(1) : '').split('&')) {
    const [key, value] = piece.split('=');
    values.set(key, value || '');
  }
  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  tree = unfolded && values.has('unfolded') ? unfoldedTree() : foldedTree;
  zoomed = values.has('zoom') ? findPath(tree, values.get('zoom').split('/').map(decode)) : 0;
  const [node, last] = ['node', 'last'].map((key) => (values.has(key) ? childNamed(tree, zoomed, decode(values.get(key))) : -1));
  run = node > 0 && last >= node ? { node, last } : null;
  focused = run ? node : zoomed;
  inverted = values.has('inverted');
  regex.checked = !values.has('plain');
  search.value = decode(values.get('search') || '');
  runSearch();
  refresh();
  if (inverted) scrollTo(rows * ROW);
  reveal(zoomed);
}

// Copying, help and colours of the page.

function copy(text) {
  const say = (message) => found.replaceChildren(message);
  const byHand = () => {
    const area = html('textarea', {}, text);
    app.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand('copy');
    } catch {
      // Only HTML documents have this command.
    }
    area.remove();
    focusFrame();
    if (!done) getSelection().selectAllChildren(details);
    say(done ? 'copied' : 'cannot copy here: the text is selected, copy it');
  };
  if (!navigator.clipboard) return byHand();
  return navigator.clipboard.writeText(text).then(() => say('copied'), byHand);
}

function showHelp(visible) {
  help.hidden = !visible;
  if (visible) help.focus();
  else focusFrame();
}
const [howToRead, ...keys] = part('help').textContent.trim().split('\n');
help.append(
  html('h2', {}, 'How to read this picture'),
  html('p', {}, howToRead),
  html('table', {}, ...keys.map((line) => {
    const [key, what] = line.split('\t');
    return html('tr', {}, html('th', {}, key), html('td', {}, what));
  })),
  button('Close', 'Escape', () => showHelp(false)));

function turnDark() {
  app.dataset.theme = isDark() ? 'light' : 'dark';
}
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (app.dataset.theme ? app.dataset.theme === 'dark' : prefersDark.matches);

// Events.

function escape() {
  if (!help.hidden) showHelp(false);
  else if (search.value !== '') {
    search.value = '';
    searchAnew();
  } else if (isZoomed()) reset();
}

const actions = {
  ArrowUp: () => (inverted ? down() : focusOn(tree.parent[focused])),
  ArrowDown: () => (inverted ? focusOn(tree.parent[focused]) : down()),
  ArrowLeft: () => neighbour(-1),
  ArrowRight: () => neighbour(1),
  Enter: () => enter(drawnAt(focused)),
  Escape: escape,
  '/': () => search.focus(),
  n: () => step(1),
  N: () => step(-1),
  c: () => copy(nameOf(tree, told.node)),
  C: () => {
    if (pathLength(tree, told.node, MOST_OF_COPY) < MOST_OF_COPY) copy(pathOf(tree, told.node).join('/'));
    else found.textContent = 'the path is too long to copy';
  },
  r: () => unfolded && setFolded(tree !== foldedTree),
  i: turnOver,
  d: turnDark,
  0: reset,
  '?': () => showHelp(help.hidden),
};

function enter(f) {
  if (f.merged > 0) zoomTo(tree.parent[f.node], f);
  else zoomTo(f.node);
}

function onKey(event) {
  const wantsSearch = (event.ctrlKey || event.metaKey) && event.key === 'f';
  if (!wantsSearch && (event.ctrlKey || event.metaKey || event.altKey)) return;
  if (event.target === search && !wantsSearch) {
    if (event.key === 'Enter' && waiting) searchAnew();
    else if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      escape();
      focusFrame();
    } else return;
  } else if (wantsSearch) {
    search.focus();
    search.select();
  } else if (/^(BUTTON|INPUT)$/i.test(event.target.tagName) && /^(Enter| )$/.test(event.key)) {
    return;
  } else if (actions[event.key]) {
    actions[event.key]();
  } else return;
  event.preventDefault();
}

function begin() {
  show(true);
  const sample = make(SVG, 'text', {}, 'M'.repeat(50));
  canvas.append(sample);
  cell = sample.getComputedTextLength() / 50 || cell; // 0 while the picture is hidden
  meter.font = getComputedStyle(sample).font;
  const chips = JSON.parse(table.dataset.chips).map(([node, label, amount]) =>
    button(shorten(label, 320) + '  ' + amount, pathText(foldedTree, node), () => {
      tree = foldedTree;
      runSearch();
      zoomTo(node);
      focusOn(node);
    }));
  if (chips.length > 0) spots.append('Go to ', ...chips);
  on(canvas, 'click', (event) => {
    const f = frameAt(event);
    if (f) enter(f);
  });
  on(canvas, 'mouseover', (event) => tell(frameAt(event) || frameOf(focused)));
  on(canvas, 'mouseleave', () => tell(frameOf(focused)));
  on(canvas, 'focusin', (event) => {
    const f = frameAt(event);
    if (!f) return;
    focused = f.node;
    tell(f);
  });
  on(search, 'input', searchAnew);
  on(regex, 'change', searchAnew);
  on(isDocument ? document : app, 'keydown', onKey);
  on(scroller, 'scroll', draw);
  new ResizeObserver(() => sizeInView() === drawnSize || refresh()).observe(scroller);
  if (isDocument) on(window, 'popstate', readAddress);
  on(window.matchMedia('print'), 'change', (print) => show(!print.matches));
  readAddress();
  tell(frameOf(focused));
}
begin();
