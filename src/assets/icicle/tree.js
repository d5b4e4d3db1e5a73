// SPDX-License-Identifier: MIT
// Tree of an icicle graph: its columns, and what follows from them of a node.
/**
 * Columns that a table gives, with an entry for each node, and perhaps unused ones behind; null for a column that the
 * table has not. Nodes are in pre-order, the widest sibling first.
 * @typedef {object} Columns
 * @property {number} nodeCount number of nodes
 * @property {string[]} names distinct names
 * @property {Int32Array} nameIds positions in `names`; that of the root means nothing
 * @property {Int32Array} parents -1 for the root
 * @property {Uint8Array} contents numbers of colours
 * @property {Float64Array} ownBytes bytes of the objects of the node itself
 * @property {Float64Array} ownObjects their number
 * @property {Float64Array | null} grown the part of `ownBytes` by which objects grew or, in a comparison, the node holds more
 * @property {Float64Array | null} retained bytes that the objects retain; 0 for a node that stands for several
 * @property {Float64Array | null} series total bytes in each dump, `dumps` entries for a node
 * @property {number} dumps 0 without a series
 * @property {boolean} compared true if the tree is a comparison by path
 * @property {Int32Array | null} repeats numbers of nodes for which one stands
 * @property {Uint8Array | null} renamed 1 if a node has not the name of the nodes for which it stands
 * @property {Int32Array} foldedNodes nodes of the folded tree to which those of the unfolded tree belong
 */

/**
 * Columns that follow from those.
 * @typedef {object} Derived
 * @property {Int32Array} depths
 * @property {Int32Array} ends one past the last node of the subtree
 * @property {Int32Array} ranks among siblings, from 1
 * @property {Int32Array} childCounts
 * @property {Float64Array} totals bytes of the subtree
 * @property {Float64Array} begins bytes left of the node
 * @property {Float64Array | null} growth the sum of `grown` in the subtree
 */

/** @typedef {Columns & Derived} Tree */

/**
 * Computes the columns that follow from the others, and in a comparison the second entry of each series. O(nodes).
 * @param {Columns} columns
 * @returns {Tree}
 */
export function buildTree(columns) {
  const { nodeCount: count, parents, grown, series } = columns;
  const [depths, ends, ranks, childCounts] = [0, 1, 2, 3].map(() => new Int32Array(count));
  const totals = columns.ownBytes.slice(0, count);
  const growth = grown && grown.slice(0, count);
  const begins = new Float64Array(count);
  for (let i = count - 1; i >= 0; i--) {
    if (ends[i] === 0) ends[i] = i + 1;
    const up = parents[i];
    if (up < 0) continue;
    totals[up] += totals[i];
    if (growth) growth[up] += growth[i];
    if (ends[up] < ends[i]) ends[up] = ends[i];
  }
  if (columns.compared && series && growth) {
    for (let i = 0; i < count; i++) series[2 * i + 1] = series[2 * i] + 2 * growth[i] - totals[i];
  }
  const next = new Float64Array(count); // where the next child begins
  for (let i = 1; i < count; i++) {
    const up = parents[i];
    depths[i] = depths[up] + 1;
    ranks[i] = ++childCounts[up];
    begins[i] = next[i] = next[up];
    next[up] += totals[i];
  }
  return Object.assign(columns, { depths, ends, ranks, childCounts, totals, begins, growth });
}

/**
 * @param {Tree} tree
 * @param {number} node
 */
export const nameOf = (tree, node) => (node === 0 ? 'root' : tree.names[tree.nameIds[node]]);

/**
 * End of a node in bytes from the left.
 * @param {Tree} tree
 * @param {number} node
 */
export const endOf = (tree, node) => tree.begins[node] + tree.totals[node];

/**
 * Bytes of the subtree by which objects grew or, in a comparison, it holds more.
 * @param {Tree} tree
 * @param {number} node
 */
export const growthOf = (tree, node) => (tree.growth ? tree.growth[node] : 0);

/**
 * The part of the growth that is the node's own.
 * @param {Tree} tree
 * @param {number} node
 */
export const grownOf = (tree, node) => (tree.grown ? tree.grown[node] : 0);

/**
 * Bytes that the objects of a node retain; 0 if that is not known.
 * @param {Tree} tree
 * @param {number} node
 */
export const retainedOf = (tree, node) => (tree.retained ? tree.retained[node] : 0);

/**
 * Number of nodes for which a node stands.
 * @param {Tree} tree
 * @param {number} node
 */
export const repeatsOf = (tree, node) => (tree.repeats ? tree.repeats[node] : 1);

/**
 * Total bytes in each dump; empty without a series.
 * @param {Tree} tree
 * @param {number} node
 */
export const seriesOf = ({ series, dumps }, node) => (series ? [...series.subarray(node * dumps, (node + 1) * dumps)] : []);

/**
 * Direction of a node in a comparison: 0 if all of the change is more, 1 if all is less, 2 for both.
 * @param {Tree} tree
 * @param {number} node
 */
export const directionOf = (tree, node) => {
  const growth = growthOf(tree, node);
  return growth === tree.totals[node] ? 0 : growth === 0 ? 1 : 2;
};

/**
 * Mean step from dump to dump, in bytes.
 * @param {Tree} tree
 * @param {number} node
 */
export const slopeOf = (tree, node) => {
  const series = seriesOf(tree, node);
  return Math.round((series[series.length - 1] - series[0]) / (series.length - 1));
};

/**
 * True if each of three or more dumps holds more than the one before.
 * @param {Tree} tree
 * @param {number} node
 */
export const isRising = (tree, node) => {
  const series = seriesOf(tree, node);
  return series.length > 2 && series.every((bytes, i) => i === 0 || bytes > series[i - 1]);
};
