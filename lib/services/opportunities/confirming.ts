/**
 * Owns what was asked for before anything is told. What is found in books that are only looked at may be hours old at
 * the venue: its legs are read in one question and its events by themselves, with their fees, before there is a
 * notification or a button (docs/reliability.md 3.2).
 *
 *   found --legs read, all events read--> confirmed --passes the thresholds--> told once
 *     ^ |                                   | another leg comes in, an event cannot be read any more
 *     | +--no answer, or another one: again after a moment, while it is there
 *     +-------------------------------------+
 *   gone: kept fresh for a minute, since edges come and go, then forgotten
 */
import type { Condition } from '../../domain/condition';
import { conditionsByKey, tokenOf } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { BooksService } from '../books/books';
import { createEmitter } from '../emitter';
import type { RegisterService } from '../relations/relations';
import type { Slice } from '../slice';
import type { OpportunitiesService, Opportunity } from './opportunities';

/** More at once than anybody reads; those that pass the thresholds first, then the largest. */
const MOST = 40;
/** An edge that went and came back within this is the same news, and its books and events are still kept fresh. */
const LINGERS_MS = 60_000;
const AGAIN_MS = 250;
const AGAIN_AT_MOST_MS = 4_000;

export interface Confirming extends Slice {
  /** Its legs' books, its events and their fees were read since it was found. */
  isConfirmed(opportunity: Pick<Opportunity, 'id' | 'component' | 'certified'>): boolean;
  /** Told once of each that passes the thresholds and is confirmed. */
  subscribeNews(listener: (opportunity: Opportunity) => void): () => void;
  close(): void;
}

interface Entry {
  last: Opportunity;
  /** Since when it is there no more; null while it is. */
  goneAtMs: TimeMs | null;
  /** The conditions of all legs that it had. */
  readonly legs: Map<string, Condition>;
  /** Tokens of which the venue's answer agreed. */
  readonly read: Set<TokenId>;
  asking: boolean;
  /** In a row. */
  refusals: number;
  wasConfirmed: boolean;
  lastPassedAtMs: number;
}

export function createConfirming(sources: {
  readonly opportunities: Pick<OpportunitiesService, 'all' | 'subscribe'>;
  readonly relations: Pick<RegisterService, 'isRead' | 'eventOf' | 'subscribe'>;
  readonly books: Pick<BooksService, 'refresh' | 'attend'>;
  /** Has the events of these slugs read by themselves, again and again. Replaces those of before. */
  readonly readEvents: (slugs: readonly string[]) => void;
  readonly clock: Clock;
}): Confirming {
  const { opportunities, relations, books, clock } = sources;
  const entries = new Map<string, Entry>();
  const lifetime = new AbortController();
  const news = createEmitter<Opportunity>();
  const confirmed = createEmitter<void>();
  /** Legs, events or what is there are not what they were when they were last asked to be kept fresh. */
  let isAnother = false;

  function isConfirmed(opportunity: Pick<Opportunity, 'id' | 'component' | 'certified'>): boolean {
    const read = entries.get(opportunity.id)?.read;
    if (read === undefined || legsOf(opportunity).some(({ tokenId }) => !read.has(tokenId))) return false;
    return relations.isRead({ conditions: speakingOf(opportunity) });
  }

  function look(): void {
    const nowMs = clock.nowMs();
    const all = opportunities.all();
    const passing = all.filter(({ passesThresholds }) => passesThresholds);
    const below = all.filter(({ passesThresholds }) => !passesThresholds);
    const found = new Map([...passing, ...below].slice(0, MOST).map((each) => [each.id, each] as const));
    for (const [id, entry] of entries) if (!found.has(id)) leave(entry, nowMs);
    for (const [id, opportunity] of found) {
      const known = entries.get(id);
      const entry = known ?? begin(opportunity);
      isAnother ||= known?.last.component !== opportunity.component;
      entries.set(id, entry);
      entry.last = opportunity;
      entry.goneAtMs = null;
      for (const { condition } of legsOf(opportunity)) {
        isAnother ||= !entry.legs.has(condition.id);
        entry.legs.set(condition.id, condition);
      }
    }
    attend();
    for (const id of found.keys()) {
      const entry = entries.get(id);
      if (entry === undefined) continue;
      void ask(entry);
      settle(entry, nowMs);
    }
  }

  function leave(entry: Entry, nowMs: TimeMs): void {
    if (entry.goneAtMs !== null) return;
    entry.goneAtMs = nowMs;
    clock.after(
      LINGERS_MS,
      () => {
        if (entry.goneAtMs !== nowMs) return;
        entries.delete(entry.last.id);
        isAnother = true;
        attend();
      },
      lifetime.signal,
    );
  }

  /** Those that are there, and those that were a moment ago. */
  function attend(): void {
    if (!isAnother) return;
    isAnother = false;
    const kept = [...entries.values()];
    const conditions = new Map(kept.flatMap(({ legs }) => [...legs]));
    const spoken = kept.flatMap(({ last }) => speakingOf(last));
    const slugs = [...new Set(spoken.flatMap(({ id }) => relations.eventOf(id)?.slug ?? []))].sort();
    books.attend([...conditions.values()], 'offered');
    sources.readEvents(slugs);
  }

  async function ask(entry: Entry): Promise<void> {
    const missing = legsOf(entry.last).flatMap(({ tokenId }) => (entry.read.has(tokenId) ? [] : [tokenId]));
    if (entry.asking || entry.goneAtMs !== null || missing.length === 0) return;
    entry.asking = true;
    const answer = await books.refresh([...new Set(missing)]);
    if (lifetime.signal.aborted) return;
    if (answer.ok) {
      entry.asking = false;
      entry.refusals = 0;
      for (const { tokenId } of answer.value) entry.read.add(tokenId);
      settle(entry, clock.nowMs());
      return ask(entry);
    }
    const waitMs = Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * 2 ** Math.min(entry.refusals, 10));
    entry.refusals += 1;
    clock.after(
      waitMs,
      () => {
        entry.asking = false;
        if (entries.get(entry.last.id) === entry) void ask(entry);
      },
      lifetime.signal,
    );
  }

  /** Says what is new about it. */
  function settle(entry: Entry, nowMs: TimeMs): void {
    if (entry.goneAtMs !== null) return;
    const is = isConfirmed(entry.last);
    if (is !== entry.wasConfirmed) {
      entry.wasConfirmed = is;
      confirmed.emit();
    }
    if (!is || !entry.last.passesThresholds) return;
    const isNews = nowMs - entry.lastPassedAtMs > LINGERS_MS;
    entry.lastPassedAtMs = nowMs;
    if (isNews) news.emit(entry.last);
  }

  const stops = [
    opportunities.subscribe(look),
    relations.subscribe(() => {
      const nowMs = clock.nowMs();
      for (const entry of [...entries.values()]) settle(entry, nowMs);
    }),
  ];
  return {
    name: 'confirming',
    isConfirmed,
    subscribeNews: news.subscribe,
    wakes: (wake) => void confirmed.subscribe(() => wake(['now', 'home', 'page', 'review'])),
    close() {
      lifetime.abort();
      for (const stop of stops) stop();
    },
  };
}

function begin(last: Opportunity): Entry {
  return {
    last,
    goneAtMs: null,
    legs: new Map(),
    read: new Set(),
    asking: false,
    refusals: 0,
    wasConfirmed: false,
    lastPassedAtMs: -Infinity,
  };
}

type Basket = Pick<Opportunity, 'component' | 'certified'>;

function legsOf({ component, certified }: Basket): readonly { readonly condition: Condition; tokenId: TokenId }[] {
  const conditions = conditionsByKey(component.conditions);
  return certified.certificate.legs.flatMap((leg) => {
    const condition = conditions.get(leg.condition);
    return condition === undefined ? [] : [{ condition, tokenId: tokenOf(condition, leg.token) }];
  });
}

/** The conditions on which its proof rests. */
function speakingOf({ component, certified }: Basket): readonly Condition[] {
  const named = new Set(certified.certificate.conditions.map(({ key }) => key));
  return component.conditions.filter(({ id }) => named.has(id));
}
