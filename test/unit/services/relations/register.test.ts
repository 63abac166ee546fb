/** Relations across events: proposed, proven, decided, stored, held back, and told only when something changed. */
import { describe, expect, it } from 'vitest';
import { createLexicalIndex } from '../../../../lib/language/look-alikes';
import { hashTexts } from '../../../../lib/relations/text-fingerprint';
import { createRuleAdvisors } from '../../../../lib/advisors/rules';
import type { Condition, VenueEvent } from '../../../../lib/domain/condition';
import type { RelationBody, RelationStatus } from '../../../../lib/domain/relation';
import { fail, ok } from '../../../../lib/domain/result';
import type { Log } from '../../../../lib/ports/log';
import type { MarketData } from '../../../../lib/ports/market-data';
import { createRelationHistory } from '../../../../lib/services/relations/history';
import { createRelations, type RegisterService } from '../../../../lib/services/relations/relations';
import { createRelationViews } from '../../../../lib/services/relations/views';
import { makeCondition, makeEvent, makeNegRiskEvent } from '../../../kit/advisor-events';
import { createTestClock } from '../../../kit/clock';
import { createMemoryRelationStore, type MemoryRelationStore } from '../../../kit/relation-store';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const targetOf = (slug: string) => ({ kind: 'event', slug, marketSlug: null }) as const;

const deadline = (day: string): Condition =>
  makeCondition({
    question: `Will the treaty be signed by ${day}, 2026?`,
    description: `This market resolves to "Yes" if the treaty is signed by ${day}, 2026.`,
    createdAt: '2026-01-01T00:00:00Z',
  });
const alone = (condition: Condition, slug: string): VenueEvent =>
  makeEvent([condition], { slug, title: condition.question });
const elected = makeCondition({
  question: 'Will Ada Kovic win the 2028 US Presidential Election?',
  description: 'This market resolves to "Yes" if Ada Kovic wins the 2028 US Presidential Election.',
});
const nominated = makeCondition({
  question: 'Will Ada Kovic win the 2028 Republican presidential nomination?',
  description: 'This market resolves to "Yes" if Ada Kovic wins the 2028 Republican nomination.',
});

async function start(events: readonly VenueEvent[], store: MemoryRelationStore = createMemoryRelationStore()) {
  const clock = createTestClock(1_795_000_000_000);
  const script = new Map(events.map((event) => [event.slug, event] as const));
  const unused = () => {
    throw new Error('not part of this path');
  };
  const market: MarketData = {
    // A new copy each time, as the network gives it.
    fetchEventBySlug: (slug) => {
      const event = script.get(slug);
      return Promise.resolve(event ? ok(structuredClone(event)) : fail('gone', 'The venue lists no such event.'));
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
    log: silent,
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

const bodies = (relations: RegisterService): readonly string[] =>
  [...relations.register().values()].map(({ relation }) => `${relation.status} ${relation.body.type}`).sort();
const texts = (...conditions: readonly Condition[]): ReadonlyMap<string, string> =>
  new Map(conditions.map((condition) => [condition.id, hashTexts(condition)]));

function only(relations: RegisterService) {
  const [entry, ...rest] = [...relations.register().values()];
  if (!entry || rest.length > 0) throw new Error(`the book holds ${relations.register().size} relations`);
  return entry;
}

async function decide(
  relations: RegisterService,
  decision: 'accept' | 'reject' | 'withdraw',
  readTexts: ReadonlyMap<string, string> = new Map(),
) {
  const { relation } = only(relations);
  return relations.decide({ id: relation.id, version: relation.version, decision, readTexts });
}

describe('relations across events', () => {
  it('are proven by the rules and join both events in one component', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations } = await start([alone(march, 'march'), alone(june, 'june')]);
    expect(only(relations).relation).toMatchObject({
      status: 'proven',
      source: 'rule',
      body: { type: 'implies', if: march.id, then: june.id },
    });
    expect(relations.componentOf(march.id)).toBe(relations.componentOf(june.id));
    expect(relations.componentOf(march.id)?.relations).toHaveLength(1);
  });

  it('of meaning are proposed and bound nothing', async () => {
    const { relations, store } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    expect(bodies(relations)).toEqual(['proposed implies']);
    expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect([...store.entries.values()].map(({ relation }) => relation.status)).toEqual(['proposed']);
  });

  it('are withdrawn the moment a text changes, and concluded again from the new texts', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations, script, clock } = await start([alone(march, 'march'), alone(june, 'june')]);
    const before = relations.components();
    script.set('june', alone({ ...june, description: `${june.description} A signature by telephone counts.` }, 'june'));
    await clock.advance(31_000);
    expect(relations.components()).not.toBe(before);
    expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect(only(relations).relation.status).toBe('proposed');
    expect(only(relations).relation.evidence.join('\n')).toContain('disagreement:');
  });

  it('are not read from a market that two events claim', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const copy = makeEvent([june], { slug: 'copy', title: june.question });
    const { relations, clock } = await start([
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
    const { relations, told, clock, store } = await start([
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
    const { relations, told, clock, script } = await start([
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

describe('the word of the user', () => {
  it('accepting needs both rule texts, as they are now', async () => {
    const { relations } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    expect(await decide(relations, 'accept')).toMatchObject({ ok: false, error: { code: 'rules-unread' } });
    expect(await decide(relations, 'accept', texts(elected))).toMatchObject({
      ok: false,
      error: { code: 'rules-unread' },
    });
    expect(
      await decide(relations, 'accept', texts(elected, { ...nominated, description: 'Other rules.' })),
    ).toMatchObject({ ok: false, error: { code: 'rules-changed' } });
    expect(
      await decide(
        relations,
        'accept',
        new Map([
          [elected.id, hashTexts(elected)],
          [nominated.id, 'old'],
        ]),
      ),
    ).toMatchObject({ ok: false, error: { code: 'rules-changed' } });
    expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect(await decide(relations, 'accept', texts(elected, nominated))).toEqual(ok(undefined));
    // A rule proposed it; a proof that rests on it must name the user.
    expect(relations.componentOf(elected.id)?.relations.map((relation) => [relation.source, relation.status])).toEqual([
      ['user', 'accepted'],
    ]);
  });

  it('an acceptance outlives the service worker and ends with the text', async () => {
    const first = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    await decide(first.relations, 'accept', texts(elected, nominated));
    const again = await start([alone(elected, 'winner'), alone(nominated, 'nominee')], first.store);
    expect(again.relations.componentOf(elected.id)?.relations).toHaveLength(1);
    expect(again.told.book).toBe(0);
    again.script.set(
      'nominee',
      alone({ ...nominated, description: `${nominated.description} A replaced nominee does not count.` }, 'nominee'),
    );
    await again.clock.advance(31_000);
    expect(again.relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect(only(again.relations).history.map((step) => step.status)).toEqual([
      'proposed',
      'accepted',
      'retired',
      'proposed',
    ]);
  });

  it.each([
    ['the end', { endDate: '2031-01-01T00:00:00Z' }],
    ['the named source', { resolutionSource: 'https://example.org' }],
    ['the label', { label: 'Another' }],
  ] satisfies readonly (readonly [string, Partial<Condition>])[])(
    'an acceptance ends with %s that stood beside the rules',
    async (_name, change) => {
      const { relations, script, clock } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
      expect(await decide(relations, 'accept', texts(elected, nominated))).toEqual(ok(undefined));
      script.set('nominee', alone({ ...nominated, ...change }, 'nominee'));
      await clock.advance(31_000);
      expect(relations.inForce()).toEqual([]);
      expect(only(relations).relation.status).not.toBe('accepted');
    },
  );

  it('an acceptance that is not on disk does not count', async () => {
    const { relations, store } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    store.failing = true;
    expect(await decide(relations, 'accept', texts(elected, nominated))).toMatchObject({
      ok: false,
      error: { code: 'storage-failed' },
    });
    expect(only(relations).relation.status).toBe('proposed');
    expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
  });

  it('a rejected proof is not used and does not come back', async () => {
    const events = [alone(deadline('March 31'), 'march'), alone(deadline('June 30'), 'june')];
    const first = await start(events);
    expect(await decide(first.relations, 'reject')).toEqual(ok(undefined));
    expect(first.relations.components().flatMap((component) => component.relations)).toEqual([]);
    const again = await start(events, first.store);
    await again.clock.advance(61_000);
    expect(only(again.relations).relation.status).toBe('rejected');
    expect(again.relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect(await decide(again.relations, 'withdraw')).toEqual(ok(undefined));
    await again.clock.advance(1);
    expect(again.relations.components().flatMap((component) => component.relations)).toHaveLength(1);
  });

  it('is refused for another version than the one on screen', async () => {
    const { relations } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    const { relation } = only(relations);
    expect(
      await relations.decide({ id: relation.id, version: 2, decision: 'accept', readTexts: texts(elected, nominated) }),
    ).toMatchObject({ ok: false, error: { code: 'relation-changed' } });
    expect(
      await relations.decide({ id: 'nothing', version: 1, decision: 'accept', readTexts: new Map() }),
    ).toMatchObject({ ok: false, error: { code: 'unknown-relation' } });
  });

  it('is refused where resolved markets show that the relation is false', async () => {
    const { relations } = await start([
      alone({ ...elected, settled: true, closed: true }, 'winner'),
      alone({ ...nominated, settled: false, closed: true }, 'nominee'),
    ]);
    const proposal = [...relations.register().values()].find(({ relation }) => relation.body.type === 'implies');
    if (!proposal) throw new Error('no proposal');
    const answer = await relations.decide({
      id: proposal.relation.id,
      version: 1,
      decision: 'accept',
      readTexts: texts(elected, nominated),
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'relation-refuted' } });
  });

  it('is refused where it would leave an open market one answer, with its name', async () => {
    // Both in one group of which one wins at most: the election could never be won.
    const group = { negRisk: true, negRiskMarketId: `0x${'ab'.repeat(32)}` };
    const event = makeEvent(
      [
        { ...elected, ...group },
        { ...nominated, ...group },
      ],
      {
        slug: 'both',
        negRisk: true,
        enableNegRisk: true,
        negRiskAugmented: true,
        negRiskMarketId: group.negRiskMarketId,
      },
    );
    const { relations } = await start([event]);
    const proposal = [...relations.register().values()].find(({ relation }) => relation.body.type === 'implies');
    if (!proposal) throw new Error('no proposal');
    const answer = await relations.decide({
      id: proposal.relation.id,
      version: 1,
      decision: 'accept',
      readTexts: texts(elected, nominated),
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'relation-fixes' } });
    expect(answer.ok ? '' : answer.error.message).toContain('Ada Kovic win the 2028 US Presidential Election');
  });
});

describe('words given at the same time', () => {
  /** A store whose next write waits until it is let go. */
  function slow(store: MemoryRelationStore) {
    const { write } = store;
    const gate = { open: () => undefined as void };
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    store.write = async (changes) => {
      await opened;
      return write(changes);
    };
    return gate;
  }

  it('a rejection is not undone by an acceptance that was begun before it', async () => {
    const { relations, store } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    const accepting = decide(relations, 'accept', texts(elected, nominated));
    const rejecting = decide(relations, 'reject');
    await Promise.all([accepting, rejecting]);
    expect(only(relations).relation.status).toBe('rejected');
    expect([...store.entries.values()].map(({ relation }) => relation.status)).toEqual(['rejected']);
  });

  it('deciding on one takes nothing back from another', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations } = await start([
      alone(elected, 'winner'),
      alone(nominated, 'nominee'),
      alone(march, 'march'),
      alone(june, 'june'),
    ]);
    const [proposal, proof] = ['proposed', 'proven'].map(
      (status) =>
        [...relations.register().values()].find(({ relation }) => relation.status === status)?.relation.id ?? '',
    );
    await Promise.all([
      relations.decide({ id: proposal ?? '', version: 1, decision: 'accept', readTexts: texts(elected, nominated) }),
      relations.decide({ id: proof ?? '', version: 1, decision: 'reject', readTexts: new Map() }),
    ]);
    expect([proposal, proof].map((id) => relations.register().get(id ?? '')?.relation.status)).toEqual([
      'accepted',
      'rejected',
    ]);
  });

  it('what advisors say while a rejection is being written does not cover it on disk', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations, store, script, clock } = await start([alone(march, 'march'), alone(june, 'june')]);
    const gate = slow(store);
    const rejecting = decide(relations, 'reject');
    script.set('june', alone({ ...june, description: `${june.description} A signature by telephone counts.` }, 'june'));
    await clock.advance(31_000);
    gate.open();
    expect(await rejecting).toEqual(ok(undefined));
    await clock.advance(31_000);
    expect(only(relations).relation.status).toBe('rejected');
    expect([...store.entries.values()].map(({ relation }) => relation.status)).toEqual(['rejected']);
  });

  it('an acceptance does not outlive a text that changed while it was being written', async () => {
    const { relations, store, script, clock } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    const gate = slow(store);
    const accepting = decide(relations, 'accept', texts(elected, nominated));
    script.set(
      'nominee',
      alone({ ...nominated, description: `${nominated.description} A replaced nominee does not count.` }, 'nominee'),
    );
    await clock.advance(31_000);
    gate.open();
    await accepting;
    await clock.advance(1);
    expect(relations.inForce()).toEqual([]);
    expect(only(relations).relation.status).not.toBe('accepted');
  });
});

describe('what was rejected', () => {
  const file = (body: RelationBody, status: RelationStatus, source = 'llm'): string =>
    JSON.stringify({
      format: 'facet-relations-book/1',
      relations: [{ body, source, status, version: 1, why: 'because', evidence: [] }],
    });

  it('does not hold under another id, nor inside a stronger relation, until that is taken back', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations, clock } = await start([alone(march, 'march'), alone(june, 'june')]);
    expect(relations.inForce()).toHaveLength(1);
    const weaker: RelationBody = {
      type: 'linear',
      terms: [
        [june.id, 3],
        [march.id, -3],
      ],
      atLeast: 0,
    };
    await relations.importText(file(weaker, 'proposed'));
    const imported =
      [...relations.register().values()].find(({ relation }) => relation.source === 'llm')?.relation.id ?? '';
    expect(await relations.decide({ id: imported, version: 1, decision: 'reject', readTexts: new Map() })).toEqual(
      ok(undefined),
    );
    expect(relations.inForce()).toEqual([]);
    const proof =
      [...relations.register().values()].find(({ relation }) => relation.status === 'proven')?.relation.id ?? '';
    expect(relations.heldBack(proof)?.sentence).toContain('You rejected a relation that says the same');
    const told = { book: 0 };
    relations.subscribeRegister(() => {
      told.book += 1;
    });
    await clock.advance(61_000);
    expect(told.book).toBe(0);
    await relations.decide({ id: imported, version: 1, decision: 'withdraw', readTexts: new Map() });
    expect(relations.inForce()).toHaveLength(1);
  });

  it('cannot be accepted in other words', async () => {
    const { relations } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    await relations.importText(file({ type: 'exactly-one', of: [elected.id, nominated.id] }, 'proposed'));
    await relations.importText(file({ type: 'not', of: [nominated.id, elected.id] }, 'rejected'));
    const [exactly] = [...relations.register().values()].filter(({ relation }) => relation.body.type === 'exactly-one');
    expect(
      await relations.decide({
        id: exactly?.relation.id ?? '',
        version: 1,
        decision: 'accept',
        readTexts: texts(elected, nominated),
      }),
    ).toMatchObject({ ok: false, error: { code: 'alike-rejected' } });
  });
});

describe('a book that cannot be read', () => {
  it("leaves only the venue's own groups in force, and says so", async () => {
    const store = createMemoryRelationStore();
    store.failing = true;
    const { relations } = await start(
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
    expect(relations.problem()).toContain('accepted and rejected relations are not known');
  });
});

describe('export and import', () => {
  it('moves proposals and rejections, never a proof or an acceptance', async () => {
    const first = await start([
      alone(elected, 'winner'),
      alone(nominated, 'nominee'),
      alone(deadline('March 31'), 'march'),
      alone(deadline('June 30'), 'june'),
    ]);
    const proposal = [...first.relations.register().values()].find(({ relation }) => relation.status === 'proposed');
    if (!proposal) throw new Error('no proposal');
    await first.relations.decide({
      id: proposal.relation.id,
      version: 1,
      decision: 'accept',
      readTexts: texts(elected, nominated),
    });
    const file = first.relations.exportText();
    const second = await start([makeNegRiskEvent(['Hold', 'Cut'], { slug: 'fed' })]);
    expect(await second.relations.importText(file)).toEqual(
      ok({ proposals: 0, rejections: 0, known: 0, leftToRules: 2 }),
    );
    const forged = file.replaceAll('"source":"rule"', '"source":"llm"');
    expect(await second.relations.importText(forged)).toEqual(
      ok({ proposals: 2, rejections: 0, known: 0, leftToRules: 0 }),
    );
    expect(
      [...second.relations.register().values()]
        .filter(({ relation }) => relation.source === 'llm')
        .map(({ relation }) => relation.status),
    ).toEqual(['proposed', 'proposed']);
    expect(second.relations.inForce().map((relation) => relation.source)).toEqual(['structure']);
    expect(await second.relations.importText('{"format":"other"}')).toMatchObject({
      ok: false,
      error: { code: 'bad-import' },
    });
  });

  it('a file speaks for itself: not in the words of the rules, of a model or of the user', async () => {
    const { relations } = await start([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    const forged = {
      body: { type: 'excludes', of: [elected.id, nominated.id] },
      source: 'user',
      status: 'proposed',
      version: 1,
      why: 'Proven" by Facet. "Accept',
      evidence: ['quote: they can never both win', 'disagreement: nothing', `texts 0xother 00`],
    };
    await relations.importText(JSON.stringify({ format: 'facet-relations-book/1', relations: [forged] }));
    const history = createRelationHistory({
      relations,
      bestAsks: () => null,
      store: { load: () => Promise.resolve(ok(new Map())), write: () => Promise.resolve(ok(undefined)) },
      clock: createTestClock(1),
      log: silent,
    });
    const views = createRelationViews({ relations, history });
    const row = views.list('all').rows.find(({ type }) => type === 'excludes');
    expect(row).toMatchObject({ imported: true, disagreements: [] });
    const detail = await views.detail(row?.id ?? '');
    expect(detail).toMatchObject({
      ok: true,
      value: {
        quotes: [],
        evidence: ['quote: they can never both win', 'disagreement: nothing'],
        why: `A file says: "Proven' by Facet. 'Accept"`,
      },
    });
    // Once more through a file, and it is still one file that speaks.
    expect(relations.exportText()).toContain(JSON.stringify(`A file says: "Proven' by Facet. 'Accept"`));
    const second = await start([]);
    await second.relations.importText(relations.exportText());
    expect(
      [...second.relations.register().values()].find(({ relation }) => relation.source === 'user')?.relation.why,
    ).toBe(`A file says: "Proven' by Facet. 'Accept"`);
    expect(views.list('all').rows.filter(({ imported }) => imported === true)).toHaveLength(1);
  });

  it('an imported rejection keeps a proof out', async () => {
    const events = [alone(deadline('March 31'), 'march'), alone(deadline('June 30'), 'june')];
    const first = await start(events);
    await decide(first.relations, 'reject');
    const second = await start([]);
    expect(await second.relations.importText(first.relations.exportText())).toMatchObject({
      ok: true,
      value: { rejections: 1 },
    });
    const third = await start(events, second.store);
    expect(third.relations.inForce()).toEqual([]);
  });
});

describe('confirming before money moves', () => {
  it('gives the same relations while the texts stand, and none of them when one changed', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations, script } = await start([alone(march, 'march'), alone(june, 'june')]);
    const component = relations.componentOf(march.id);
    if (!component) throw new Error('no component');
    const same = await relations.confirmNow(component, new AbortController().signal);
    expect(same.ok && same.value.relations).toEqual(component.relations);
    script.set('june', alone({ ...june, description: `${june.description} Not by fax.` }, 'june'));
    const changed = await relations.confirmNow(component, new AbortController().signal);
    expect(changed.ok && changed.value.relations).toEqual([]);
  });
});
