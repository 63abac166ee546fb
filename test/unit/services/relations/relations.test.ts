import { describe, expect, it } from 'vitest';
import { createLexicalIndex } from '../../../../lib/language/look-alikes';
import { createRuleAdvisors } from '../../../../lib/advisors/rules';
import type { VenueEvent } from '../../../../lib/domain/condition';
import type { Result } from '../../../../lib/domain/result';
import { fail, ok } from '../../../../lib/domain/result';
import { priceMicros } from '../../../../lib/domain/units';
import type { Log } from '../../../../lib/ports/log';
import type { MarketData } from '../../../../lib/ports/market-data';
import type { EventState } from '../../../../lib/services/relations/relations';
import { buildComponents, createRelations } from '../../../../lib/services/relations/relations';
import { indexEvents } from '../../../../lib/services/relations/statements';
import { makeEvent, makeCondition, makeNegRiskEvent } from '../../../kit/advisor-events';
import { createTestClock, settle } from '../../../kit/clock';
import { createMemoryRelationStore, type MemoryRelationStore } from '../../../kit/relation-store';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const target = { kind: 'event', slug: 'fed', marketSlug: null } as const;

function start(script: {
  event: Result<VenueEvent>;
  confirm?: MarketData['confirmCondition'];
  others?: Readonly<Record<string, Result<VenueEvent>>>;
  store?: MemoryRelationStore;
  onRead?: (slug: string) => void;
}) {
  const clock = createTestClock(1_795_000_000_000);
  const unused = () => {
    throw new Error('not part of this path');
  };
  const market: MarketData = {
    fetchEventBySlug: (slug) => {
      script.onRead?.(slug);
      return Promise.resolve(script.others?.[slug] ?? script.event);
    },
    fetchEventByMarketSlug: () => Promise.resolve(script.event),
    confirmCondition: script.confirm ?? ((condition) => Promise.resolve(ok(condition))),
    fetchActiveEvents: unused,
    fetchBooks: unused,
    fetchServerTime: unused,
    fetchGeoblock: unused,
  };
  const store = script.store ?? createMemoryRelationStore();
  const relations = createRelations({
    market,
    advisors: createRuleAdvisors(),
    questions: createLexicalIndex([]),
    store,
    clock,
    log: silent,
  });
  return { clock, relations, script, store };
}

function ready(state: EventState): Extract<EventState, { kind: 'ready' }> {
  if (state.kind !== 'ready') throw new Error(`the event is ${state.kind}`);
  return state;
}

describe('watched events', () => {
  it('become one component with their exactly-one relation', async () => {
    const { relations } = start({ event: ok(makeNegRiskEvent(['Hold', 'Cut', 'Hike'])) });
    relations.watch([target]);
    expect(relations.stateOf(target).kind).toBe('loading');
    await settle();
    expect(ready(relations.stateOf(target)).event.conditions).toHaveLength(3);
    expect(
      relations
        .components()
        .map((component) => [component.conditions.length, component.relations.map((relation) => relation.body.type)]),
    ).toEqual([[3, ['exactly-one']]]);
  });

  it('lose the relation when the venue adds a placeholder, at the next read', async () => {
    const first = makeNegRiskEvent(['Hold', 'Cut', 'Hike']);
    const started = start({ event: ok(first) });
    started.relations.watch([target]);
    await settle();
    started.script.event = ok({ ...first, negRiskAugmented: true });
    await started.clock.advance(30_000);
    expect(started.relations.components()[0]?.relations.map((relation) => relation.body.type)).toEqual(['excludes']);
  });

  it('are not trusted any more when they can no longer be read', async () => {
    const started = start({ event: ok(makeNegRiskEvent(['Hold', 'Cut'])) });
    started.relations.watch([target]);
    await settle();
    started.script.event = fail('network', { what: 'this-event' }, 'later');
    await started.clock.advance(30_000);
    expect(started.relations.stateOf(target)).toMatchObject({ kind: 'failed', failure: { code: 'network' } });
    expect(started.relations.components()).toEqual([]);
    started.script.event = ok(makeNegRiskEvent(['Hold', 'Cut']));
    await started.clock.advance(5_000);
    expect(started.relations.stateOf(target).kind).toBe('ready');
  });

  it('keep a market that contradicts itself in the group but without a fee, so that it cannot be bought', async () => {
    const event = makeNegRiskEvent(['Hold', 'Cut', 'Hike']);
    const { relations } = start({
      event: ok(event),
      confirm: (condition) =>
        Promise.resolve(
          condition.label === 'Cut' ? fail('contradiction', { market: 'Cut?', about: 'share-ids' }) : ok(condition),
        ),
    });
    relations.watch([target]);
    await settle();
    const state = ready(relations.stateOf(target));
    expect(state.event.conditions.map((condition) => condition.fee === null)).toEqual([false, true, false]);
    expect(state.event.conditions.map((condition) => condition.stopped?.code)).toEqual([
      undefined,
      'contradiction',
      undefined,
    ]);
    expect(state.problems).toMatchObject([
      { code: 'market-unconfirmed', params: { market: 'Cut', cause: { code: 'contradiction' } } },
    ]);
    expect(relations.components()[0]?.conditions).toHaveLength(3);
  });

  it('have the tick that the CLOB gives where the catalogue gives none, in a complete group', async () => {
    const event = makeNegRiskEvent(['Hold', 'Cut', 'Hike']);
    const conditions = event.conditions.map((condition) => ({ ...condition, tickMicros: priceMicros(0) }));
    const { relations } = start({
      event: ok({ ...event, conditions }),
      confirm: (condition) => Promise.resolve(ok({ ...condition, tickMicros: priceMicros(1_000) })),
    });
    relations.watch([target]);
    await settle();
    expect(relations.components()[0]?.conditions.map(({ tickMicros }) => tickMicros)).toEqual([1_000, 1_000, 1_000]);
    expect(relations.components()[0]?.relations.map((relation) => relation.body.type)).toEqual(['exactly-one']);
  });

  it('are read again for a decision, and differ when the venue changed', async () => {
    const event = makeNegRiskEvent(['Hold', 'Cut', 'Hike']);
    const started = start({ event: ok(event) });
    started.relations.watch([target]);
    await settle();
    const [component] = started.relations.components();
    if (!component) throw new Error('no component');
    const same = await started.relations.confirmNow(component, new AbortController().signal);
    expect(same.ok && same.value.relations.map((relation) => relation.id)).toEqual(
      component.relations.map((relation) => relation.id),
    );
    started.script.event = ok({
      ...event,
      conditions: [
        ...event.conditions,
        makeCondition({
          question: 'Will Pause win?',
          label: 'Pause',
          negRisk: true,
          negRiskMarketId: event.negRiskMarketId,
        }),
      ],
    });
    const changed = await started.relations.confirmNow(component, new AbortController().signal);
    expect(
      changed.ok &&
        changed.value.relations.some((relation) =>
          component.relations.some(
            (old) => old.id === relation.id && JSON.stringify(old.body) === JSON.stringify(relation.body),
          ),
        ),
    ).toBe(false);
  });

  it('are read again when one of their markets resolved, once for all, and the others are left alone', async () => {
    const fed = makeNegRiskEvent(['Hold', 'Cut', 'Hike'], { slug: 'fed' });
    const other = makeNegRiskEvent(['Red', 'Blue'], { slug: 'other' });
    const reads: string[] = [];
    const started = start({ event: ok(fed), others: { other: ok(other) }, onRead: (slug) => reads.push(slug) });
    started.relations.watch([target, { kind: 'event', slug: 'other', marketSlug: null }]);
    await started.clock.advance(10_000);
    reads.length = 0;
    for (const { id } of fed.conditions) started.relations.refresh(id);
    started.relations.refresh('0xnobody');
    await started.clock.advance(1_000);
    expect(reads).toEqual(['fed']);
    // Its own time begins anew; the other keeps to its own.
    await started.clock.advance(20_000);
    expect(reads).toEqual(['fed', 'other']);
    started.relations.refresh(fed.conditions[0]?.id ?? '');
    started.relations.watch([]);
    await started.clock.advance(60_000);
    expect(reads).toEqual(['fed', 'other']);
  });

  it('are let go', async () => {
    const { relations } = start({ event: ok(makeNegRiskEvent(['Hold', 'Cut'])) });
    relations.watch([target]);
    await settle();
    relations.watch([]);
    expect(relations.components()).toEqual([]);
  });
});

describe('components', () => {
  it('are joined only by relations that may be used for money', () => {
    const event = makeEvent([
      makeCondition({ question: 'A?' }),
      makeCondition({ question: 'B?' }),
      makeCondition({ question: 'C?' }),
    ]);
    const [a, b, c] = event.conditions;
    if (!a || !b || !c) throw new Error('fixture is malformed');
    const implies = (from: string, to: string, status: 'proven' | 'proposed') => ({
      id: `${from}-${to}`,
      version: 1,
      body: { type: 'implies' as const, if: from, then: to },
      source: 'rule' as const,
      status,
      why: '',
      evidence: [],
    });
    const components = buildComponents(indexEvents([event]), [
      implies(a.id, b.id, 'proven'),
      implies(b.id, c.id, 'proposed'),
    ]);
    expect(components.map((component) => component.conditions.map((condition) => condition.question)).sort()).toEqual([
      ['A?', 'B?'],
      ['C?'],
    ]);
    expect(components.flatMap((component) => component.relations)).toHaveLength(1);
  });
});
