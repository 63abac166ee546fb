/**
 * Relations across events: proposed, proven, withdrawn, and told only when something changed.
 */
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../lib/domain/condition';
import { priceMicros } from '../../../../lib/domain/units';
import { makeEvent, makeNegRiskEvent } from '../../../kit/advisor-events';
import { createMemoryRelationStore } from '../../../kit/relation-store';
import {
  alone,
  bodiesOf,
  deadline,
  elected,
  nominated,
  onlyEntry,
  startDesk,
  targetOf,
} from '../../../kit/relation-desk';

describe('relations across events', () => {
  it('are proven by the rules and join both events in one component', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations } = await startDesk([alone(march, 'march'), alone(june, 'june')]);
    expect(onlyEntry(relations).relation).toMatchObject({
      status: 'proven',
      source: 'rule',
      body: { type: 'implies', if: march.id, then: june.id },
    });
    expect(relations.componentOf(march.id)).toBe(relations.componentOf(june.id));
    expect(relations.componentOf(march.id)?.relations).toHaveLength(1);
  });

  it('of meaning are proposed and bound nothing', async () => {
    const { relations, store } = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    expect(bodiesOf(relations)).toEqual(['proposed implies']);
    expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect([...store.entries.values()].map(({ relation }) => relation.status)).toEqual(['proposed']);
  });

  it('are withdrawn the moment a text changes, and concluded again from the new texts', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations, script, clock } = await startDesk([alone(march, 'march'), alone(june, 'june')]);
    const before = relations.components();
    script.set('june', alone({ ...june, description: `${june.description} A signature by telephone counts.` }, 'june'));
    await clock.advance(31_000);
    expect(relations.components()).not.toBe(before);
    expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect(onlyEntry(relations).relation.status).toBe('proposed');
    expect(onlyEntry(relations).relation.evidence.join('\n')).toContain('disagreement:');
  });

  it('are not read from a market that two events claim', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const copy = makeEvent([june], { slug: 'copy', title: june.question });
    const { relations, clock } = await startDesk([
      alone(march, 'march'),
      alone(june, 'june'),
      { ...copy, conditions: [{ ...june, eventId: copy.id }] },
    ]);
    expect(relations.inForce()).toEqual([]);
    expect([...relations.register().values()].filter(({ relation }) => relation.status === 'proven')).toEqual([]);
    // The dispute ends when only one event is left that claims it.
    relations.watch([targetOf('march'), targetOf('june')]);
    await clock.advance(1);
    expect(relations.inForce()).toHaveLength(1);
  });
});

describe('what is told', () => {
  it('nothing when the venue says the same again', async () => {
    const { relations, told, clock, store } = await startDesk([
      makeNegRiskEvent(['Hold', 'Cut', 'Hike'], { slug: 'fed' }),
      alone(elected, 'winner'),
      alone(nominated, 'nominee'),
    ]);
    const components = relations.components();
    const writes = store.writes;
    await clock.advance(120_000);
    expect(told).toEqual({ components: 0, book: 0 });
    expect(relations.components()).toBe(components);
    expect(store.writes).toBe(writes);
  });

  it('only the component that changed is another object', async () => {
    const fed = makeNegRiskEvent(['Hold', 'Cut', 'Hike'], { slug: 'fed' });
    const other = makeNegRiskEvent(['Red', 'Blue'], { slug: 'other' }, () => ({
      negRiskMarketId: `0x${'cd'.repeat(32)}`,
    }));
    const { relations, told, clock, script } = await startDesk([
      fed,
      { ...other, negRiskMarketId: `0x${'cd'.repeat(32)}` },
    ]);
    const [fedBefore, otherBefore] = relations.components();
    script.set('fed', { ...fed, negRiskAugmented: true });
    await clock.advance(30_000);
    const [fedAfter, otherAfter] = relations.components();
    expect(told.components).toBe(1);
    expect(fedAfter).not.toBe(fedBefore);
    expect(otherAfter).toBe(otherBefore);
  });
});

describe('a grid or a fee that changed', () => {
  const [march, june] = [deadline('March 31'), deadline('June 30')];
  const both = [alone(march, 'march'), alone(june, 'june')] as const;
  const withJune = (condition: Condition) => ({ ...both[1], conditions: [condition] });
  const finer = {
    ...june,
    eventId: both[1].id,
    tickMicros: priceMicros(1_000),
    fee: { ratePpm: 70_000, exponent: 1, takerOnly: true },
  };

  it('leaves what was concluded from the texts where it is, at every moment', async () => {
    const { relations, script, clock, told } = await startDesk(both);
    const revision = relations.revision();
    const ties: number[] = [];
    relations.subscribe(() => ties.push(relations.inForce().length));
    script.set('june', withJune(finer));
    await clock.advance(31_000);
    expect(ties).toEqual([1]);
    expect(told.components).toBe(1);
    expect(relations.revision()).toBe(revision);
  });

  it('is what components and markets say from then on, whoever asks', async () => {
    const { relations, script, clock } = await startDesk(both);
    script.set('june', withJune(finer));
    await clock.advance(31_000);
    const component = relations.componentOf(june.id);
    expect(component).toBe(relations.componentOf(march.id));
    expect(relations.components()).toEqual([component]);
    for (const said of [
      component?.conditions.find(({ id }) => id === june.id),
      relations.conditionOf(june.id),
      relations.conditions().get(june.id),
      relations.eventOf(june.id)?.conditions[0],
    ])
      expect(said).toMatchObject({ tickMicros: 1_000, fee: { ratePpm: 70_000 } });
  });

  it('does not stand beside a text that changed with it', async () => {
    const { relations, script, clock } = await startDesk(both);
    const description = `${june.description} A signature by telephone counts.`;
    script.set('june', withJune({ ...finer, description }));
    await clock.advance(31_000);
    expect(relations.inForce()).toEqual([]);
    expect(relations.conditionOf(june.id)).toMatchObject({ tickMicros: 1_000, description });
  });
});

describe('a book that cannot be read', () => {
  it("leaves only the venue's own groups in force, and says so", async () => {
    const store = createMemoryRelationStore();
    store.failing = true;
    const { relations } = await startDesk(
      [
        makeNegRiskEvent(['Hold', 'Cut'], { slug: 'fed' }),
        alone(deadline('March 31'), 'march'),
        alone(deadline('June 30'), 'june'),
      ],
      store,
    );
    expect(
      relations.components().flatMap((component) => component.relations.map((relation) => relation.source)),
    ).toEqual(['structure']);
    expect(relations.problem()).toMatchObject({
      code: 'relations-unreadable',
      params: { cause: { code: 'storage-failed' } },
    });
  });
});

describe('confirming before money moves', () => {
  it('gives the same relations while the texts stand, and none of them when one changed', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations, script } = await startDesk([alone(march, 'march'), alone(june, 'june')]);
    const component = relations.componentOf(march.id);
    if (!component) throw new Error('no component');
    const same = await relations.confirmNow(component, new AbortController().signal);
    expect(same.ok && same.value.relations).toEqual(component.relations);
    script.set('june', alone({ ...june, description: `${june.description} Not by fax.` }, 'june'));
    const changed = await relations.confirmNow(component, new AbortController().signal);
    expect(changed.ok && changed.value.relations).toEqual([]);
  });
});

describe('an entry that cannot be read', () => {
  it('may be a rejection: its tie is not used, not written over, and the others are', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const events = [alone(march, 'march'), alone(june, 'june')];
    const first = await startDesk(events);
    const { relation } = onlyEntry(first.relations);
    expect(first.relations.isInForce(relation.id)).toBe(true);
    const store = createMemoryRelationStore();
    store.unreadable = [relation.id];
    const { relations } = await startDesk(events, store);
    expect([relations.isInForce(relation.id), relations.unreadable(), relations.problem()]).toEqual([false, 1, null]);
    expect(store.entries.has(relation.id)).toBe(false);
  });
});
