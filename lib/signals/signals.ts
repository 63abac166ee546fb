/** All signals, one row each. */
import type { MarketEvent } from './events';
import { microprice } from './microstructure/microprice';
import type { Reading, Signal } from './signal';

/** One signal of one market, with its state inside. */
export interface Running {
  take(event: MarketEvent): void;
  read(): Reading<number>;
}

export interface SignalRow {
  readonly id: string;
  readonly minimum: number;
  /** From the state before the first event. */
  start(): Running;
}

export const signals: readonly SignalRow[] = [rowOf(microprice)];

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
        read: () => signal.read(state),
      };
    },
  };
}
