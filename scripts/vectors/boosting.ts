/** Vectors of the booster and of the fill model: trees, scores on rows held back, the table of fills. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { seeded } from '../../lib/domain/random';
import { binned } from '../../lib/signals/boosting/bins';
import { marginAt, trainBooster, type Booster, type BoosterRules } from '../../lib/signals/boosting/booster';
import { DELAYS, SIZES, taskAt } from '../../lib/signals/fills/columns';
import { BUCKETS, fitHazard } from '../../lib/signals/fills/hazard';
import { trainFillModel } from '../../lib/signals/fills/model';
import { reportOn } from '../../lib/signals/fills/report';
import { sigmoid } from '../../lib/signals/statistics/logistic';
import { areaUnderCurve, brier, logLoss } from '../../lib/signals/statistics/scores';
import { parseFillTable } from '../formats/fill-table';
import { isRecord } from './compare';
import { count, list, type Input } from './read';

type Row = readonly number[];

function numbersOf(value: unknown): Row {
  return Array.isArray(value) ? value.map((each: unknown) => (typeof each === 'number' ? each : NaN)) : [];
}

function columnsOf(rows: readonly Row[]): readonly Float64Array[] {
  return (rows[0] ?? []).map((_, at) => Float64Array.from(rows, (row) => row[at] ?? NaN));
}

/** A tree by which rows each split sends left, as thresholds between the same two values may differ. */
type Tree =
  | { readonly leaf: number }
  | {
      readonly feature: number;
      readonly gain: number;
      readonly missing: string;
      readonly leftRows: string;
      readonly left: Tree;
      readonly right: Tree;
    };

function ours(booster: Booster, rows: readonly Row[], node: number, at: readonly number[]): Tree {
  const feature = booster.feature[node] ?? -1;
  if (feature < 0) return { leaf: booster.value[node] ?? NaN };
  const missing = booster.missingLeft[node] === 1 ? 'left' : 'right';
  const [left, right] = divided(rows, at, { feature, threshold: booster.threshold[node] ?? NaN, missing });
  return {
    feature,
    gain: booster.gain[node] ?? NaN,
    missing,
    leftRows: left.join(),
    left: ours(booster, rows, booster.left[node] ?? -1, left),
    right: ours(booster, rows, booster.right[node] ?? -1, right),
  };
}

function theirs(dump: unknown, rows: readonly Row[], at: readonly number[]): Tree {
  if (!isRecord(dump)) throw new Error('a tree is no record');
  if ('leaf' in dump) return { leaf: count(dump, 'leaf') };
  const feature = count(dump, 'feature');
  const missing = String(dump['missing']);
  const [left, right] = divided(rows, at, { feature, threshold: count(dump, 'threshold'), missing });
  return {
    feature,
    gain: count(dump, 'gain'),
    missing,
    leftRows: left.join(),
    left: theirs(dump['left'], rows, left),
    right: theirs(dump['right'], rows, right),
  };
}

function divided(
  rows: readonly Row[],
  at: readonly number[],
  { feature, threshold, missing }: { readonly feature: number; readonly threshold: number; readonly missing: string },
): readonly [readonly number[], readonly number[]] {
  const goesLeft = (row: number): boolean => {
    const value = rows[row]?.[feature] ?? NaN;
    return Number.isNaN(value) ? missing === 'left' : value < threshold;
  };
  return [at.filter(goesLeft), at.filter((row) => !goesLeft(row))];
}

/** Within what the file states for leaves; gains are compared relatively, so both are scaled to that. */
const GAIN_TOLERANCE = 1e-4;

function withGains(tree: Tree, want: Tree): Tree {
  if ('leaf' in tree || 'leaf' in want) return tree;
  const near = Math.abs(tree.gain - want.gain) <= GAIN_TOLERANCE * Math.abs(want.gain);
  const gain = near ? want.gain : tree.gain;
  return { ...tree, gain, left: withGains(tree.left, want.left), right: withGains(tree.right, want.right) };
}

function exactInputs(input: Input) {
  const rows = list(input, 'X').map(numbersOf);
  const all = [...rows.keys()];
  return { rows, all, want: list(input, 'dump').map((tree) => theirs(tree, rows, all)) };
}

export function exactTrees(input: Input) {
  const { rows, all, want } = exactInputs(input);
  const params = isRecord(input['params']) ? input['params'] : {};
  const rules: BoosterRules = {
    trees: count(params, 'trees'),
    depth: count(params, 'depth'),
    learningRate: count(params, 'learningRate'),
    lambda: count(params, 'lambda_'),
    minHessian: count(params, 'minHessian'),
    minGain: count(params, 'minGain'),
    monotone: numbersOf(params['monotone']),
    baseLogit: count(params, 'baseLogit'),
    rowShare: 1,
  };
  const columns = columnsOf(rows);
  const booster = trainBooster({ columns, outcomes: Uint8Array.from(numbersOf(input['y'])) }, rules, seeded(1));
  const trees = [...booster.roots].map((root, i) => {
    const tree = ours(booster, rows, root, all);
    const expected = want[i];
    return expected === undefined ? tree : withGains(tree, expected);
  });
  return { dump: trees, margin: rows.map((row) => marginAt(booster, row)), bins: binned(columns).width };
}

export function exactWanted(input: Input) {
  return { dump: exactInputs(input).want, margin: input['margin'] };
}

/** How far from the worse of the two references, and the counts that both used. */
const SYNTHETIC_RULES: Omit<BoosterRules, 'monotone'> = {
  trees: 100,
  depth: 3,
  learningRate: 0.1,
  lambda: 1,
  minHessian: 1,
  minGain: 0,
  rowShare: 1,
  baseLogit: 0,
};
const SYNTHETIC_TRAIN = 2_000;
const BRIER_WITHIN = 0.004;
const LOSS_WITHIN = 0.01;

export function syntheticRows(input: Input, folder: string) {
  const table = readFileSync(join(folder, 'gbdt-synthetic.csv'), 'utf8').trim().split('\n').slice(1);
  const cells = table.map((line) => line.split(',').map((cell) => (cell === '' ? NaN : Number(cell))));
  const rows = cells.map((row) => row.slice(0, -1));
  const y = cells.map((row) => row.at(-1) ?? NaN);
  const columns = columnsOf(rows.slice(0, SYNTHETIC_TRAIN));
  const outcomes = Uint8Array.from(y.slice(0, SYNTHETIC_TRAIN));
  const booster = trainBooster({ columns, outcomes }, { ...SYNTHETIC_RULES, monotone: [] }, seeded(1));
  const p = rows.slice(SYNTHETIC_TRAIN).map((row) => sigmoid(marginAt(booster, row)));
  const held = y.slice(SYNTHETIC_TRAIN);
  const metrics = isRecord(input['metrics']) ? input['metrics'] : {};
  const worse = (key: string): number =>
    Math.max(...['sklearn', 'xgboost'].map((name) => (isRecord(metrics[name]) ? count(metrics[name], key) : NaN)));
  const [brierGot, lossGot] = [brier(p, held), logLoss(p, held)];
  return {
    brier: brierGot <= worse('brier') + BRIER_WITHIN ? 'within' : brierGot,
    logloss: lossGot <= worse('logloss') + LOSS_WITHIN ? 'within' : lossGot,
    auc: areaUnderCurve(p, held),
  };
}

export function fillAnchors(input: Input, folder: string) {
  const table = parseFillTable(gunzipSync(readFileSync(join(folder, 'fill-stream.csv.gz'))).toString('utf8'));
  const of = (split: string) => table.rows.filter((row) => row.split === split);
  const [train, calibrate, test] = [of('train'), of('cal'), of('test')];
  const known = [...train, ...calibrate];
  const hazard = fitHazard(known);
  const report = reportOn(trainFillModel({ train, calibrate }), test);
  const bar = isRecord(input['bar']) ? input['bar'] : {};
  const rates = SIZES.flatMap((size, sizeAt) =>
    DELAYS.map((delay, delayAt) => {
      const sum = known.reduce((total, { outcomes }) => total + (outcomes[taskAt(sizeAt, delayAt)] ?? 0), 0);
      return [`${size}/${delay}`, Number((sum / known.length).toFixed(4))] as const;
    }),
  );
  const { brier: brierAtMost, loss: lossAtMost } = {
    brier: count(bar, 'meanBrierAtMost'),
    loss: count(bar, 'meanLogLossAtMost'),
  };
  return {
    samples: { train: train.length, cal: calibrate.length, test: test.length, purge: of('purge').length },
    hazardPerMs: Object.fromEntries(
      SIZES.map((size, at) => [size, Object.fromEntries(BUCKETS.map((bucket, i) => [bucket, hazard.perMs[at]?.[i]]))]),
    ),
    baseRateTrainCal: Object.fromEntries(rates),
    hazard: {
      meanBrier: Number(report.hazard.brier.toFixed(5)),
      meanLogLoss: Number(report.hazard.logLoss.toFixed(5)),
      meanAuc: Number(report.hazard.auc.toFixed(4)),
    },
    bar: {
      meanBrierAtMost: report.brier <= brierAtMost ? brierAtMost : report.brier,
      meanLogLossAtMost: report.logLoss <= lossAtMost ? lossAtMost : report.logLoss,
    },
  };
}

export function fillAnchorsWanted(input: Input) {
  const part = (value: unknown, key: string): Input => {
    const found = isRecord(value) ? value[key] : null;
    return isRecord(found) ? found : {};
  };
  const { meanBrierAtMost, meanLogLossAtMost } = part(input, 'bar');
  const { meanBrier, meanLogLoss, meanAuc } = part(part(input, 'test'), 'hazard');
  return {
    samples: part(part(input, 'split'), 'samples'),
    hazardPerMs: input['hazardPerMs'],
    baseRateTrainCal: input['baseRateTrainCal'],
    hazard: { meanBrier, meanLogLoss, meanAuc },
    bar: { meanBrierAtMost, meanLogLossAtMost },
  };
}
