/**
 * "Will this leg still be there when my order arrives": one booster for every number of shares and delay, over the
 * hazard baseline, calibrated on the time after what it learned from.
 */
import { seeded } from '../../domain/random';
import { trainBooster, type Booster, type BoosterRules } from '../boosting/booster';
import { predictorOf } from '../boosting/predictor';
import { calibrated, fitCalibration, type Calibration } from './calibration';
import { ALL_COLUMNS, DELAYS, DIRECTIONS, MOMENT_COLUMNS, SIZES, SPREAD_COLUMN, taskAt, TASKS } from './columns';
import type { FillMoment } from './columns';
import { fitHazard, hazardLogit, stillThere, stillThereFor, type Hazard } from './hazard';

export interface FillModel {
  /** What the booster saw of the baseline: from the training rows alone, so that calibration stays honest. */
  readonly hazard: Hazard;
  /** The baseline itself, from everything known: what is beaten, or served instead. */
  readonly baseline: Hazard;
  readonly booster: Booster;
  readonly calibration: Calibration;
}

export const FILL_RULES: BoosterRules = {
  trees: 150,
  depth: 3,
  learningRate: 0.06,
  lambda: 10,
  minHessian: 60,
  minGain: 0,
  rowShare: 0.5,
  baseLogit: 0,
  monotone: DIRECTIONS,
};

const SEED = 1;

export interface FillTraining {
  /** In the order of time; the second part begins after the first one's outcomes are known. */
  readonly train: readonly FillMoment[];
  readonly calibrate: readonly FillMoment[];
}

/** @throws Error where there is nothing to train on. */
export function trainFillModel({ train, calibrate }: FillTraining, rules: BoosterRules = FILL_RULES): FillModel {
  const hazard = fitHazard(train);
  const booster = trainBooster(trainingSet(train, hazard), rules, seeded(SEED));
  const margins: number[] = [];
  const outcomes: (0 | 1)[] = [];
  forEachTask(calibrate, hazard, (row, outcome) => {
    margins.push(predictorOf(booster)(row));
    outcomes.push(outcome);
  });
  return {
    hazard,
    baseline: fitHazard([...train, ...calibrate]),
    booster,
    calibration: fitCalibration(margins, outcomes),
  };
}

function trainingSet(moments: readonly FillMoment[], hazard: Hazard) {
  const rows = moments.length * TASKS;
  const columns = ALL_COLUMNS.map(() => new Float64Array(rows));
  const outcomes = new Uint8Array(rows);
  let at = 0;
  forEachTask(moments, hazard, (row, outcome) => {
    for (const [i, column] of columns.entries()) column[at] = row[i] ?? NaN;
    outcomes[at] = outcome;
    at += 1;
  });
  return { columns, outcomes };
}

/** The row is the same object each time. */
export function forEachTask(
  moments: readonly FillMoment[],
  hazard: Hazard,
  take: (row: Float64Array, outcome: 0 | 1) => void,
): void {
  const row = new Float64Array(ALL_COLUMNS.length);
  for (const moment of moments)
    for (const sizeAt of SIZES.keys())
      for (const [delayAt, delayMs] of DELAYS.entries()) {
        askAt(row, moment, hazard, { sizeAt, delayMs });
        take(row, moment.outcomes[taskAt(sizeAt, delayAt)] === 1 ? 1 : 0);
      }
}

function askAt(
  row: Float64Array,
  { features, size, asked }: FillMoment,
  hazard: Hazard,
  { sizeAt, delayMs }: { readonly sizeAt: number; readonly delayMs: number },
): void {
  const quantity = asked[sizeAt] ?? 0;
  const baseline = stillThere(hazard, sizeAt, features[SPREAD_COLUMN] ?? 0, delayMs);
  fillRow(row, features, { size, quantity, delayMs, baseline });
}

interface AskedOf {
  readonly size: number;
  readonly quantity: number;
  readonly delayMs: number;
  readonly baseline: number;
}

function fillRow(row: Float64Array, features: ArrayLike<number>, { size, quantity, delayMs, baseline }: AskedOf): void {
  const width = MOMENT_COLUMNS.length;
  for (let i = 0; i < width; i += 1) row[i] = features[i] ?? NaN;
  row[width] = Math.log(delayMs);
  row[width + 1] = quantity / size;
  row[width + 2] = Math.log1p(quantity);
  row[width + 3] = hazardLogit(baseline);
}

export interface FillQuestion {
  /** By MOMENT_COLUMNS. */
  readonly features: ArrayLike<number>;
  /** Shares at the best ask, and asked for. */
  readonly size: number;
  readonly quantity: number;
  readonly delayMs: number;
}

/** Writes the model's row of a question; a question never has more shares than the level. */
export function rowOf(hazard: Hazard, question: FillQuestion): Float64Array {
  const { features, size, quantity, delayMs } = question;
  const row = new Float64Array(ALL_COLUMNS.length);
  const spreadTicks = features[SPREAD_COLUMN] ?? 0;
  const baseline = stillThereFor(hazard, { spreadTicks, size, quantity, delayMs });
  fillRow(row, features, { size, quantity, delayMs, baseline });
  return row;
}

export function predictFill(model: FillModel, question: FillQuestion): number {
  return predictRow(model, rowOf(model.hazard, question));
}

export function predictRow({ booster, calibration }: FillModel, row: Float64Array): number {
  return calibrated(calibration, predictorOf(booster)(row));
}
