/**
 * Order flow imbalance at the touch (Cont, Kukanov and Stoikov 2014), in shares, decayed over ten seconds: what came to
 * the best bid less what left it, less the same of the best ask.
 */
import type { Level } from '../../domain/book';
import { MICROS } from '../../domain/units';
import type { MarketEvent } from '../events';
import { confirmedUntil, type Signal } from '../signal';

const DECAY_MS = 10_000;
const LEAST = 50;

interface Flow {
  bid: Level | undefined;
  ask: Level | undefined;
  /** The venue's time. */
  atMs: number;
  asOfMs: number;
  value: number;
  changes: number;
}

export const orderFlow: Signal<Flow, MarketEvent, number> = {
  id: 'orderFlow',
  needs: ['book', 'confirmed', 'gap'],
  minimum: LEAST,
  update(state, event) {
    if (event.kind === 'gap') return null;
    if (event.kind === 'confirmed') return confirmedUntil(state, event.atMs);
    if (event.kind !== 'book') return state;
    const { bids, asks, venueTimeMs, verifiedAtMs: asOfMs } = event.book;
    const [bid, ask] = [bids[0], asks[0]];
    if (state === null) return { bid, ask, atMs: venueTimeMs, asOfMs, value: 0, changes: 0 };
    if (venueTimeMs < state.atMs) return state;
    if (!isSame(bid, state.bid) || !isSame(ask, state.ask)) state.changes += 1;
    const came = cameTo(state.bid, bid, 1) - cameTo(state.ask, ask, -1);
    state.value = state.value * Math.exp((state.atMs - venueTimeMs) / DECAY_MS) + came / MICROS;
    state.bid = bid;
    state.ask = ask;
    state.atMs = venueTimeMs;
    state.asOfMs = asOfMs;
    return state;
  },
  read(state) {
    const n = state?.changes ?? 0;
    if (state === null || n < LEAST) return { kind: 'not-enough', have: n, need: LEAST };
    return { kind: 'value', value: state.value, n, asOfMs: state.asOfMs };
  },
};

function isSame(a: Level | undefined, b: Level | undefined): boolean {
  return a?.priceMicros === b?.priceMicros && a?.sizeMicros === b?.sizeMicros;
}

/** Better by `way`: all of it came; worse: all of it left; the same price: the difference. */
function cameTo(before: Level | undefined, now: Level | undefined, way: 1 | -1): number {
  const [old, size] = [before?.sizeMicros ?? 0, now?.sizeMicros ?? 0];
  if (before === undefined || now === undefined) return size - old;
  const better = way * (now.priceMicros - before.priceMicros);
  return better > 0 ? size : better < 0 ? -old : size - old;
}
