/**
 * The sum of a booster's trees, fast: each tree is filled up to a perfect one of three levels, so that a row's way is
 * two reads a level and no pointer, and nothing is allocated. A row in which something is missing, and deeper trees,
 * take the slow way, which knows the side that each split learned.
 */
import { marginAt, type Booster } from './booster';

/** Margin before calibration (a logit). O(trees). */
export type Predictor = (row: Float64Array) => number;

const DEPTH = 3;
/** Splits and leaves of one tree. */
const SPLITS = 2 ** DEPTH - 1;
const LEAVES = 2 ** DEPTH;

const made = new WeakMap<Booster, Predictor>();

/** Made once for each booster. */
export function predictorOf(booster: Booster): Predictor {
  const known = made.get(booster);
  if (known !== undefined) return known;
  const predictor = booster.roots.every((root) => depthBelow(booster, root) <= DEPTH)
    ? flat(booster)
    : (row: Float64Array) => marginAt(booster, row);
  made.set(booster, predictor);
  return predictor;
}

function flat(booster: Booster): Predictor {
  const { baseLogit, width } = booster;
  const trees = booster.roots.length;
  const feature = new Int32Array(trees * SPLITS);
  const threshold = new Float64Array(trees * SPLITS).fill(Infinity);
  const value = new Float64Array(trees * LEAVES);
  for (let tree = 0; tree < trees; tree += 1) {
    const fill = (node: number, at: number, level: number): void => {
      if (level === DEPTH) {
        value[tree * LEAVES + at - SPLITS] = booster.value[node] ?? 0;
        return;
      }
      // A leaf above the last level stands at every end of what would grow below it.
      const column = booster.feature[node] ?? -1;
      const isLeaf = column < 0;
      if (!isLeaf) {
        feature[tree * SPLITS + at] = column;
        threshold[tree * SPLITS + at] = booster.threshold[node] ?? 0;
      }
      fill(isLeaf ? node : (booster.left[node] ?? 0), 2 * at + 1, level + 1);
      fill(isLeaf ? node : (booster.right[node] ?? 0), 2 * at + 2, level + 1);
    };
    fill(booster.roots[tree] ?? 0, 0, 0);
  }
  return (row) => {
    let known = 0;
    for (let column = 0; column < width; column += 1) known += row[column] ?? NaN;
    if (!Number.isFinite(known)) return marginAt(booster, row);
    let sum = baseLogit;
    for (let tree = 0, from = 0; tree < trees; tree += 1, from += SPLITS) {
      // Levels are written out: a loop over three costs as much as what it does.
      let node = (row[feature[from] ?? 0] ?? 0) < (threshold[from] ?? 0) ? 1 : 2;
      let at = from + node;
      node = 2 * node + ((row[feature[at] ?? 0] ?? 0) < (threshold[at] ?? 0) ? 1 : 2);
      at = from + node;
      node = 2 * node + ((row[feature[at] ?? 0] ?? 0) < (threshold[at] ?? 0) ? 1 : 2);
      sum += value[tree * LEAVES + node - SPLITS] ?? 0;
    }
    return sum;
  };
}

function depthBelow(booster: Booster, node: number): number {
  if ((booster.feature[node] ?? -1) < 0) return 0;
  const below = (next: number | undefined): number => depthBelow(booster, next ?? 0);
  return 1 + Math.max(below(booster.left[node]), below(booster.right[node]));
}
