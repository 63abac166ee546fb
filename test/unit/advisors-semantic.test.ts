import { describe, expect, it } from 'vitest';
import { createSemanticAdvisor } from '../../lib/advisors/semantic';
import { readComposite } from '../../lib/advisors/semantic/composites';
import { readRace } from '../../lib/advisors/semantic/elections';
import type { Relation } from '../../lib/domain/relation';
import { makeCondition, makeEvent, type ConditionFields } from '../kit/advisor-events';

const MADE = '2026-01-01T00:00:00Z';
const advisor = createSemanticAdvisor();
/** Each question in its own event, made together. */
const propose = (...fields: readonly ConditionFields[]): readonly Relation[] => advisor.propose(fields.map((each) => makeEvent([makeCondition({ createdAt: MADE, endDate: '2026-12-31T12:00:00Z', ...each })], { title: each.question })));
const shown = (relations: readonly Relation[]): readonly string[] => relations.map((relation) => `${relation.status} ${relation.body.type}`);

const treaty = (denied: boolean, extra = ''): ConditionFields => ({
  question: denied ? 'Will France not sign the treaty before July 1, 2026?' : 'Will France sign the treaty before July 1, 2026?',
  description: denied ? `This market will resolve to "Yes" if France does not sign the treaty before July 1, 2026. Otherwise, "No". The source is the ministry.${extra}` : `This market will resolve to "Yes" if France signs the treaty before July 1, 2026. Otherwise, "No". The source is the ministry.${extra}`,
});

describe('complements', () => {
  it('are proven when one denies the other in title and rules', () => {
    expect(shown(propose(treaty(false), treaty(true)))).toEqual(['proven not']);
    const none: readonly ConditionFields[] = [{ question: 'Will any country leave the treaty in 2026?', description: 'Yes if any country leaves the treaty in 2026.' }, { question: 'Will no country leave the treaty in 2026?', description: 'Yes if no country leaves the treaty in 2026.' }];
    expect(shown(propose(...none))).toEqual(['proven not']);
  });

  it.each<readonly [string, readonly ConditionFields[], string]>([
    ['rules that say it in other words', [treaty(false), { ...treaty(true), description: 'Yes if the French government refuses its name before July 1, 2026.' }], 'other words'],
    ['rules that are not known', [{ ...treaty(false), description: '' }, { ...treaty(true), description: '' }], 'not known'],
    ['another source', [treaty(false), { ...treaty(true), resolutionSource: 'https://example.org' }], 'different resolution sources'],
    ['rules denied in another sentence', [treaty(false), { ...treaty(false), question: treaty(true).question, description: (treaty(false).description ?? '').replace('The source is', 'The source is not') }], 'one sentence that decides'],
    ['"all"', [{ question: 'Will all members attend in 2026?', description: 'Yes if all members attend in 2026.' }, { question: 'Will all members not attend in 2026?', description: 'Yes if all members do not attend in 2026.' }], 'two things'],
    ['a condition before it', [{ question: 'If X leaves in 2026, will Y follow?', description: 'Yes if Y follows X in 2026.' }, { question: 'If X leaves in 2026, will Y not follow?', description: 'Yes if Y does not follow X in 2026.' }], 'under a condition'],
    ['unknown creation', [{ ...treaty(false), createdAt: '' }, treaty(true)], 'not known'],
  ])('stay proposals with %s', (_name, fields, reason) => {
    const relations = propose(...fields);
    expect(shown(relations)).toEqual(['proposed not']);
    expect(relations[0]?.why).toContain(reason);
  });

  it.each<readonly [string, readonly ConditionFields[]]>([
    ['two denials', [treaty(false), { ...treaty(true), question: 'Will France never not sign the treaty before July 1, 2026?' }]],
    ['another day', [treaty(false), { ...treaty(true), question: 'Will France not sign the treaty before August 1, 2026?' }]],
    ['another subject', [treaty(false), { ...treaty(true), question: 'Will Italy not sign the treaty before July 1, 2026?' }]],
    ['markets of a series, made at other times', [treaty(false), { ...treaty(true), createdAt: '2026-03-01T00:00:00Z' }]],
  ])('are not seen in %s', (_name, fields) => {
    expect(propose(...fields).filter((relation) => relation.body.type === 'not')).toEqual([]);
  });
});

describe('copies', () => {
  it('are equivalent when all texts, the source and the end agree', () => {
    expect(shown(propose(treaty(false), treaty(false)))).toEqual(['proven equivalent']);
  });

  it.each<readonly [string, readonly ConditionFields[]]>([
    ['they end on different days', [treaty(false), { ...treaty(false), endDate: '2026-11-30T12:00:00Z' }]],
    ['their end is unknown', [{ ...treaty(false), endDate: '' }, { ...treaty(false), endDate: '' }]],
    ['they were made at other times', [treaty(false), { ...treaty(false), createdAt: '2026-02-01T00:00:00Z' }]],
    ['they belong to one exclusive group', [treaty(false), treaty(false)].map((fields) => ({ ...fields, negRisk: true, negRiskMarketId: '0xab' }))],
  ])('are nothing when %s', (_name, fields) => {
    expect(propose(...fields)).toEqual([]);
  });

  it('stay proposals when the rules differ by a word', () => {
    expect(shown(propose(treaty(false), treaty(false, ' A side letter counts.')))).toEqual(['proposed equivalent']);
  });

  it('stay proposals when no day is named or the title points away', () => {
    expect(shown(propose({ question: 'Will it rain?', description: 'Yes if it rains.' }, { question: 'Will it rain?', description: 'Yes if it rains.' }))).toEqual(['proposed equivalent']);
    expect(shown(propose({ question: 'Over 2.5 goals in this match?', description: 'Yes if more than 2.5 goals in 2026.' }, { question: 'Over 2.5 goals in this match?', description: 'Yes if more than 2.5 goals in 2026.' }))).toEqual(['proposed equivalent']);
  });
});

describe('combined questions', () => {
  const parts: readonly ConditionFields[] = [{ question: 'Will Japan join the northern defence alliance before January 1, 2028?' }, { question: 'Will India conduct a crewed space mission before January 1, 2028?' }];

  it.each([
    ['Will both of the following occur before January 1, 2028: (a) Japan joins the northern defence alliance, and (b) India conducts a crewed space mission?', 'and'],
    ['Will either of the following occur before January 1, 2028: (a) Japan joins the northern defence alliance, or (b) India conducts a crewed space mission?', 'or'],
    ['Will Japan join the northern defence alliance and will India conduct a crewed space mission before January 1, 2028?', 'and'],
  ])('%s', (question, kind) => {
    const [a, b, combined] = [...parts, { question }].map((fields) => makeCondition(fields));
    if (!a || !b || !combined) throw new Error('three');
    const bodies = advisor.propose([a, b, combined].map((condition) => makeEvent([condition]))).map((relation) => [relation.status, relation.body]);
    const expected = [a, b].map((part) => ['proposed', kind === 'and' ? { type: 'implies', if: combined.id, then: part.id } : { type: 'implies', if: part.id, then: combined.id }]);
    expect(bodies).toEqual(expected);
  });

  it('a denied part, another amount or a stray "and" is not taken', () => {
    expect(readComposite('Will both of the following occur: (a) Japan does not join the northern alliance, and (b) India conducts a crewed space mission?')).toBeNull();
    expect(readComposite('Will Trump and Putin meet in 2026?')).toBeNull();
    const [a, combined] = [{ question: 'Will Norway cut its emissions by at least 40% by 2028?' }, { question: 'Will both of the following occur: (a) Norway cuts its emissions by at least 30%, and (b) India conducts a crewed space mission?' }].map((fields) => makeCondition(fields));
    if (!a || !combined) throw new Error('two');
    expect(advisor.propose([makeEvent([a]), makeEvent([combined])])).toEqual([]);
  });
});

describe('elections', () => {
  it('reads races', () => {
    expect(readRace('Will Kamala Harris win Pennsylvania?')).toMatchObject({ kind: 'person-wins', person: 'kamala harris', place: 'pennsylvania' });
    expect(readRace('Will a Democrat win Pennsylvania Presidential Election?')).toMatchObject({ kind: 'party-wins', party: 'democrat', place: 'pennsylvania' });
    expect(readRace('Will Kamala Harris be the 2024 Democratic nominee?')).toMatchObject({ kind: 'nominee', person: 'kamala harris', party: 'democratic', year: '2024' });
    expect(readRace('Will it rain in Paris?')).toBeNull();
  });

  it('a candidate implies the party, and the presidency the nomination, always as proposals that name what is open', () => {
    const relations = propose({ question: 'Will Kamala Harris win Pennsylvania?' }, { question: 'Will a Democrat win Pennsylvania Presidential Election?' }, { question: 'Will Kamala Harris be the Democratic nominee?' }, { question: 'Will Kamala Harris win the presidential election?' });
    expect(shown(relations)).toEqual(['proposed implies', 'proposed implies']);
    expect(relations.map((relation) => relation.why).join(' ')).toContain('replaced');
  });

  it('not for another place, another person or another party', () => {
    expect(propose({ question: 'Will Kamala Harris win Pennsylvania?' }, { question: 'Will a Democrat win Michigan Presidential Election?' }, { question: 'Will Kamala Harris be the Democratic nominee?' })).toEqual([]);
    expect(propose({ question: 'Will Kamala Harris win Pennsylvania?' }, { question: 'Will a Republican win Pennsylvania Presidential Election?' }, { question: 'Will Kamala Harris be the Democratic nominee?' })).toEqual([]);
    expect(propose({ question: 'Will Jill Stein win Pennsylvania?' }, { question: 'Will a Democrat win Pennsylvania Presidential Election?' }, { question: 'Will Kamala Harris be the Democratic nominee?' })).toEqual([]);
  });
});
