/**
 * Which way prices move first: watches the middles of followed markets, hands what became of moments to the signals
 * Worker, and says of each market what came of similar ones.
 */
import type { Book } from '../../domain/book';
import type { ConditionId } from '../../domain/ids';
import { MICROS } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { EntryView } from '../../protocol/signals';
import { similarTo, type EntryServing } from '../../signals/entry/entry-model';
import { createEntryWatch, ENTRY_COLUMNS, type EntryMoment, type EntryWatch } from '../../signals/entry/entry-watch';
import type { MarketSignals } from '../../signals/signals';
import type { SignalsApi } from '../../signals/worker';
import { createWorkerAnswers, type WorkerOf } from '../worker-answers';

const SEND_MS = 15_000;
const MOST_WAITING = 2_000;
/** It may wait for a training. */
const ANSWER_MS = 120_000;
/** The price from spot is far away when it is more ticks off than this: then it is another question. */
const MOST_GAP_TICKS = 50;

export interface EntryMarket {
  readonly id: ConditionId;
  readonly running: MarketSignals;
  /** From spot, dollars; null: not known. */
  readonly fair: () => number | null;
}

export interface Entries {
  take(market: EntryMarket, book: Book): void;
  gap(id: ConditionId): void;
  forget(id: ConditionId): void;
  viewOf(market: EntryMarket, book: Book | null): EntryView;
  /** Hands over what is known now. */
  send(): Promise<void>;
  start(lifetime: AbortSignal): void;
}

export function createEntries(options: {
  readonly worker: WorkerOf<SignalsApi>;
  readonly isOn: () => boolean;
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly log: Log;
}): Entries {
  const { clock, log } = options;
  const answers = createWorkerAnswers(options.worker, { clock, withinMs: ANSWER_MS });
  const watches = new Map<ConditionId, EntryWatch>();
  let waiting: EntryMoment[] = [];
  let serving: EntryServing | null = null;
  let isSending = false;

  async function send(): Promise<void> {
    if (isSending || waiting.length === 0 || !options.isOn()) return;
    isSending = true;
    const batch = waiting;
    waiting = [];
    try {
      serving = await answers.ask((api) => api.entries(batch));
      options.onChange();
    } catch (error) {
      waiting = [...batch, ...waiting].slice(-MOST_WAITING);
      log.warn('entries-unsent', { reason: error instanceof Error ? error.message : 'unknown' });
    } finally {
      isSending = false;
    }
  }

  return {
    take(market, book) {
      const middle = middleOf(book);
      const watch = watches.get(market.id) ?? createEntryWatch();
      watches.set(market.id, watch);
      if (middle === null) return watch.gap();
      const ticks = middle / book.tickMicros;
      waiting.push(...watch.take(book.venueTimeMs, ticks, () => featuresOf(market, book, clock.nowMs())));
      if (waiting.length > MOST_WAITING) waiting = waiting.slice(-MOST_WAITING);
    },
    gap: (id) => watches.get(id)?.gap(),
    forget: (id) => void watches.delete(id),
    viewOf(market, book) {
      if (serving === null) return { kind: 'not-enough', have: 0, need: 500, of: 'moments' };
      if (serving.kind !== 'model') return serving;
      const features = book === null ? null : featuresOf(market, book, clock.nowMs());
      const group = features === null ? null : similarTo(serving.model, features);
      if (group === null || book === null) return { kind: 'no-better', n: serving.model.n };
      const { share, low, high, n } = group;
      return { kind: 'value', rises: share, low, high, n, asOfMs: book.verifiedAtMs };
    },
    send,
    start(lifetime) {
      const again = (): void => {
        void send();
        clock.after(SEND_MS, again, lifetime);
      };
      clock.after(SEND_MS, again, lifetime);
    },
  };
}

/** Micros; null where a side is empty, the book crossed or its tick not known. */
function middleOf({ bids, asks, tickMicros }: Book): number | null {
  const [bid, ask] = [bids[0], asks[0]];
  if (bid === undefined || ask === undefined || bid.priceMicros >= ask.priceMicros || !(tickMicros > 0)) return null;
  return (bid.priceMicros + ask.priceMicros) / 2;
}

/** By ENTRY_COLUMNS. */
function featuresOf({ running, fair: fairOf }: EntryMarket, book: Book, nowMs: number): readonly number[] | null {
  const middle = middleOf(book);
  if (middle === null) return null;
  const of = (id: string): number => {
    const reading = running.read(id, nowMs);
    return reading.kind === 'value' ? reading.value : NaN;
  };
  const fair = fairOf();
  const gap = fair === null ? NaN : (fair * MICROS - middle) / book.tickMicros;
  const size = (levels: Book['bids']): number => (levels[0]?.sizeMicros ?? 0) / MICROS;
  const values: Readonly<Record<(typeof ENTRY_COLUMNS)[number], number>> = {
    imbalance1: of('imbalance1'),
    imbalance3: of('imbalance3'),
    weightedMiddle: (of('microprice') - middle) / book.tickMicros,
    orderFlow: Math.asinh(of('orderFlow')),
    fairGap: Math.abs(gap) > MOST_GAP_TICKS ? NaN : gap,
    spreadRank: of('spreadRank'),
    oneSided: of('oneSided'),
    depth: Math.log1p(size(book.bids)) - Math.log1p(size(book.asks)),
  };
  return ENTRY_COLUMNS.map((column) => values[column]);
}
