import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createStructureAdvisor } from '../../../lib/advisors/structure/structure';
import { incompleteness } from '../../../lib/advisors/structure/completeness';
import type { Condition, VenueEvent } from '../../../lib/domain/condition';
import { conditionKeysOf } from '../../../lib/domain/relation';
import { parseEvent } from '../../../lib/venues/polymarket/gamma/parse-gamma';
import { gammaEvents } from '../../../scripts/relate-data';
import { makeCondition, makeEvent, makeNegRiskEvent } from '../../kit/advisor-events';
import * as en from '../../../lib/words/en';
import { evidenceText, reasonText } from '../../../lib/words/reasons';

const advisor = createStructureAdvisor();
const typesOf = (event: VenueEvent) => advisor.propose([event]).map((relation) => relation.body.type);
const groupTypes = (event: VenueEvent) => typesOf(event).filter((type) => type !== 'settled');

describe('complete groups', () => {
  it('is exactly one when every market is there and open', () => {
    const event = makeNegRiskEvent(['A. Smith', 'B. Jones', 'C. Brown']);
    const [relation, ...rest] = advisor.propose([event]);
    expect(rest).toEqual([]);
    expect(relation).toMatchObject({
      source: 'structure',
      status: 'proven',
      version: 1,
      body: { type: 'exactly-one', of: event.conditions.map((condition) => condition.id) },
    });
    expect(reasonText(relation?.why ?? '')).toContain('Exactly one of the 3 outcomes');
    expect(relation?.evidence.map(evidenceText).join(' ')).toContain('negRiskAugmented false');
  });

  it('keeps resolved losers in the partition and settles them', () => {
    const event = makeNegRiskEvent(['A. Smith', 'B. Jones', 'C. Brown'], {}, (label) =>
      label === 'C. Brown' ? { closed: true, acceptingOrders: false, settled: false } : {},
    );
    expect(typesOf(event)).toEqual(['settled', 'exactly-one']);
  });

  it('gives the same id for the same group in another order, and another for another group', () => {
    const event = makeNegRiskEvent(['A. Smith', 'B. Jones', 'C. Brown']);
    const [first] = advisor.propose([event]);
    const [again] = advisor.propose([{ ...event, conditions: [...event.conditions].reverse() }]);
    const [other] = advisor.propose([makeNegRiskEvent(['A. Smith', 'B. Jones', 'C. Brown'])]);
    expect(again?.id).toBe(first?.id);
    expect(other?.id).not.toBe(first?.id);
  });

  it('of protocol v2 needs the synthetic "Other" that pays when all others are No, open like the rest', () => {
    const event = (fields: Partial<Omit<Condition, 'id'>>): VenueEvent =>
      makeNegRiskEvent(['A. Smith', 'B. Jones', 'Other'], {}, (label) => ({
        protocol: 'v2',
        ...(label === 'Other' ? fields : {}),
      }));
    expect(groupTypes(event({ negRiskOther: true }))).toEqual(['exactly-one']);
    expect(groupTypes(event({}))).toEqual(['excludes']);
    expect(groupTypes(event({ negRiskOther: true, acceptingOrders: false }))).toEqual(['excludes']);
  });
});

const BREAKS: readonly (readonly [
  string,
  Partial<VenueEvent>,
  (label: string) => Partial<Omit<Condition, 'id'>>,
  string,
])[] = [
  ['the event is augmented', { negRiskAugmented: true }, () => ({}), 'augmented'],
  ['enableNegRisk is off', { enableNegRisk: false }, () => ({}), 'every field'],
  ['the parser left a market out', { incomplete: true }, () => ({}), 'could be read'],
  ['the event is not active', { active: false }, () => ({}), 'not active'],
  ['the event is closed', { closed: true }, () => ({}), 'closed'],
  ['the event names another group', { negRiskMarketId: `0x${'cd'.repeat(32)}` }, () => ({}), 'another neg-risk group'],
  ['one market is inactive', {}, (label) => (label === 'B. Jones' ? { active: false } : {}), 'neither open'],
  [
    'one market takes no orders',
    {},
    (label) => (label === 'B. Jones' ? { acceptingOrders: false } : {}),
    'neither open',
  ],
  [
    'one market has no order book',
    {},
    (label) => (label === 'B. Jones' ? { enableOrderBook: false } : {}),
    'neither open',
  ],
  [
    'one market is closed and not yet resolved',
    {},
    (label) => (label === 'B. Jones' ? { closed: true, acceptingOrders: false } : {}),
    'neither open',
  ],
  ['one market is the synthetic Other', {}, (label) => (label === 'B. Jones' ? { negRiskOther: true } : {}), 'Other'],
  [
    'one market is a placeholder by label',
    {},
    (label) => (label === 'B. Jones' ? { label: 'Person B' } : {}),
    'not yet named',
  ],
  [
    'one market is a placeholder by question',
    {},
    (label) => (label === 'B. Jones' ? { question: 'Will Individual T be nominated?' } : {}),
    'not yet named',
  ],
  ['protocol v2 does not list its synthetic Other', {}, () => ({ protocol: 'v2' }), 'adds an outcome "Other"'],
  ['every outcome resolved No', {}, () => ({ closed: true, settled: false }), 'every outcome resolved No'],
];

describe('incomplete groups are at most one', () => {
  it.each(BREAKS)('when %s', (_name, fields, each, reason) => {
    const event = makeNegRiskEvent(['A. Smith', 'B. Jones', 'C. Brown'], fields, each);
    expect(incompleteness(event, event.conditions).map(reasonText).join('; ')).toContain(reason);
    expect(groupTypes(event)).toEqual(['excludes']);
  });

  it('when a market outside the group belongs to the event', () => {
    const event = makeNegRiskEvent(['A. Smith', 'B. Jones']);
    const stranger = makeCondition({ question: 'Will nobody win?' });
    const relations = advisor.propose([{ ...event, conditions: [...event.conditions, stranger] }]);
    expect(relations.map((relation) => relation.body.type)).toEqual(['excludes']);
    expect(conditionKeysOf(relations[0]?.body ?? { type: 'excludes', of: [] })).not.toContain(stranger.id);
  });

  it('never mixes protocol versions', () => {
    const event = makeNegRiskEvent(['A. Smith', 'B. Jones', 'C. Brown'], {}, (label) =>
      label === 'C. Brown' ? { protocol: 'v2' } : {},
    );
    const [relation] = advisor.propose([event]);
    expect(relation?.body).toEqual({
      type: 'excludes',
      of: event.conditions.slice(0, 2).map((condition) => condition.id),
    });
  });
});

describe('nothing is claimed', () => {
  it.each<readonly [string, VenueEvent]>([
    [
      'without neg-risk',
      makeEvent([makeCondition({ question: 'Will A win?' }), makeCondition({ question: 'Will B win?' })]),
    ],
    ['when the event denies neg-risk', makeNegRiskEvent(['A. Smith', 'B. Jones'], { negRisk: false })],
    ['when the event is cumulative', makeNegRiskEvent(['A. Smith', 'B. Jones'], { cumulativeMarkets: true })],
    ['for a single market', makeNegRiskEvent(['A. Smith'])],
    ['without a group id', makeNegRiskEvent(['A. Smith', 'B. Jones'], {}, () => ({ negRiskMarketId: '' }))],
    [
      'when two outcomes resolved Yes',
      makeNegRiskEvent(['A. Smith', 'B. Jones', 'C. Brown'], {}, (label) =>
        label === 'C. Brown' ? {} : { closed: true, settled: true },
      ),
    ],
  ])('%s', (_name, event) => {
    expect(groupTypes(event)).toEqual([]);
  });

  it('for two different events under one id', () => {
    const event = makeNegRiskEvent(['A. Smith', 'B. Jones']);
    expect(advisor.propose([event, { ...event, negRiskAugmented: true }])).toEqual([]);
    expect(advisor.propose([event, event])).toHaveLength(1);
  });
});

const dataDir = process.env['FACET_DATA'] ?? '../shared/data';
const hasData = existsSync(`${dataDir}/gamma`);

/** What a careful reader of each recorded event concludes, from its own fields and not from the advisor's code. */
const COMPLETE: Readonly<Record<string, readonly string[]>> = {
  'events-2025-06-11.json': ['12815', '13241', '15624', '15924', '16085', '16102', '16168', '16205'],
  'events-2025-06-24.json': ['15624', '15924', '16085', '16102', '16168', '16205', '16282'],
  'events-2026-01-17.json': ['16282'],
  'events-2026-07-25.json': [],
  // All augmented.
  'fed-chair-event_39markets_zeromill33.json': [],
};

describe.skipIf(!hasData)('recorded Gamma events (needs ../shared/data)', () => {
  it.each(Object.entries(COMPLETE))('%s: exactly these groups are complete', (file, complete) => {
    const raw: unknown = JSON.parse(readFileSync(`${dataDir}/gamma/${file}`, 'utf8'));
    const events = (Array.isArray(raw) ? raw : [raw]).flatMap((item: unknown) => {
      const parsed = parseEvent(item, { missingVersion: 'v1' });
      return parsed.ok ? [parsed.value.event] : [];
    });
    const found = events.filter((event) => groupTypes(event).includes('exactly-one')).map((event) => event.id);
    expect(found.sort()).toEqual([...complete].sort());
    const negRisk = events.filter((event) => event.negRisk && event.conditions.length > 1);
    expect(negRisk.every((event) => groupTypes(event).length === 1)).toBe(true);
  });

  it('no group of the market list is complete, which holds some markets of an event and not others', () => {
    const listed = gammaEvents(dataDir).find(([file]) => file.startsWith('markets'))?.[1] ?? [];
    const groups = listed.filter((event) => event.negRisk && event.conditions.length > 1);
    expect(groups).toHaveLength(27);
    expect(groups.map(groupTypes)).toEqual(groups.map(() => ['excludes']));
  });

  it('the augmented Fed chair event is at most one of 39, placeholders named', () => {
    const raw: unknown = JSON.parse(readFileSync(`${dataDir}/gamma/fed-chair-event_39markets_zeromill33.json`, 'utf8'));
    const parsed = parseEvent(Array.isArray(raw) ? raw[0] : raw, { missingVersion: 'v1' });
    if (!parsed.ok) throw new Error(en.failure(parsed.error));
    const [relation] = advisor.propose([parsed.value.event]);
    expect(relation?.body).toMatchObject({ type: 'excludes', of: { length: 39 } });
    expect(
      incompleteness(parsed.value.event, parsed.value.event.conditions).filter((reason) =>
        reasonText(reason).includes('not yet named'),
      ),
    ).toHaveLength(11);
  });

  it('a partial group out of the markets file is never exactly one', () => {
    const raw: unknown = JSON.parse(readFileSync(`${dataDir}/gamma/events-2025-06-11.json`, 'utf8'));
    if (!Array.isArray(raw)) throw new Error('not a list');
    for (const item of raw) {
      const parsed = parseEvent(item, { missingVersion: 'v1' });
      if (!parsed.ok || !parsed.value.event.negRisk) continue;
      // The same event with one market that the parser cannot read.
      const broken: unknown = JSON.parse(JSON.stringify(item).replace('"clobTokenIds":', '"lost":'));
      const partial = parseEvent(broken, { missingVersion: 'v1' });
      if (!partial.ok) throw new Error(en.failure(partial.error));
      expect(groupTypes(partial.value.event)).not.toContain('exactly-one');
    }
  });
});

describe('outcomes that leave out a case', () => {
  const typeOf = (
    labels: readonly string[],
    question: (label: string) => string = (label) => `Will ${label} win?`,
    description = '',
  ): string =>
    createStructureAdvisor()
      .propose([makeNegRiskEvent(labels, {}, (label) => ({ question: question(label), description }))])
      .map(({ body }) => body.type)
      .join();
  it.each<readonly [string, readonly string[], string]>([
    ['a gap between two', ['0-9', '10-19', '30+'], 'excludes'],
    ['no top', ['0-9', '10-19', '20-29'], 'excludes'],
    ['no bottom', ['10-19', '20-29', '30+'], 'excludes'],
    ['a number left out', ['0', '1', '3 or more'], 'excludes'],
    ['a price between', ['<$2,500', '$2,500-$2,600', '$2,800+'], 'excludes'],
    ['all numbers', ['0-9', '10-19', '20+'], 'exactly-one'],
    ['all single numbers', ['0', '1 (25 bps)', '2 (50 bps)', '3 or more (75+ bps)'], 'exactly-one'],
    ['all prices', ['<$2,500', '$2,500-$2,600', '$2,600+'], 'exactly-one'],
    ['all prices, and none', ['<$1b', '$1-3b', '$3b or more', 'No launch before July'], 'exactly-one'],
  ])('%s', (_name, labels, type) => {
    expect(typeOf(labels, (label) => `How many? ${label}`)).toBe(type);
  });

  it.each([['acquire Perplexity in 2026'], ['be nominated by June 30, 2026'], ['sign the treaty']])(
    '"Will X %s?" may be true of none, unless an outcome stands for that',
    (what) => {
      expect(typeOf(['Apple', 'Google', 'Meta'], (label) => `Will ${label} ${what}?`)).toBe('excludes');
      expect(typeOf(['Apple', 'Google', 'None of these'], (label) => `Will ${label} ${what}?`)).toBe('exactly-one');
    },
  );

  it.each([
    'If nobody is nominated by June 30, 2026, all markets in this group will resolve to "No".',
    'If no winner is declared, each market resolves to "No".',
    'All outcomes will resolve to "No" if the final is cancelled.',
  ])('rules that say so: %s', (description) => {
    expect(typeOf(['Red', 'Blue'], undefined, description)).toBe('excludes');
  });

  it.each([
    'Another person',
    'TBD',
    'Reserved',
    'Placeholder',
    'Person',
    'Candidate ABC',
    'Nominee TBD',
    'To be announced',
    'Writer C',
    '(Placeholder) A',
  ])('"%s" stands for someone not yet named', (label) => {
    expect(typeOf(['Red', 'Blue', label])).toBe('excludes');
  });
});
