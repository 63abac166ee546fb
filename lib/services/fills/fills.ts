/**
 * Will the bets still be there: feeds the books to the fill model, hands what became of moments to the signals Worker,
 * and answers from what it learned. Advice alone: switched off, failing or without data it says nothing, and everything
 * else is as it would be without it.
 */
import { tokenOf, type Condition, type TokenSide } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import { MICROS } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { BookEvent } from '../../ports/feed';
import type { Log } from '../../ports/log';
import { MOMENT_COLUMNS } from '../../signals/fills/columns';
import type { LabelledMoment } from '../../signals/fills/labels';
import type { FillNews } from '../../signals/fills/learner';
import { packed } from '../../signals/fills/moments';
import { answer, type LegAnswer, type Serving } from '../../signals/fills/serving';
import { createFillWatch, type WatchedBook, type WatchedTrade } from '../../signals/fills/watch';
import type { SignalsApi } from '../../signals/worker';
import type { BooksFrame, BooksService } from '../books/books';
import { createEmitter } from '../emitter';
import type { Slice } from '../slice';
import { createWorkerAnswers, type WorkerOf } from '../worker-answers';
import { fillsView } from './views';

/** What is known goes to the Worker this often, or when there is a batch of it. */
const SEND_MS = 5_000;
const SEND_AT = 250;
/** Kept while the Worker does not answer; older ones are let go. */
const MOST_WAITING = 2_000;
/** Reading what was kept and training on it takes some ten seconds on two slow cores. */
const ANSWER_MS = 120_000;
/** Quiet books are decided by what came until so long ago: frames under way must be in. */
const SETTLE_MS = 1_000;
/** From the click to the venue, as long as no orders were timed. */
export const ASSUMED_WAY_MS = 500;

export interface LegAsked {
  readonly condition: Condition;
  readonly token: TokenSide;
  readonly side: 'buy' | 'sell';
  readonly quantityMicros: number;
  /** Offered within the leg's limit now. */
  readonly depthMicros: number;
  readonly ageMs: number;
}

export interface FillAdvice {
  /** null: nothing is said. */
  chanceOf(leg: LegAsked): LegAnswer | null;
}

export interface FillsService extends FillAdvice, Slice<'fills'> {}

export interface FillsOptions {
  readonly books: Pick<BooksService, 'subscribeFrames' | 'stateOf'>;
  readonly worker: WorkerOf<SignalsApi>;
  readonly settings: {
    current(): { readonly fillAdvice: boolean };
    subscribe(listener: () => void): () => void;
  };
  readonly clock: Clock;
  readonly log: Log;
}

const NOTHING: Serving = { kind: 'not-enough', have: 0, need: 200, of: 'moments' };

export function createFills({ books, worker, settings, clock, log }: FillsOptions): FillsService {
  const changed = createEmitter<void>();
  const lifetime = new AbortController();
  const scratch = new Float64Array(MOMENT_COLUMNS.length);
  const answers = createWorkerAnswers(worker, { clock, withinMs: ANSWER_MS });
  let watch = createFillWatch();
  let waiting: LabelledMoment[] = [];
  let serving: Serving = NOTHING;
  let news: Omit<FillNews, 'serving'> | null = null;
  let version = -1;
  let isSending = false;
  /** The venue's newest time, and ours when it came. */
  let newest = { venueMs: 0, atMs: 0 };
  /** It threw: it says nothing until the next start. */
  let isBroken = false;

  const isOn = (): boolean => !isBroken && settings.current().fillAdvice;

  /** Nothing that is wrong here may reach whoever tells or asks. */
  function guarded<T>(what: string, work: () => T): T | null {
    if (!isOn()) return null;
    try {
      return work();
    } catch (error) {
      isBroken = true;
      log.error('fills-broken', { what, reason: error instanceof Error ? error.message : 'unknown' });
      changed.emit();
      return null;
    }
  }

  function keep(moments: readonly LabelledMoment[]): void {
    waiting.push(...moments);
    if (waiting.length > MOST_WAITING) waiting = waiting.slice(-MOST_WAITING);
    if (waiting.length >= SEND_AT) void send();
  }

  function takeFrame(frame: BooksFrame): void {
    const read = readFrame(frame, books);
    if (read.atMs > newest.venueMs) newest = { venueMs: read.atMs, atMs: frame.receivedAtMs };
    keep(watch.take({ ...read, atMs: newest.venueMs }));
  }

  async function send(): Promise<void> {
    if (isSending || !isOn()) return;
    isSending = true;
    const batch = waiting;
    waiting = [];
    try {
      const reply = await answers.ask((api) => api.learn(packed(batch), version));
      version = reply.version;
      serving = reply.serving ?? serving;
      news = reply.news;
      changed.emit();
    } catch (error) {
      waiting = [...batch, ...waiting].slice(-MOST_WAITING);
      log.warn('fills-unsent', { reason: error instanceof Error ? error.message : 'unknown' });
      // Another Worker counts its versions from the start.
      version = -1;
    } finally {
      isSending = false;
    }
  }

  function tick(): void {
    guarded('settle', () => {
      const passedMs = clock.nowMs() - newest.atMs;
      if (newest.venueMs > 0 && passedMs > SETTLE_MS) keep(watch.pass(newest.venueMs + passedMs - SETTLE_MS));
    });
    void send();
    clock.after(SEND_MS, tick, lifetime.signal);
  }

  return {
    name: 'fills',
    start() {
      tick();
    },
    chanceOf({ condition, token, side, quantityMicros, depthMicros, ageMs }) {
      return guarded('answer', () => {
        if (serving.kind === 'not-enough') return serving;
        // Selling Yes into its bids is buying No from its asks: one book, seen from the other side.
        const bought = side === 'buy' ? token : token === 'yes' ? 'no' : 'yes';
        if (watch.momentOf(tokenOf(condition, bought), scratch) === null) return null;
        return answer(serving, {
          features: scratch,
          size: depthMicros / MICROS,
          quantity: quantityMicros / MICROS,
          delaysMs: [ageMs + ASSUMED_WAY_MS],
        });
      });
    },
    topics: {
      fills: () => fillsView({ isOn: settings.current().fillAdvice, isBroken, serving, news, counts: watch.counts() }),
    },
    wakes(wake) {
      books.subscribeFrames((frame) => void guarded('frame', () => takeFrame(frame)));
      settings.subscribe(() => {
        if (isOn()) return;
        watch = createFillWatch();
        waiting = [];
        newest = { venueMs: 0, atMs: 0 };
        changed.emit();
      });
      changed.subscribe(() => wake(['fills']));
    },
    close: () => lifetime.abort(),
  };
}

/** A frame of the feed as the watch reads it: the books that it touched, each once. */
function readFrame({ events, conditionOf }: BooksFrame, books: Pick<BooksService, 'stateOf'>) {
  const rows = new Map<TokenId, number>();
  const trades: WatchedTrade[] = [];
  const lost: TokenId[] = [];
  let atMs = 0;
  for (const event of events) {
    atMs = Math.max(atMs, timeOf(event));
    switch (event.kind) {
      case 'snapshot':
        rows.set(event.book.tokenId, (rows.get(event.book.tokenId) ?? 0) + 1);
        break;
      case 'delta':
        rows.set(event.tokenId, (rows.get(event.tokenId) ?? 0) + 1);
        break;
      case 'trade': {
        const shares = (event.sizeMicros ?? 0) / MICROS;
        const side = event.takerSide === 'buy' ? 1 : event.takerSide === 'sell' ? -1 : 0;
        if (shares > 0) trades.push({ token: event.tokenId, shares, side });
        break;
      }
      case 'gap':
        lost.push(...event.tokens);
        break;
      case 'malformed':
        if (event.tokenId !== null) lost.push(event.tokenId);
        break;
      case 'tick':
      case 'resolved':
      case 'opened':
        break;
    }
  }
  const touched = [...rows].flatMap(([token, count]): readonly WatchedBook[] => {
    const condition = conditionOf(token);
    if (condition === null) return [];
    const state = books.stateOf(token);
    const book = state.kind === 'live' ? state.book : null;
    return [{ token, group: condition.eventId, tickMicros: book?.tickMicros ?? 0, book, rows: count }];
  });
  return { atMs, books: touched, trades, lost };
}

function timeOf(event: BookEvent): number {
  switch (event.kind) {
    case 'snapshot':
      return event.book.venueTimeMs;
    case 'delta':
    case 'trade':
      return event.venueTimeMs;
    case 'tick':
    case 'gap':
    case 'malformed':
    case 'resolved':
    case 'opened':
      return 0;
  }
}
