/**
 * What the model looks at: the share of the gain that a column's splits brought, and by how much the log loss on rows
 * it has not learned from rises when the column is shuffled. Gain misleads between columns that move together: both are
 * shown. Stable is what keeps its rank from one training to the next.
 */
import { seeded } from '../../domain/random';
import { gainShares, marginAt, treeAt, treesByColumn } from '../boosting/booster';
import { calibrated } from './calibration';
import { ALL_COLUMNS, type FillMoment } from './columns';
import { forEachTask, type FillModel } from './model';

export interface Importance {
  readonly column: string;
  readonly gain: number;
  /** Rise of the log loss, and its standard error over the shuffles. */
  readonly rise: number;
  readonly error: number;
}

const SHUFFLES = 5;
/** Rows that are enough to rank columns by, so that 37 of them take a second. */
const ROWS = 2_000;

export function importanceOf(model: FillModel, moments: readonly FillMoment[]): readonly Importance[] {
  const random = seeded(1);
  const all: { readonly row: Float64Array; readonly outcome: 0 | 1 }[] = [];
  forEachTask(moments, model.hazard, (row, outcome) => all.push({ row: Float64Array.from(row), outcome }));
  const rows = all.length <= ROWS ? all : all.filter(() => random() < ROWS / all.length);
  const { booster, calibration } = model;
  const margins = rows.map(({ row }) => marginAt(booster, row));
  const lossAt = (marginOf: (i: number) => number): number => {
    let sum = 0;
    for (const [i, { outcome }] of rows.entries()) {
      const p = calibrated(calibration, marginOf(i));
      sum -= Math.log(Math.max(1e-15, outcome === 1 ? p : 1 - p));
    }
    return rows.length === 0 ? 0 : sum / rows.length;
  };
  const usual = lossAt((i) => margins[i] ?? 0);
  const gains = gainShares(booster);
  const lookedAt = treesByColumn(booster);
  return ALL_COLUMNS.map((column, at) => {
    const gain = gains[at] ?? 0;
    // What no tree looks at changes nothing.
    if (gain === 0) return { column, gain, rise: 0, error: 0 };
    // Only the trees that look at it say something else.
    const trees = [...(lookedAt[at] ?? [])];
    const ofTrees = (row: Float64Array): number => trees.reduce((sum, tree) => sum + treeAt(booster, tree, row), 0);
    const others = rows.map(({ row }, i) => (margins[i] ?? 0) - ofTrees(row));
    const own = rows.map(({ row }) => row[at] ?? NaN);
    const rises = Array.from({ length: SHUFFLES }, () => {
      const mixed = shuffled(own, random);
      for (const [i, { row }] of rows.entries()) row[at] = mixed[i] ?? NaN;
      return lossAt((i) => (others[i] ?? 0) + ofTrees(rows[i]?.row ?? NOTHING)) - usual;
    });
    for (const [i, { row }] of rows.entries()) row[at] = own[i] ?? NaN;
    const rise = rises.reduce((sum, each) => sum + each, 0) / SHUFFLES;
    const spread = rises.reduce((sum, each) => sum + (each - rise) ** 2, 0) / (SHUFFLES - 1);
    return { column, gain, rise, error: Math.sqrt(spread / SHUFFLES) };
  });
}

const NOTHING = new Float64Array(0);

function shuffled(values: readonly number[], random: () => number): readonly number[] {
  const mixed = [...values];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] ?? NaN, mixed[i] ?? NaN];
  }
  return mixed;
}

/** Spearman's rank correlation of the rises with those of the training before; null before there are two. */
export function stability(
  now: readonly Importance[] | undefined,
  before: readonly Importance[] | undefined,
): number | null {
  if (now === undefined || before === undefined || now.length !== before.length || now.length < 2) return null;
  const ranks = (of: readonly Importance[]): readonly number[] => {
    const order = [...of.keys()].sort((a, b) => (of[a]?.rise ?? 0) - (of[b]?.rise ?? 0));
    const rank = new Array<number>(of.length).fill(0);
    for (const [place, at] of order.entries()) rank[at] = place;
    return rank;
  };
  const [a, b] = [ranks(now), ranks(before)];
  const n = a.length;
  const squares = a.reduce((sum, rank, i) => sum + (rank - (b[i] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}
