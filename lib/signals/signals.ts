/** All signals, one row each. */
import type { MarketEvent } from './events';
import { bookSignals } from './microstructure/book-signals';
import { microprice } from './microstructure/microprice';
import { orderFlow } from './microstructure/order-flow';
import { spreadRank, spreadRegime } from './microstructure/spread-signals';
import { makerPressure, oneSided, quoteToTrade } from './microstructure/trade-signals';
import type { Reading, Signal } from './signal';

/** One signal of one market, with its state inside. */
export interface Running {
  take(event: MarketEvent): void;
  /** @param nowMs ours; ages and what decays are counted up to it. */
  read(nowMs: number): Reading<number>;
}

export interface SignalRow {
  readonly id: string;
  readonly minimum: number;
  /** From the state before the first event. */
  start(): Running;
}

export const signals: readonly SignalRow[] = [
  rowOf(microprice),
  ...bookSignals.map((signal) => rowOf(signal)),
  rowOf(orderFlow),
  rowOf(spreadRank),
  rowOf(spreadRegime),
  rowOf(oneSided),
  rowOf(quoteToTrade),
  rowOf(makerPressure),
];

function rowOf<State>(signal: Signal<State, MarketEvent, number>): SignalRow {
  const needs: ReadonlySet<string> = new Set(signal.needs);
  return {
    id: signal.id,
    minimum: signal.minimum,
    start() {
      let state: State | null = null;
      return {
        take(event) {
          if (needs.has(event.kind)) state = signal.update(state, event);
        },
        read: (nowMs) => signal.read(state, nowMs),
      };
    },
  };
}
