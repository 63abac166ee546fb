/** Which way the middle moves first: the chance that a fitted model gives, and what came of moments like it. */
import { logisticAt, type Logistic } from '../statistics/logistic';
import { ENTRY_COLUMNS } from './entry-watch';

export interface EntryGroup {
  /** Moments are similar whose chances lie in the same fifth: up to this one. */
  readonly upTo: number;
  readonly n: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface EntryModel {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly logistic: Logistic;
  readonly platt: Logistic;
  readonly groups: readonly EntryGroup[];
  readonly n: number;
}

export type EntryServing =
  | {
      readonly kind: 'not-enough';
      readonly have: number;
      readonly need: number;
      readonly of: 'moments' | 'rises' | 'falls';
    }
  /** On time that it had not seen it said no more than the share of rises. */
  | { readonly kind: 'no-better'; readonly n: number }
  | { readonly kind: 'model'; readonly model: EntryModel };

export type Scale = Pick<EntryModel, 'means' | 'deviations'>;

/** What is not known, or never moved, stands at its mean: it says nothing. */
export function standardised(features: readonly number[], { means, deviations }: Scale): readonly number[] {
  return ENTRY_COLUMNS.map((_, at) => {
    const [value, deviation] = [features[at] ?? NaN, deviations[at] ?? 0];
    return Number.isNaN(value) || !(deviation > 0) ? 0 : (value - (means[at] ?? 0)) / deviation;
  });
}

export function scoreOf({ weights, constant }: Logistic, row: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * (row[at] ?? 0), constant);
}

/** That the middle rises first, if it moves. */
export function chanceOf(model: Omit<EntryModel, 'groups'>, features: readonly number[]): number {
  return logisticAt(model.platt, [scoreOf(model.logistic, standardised(features, model))]);
}

/** What came of moments whose chance was like this one, on time that the regression had not seen. */
export function similarTo(model: EntryModel, features: readonly number[]): EntryGroup | null {
  const p = chanceOf(model, features);
  return model.groups.find(({ upTo }) => p <= upTo) ?? model.groups.at(-1) ?? null;
}
