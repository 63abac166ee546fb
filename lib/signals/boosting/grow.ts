/**
 * One tree of the booster, grown by histograms of gradients. With g = p - y and h = p (1 - p) over the rows of a node,
 * a leaf is worth -G / (H + l), and a split gains GL^2 / (HL + l) + GR^2 / (HR + l) - G^2 / (H + l) (Chen and Guestrin
 * 2016, without their half). Where a feature may only raise or only lower the value, a split that does the other is not
 * taken, and what grows below it stays on its side of the middle between the two halves.
 */
import { BINS, MISSING_BIN, type Binned } from './bins';

export interface TreeRules {
  readonly depth: number;
  readonly lambda: number;
  readonly minHessian: number;
  readonly minGain: number;
  /** By feature: 1 the value may only rise with it, -1 only fall, 0 anything. */
  readonly monotone: readonly number[];
}

/** A leaf has a value and no split. */
export interface TreeNode {
  readonly value: number;
  readonly split: {
    readonly feature: number;
    /** The last bin that goes left. */
    readonly bin: number;
    readonly threshold: number;
    readonly missingLeft: boolean;
    readonly gain: number;
    readonly left: TreeNode;
    readonly right: TreeNode;
  } | null;
}

interface Sums {
  readonly g: number;
  readonly h: number;
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
  readonly left: Sums;
  readonly right: Sums;
}

/** What is gained less than this is rounding. */
const LEAST_GAIN = 1e-6;
/** Gains as near as this are equal: the lower feature, then the earlier cut, is taken. */
const EQUAL = 1e-9;

interface Growing {
  readonly data: Binned;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly rules: TreeRules;
  /** Row numbers; a node owns a stretch of it. */
  readonly order: Int32Array;
}

/** @param rows that this tree learns from; the list is taken over and reordered. */
export function growTree(given: Omit<Growing, 'order'>, rows: Int32Array): TreeNode {
  const growing: Growing = { ...given, order: rows };
  const histogram = histogramOf(growing, 0, rows.length);
  let g = 0;
  let h = 0;
  for (const row of rows) {
    g += given.gradients[row] ?? 0;
    h += given.hessians[row] ?? 0;
  }
  const bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return grow(growing, { from: 0, to: rows.length, sums: { g, h }, bounds, histogram, depth: 0 });
}

interface Node {
  readonly from: number;
  readonly to: number;
  readonly sums: Sums;
  readonly bounds: Bounds;
  readonly histogram: Float64Array | null;
  readonly depth: number;
}

function grow(growing: Growing, node: Node): TreeNode {
  const { rules, data } = growing;
  const value = weightOf(node.sums, node.bounds, rules);
  const best = node.histogram === null ? null : bestSplit(growing, node, node.histogram);
  if (best === null || node.histogram === null) return { value, split: null };
  const middle = divide(growing, node, best);
  const sides = boundsBelow(node.bounds, best, rules);
  const isLast = node.depth + 1 >= rules.depth;
  const [low, high] = isLast ? [null, null] : histogramsBelow(growing, node, middle, node.histogram);
  const depth = node.depth + 1;
  const left = grow(growing, { ...sides.left, from: node.from, to: middle, sums: best.left, histogram: low, depth });
  const right = grow(growing, { ...sides.right, from: middle, to: node.to, sums: best.right, histogram: high, depth });
  if (left.split === null && right.split === null && best.gain < rules.minGain) return { value, split: null };
  const threshold = data.cuts[best.feature]?.[best.bin] ?? Number.POSITIVE_INFINITY;
  const { feature, bin, missingLeft, gain } = best;
  return { value, split: { feature, bin, threshold, missingLeft, gain, left, right } };
}

function weightOf({ g, h }: Sums, { low, high }: Bounds, { lambda, minHessian }: TreeRules): number {
  if (h < minHessian || h <= 0) return 0;
  return Math.min(high, Math.max(low, -g / (h + lambda)));
}

/** What a value of `weight` takes off the loss of these rows; at the free optimum G^2 / (H + l). */
function scoreOf({ g, h }: Sums, weight: number, lambda: number): number {
  return h <= 0 ? 0 : -(2 * g * weight + (h + lambda) * weight * weight);
}

function boundsBelow(bounds: Bounds, { feature, left, right }: Split, rules: TreeRules) {
  const direction = rules.monotone[feature] ?? 0;
  if (direction === 0) return { left: { bounds }, right: { bounds } };
  const middle = (weightOf(left, bounds, rules) + weightOf(right, bounds, rules)) / 2;
  const below = { bounds: { ...bounds, high: middle } };
  const above = { bounds: { ...bounds, low: middle } };
  return direction > 0 ? { left: below, right: above } : { left: above, right: below };
}

function bestSplit(growing: Growing, node: Node, histogram: Float64Array): Split | null {
  const { data, rules } = growing;
  const parent = scoreOf(node.sums, weightOf(node.sums, node.bounds, rules), rules.lambda);
  let best: Split | null = null;
  const consider = (feature: number, bin: number, missingLeft: boolean, left: Sums): void => {
    const right = { g: node.sums.g - left.g, h: node.sums.h - left.h };
    if (left.h < rules.minHessian || right.h < rules.minHessian) return;
    const [low, high] = [weightOf(left, node.bounds, rules), weightOf(right, node.bounds, rules)];
    if ((high - low) * (rules.monotone[feature] ?? 0) < 0) return;
    const gain = scoreOf(left, low, rules.lambda) + scoreOf(right, high, rules.lambda) - parent;
    if (!(gain > LEAST_GAIN)) return;
    if (best === null || gain > best.gain * (1 + EQUAL)) best = { feature, bin, missingLeft, gain, left, right };
  };
  for (let feature = 0; feature < data.width; feature += 1) {
    const cuts = data.cuts[feature]?.length ?? 0;
    const offset = feature * BINS * 2;
    const missing = { g: histogram[offset + MISSING_BIN * 2] ?? 0, h: histogram[offset + MISSING_BIN * 2 + 1] ?? 0 };
    const hasMissing = data.hasMissing[feature] === true;
    // Without missing rows in training both sides are the same split, and one that comes later goes left.
    for (const missingLeft of hasMissing ? [false, true] : [true]) {
      let g = missingLeft ? missing.g : 0;
      let h = missingLeft ? missing.h : 0;
      // The last cut separates what is known from what is missing.
      const last = hasMissing && !missingLeft ? cuts : cuts - 1;
      for (let bin = 0; bin <= last; bin += 1) {
        g += histogram[offset + bin * 2] ?? 0;
        h += histogram[offset + bin * 2 + 1] ?? 0;
        consider(feature, bin, missingLeft, { g, h });
      }
    }
  }
  return best;
}

/** Moves the rows that go left to the front of the node's stretch; where the others begin. */
function divide({ data, order }: Growing, { from, to }: Node, { feature, bin, missingLeft }: Split): number {
  const { codes, width } = data;
  let left = from;
  for (let at = from; at < to; at += 1) {
    const row = order[at] ?? 0;
    const code = codes[row * width + feature] ?? 0;
    if (code === MISSING_BIN ? !missingLeft : code > bin) continue;
    order[at] = order[left] ?? 0;
    order[left] = row;
    left += 1;
  }
  return left;
}

/** Only the smaller half is counted; the other is what is left of the parent's, which is taken over. */
function histogramsBelow(growing: Growing, { from, to }: Node, middle: number, parent: Float64Array) {
  const leftIsSmall = middle - from <= to - middle;
  const small = leftIsSmall ? histogramOf(growing, from, middle) : histogramOf(growing, middle, to);
  for (let at = 0; at < parent.length; at += 1) parent[at] = (parent[at] ?? 0) - (small[at] ?? 0);
  return leftIsSmall ? ([small, parent] as const) : ([parent, small] as const);
}

function histogramOf({ data, gradients, hessians, order }: Growing, from: number, to: number): Float64Array {
  const { codes, width } = data;
  const histogram = new Float64Array(width * BINS * 2);
  for (let at = from; at < to; at += 1) {
    const row = order[at] ?? 0;
    const g = gradients[row] ?? 0;
    const h = hessians[row] ?? 0;
    let code = row * width;
    for (let offset = 0; offset < histogram.length; offset += BINS * 2, code += 1) {
      const bin = offset + (codes[code] ?? 0) * 2;
      histogram[bin] = (histogram[bin] ?? 0) + g;
      histogram[bin + 1] = (histogram[bin + 1] ?? 0) + h;
    }
  }
  return histogram;
}
