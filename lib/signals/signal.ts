/**
 * The one shape of a signal. What is here is pure: no clock, no network, no randomness; the same events give the same
 * readings. A service (services/signals) feeds the events and asks for readings.
 *
 * To add one: a file beside microstructure/microprice.ts, a row in signals.ts, its words in lib/words/signals.ts.
 *
 * A signal is advice. It says what the books suggest, never what will happen; it may not enlarge a trade, touch a
 * certificate or be called an edge. With too little data it says so by its type, not by a number.
 */
import type { MarketEvent } from './events';

export type Reading<Value> =
  | {
      readonly kind: 'value';
      readonly value: Value;
      /** Its range, where it is an estimate. */
      readonly low?: number;
      readonly high?: number;
      /** How much data it rests on, in the unit of `minimum`. */
      readonly n: number;
      /** When the newest of that data was known to be right; the reader judges whether that is too old. */
      readonly asOfMs: number;
    }
  | { readonly kind: 'not-enough'; readonly have: number; readonly need: number };

/** `null` is the state before the first event and after a gap of which nothing may be carried over. */
export interface Signal<State, Event extends MarketEvent, Value> {
  readonly id: string;
  /** Kinds of events that it reads; it is not told of others. */
  readonly needs: readonly Event['kind'][];
  /** Least data from which it speaks. */
  readonly minimum: number;
  /** O(1), or O(levels read). May change the state in place: it is the signal's own. */
  readonly update: (state: State | null, event: Event) => State | null;
  readonly read: (state: State | null, nowMs: number) => Reading<Value>;
}

/** The state, known to be right until later: a quiet book was confirmed. */
export function confirmedUntil<State extends { asOfMs: number }>(state: State | null, atMs: number): State | null {
  if (state !== null && atMs > state.asOfMs) state.asOfMs = atMs;
  return state;
}
