/**
 * Watches books for the fill model: keeps each token's activity, asks about moments, and tells those whose outcomes are
 * known. It sees every frame of the feed, so a frame costs O(levels near the touch) and a moment O(1).
 */
import type { Book } from '../../domain/book';
import { startActivity, startGroup, takeBook, takeOutcome, takeTrade } from './activity';
import type { GroupActivity, TokenActivity } from './activity';
import { MOMENT_COLUMNS, SIZES, taskAt, DELAYS } from './columns';
import { createLabels, LEAST_ASKED, type LabelledMoment } from './labels';
import { momentOf } from './moment';

/** Nothing is asked about a token that was watched for less: its activity is not known yet. */
const WARM_UP_MS = 10_000;
/** At most one moment a token in this time. */
const EVERY_MS = 250;
/** Moments a second over all tokens: 30,000 kept ones then reach back over ten minutes at least. */
const PER_SECOND = 40;

export interface WatchedBook {
  readonly token: string;
  /** What "the other tokens" are: those of its event. */
  readonly group: string;
  readonly tickMicros: number;
  /** null: it may not be used now. */
  readonly book: Book | null;
  /** Changes in this frame. */
  readonly rows: number;
}

export interface WatchedTrade {
  readonly token: string;
  readonly shares: number;
  readonly side: 1 | -1 | 0;
}

export interface WatchedFrame {
  /** The venue's time, milliseconds. */
  readonly atMs: number;
  readonly books: readonly WatchedBook[];
  readonly trades: readonly WatchedTrade[];
  /** Changes of these may have been missed. */
  readonly lost: readonly string[];
}

export interface FillWatch {
  /** @returns moments of which everything is known now. */
  take(frame: WatchedFrame): readonly LabelledMoment[];
  /** Nothing came until this time. */
  pass(atMs: number): readonly LabelledMoment[];
  /** Writes the columns of a token as it stands; null where nothing can be said of it. @returns shares at its best. */
  momentOf(token: string, into: Float64Array): number | null;
  /** Only these tokens are watched any more. */
  keep(tokens: ReadonlySet<string>): void;
  counts(): { readonly tokens: number; readonly open: number };
}

interface Watched {
  readonly activity: TokenActivity;
  readonly group: GroupActivity;
  readonly sinceMs: number;
  askedAtMs: number;
}

export function createFillWatch(): FillWatch {
  const tokens = new Map<string, Watched>();
  const groups = new Map<string, GroupActivity>();
  const labels = createLabels();
  const scratch = new Float64Array(MOMENT_COLUMNS.length);
  let nowMs = 0;
  let budget = PER_SECOND;

  function watchedOf({ token, group, tickMicros }: WatchedBook): Watched {
    const known = tokens.get(token);
    // Moves are counted in ticks: another tick is another history.
    if (known?.activity.tickMicros === tickMicros) return known;
    labels.lose(token);
    const shared = groups.get(group) ?? startGroup();
    groups.set(group, shared);
    const made = { activity: startActivity(tickMicros, nowMs), group: shared, sinceMs: nowMs, askedAtMs: -Infinity };
    tokens.set(token, made);
    return made;
  }

  function settle(beforeMs: number): readonly LabelledMoment[] {
    const told = labels.settle(beforeMs, (token) => tokens.get(token)?.activity.asks ?? null);
    for (const { token, outcomes } of told) {
      const activity = tokens.get(token)?.activity;
      if (activity !== undefined) takeOutcome(activity, outcomes[HALF_AFTER_A_SECOND] === 1);
    }
    return told;
  }

  /** No difference is taken across a gap: what comes after it begins anew. */
  function lose(token: string): void {
    tokens.delete(token);
    labels.lose(token);
  }

  function ask(token: string, watched: Watched): void {
    if (nowMs - watched.sinceMs < WARM_UP_MS || nowMs - watched.askedAtMs < EVERY_MS || budget < 1) return;
    const size = momentOf(watched.activity, watched.group, nowMs, scratch);
    const [best] = watched.activity.asks;
    if (size === null || size < LEAST_ASKED || best === undefined) return;
    watched.askedAtMs = nowMs;
    budget -= 1;
    labels.ask({ token, atMs: nowMs, features: scratch.slice(), size, limitMicros: best.priceMicros });
  }

  return {
    take({ atMs, books, trades, lost }) {
      lost.forEach(lose);
      const told = settle(atMs);
      if (atMs > nowMs) {
        budget = Math.min(PER_SECOND, budget + ((atMs - nowMs) * PER_SECOND) / 1_000);
        nowMs = atMs;
      }
      for (const { token, shares, side } of trades) {
        const watched = tokens.get(token);
        if (watched !== undefined) takeTrade(watched.activity, watched.group, { shares, side, atMs: nowMs });
      }
      for (const each of books) {
        if (each.book === null || !(each.tickMicros > 0)) {
          lose(each.token);
          continue;
        }
        const watched = watchedOf(each);
        const { bids, asks } = each.book;
        takeBook(watched.activity, watched.group, { bids, asks, rows: each.rows, atMs: nowMs });
        ask(each.token, watched);
      }
      return told;
    },
    pass: (atMs) => settle(atMs),
    momentOf(token, into) {
      const watched = tokens.get(token);
      if (watched === undefined) return null;
      return momentOf(watched.activity, watched.group, nowMs, into);
    },
    keep(wanted) {
      for (const token of tokens.keys()) if (!wanted.has(token)) lose(token);
      const left = new Set([...tokens.values()].map(({ group }) => group));
      for (const [name, group] of groups) if (!left.has(group)) groups.delete(name);
    },
    counts: () => ({ tokens: tokens.size, open: labels.open() }),
  };
}

const HALF_AFTER_A_SECOND = taskAt(SIZES.indexOf('half'), DELAYS.indexOf(1_000));
