/**
 * Which way the middle moves first: a logistic regression on what the book shows, calibrated on time that it has not
 * seen (Platt), and judged on time after that. It speaks only where it says more there than the share of rises does.
 */
import { fitLogistic, fitPlatt } from '../statistics/logistic';
import { logLoss, mean } from '../statistics/scores';
import { chanceOf, scoreOf, standardised, type EntryGroup, type EntryServing, type Scale } from './entry-model';
import { ENTRY_COLUMNS, type EntryMoment } from './entry-watch';
import { shareOf } from './ranges';

/** Rows, and rows of either outcome, from which it speaks. */
export const LEAST_MOMENTS = 500;
export const LEAST_OF_EACH = 50;
/** New rows after which it is fitted again. */
export const AGAIN = 500;
export const MOST_KEPT = 10_000;
const TRAINED = 0.8;
const C = 0.1;
const GROUPS = 5;

/** @param moments by time. */
export function fitEntry(moments: readonly EntryMoment[]): EntryServing {
  const n = moments.length;
  const rises = moments.filter(({ rose }) => rose === 1).length;
  if (n < LEAST_MOMENTS) return { kind: 'not-enough', have: n, need: LEAST_MOMENTS, of: 'moments' };
  if (rises < LEAST_OF_EACH) return { kind: 'not-enough', have: rises, need: LEAST_OF_EACH, of: 'rises' };
  if (n - rises < LEAST_OF_EACH) return { kind: 'not-enough', have: n - rises, need: LEAST_OF_EACH, of: 'falls' };
  const [end, half] = [Math.floor(n * TRAINED), Math.floor(n * (TRAINED + (1 - TRAINED) / 2))];
  const [train, calibrate, judge] = [moments.slice(0, end), moments.slice(end, half), moments.slice(half)];
  const scale = scaleOf(train);
  const rowOf = ({ features }: EntryMoment): readonly number[] => standardised(features, scale);
  const logistic = fitLogistic({ rows: train.map(rowOf), targets: train.map(({ rose }) => rose), C });
  const outcomes = calibrate.map(({ rose }) => rose);
  // One outcome alone calibrates nothing.
  if (new Set(outcomes).size < 2) return { kind: 'no-better', n };
  const platt = fitPlatt(
    calibrate.map((each) => scoreOf(logistic, rowOf(each))),
    outcomes,
  );
  const model = { ...scale, logistic, platt, n };
  const said = judge.map(({ features }) => chanceOf(model, features));
  const seen = judge.map(({ rose }) => rose);
  const rate = mean(train.map(({ rose }) => rose));
  const usual = seen.map(() => rate);
  if (!(logLoss(said, seen) < logLoss(usual, seen))) return { kind: 'no-better', n };
  const held = [...calibrate, ...judge];
  const groups = groupsOf(held.map(({ features, rose }) => ({ p: chanceOf(model, features), rose })));
  return { kind: 'model', model: { ...model, groups } };
}

function scaleOf(moments: readonly EntryMoment[]): Scale {
  const columns = ENTRY_COLUMNS.map((_, at) =>
    moments.map(({ features }) => features[at] ?? NaN).filter((value) => !Number.isNaN(value)),
  );
  const means = columns.map((values) => (values.length === 0 ? 0 : mean(values)));
  const deviations = columns.map((values, at) => {
    const centre = means[at] ?? 0;
    return Math.sqrt(values.length === 0 ? 0 : mean(values.map((value) => (value - centre) ** 2)));
  });
  return { means, deviations };
}

function groupsOf(held: readonly { readonly p: number; readonly rose: 0 | 1 }[]): readonly EntryGroup[] {
  const sorted = [...held].sort((a, b) => a.p - b.p);
  return Array.from({ length: GROUPS }, (_, at) => {
    const group = sorted.slice(Math.floor((at * held.length) / GROUPS), Math.floor(((at + 1) * held.length) / GROUPS));
    const rises = group.filter(({ rose }) => rose === 1).length;
    return { upTo: group.at(-1)?.p ?? 1, n: group.length, ...shareOf(rises, group.length) };
  });
}
