// SPDX-License-Identifier: MIT
// Search of the interactive picture, which needs no page. The problem: a name and an expression can be chosen so that
// the test takes for ever, and nothing ends it. The method: what may take exponential time on one name is refused before
// it starts; of the rest, the time is at most a power of the length of a name, so that names too long for an expression
// are left out; between names, time is watched. After J. Kirrage, A. Rathnayake, H. Thielecke, Static Analysis for
// Regular Expression Denial-of-Service Attacks (2013), but far more careful.
const MOST_STEPS = 1e7; // of the test of one name, about a tenth of a second
const LONGEST_NAME = 65536;
const SHORTEST_NAME = 16; // an expression must be good for names as long as this
const LONGEST_QUERY = 1000;
const SPECIAL = /[\\^$.*+?()[\]{}|]/;

// Pieces of a valid expression: escapes, classes, beginnings of groups, quantifiers, and single characters.
const PIECES_OF_EXPRESSION = /\\(?:[pPu]\{[^}]*\}|k<[^>]*>|[^])|\[(?:\\[^]|[^\]\\])*\]|\(\?(?:<?[=!]|<[^>]*>|[a-z-]*:)|[*+?]\??|\{(\d+)(,?)(\d*)\}\??|[^]/gu;

// What the test of a valid expression may cost: {powers, ways, length}, or {refused}. `powers` counts unlimited repeats,
// `ways` the choices besides, `length` what is compared after a choice.
function costOf(query) {
  const newGroup = (looks) => ({ looks, ways: 0, powers: 0, holds: false, choice: { ways: 1, powers: 0 } });
  const groups = [newGroup(false)];
  let last = { ways: 1, powers: 0, holds: false };
  let length = query.length;
  let isAnchored = query[0] === '^';
  const take = () => { // the last piece is complete
    const { choice } = groups[groups.length - 1];
    choice.ways *= last.ways;
    choice.powers += last.powers;
    last = { ways: 1, powers: 0, holds: false };
  };
  const endChoice = (group) => {
    take();
    group.ways += group.choice.ways;
    group.powers = Math.max(group.powers, group.choice.powers);
    group.choice = { ways: 1, powers: 0 };
  };
  for (const [piece, from, comma, to] of query.matchAll(PIECES_OF_EXPRESSION)) {
    const group = groups[groups.length - 1];
    if (/^\\[1-9k]/.test(piece)) return { refused: 'what refers back to a group can take too long' };
    if (piece[0] === '(') {
      take();
      groups.push(newGroup(/^\(\?<?[=!]/.test(piece)));
    } else if (piece === ')') {
      endChoice(group);
      groups.pop();
      if (group.looks && group.powers > 0) return { refused: 'a repeat in a lookahead or lookbehind can take too long' };
      groups[groups.length - 1].holds = groups[groups.length - 1].holds || group.holds;
      last = group;
    } else if (piece === '|') {
      endChoice(group);
      group.holds = true;
      if (groups.length === 1) isAnchored = false;
    } else if (from !== undefined || /^[*+?]/.test(piece)) {
      const least = from !== undefined ? Number(from) : piece[0] === '+' ? 1 : 0;
      const most = from === undefined ? (piece[0] === '?' ? 1 : Infinity) : !comma ? least : to ? Number(to) : Infinity;
      if (most > 1 && last.holds) return { refused: 'a repeat of a group with a repeat or an alternative in it can take too long' };
      if (most === Infinity) last.powers++;
      else if (most > least) last.ways = last.holds ? last.ways + 1 : last.ways * (most - least + 1);
      length += most === Infinity ? least : most;
      group.holds = true;
    } else {
      take();
    }
  }
  endChoice(groups[0]);
  return { powers: groups[0].powers, ways: groups[0].ways, length, isAnchored };
}

// Length of the longest names that are tested by an expression of this cost. The choices in a name are where the match
// and the unlimited repeats end.
function longestName({ powers, ways, length, isAnchored }) {
  const ends = powers + (isAnchored ? 0 : 1);
  const stepsFor = (characters) => {
    let steps = ways * (1 + length / 8);
    for (let i = 1; i <= ends; i++) steps *= (characters + i) / i;
    return steps;
  };
  let low = 0;
  let high = LONGEST_NAME;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stepsFor(middle) <= MOST_STEPS) low = middle;
    else high = middle - 1;
  }
  return low;
}

// {test, longest} for names of up to `longest` characters, {error} for what is no expression, or {refused} for what may
// take too long. An upper-case letter in the query makes it case-sensitive.
function compileQuery(query, isRegex) {
  if (query.length > LONGEST_QUERY) return { refused: 'it has more than ' + groupDigits(LONGEST_QUERY) + ' characters' };
  const letters = isRegex ? query.replace(/\\./g, '') : query;
  const flags = letters === letters.toLowerCase() ? 'i' : '';
  try {
    const expression = new RegExp(isRegex ? query : query.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), flags + 'u');
    const cost = isRegex ? costOf(query) : { powers: 0, ways: 1, length: query.length, isAnchored: false };
    if (cost.refused) return cost;
    const longest = longestName(cost);
    if (longest < SHORTEST_NAME) return { refused: 'so many repeats and alternatives can take too long' };
    return { test: (name) => expression.test(name), longest };
  } catch (error) {
    return { error: String(error.message).replace(/^Invalid regular expression: /, '') };
  }
}

// Search for the nodes whose name matches, in pre-order. `advance` goes on until the clock `now` reaches `end`, but by
// one name at least, and returns true when all names are tested. `state` counts what it tested and left out.
function startSearch(tree, { test, longest }) {
  const known = new Uint8Array(tree.names.length + 1); // by name: 1 for no match, 2 for one
  const matches = [];
  const state = { matches, names: 0, left: 0 };
  let node = 0;
  state.advance = (now, end) => {
    while (node < tree.count) {
      const id = node === 0 ? 0 : tree.name[node] + 1;
      const isNew = known[id] === 0;
      if (isNew) {
        const name = nameOf(tree, node);
        state.names++;
        if (name.length > longest) state.left++;
        known[id] = name.length <= longest && test(name) ? 2 : 1;
      }
      if (known[id] === 2) matches.push(node);
      node++;
      if (isNew && now() >= end) break;
    }
    return node >= tree.count;
  };
  return state;
}

// Position of the first of ascending nodes that is not below `node`. O(log nodes).
function firstFrom(nodes, node) {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle] < node) low = middle + 1;
    else high = middle;
  }
  return low;
}
