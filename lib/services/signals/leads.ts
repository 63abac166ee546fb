/**
 * Who moves first, spot or share: keeps both series by the exchanges' own clocks and asks the signals Worker every half
 * minute. A gap in either begins the ten minutes anew.
 */
import type { Book } from '../../domain/book';
import type { ConditionId } from '../../domain/ids';
import { MICROS } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { LeadView } from '../../protocol/signals';
import { WINDOW_MS, type LeadAsked } from '../../signals/leadlag/lead';
import { createTickRing, type TickRing } from '../../signals/leadlag/ticks';
import type { SignalsApi } from '../../signals/worker';
import type { SpotPrice } from '../spot/spot';
import { createWorkerAnswers, type WorkerOf } from '../worker-answers';

const EVERY_MS = 30_000;
/** The series end with their last changes, and clocks differ. */
const SLACK_MS = 30_000;
/** It may wait for a training. */
const ANSWER_MS = 120_000;
/** A pair takes the Worker about a second; those that move most are asked about. */
const MOST_ASKED = 6;
/** This near to 0 or 1 the odds of a share jump with every tick. */
const EDGE_TICKS = 2;

export interface Leads {
  takePrice(price: SpotPrice): void;
  /** The book of the first token of a market on this pair. */
  takeBook(market: { readonly id: ConditionId; readonly pair: string }, book: Book): void;
  gap(id: ConditionId): void;
  forget(id: ConditionId): void;
  viewOf(id: ConditionId): LeadView | null;
  /** Asks the Worker now. */
  refresh(): Promise<void>;
  start(lifetime: AbortSignal): void;
}

interface Share {
  readonly pair: string;
  readonly ticks: TickRing;
  view: LeadView | null;
}

export function createLeads(options: {
  readonly worker: WorkerOf<SignalsApi>;
  readonly isOn: () => boolean;
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly log: Log;
}): Leads {
  const { clock, log } = options;
  const answers = createWorkerAnswers(options.worker, { clock, withinMs: ANSWER_MS });
  const spots = new Map<string, TickRing>();
  const shares = new Map<ConditionId, Share>();
  let isAsking = false;

  function askedOf(id: ConditionId, { pair, ticks }: Share): LeadAsked | null {
    const spot = spots.get(pair);
    const newestMs = clock.nowMs();
    if (spot === undefined) return null;
    const fromMs = newestMs - WINDOW_MS - SLACK_MS;
    return { id, spot: spot.since(fromMs), share: ticks.since(fromMs) };
  }

  async function refresh(): Promise<void> {
    if (isAsking || !options.isOn()) return;
    const most = [...shares].sort((a, b) => b[1].ticks.count() - a[1].ticks.count()).slice(0, MOST_ASKED);
    const asked = most.flatMap(([id, share]) => {
      const each = askedOf(id, share);
      return each === null || each.spot.times.length === 0 || each.share.times.length === 0
        ? []
        : [{ id, share, each }];
    });
    if (asked.length === 0) return;
    isAsking = true;
    try {
      const said = await answers.ask((api) => api.leads(asked.map(({ each }) => each)));
      const asOfMs = clock.nowMs();
      for (const [i, { share }] of asked.entries()) {
        const one = said[i];
        const asset = share.pair.split('/')[0] ?? '';
        if (one === undefined || one.kind === 'off') share.view = null;
        else if (one.kind === 'not-enough') share.view = one;
        else {
          const { p: _p, ...shown } = one;
          share.view = { ...shown, asset, asOfMs };
        }
      }
      options.onChange();
    } catch (error) {
      log.warn('leads-unanswered', { reason: error instanceof Error ? error.message : 'unknown' });
    } finally {
      isAsking = false;
    }
  }

  /** What was found before a gap is not said after it. */
  function restart(share: Share): void {
    share.ticks.clear();
    share.view = null;
  }

  return {
    takePrice({ pair, price, venueTimeMs }) {
      const ring = spots.get(pair) ?? createTickRing();
      spots.set(pair, ring);
      if (price !== null) return ring.add(venueTimeMs, Math.log(price));
      ring.clear();
      for (const share of shares.values()) if (share.pair === pair) share.view = null;
    },
    takeBook({ id, pair }, book) {
      const share = shares.get(id) ?? { pair, ticks: createTickRing(), view: null };
      shares.set(id, share);
      const odds = logOddsOf(book);
      if (odds === null) restart(share);
      else share.ticks.add(book.venueTimeMs, odds);
    },
    gap(id) {
      const share = shares.get(id);
      if (share !== undefined) restart(share);
    },
    forget: (id) => void shares.delete(id),
    viewOf: (id) => shares.get(id)?.view ?? null,
    refresh,
    start(lifetime) {
      const again = (): void => {
        void refresh();
        clock.after(EVERY_MS, again, lifetime);
      };
      clock.after(EVERY_MS, again, lifetime);
    },
  };
}

/** Of the middle weighted by the sizes at the touch; null where a side is empty, crossed, or at the edge. */
function logOddsOf({ bids, asks, tickMicros }: Book): number | null {
  const [bid, ask] = [bids[0], asks[0]];
  if (bid === undefined || ask === undefined || bid.priceMicros >= ask.priceMicros) return null;
  const shares = bid.sizeMicros + ask.sizeMicros;
  const price = (ask.priceMicros * bid.sizeMicros + bid.priceMicros * ask.sizeMicros) / shares;
  const edge = EDGE_TICKS * tickMicros;
  return price < edge || price > MICROS - edge ? null : Math.log(price / (MICROS - price));
}
