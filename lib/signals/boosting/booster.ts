/**
 * Gradient boosting of small trees for yes-or-no outcomes (Friedman 2001; Chen and Guestrin 2016): each tree learns
 * what the sum of those before it still gets wrong. No package that is kept does this without eval. Same rows, same
 * generator: same trees.
 */
import type { Random } from '../../domain/random';
import { sigmoid } from '../statistics/logistic';
import { binned, MISSING_BIN, type Binned } from './bins';
import { growTree, type TreeNode, type TreeRules } from './grow';

export interface BoosterRules extends TreeRules {
  readonly trees: number;
  readonly learningRate: number;
  /** Share of the rows that each tree learns from. */
  readonly rowShare: number;
  /** The margin before the first tree. */
  readonly baseLogit: number;
}

/** Trees as plain lists, so that it can be sent to a Worker and stored; one entry a node. */
export interface Booster {
  readonly baseLogit: number;
  readonly width: number;
  /** First node of each tree. */
  readonly roots: Int32Array;
  /** -1 at a leaf. */
  readonly feature: Int16Array;
  /** Below it goes left. */
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Of a leaf, learning rate included. */
  readonly value: Float64Array;
  readonly gain: Float64Array;
}

export interface TrainingSet {
  /** Values by feature; NaN is missing. */
  readonly columns: readonly Float64Array[];
  /** 0 or 1 by row. */
  readonly outcomes: Uint8Array;
}

/** @throws Error where there is no row, or a column of another length. */
export function trainBooster({ columns, outcomes }: TrainingSet, rules: BoosterRules, random: Random): Booster {
  if (outcomes.length === 0 || columns.some((column) => column.length !== outcomes.length))
    throw new Error('every column has one value for each outcome');
  const data = binned(columns);
  const margins = new Float64Array(data.rows).fill(rules.baseLogit);
  const gradients = new Float64Array(data.rows);
  const hessians = new Float64Array(data.rows);
  const trees: TreeNode[] = [];
  for (let tree = 0; tree < rules.trees; tree += 1) {
    for (let row = 0; row < data.rows; row += 1) {
      const p = sigmoid(margins[row] ?? 0);
      gradients[row] = p - (outcomes[row] ?? 0);
      hessians[row] = p * (1 - p);
    }
    const grown = growTree({ data, gradients, hessians, rules }, sampled(data.rows, rules.rowShare, random));
    trees.push(grown);
    addTo(margins, data, grown, rules.learningRate);
  }
  return flattened(trees, data.width, rules);
}

function sampled(rows: number, share: number, random: Random): Int32Array {
  const taken = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row += 1)
    if (share >= 1 || random() < share) {
      taken[count] = row;
      count += 1;
    }
  return taken.slice(0, count);
}

function addTo(margins: Float64Array, { codes, width, rows }: Binned, tree: TreeNode, learningRate: number): void {
  for (let row = 0; row < rows; row += 1) {
    let node = tree;
    while (node.split !== null) {
      const { feature, bin, missingLeft, left, right } = node.split;
      const code = codes[row * width + feature] ?? 0;
      node = (code === MISSING_BIN ? missingLeft : code <= bin) ? left : right;
    }
    margins[row] = (margins[row] ?? 0) + learningRate * node.value;
  }
}

function flattened(trees: readonly TreeNode[], width: number, { learningRate, baseLogit }: BoosterRules): Booster {
  const nodes: TreeNode[] = [];
  const numberOf = new Map<TreeNode, number>();
  const list = (node: TreeNode): void => {
    numberOf.set(node, nodes.length);
    nodes.push(node);
    if (node.split === null) return;
    list(node.split.left);
    list(node.split.right);
  };
  trees.forEach(list);
  const at = (node: TreeNode | undefined): number => (node === undefined ? -1 : (numberOf.get(node) ?? -1));
  return {
    baseLogit,
    width,
    roots: Int32Array.from(trees, at),
    feature: Int16Array.from(nodes, ({ split }) => split?.feature ?? -1),
    threshold: Float64Array.from(nodes, ({ split }) => split?.threshold ?? 0),
    missingLeft: Uint8Array.from(nodes, ({ split }) => Number(split?.missingLeft ?? false)),
    left: Int32Array.from(nodes, ({ split }) => at(split?.left)),
    right: Int32Array.from(nodes, ({ split }) => at(split?.right)),
    value: Float64Array.from(nodes, ({ value, split }) => (split === null ? learningRate * value : 0)),
    gain: Float64Array.from(nodes, ({ split }) => split?.gain ?? 0),
  };
}

/** Sum of the trees at a row of features, before calibration (a logit). O(trees x depth). */
export function marginAt(booster: Booster, row: ArrayLike<number>): number {
  let sum = booster.baseLogit;
  for (let tree = 0; tree < booster.roots.length; tree += 1) sum += treeAt(booster, tree, row);
  return sum;
}

/** What one tree adds at a row. */
export function treeAt(booster: Booster, tree: number, row: ArrayLike<number>): number {
  const { roots, feature, threshold, missingLeft, left, right, value } = booster;
  let node = roots[tree] ?? 0;
  for (let column = feature[node] ?? -1; column >= 0; column = feature[node] ?? -1) {
    const x = row[column] ?? NaN;
    const goesLeft = x < (threshold[node] ?? 0) || (Number.isNaN(x) && missingLeft[node] === 1);
    node = (goesLeft ? left[node] : right[node]) ?? 0;
  }
  return value[node] ?? 0;
}

/** By column: the trees that look at it. */
export function treesByColumn({ roots, feature, left, right, width }: Booster): readonly ReadonlySet<number>[] {
  const trees = Array.from({ length: width }, () => new Set<number>());
  const visit = (tree: number, node: number): void => {
    const column = feature[node] ?? -1;
    if (column < 0) return;
    trees[column]?.add(tree);
    visit(tree, left[node] ?? 0);
    visit(tree, right[node] ?? 0);
  };
  for (const [tree, root] of roots.entries()) visit(tree, root);
  return trees;
}

/** Share of the whole gain that each feature's splits brought; zeros where no tree split. */
export function gainShares({ feature, gain, width }: Booster): readonly number[] {
  const sums = new Array<number>(width).fill(0);
  let whole = 0;
  for (let node = 0; node < feature.length; node += 1) {
    const column = feature[node] ?? -1;
    if (column < 0) continue;
    sums[column] = (sums[column] ?? 0) + (gain[node] ?? 0);
    whole += gain[node] ?? 0;
  }
  return whole > 0 ? sums.map((sum) => sum / whole) : sums;
}
