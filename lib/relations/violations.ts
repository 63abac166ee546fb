/**
 * How often and how far past prices broke a relation, at prices that could have been traded: a true relation is broken
 * rarely and by little, a wrong one for long. Each row of a relation is a set of shares that pays at least one dollar
 * (docs/maths.md 3.5).
 */
import type { RelationBody, RelationQuote } from '../domain/relation';
import { inequalitiesOf, type Row } from './row';
import { rowsOf } from './rows';

export interface Violations {
  /** Moments at which every share needed was offered. */
  readonly moments: number;
  readonly broken: number;
  /** Most that the set cost less than it must pay, micros of a dollar, before fees. */
  readonly deepestMicros: number;
  readonly deepestAtMs: number | null;
  /** Longest unbroken stretch of violation. */
  readonly longestMs: number;
}

const DOLLAR = 1_000_000;

/** Replays quotes in time order; between two quotes of a condition its last one stands. */
export function violationsOf(body: RelationBody, quotes: ReadonlyMap<string, readonly RelationQuote[]>): Violations {
  const rows = rowsOf(body).flatMap(inequalitiesOf);
  const keys = [...new Set(rows.flatMap((row) => row.terms.map(([key]) => key)))];
  const events = keys
    .flatMap((key) => (quotes.get(key) ?? []).map((quote) => ({ key, quote })))
    .sort((a, b) => a.quote.atMs - b.quote.atMs);
  const last = new Map<string, RelationQuote>();
  let moments = 0;
  let broken = 0;
  let deepestMicros = 0;
  let deepestAtMs: number | null = null;
  let since: number | null = null;
  let longestMs = 0;
  events.forEach(({ key, quote }, index) => {
    last.set(key, quote);
    const after = events[index + 1]?.quote.atMs;
    if (after === quote.atMs) return;
    const depths = rows.flatMap((row) => {
      const depth = depthOf(row, last);
      return depth === null ? [] : [depth];
    });
    if (depths.length === 0) {
      since = null;
      return;
    }
    moments += 1;
    const depth = Math.max(...depths);
    if (depth <= 0) {
      since = null;
      return;
    }
    broken += 1;
    if (depth > deepestMicros) {
      deepestMicros = depth;
      deepestAtMs = quote.atMs;
    }
    since ??= quote.atMs;
    longestMs = Math.max(longestMs, (after ?? quote.atMs) - since);
  });
  return { moments, broken, deepestMicros, deepestAtMs, longestMs };
}

/**
 * Payoff that is certain minus cost: buy YES for positive and NO for negative coefficients; null when a share is not
 * offered.
 */
function depthOf(row: Row, last: ReadonlyMap<string, RelationQuote>): number | null {
  let cost = 0;
  let certain = row.atLeast;
  for (const [key, coefficient] of row.terms) {
    const quote = last.get(key);
    const ask = coefficient > 0 ? quote?.yesAskMicros : quote?.noAskMicros;
    if (ask === undefined || ask === null) return null;
    cost += Math.abs(coefficient) * ask;
    // c*y with c < 0 is |c|*(1-y) - |c|: the NO share pays |c|*(1-y).
    if (coefficient < 0) certain -= coefficient;
  }
  return certain * DOLLAR - cost;
}
