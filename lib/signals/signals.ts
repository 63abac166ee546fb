/** All signals, one row each, and the running set of one market. */
import type { MarketEvent } from './events';
import { bookSignals } from './microstructure/book-signals';
import { microprice } from './microstructure/microprice';
import { orderFlow } from './microstructure/order-flow';
import { spreadRank, spreadRegime } from './microstructure/spread-signals';
import { makerPressure, oneSided, quoteToTrade } from './microstructure/trade-signals';
import type { Reading, Signal } from './signal';

/** The signals of one market, with their states inside. */
export interface MarketSignals {
  take(event: MarketEvent): void;
  /**
   * @param id of `signals`.
   * @param nowMs ours; ages and what decays are counted up to it.
   */
  read(id: string, nowMs: number): Reading<number>;
}

/** Signals that read one state: it is kept and brought forward once. */
interface Family {
  readonly signals: readonly { readonly id: string; readonly minimum: number }[];
  start(): RunningFamily;
}

interface RunningFamily {
  take(event: MarketEvent): void;
  /** @param at place in the family. */
  read(at: number, nowMs: number): Reading<number>;
}

const families: readonly Family[] = [
  familyOf([microprice, ...bookSignals]),
  familyOf([orderFlow]),
  familyOf([spreadRank]),
  familyOf([spreadRegime]),
  familyOf([oneSided]),
  familyOf([quoteToTrade]),
  familyOf([makerPressure]),
];

export const signals: Family['signals'] = families.flatMap((family) => family.signals);

const PLACES: ReadonlyMap<string, readonly [family: number, at: number]> = new Map(
  families.flatMap((family, index) => family.signals.map(({ id }, at) => [id, [index, at]] as const)),
);

/** From the state before the first event. */
export function startSignals(): MarketSignals {
  return new Started(families.map((family) => family.start()));
}

/** @param all with the same `needs` and `update`: those of the first are used. */
function familyOf<State>(all: readonly [Row<State>, ...Row<State>[]]): Family {
  const needs: ReadonlySet<string> = new Set(all[0].needs);
  return { signals: all, start: () => new Running(all, needs) };
}

type Row<State> = Signal<State, MarketEvent, number>;

// Classes, as there is one of each for every market: closures would take more memory than most states.
class Running<State> implements RunningFamily {
  private state: State | null = null;
  constructor(
    private readonly all: readonly [Row<State>, ...Row<State>[]],
    private readonly needs: ReadonlySet<string>,
  ) {}
  take(event: MarketEvent): void {
    if (this.needs.has(event.kind)) this.state = this.all[0].update(this.state, event);
  }
  read(at: number, nowMs: number): Reading<number> {
    return (this.all[at] ?? this.all[0]).read(this.state, nowMs);
  }
}

class Started implements MarketSignals {
  constructor(private readonly running: readonly RunningFamily[]) {}
  take(event: MarketEvent): void {
    for (const family of this.running) family.take(event);
  }
  read(id: string, nowMs: number): Reading<number> {
    const [index, at] = PLACES.get(id) ?? [];
    const family = index === undefined ? undefined : this.running[index];
    if (family === undefined || at === undefined) throw new Error(`no signal ${id}`);
    return family.read(at, nowMs);
  }
}
