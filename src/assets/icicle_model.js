// SPDX-License-Identifier: MIT
// Model of the interactive picture, which needs no page: table -> tree -> frames. Columns are arrays with
// an entry for each node. Nodes are in pre-order, the widest sibling first.

// Tree of a table: front-coded names in lines, an empty line, and the numbers of all nodes (see
// src/output/table.h). `columns` names the optional columns that the table has. The table of the unfolded
// tree says only what does not follow from the folded one; `of` is the folded node of each of its nodes.
function decodeTable(text, columns, folded) {
  const split = text.lastIndexOf('\n');
  const names = folded ? folded.names.slice() : [];
  let introduced = names.length;
  const first = introduced;
  let previous = '';
  for (const line of text.slice(0, split).split('\n')) {
    if (line === '') continue;
    const reader = numberReader(line);
    previous = previous.slice(0, reader.next()) + line.slice(reader.position());
    names.push(previous);
  }
  const { next, atEnd } = numberReader(text.slice(split + 1));
  const signed = () => {
    const code = next();
    return (code % 2 ? -1 - code : code) / 2;
  };
  const [hasGrown, hasRetained, hasRepeats, compared] = ['grown', 'retained', 'repeats', 'compared'].map((name) => columns.includes(name));
  const tree = { names, parent: [], name: [], content: [], self: [], objects: [], grown: [], retained: [], series: [], repeats: [], renamed: [], of: [] };
  const [dumps] = columns.match(/\d+/) || [0];
  const open = [-1];
  let steps = []; // steps of the node before, from dump to dump
  let of = 0;
  while (!atEnd()) {
    const node = tree.parent.length;
    for (let up = next(); up > 0; up--) open.pop();
    tree.parent.push(open[open.length - 1]);
    open.push(node);
    if (folded) {
      tree.of.push((of += signed()));
      if (folded.repeats[of] === 1) {
        tree.name.push(folded.name[of]);
        tree.content.push(folded.content[of]);
        tree.self.push(folded.self[of]);
        tree.objects.push(folded.objects[of]);
        tree.grown.push(folded.grown[of]);
        tree.retained.push(folded.retained[of]);
        tree.series.push(folded.series[of]);
        continue;
      }
    }
    const code = folded && !folded.renamed[of] ? -1 : next();
    tree.name.push(code < 0 ? folded.name[of] : code === 0 ? introduced++ : first + code - 1);
    const what = next();
    tree.content.push(what % 6);
    tree.objects.push(Math.floor(what / 6));
    const self = next();
    tree.self.push(self);
    tree.grown.push(hasGrown ? next() : 0);
    const retained = hasRetained ? next() : 0;
    tree.retained.push(retained > 0 ? self + retained - 1 : 0);
    let sum = 0;
    if (dumps > 0) steps = Array.from({ length: dumps }, (_, i) => (steps[i] || 0) + signed());
    tree.series.push(dumps > 0 ? steps.map((step) => (sum += step)) : steps);
    const repeats = hasRepeats && !folded ? next() : 0;
    tree.repeats.push((repeats >> 1) + 1);
    tree.renamed.push(repeats % 2);
  }
  return buildTree(Object.assign(tree, { compared, repeats: folded ? null : tree.repeats }));
}

// Reader of variable-length quantities in base64: digits of five bits, the lowest first; another digit
// follows one of 32 or more.
function numberReader(text) {
  let at = 0;
  return {
    atEnd: () => at >= text.length,
    position: () => at,
    next() {
      let value = 0;
      for (let scale = 1; ; scale *= 32) {
        const code = text.charCodeAt(at++);
        const digit = code > 96 ? code - 71 : code > 64 ? code - 65 : code > 47 ? code + 4 : code === 43 ? 62 : 63;
        value += (digit & 31) * scale;
        if (digit < 32 || at >= text.length) return value;
      }
    },
  };
}

// Tree with the columns that follow from those given: depth, end (one past the last node of the subtree),
// rank among siblings (from 1), number of children, and total, growth and begin in bytes.
function buildTree(columns) {
  const count = columns.parent.length;
  const integers = () => new Int32Array(count);
  const tree = Object.assign(columns, {
    count,
    depth: integers(),
    end: integers(),
    rank: integers(),
    children: integers(),
    total: Float64Array.from(columns.self),
    growth: Float64Array.from(columns.grown),
    begin: new Float64Array(count),
  });
  for (let i = count - 1; i >= 0; i--) {
    if (tree.end[i] === 0) tree.end[i] = i + 1;
    const up = tree.parent[i];
    if (up < 0) continue;
    tree.total[up] += tree.total[i];
    tree.growth[up] += tree.growth[i];
    if (tree.end[up] < tree.end[i]) tree.end[up] = tree.end[i];
  }
  if (tree.compared) tree.series.forEach((series, i) => (series[1] = series[0] + 2 * tree.growth[i] - tree.total[i]));
  const next = new Float64Array(count);
  for (let i = 1; i < count; i++) {
    const up = tree.parent[i];
    tree.depth[i] = tree.depth[up] + 1;
    tree.rank[i] = ++tree.children[up];
    tree.begin[i] = next[up];
    next[i] = next[up];
    next[up] += tree.total[i];
  }
  return tree;
}

function nameOf(tree, node) {
  return node === 0 ? 'root' : tree.names[tree.name[node]];
}

// Direction of a node in a comparison: 0 if all of the change is more, 1 if all is less, 2 for both.
function directionOf(tree, node) {
  return tree.growth[node] === tree.total[node] ? 0 : tree.growth[node] === 0 ? 1 : 2;
}

// True if each of three or more dumps holds more than the one before.
function isRising(tree, node) {
  const series = tree.series[node];
  return series.length > 2 && series.every((bytes, i) => i === 0 || bytes > series[i - 1]);
}

// Name with its signs: the direction of change, the number of nodes for which it stands, ↑ if objects on
// it grew, and ↗ if it grows from dump to dump.
function labelOf(tree, node) {
  const repeats = tree.repeats === null ? 1 : tree.repeats[node];
  return (tree.compared ? '+−±'[directionOf(tree, node)] + ' ' : '') + nameOf(tree, node) +
    (repeats > 1 ? ' ×' + groupDigits(repeats) : '') + (tree.grown[node] > 0 && !tree.compared ? ' ↑' : '') +
    (isRising(tree, node) ? ' ↗' : '');
}

// Names from below the root to the node.
function pathOf(tree, node) {
  const path = [];
  for (; node > 0; node = tree.parent[node]) path.push(nameOf(tree, node));
  return path.reverse();
}

// Path in one line, of which a deep one has the last names, and each name has its beginning and end.
const MOST_NAMES = 100;
const MOST_CHARACTERS = 1000;
const clip = (text) => (text.length <= MOST_CHARACTERS ? text : text.slice(0, MOST_CHARACTERS / 2) + '…' + text.slice(-MOST_CHARACTERS / 2));
function pathText(tree, node) {
  const names = [];
  for (; node > 0 && names.length < MOST_NAMES; node = tree.parent[node]) names.push(clip(nameOf(tree, node)));
  if (node > 0) names.push('…');
  return ['root', ...names.reverse()].join(' › ');
}

// Length of the path to a node, or `most` if it is longer.
function pathLength(tree, node, most) {
  let length = 0;
  for (; node > 0 && length < most; node = tree.parent[node]) length += nameOf(tree, node).length + 1;
  return Math.min(length, most);
}

function childNamed(tree, node, name) {
  for (let i = node + 1; i < tree.end[node]; i = tree.end[i]) {
    if (nameOf(tree, i) === name) return i;
  }
  return -1;
}

// Node that a path leads to, or the last one on the way if the path breaks off.
function findPath(tree, path) {
  let node = 0;
  for (const name of path) {
    const child = childNamed(tree, node, name);
    if (child < 0) break;
    node = child;
  }
  return node;
}

// The node of the unfolded tree that holds all for which a node of the folded tree stands, and little else.
function unfoldedNode(whole, node) {
  let up = whole.of.indexOf(node);
  const last = whole.of.lastIndexOf(node);
  while (whole.end[up] <= last) up = whole.parent[up];
  return up;
}

// Number of pieces into which an opened run of small children falls, unless they are wide enough to draw.
const PIECES = 10;

// Frames of the range [begin, end) of the root's bytes, as {node, last, begin, end, growth, merged}. A node
// of at least `smallest` bytes has a frame of its own. Narrower siblings in a row share a frame, in which
// `merged` counts the nodes from `node` to `last`. A row of children of `opened` falls into pieces.
function layOut(tree, range, smallest, opened) {
  const frames = [];
  let i = 0;
  while (i < tree.count) {
    const begin = tree.begin[i];
    const end = begin + tree.total[i];
    if (end <= range.begin || begin >= range.end) {
      i = i === 0 ? tree.count : tree.end[i];
    } else if (i > 0 && tree.total[i] < smallest) {
      const parent = tree.parent[i];
      const most = parent === opened ? (range.end - range.begin) / PIECES : Infinity;
      let run = null;
      for (; i < tree.end[parent] && tree.begin[i] < range.end; i = tree.end[i]) {
        if (run === null || run.end - run.begin >= most) frames.push((run = { node: i, begin: tree.begin[i], growth: 0, merged: 0 }));
        run.last = i;
        run.end = tree.begin[i] + tree.total[i];
        run.growth += tree.growth[i];
        run.merged++;
      }
      i = tree.end[parent];
    } else {
      frames.push({ node: i, last: i, begin, end, growth: tree.growth[i], merged: 0 });
      i++;
    }
  }
  return frames.filter((f) => f.end - f.begin >= smallest || f.node === 0);
}

// Bytes of the outermost matches in a subtree.
function matchedBytes(tree, matches, top) {
  let bytes = 0;
  let behind = top;
  for (const node of matches) {
    if (node < behind) continue;
    if (node >= tree.end[top]) break;
    bytes += tree.total[node];
    behind = tree.end[node];
  }
  return bytes;
}

// Percentage as in C++: 42.7%. Ties go to the even digit. Of the exact ties, .25 and .75, toFixed gets
// the first one wrong.
function percentage(part, whole) {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  return (percent % 1 === 0.25 ? percent - 0.05 : percent).toFixed(1) + '%';
}

function inBytes(number) {
  return groupDigits(number) + ' bytes';
}

function groupDigits(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

// Hash of a name, the same as in `colour_of_name` of C++ (FNV-1a, 32 bits).
function hashName(name) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
