/**
 * How much money sizes are a part of, and which part (docs/maths.md 5.1): what was won and lost since counts, a set
 * share of each new best is kept aside, the nearer the loss at which Facet only reduces the smaller the part, and what
 * came of sets so far may shrink it, never raise it.
 */
import { moneyMicros, type MoneyMicros } from '../../domain/units';

/** One set of bets that is over, micros. */
export interface Past {
  readonly resultMicros: number;
  /** What it was agreed to bring at least. */
  readonly agreedMicros: number;
  /** False: it was over before the user last said go on. */
  readonly counts: boolean;
}

export interface CapitalRules {
  readonly bankrollMicros: number;
  /** Share of full Kelly, in 1e-4. */
  readonly kellyFractionBps: number;
  /** Fall from the best at which only what reduces is sent. */
  readonly maxDrawdownMicros: number;
  /** Share of each new best that is kept aside, in 1e-4. */
  readonly reserveBps: number;
}

export interface Capital {
  /** Equity less what is kept aside. */
  readonly workingMicros: MoneyMicros;
  readonly reserveMicros: MoneyMicros;
  /** Of the growth-optimal part, from 0 to 1. */
  readonly share: number;
  /** What made the share as small as it is. */
  readonly because: 'kelly' | 'drawdown' | 'performance';
}

/** A prior of so many sets that brought what was agreed. */
const PRIOR_SETS = 50;
const LEAST_SETS = 20;
const LEAST_PERFORMANCE = 0.25;

/** @param past in the order in which it came about. */
export function capitalOf(past: readonly Past[], rules: CapitalRules): Capital {
  let equity = rules.bankrollMicros;
  let best = equity;
  let high = equity;
  for (const { resultMicros, counts } of past) {
    equity += resultMicros;
    best = Math.max(best, equity);
    // The fall is counted from when the user last said go on, as the breaker counts it.
    high = counts ? Math.max(high, equity) : equity;
  }
  const reserve = Math.floor(((best - rules.bankrollMicros) * rules.reserveBps) / 10_000);
  const working = Math.max(0, equity - reserve);
  const kelly = rules.kellyFractionBps / 10_000;
  const drawdown = cushion(working, high - reserve, rules.maxDrawdownMicros);
  const performance = performanceOf(past);
  const share = Math.min(kelly, drawdown) * performance;
  const because = performance < 1 ? 'performance' : drawdown < kelly ? 'drawdown' : 'kelly';
  return { workingMicros: moneyMicros(working), reserveMicros: moneyMicros(reserve), share, because };
}

/**
 * 1 - alpha M / W with alpha M = the value below which the account may not fall (Grossman and Zhou 1993): the part of
 * the money that may be lost.
 */
function cushion(working: number, high: number, fall: number): number {
  if (working <= 0) return 0;
  return Math.min(1, Math.max(0, (working - (high - fall)) / working));
}

/** Posterior mean of what came over what was agreed; 1 before there are enough sets. */
export function performanceOf(past: readonly Past[]): number {
  const sets = past.filter(({ agreedMicros }) => agreedMicros > 0);
  if (sets.length < LEAST_SETS) return 1;
  const agreed = sets.reduce((sum, { agreedMicros }) => sum + agreedMicros, 0);
  const came = sets.reduce((sum, { resultMicros }) => sum + resultMicros, 0);
  const mean = (PRIOR_SETS + sets.length * (came / agreed)) / (PRIOR_SETS + sets.length);
  return Math.min(1, Math.max(LEAST_PERFORMANCE, mean));
}
