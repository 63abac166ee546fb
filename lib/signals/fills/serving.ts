/** What the fill model says of a bet now, or why it says nothing. */
import { rangeIn, rangeOfHazard, type HazardBounds, type ReliabilityBin } from './ranges';
import { SPREAD_COLUMN } from './columns';
import { bucketOf, stillThereFor, type Hazard } from './hazard';
import { predictFill, type FillModel } from './model';

export type Serving =
  | { readonly kind: 'not-enough'; readonly have: number; readonly need: number; readonly of: 'moments' | 'losses' }
  /** The baseline: not enough was seen for the model, it is no better, or behaviour changed. */
  | {
      readonly kind: 'hazard';
      readonly hazard: Hazard;
      readonly bounds: HazardBounds;
      readonly n: number;
      readonly why: 'young' | 'changed' | 'no-better';
    }
  | { readonly kind: 'model'; readonly model: FillModel; readonly bins: readonly ReliabilityBin[]; readonly n: number };

/** Of one spread, before its baseline speaks. */
export const HAZARD_LEAST = { moments: 200, losses: 20 } as const;

export interface LegQuestion {
  /** MOMENT_COLUMNS now. */
  readonly features: Float64Array;
  /** Shares offered within the limit, and asked for. */
  readonly size: number;
  readonly quantity: number;
  /** How much later the order may arrive, each as likely, milliseconds. */
  readonly delaysMs: readonly number[];
}

export type LegAnswer =
  | { readonly kind: 'value'; readonly p: number; readonly low: number; readonly high: number; readonly n: number }
  | { readonly kind: 'not-enough'; readonly have: number; readonly need: number; readonly of: 'moments' | 'losses' };

/** The chance that the shares are still there, as the mean over the delays; its range from what was seen. */
export function answer(serving: Serving, question: LegQuestion): LegAnswer {
  const { features, size, quantity, delaysMs } = question;
  if (serving.kind === 'not-enough') return serving;
  const spreadTicks = features[SPREAD_COLUMN] ?? NaN;
  const part = quantity / size;
  if (!(part > 0) || part > 1 || delaysMs.length === 0 || !(spreadTicks > 0))
    return { kind: 'value', p: 0, low: 0, high: 0, n: serving.n };
  const sum = { p: 0, low: 0, high: 0 };
  if (serving.kind === 'hazard') {
    const bucket = bucketOf(spreadTicks);
    const [moments, losses] = [serving.hazard.samples[bucket] ?? 0, serving.hazard.losses[bucket] ?? 0];
    if (moments < HAZARD_LEAST.moments)
      return { kind: 'not-enough', have: moments, need: HAZARD_LEAST.moments, of: 'moments' };
    if (losses < HAZARD_LEAST.losses)
      return { kind: 'not-enough', have: losses, need: HAZARD_LEAST.losses, of: 'losses' };
    for (const delayMs of delaysMs) {
      const p = stillThereFor(serving.hazard, { spreadTicks, size, quantity, delayMs });
      add(sum, p, rangeOfHazard(serving.bounds, { p, spreadTicks, part, delayMs }));
    }
  } else
    for (const delayMs of delaysMs) {
      const p = predictFill(serving.model, { features, size, quantity, delayMs });
      add(sum, p, rangeIn(serving.bins, p));
    }
  const n = delaysMs.length;
  return { kind: 'value', p: sum.p / n, low: sum.low / n, high: sum.high / n, n: serving.n };
}

function add(
  sum: { p: number; low: number; high: number },
  p: number,
  { low, high }: { readonly low: number; readonly high: number },
): void {
  sum.p += p;
  sum.low += low;
  sum.high += high;
}
