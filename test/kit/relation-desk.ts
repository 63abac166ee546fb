/**
 * A relations service over scripted events, with a hand-moved clock and a store in memory.
 */
import { createLexicalIndex } from '../../lib/language/look-alikes';
import { hashTexts } from '../../lib/relations/text-fingerprint';
import { createRuleAdvisors } from '../../lib/advisors/rules';
import type { Condition, VenueEvent } from '../../lib/domain/condition';
import { fail, ok } from '../../lib/domain/result';
import type { Log } from '../../lib/ports/log';
import type { MarketData } from '../../lib/ports/market-data';
import { createRelations, type RegisterService } from '../../lib/services/relations/relations';
import { makeCondition, makeEvent } from './advisor-events';
import { createTestClock } from './clock';
import { createMemoryRelationStore, type MemoryRelationStore } from './relation-store';

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const targetOf = (slug: string) => ({ kind: 'event', slug, marketSlug: null }) as const;
export const deadline = (day: string): Condition =>
  makeCondition({
    question: `Will the treaty be signed by ${day}, 2026?`,
    description: `This market resolves to "Yes" if the treaty is signed by ${day}, 2026.`,
    createdAt: '2026-01-01T00:00:00Z',
  });

export const alone = (condition: Condition, slug: string): VenueEvent =>
  makeEvent([condition], { slug, title: condition.question });
export const elected = makeCondition({
  question: 'Will Ada Kovic win the 2028 US Presidential Election?',
  description: 'This market resolves to "Yes" if Ada Kovic wins the 2028 US Presidential Election.',
});

export const nominated = makeCondition({
  question: 'Will Ada Kovic win the 2028 Republican presidential nomination?',
  description: 'This market resolves to "Yes" if Ada Kovic wins the 2028 Republican nomination.',
});

export async function startDesk(
  events: readonly VenueEvent[],
  store: MemoryRelationStore = createMemoryRelationStore(),
) {
  const clock = createTestClock(1_795_000_000_000);
  const script = new Map(events.map((event) => [event.slug, event] as const));
  const unused = () => {
    throw new Error('not part of this path');
  };
  const market: MarketData = {
    // A new copy each time, as the network gives it.
    fetchEventBySlug: (slug) => {
      const event = script.get(slug);
      return Promise.resolve(event ? ok(structuredClone(event)) : fail('not-found', { what: 'this-event', said: '' }));
    },
    fetchEventByMarketSlug: unused,
    confirmCondition: (condition) => Promise.resolve(ok(condition)),
    fetchActiveEvents: unused,
    fetchBooks: unused,
    fetchServerTime: unused,
    fetchGeoblock: unused,
  };
  const relations = createRelations({
    market,
    advisors: createRuleAdvisors(),
    questions: createLexicalIndex([]),
    store,
    clock,
    log: silentLog,
  });
  await relations.load();
  relations.watch(events.map(({ slug }) => targetOf(slug)));
  await clock.advance(1);
  const told = { components: 0, book: 0 };
  relations.subscribe(() => {
    told.components += 1;
  });
  relations.subscribeRegister(() => {
    told.book += 1;
  });
  return { clock, script, relations, store, told };
}

export const bodiesOf = (relations: RegisterService): readonly string[] =>
  [...relations.register().values()].map(({ relation }) => `${relation.status} ${relation.body.type}`).sort();
export const textsOf = (...conditions: readonly Condition[]): ReadonlyMap<string, string> =>
  new Map(conditions.map((condition) => [condition.id, hashTexts(condition)]));

export function onlyEntry(relations: RegisterService) {
  const [entry, ...rest] = [...relations.register().values()];
  if (!entry || rest.length > 0) throw new Error(`the register holds ${relations.register().size} relations`);
  return entry;
}

export async function decideOnly(
  relations: RegisterService,
  decision: 'accept' | 'reject' | 'withdraw',
  readTexts: ReadonlyMap<string, string> = new Map(),
) {
  const { relation } = onlyEntry(relations);
  return relations.decide({ id: relation.id, version: relation.version, decision, readTexts });
}
