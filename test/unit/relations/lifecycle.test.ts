import { coded } from '../../../lib/domain/reasons';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_REGISTER,
  checkTexts,
  decide,
  executableRelations,
  propose,
  type RelationRegister,
} from '../../../lib/relations/lifecycle';
import { readBody } from '../../../lib/relations/parse-body';
import { exportRegister, importRegister } from '../../../lib/relations/parse-register';
import { makeRelation } from '../../../lib/relations/identity';
import type { Relation, RelationStatus } from '../../../lib/domain/relation';
import * as en from '../../../lib/words/en';

const COVERED = new Set(['a', 'b']);
const SOURCES = new Set<Relation['source']>(['structure', 'rule', 'llm']);
const make = (
  fields: {
    readonly source?: Relation['source'];
    readonly status?: RelationStatus;
    readonly texts?: string;
    readonly why?: string;
  } = {},
): Relation =>
  makeRelation({
    body: { type: 'implies', if: 'a', then: 'b' },
    source: fields.source ?? 'llm',
    status: fields.status ?? 'proposed',
    why: fields.why ?? 'because',
    evidence: [`texts a ${fields.texts ?? 'h1'}`, 'texts b h2'],
  });
const say = (register: RelationRegister, relations: readonly Relation[], atMs = 1): RelationRegister =>
  propose(register, { relations, covered: COVERED, sources: SOURCES, atMs });
const statusOf = (register: RelationRegister, id: string): string => register.get(id)?.relation.status ?? 'absent';
function decided(register: RelationRegister, id: string, decision: 'accept' | 'reject' | 'withdraw'): RelationRegister {
  const result = decide(register, { id, decision, atMs: 2 });
  if (!result.ok) throw new Error(en.failure(result.error));
  return result.value;
}

describe('the life of a relation', () => {
  const llm = make();
  const rule = make({ source: 'rule', status: 'proven' });

  it('a proposal waits for the user, a proof does not', () => {
    const register = say(EMPTY_REGISTER, [llm, rule]);
    expect([statusOf(register, llm.id), statusOf(register, rule.id)]).toEqual(['proposed', 'proven']);
    expect(executableRelations(register).map((relation) => relation.id)).toEqual([rule.id]);
  });

  it.each(['llm', 'user'] as const)('a %s relation is never proven, whatever it claims', (source) => {
    const claim = make({ source, status: 'proven' });
    expect(statusOf(say(EMPTY_REGISTER, [claim]), claim.id)).toBe('proposed');
    expect(statusOf(say(EMPTY_REGISTER, [{ ...claim, status: 'accepted' }]), claim.id)).toBe('proposed');
  });

  it('accepted by the user it is executable, and the history says so', () => {
    const register = decided(say(EMPTY_REGISTER, [llm]), llm.id, 'accept');
    expect(executableRelations(register)).toHaveLength(1);
    expect(register.get(llm.id)?.history.map((step) => step.status)).toEqual(['proposed', 'accepted']);
  });

  it('rejected it does not come back, not under another source either', () => {
    let register = decided(say(EMPTY_REGISTER, [llm]), llm.id, 'reject');
    register = say(register, [llm, rule, make({ why: 'again', texts: 'h9' })]);
    expect(statusOf(register, llm.id)).toBe('rejected');
    expect(statusOf(register, rule.id)).toBe('absent');
    expect(executableRelations(register)).toEqual([]);
  });

  it('a rejection is taken back only by the user', () => {
    const register = decided(decided(say(EMPTY_REGISTER, [llm]), llm.id, 'reject'), llm.id, 'withdraw');
    expect(statusOf(register, llm.id)).toBe('proposed');
  });

  it('an accepted relation retires when a text changes, and is a proposal again afterwards', () => {
    let register = decided(say(EMPTY_REGISTER, [llm]), llm.id, 'accept');
    register = checkTexts(register, new Map([['a', 'other']]), 3);
    expect(statusOf(register, llm.id)).toBe('retired');
    expect(executableRelations(register)).toEqual([]);
    register = say(register, [make({ texts: 'other' })]);
    expect(statusOf(register, llm.id)).toBe('proposed');
    expect(register.get(llm.id)?.relation.version).toBe(2);
  });

  it('an accepted relation retires when it is proposed from other texts', () => {
    const register = say(decided(say(EMPTY_REGISTER, [llm]), llm.id, 'accept'), [make({ texts: 'other' })]);
    expect(statusOf(register, llm.id)).toBe('retired');
  });

  it('an accepted relation stays when the same texts are explained in other words', () => {
    const register = say(decided(say(EMPTY_REGISTER, [llm]), llm.id, 'accept'), [make({ why: 'put differently' })]);
    expect(statusOf(register, llm.id)).toBe('accepted');
  });

  it('texts that are not known change nothing', () => {
    const register = say(EMPTY_REGISTER, [rule]);
    expect(checkTexts(register, new Map([['z', 'q']]), 3)).toEqual(register);
  });

  it('a proof that is no longer made retires, when its conditions were looked at', () => {
    const register = say(EMPTY_REGISTER, [rule]);
    expect(statusOf(say(register, []), rule.id)).toBe('retired');
    expect(
      statusOf(propose(register, { relations: [], covered: new Set(['a']), sources: SOURCES, atMs: 2 }), rule.id),
    ).toBe('proven');
    expect(
      statusOf(propose(register, { relations: [], covered: COVERED, sources: new Set(['llm']), atMs: 2 }), rule.id),
    ).toBe('proven');
  });

  it('a proof that is only a proposal now is no longer executable', () => {
    const register = say(say(EMPTY_REGISTER, [rule]), [make({ source: 'rule', why: 'but the rules differ' })]);
    expect(statusOf(register, rule.id)).toBe('proposed');
  });

  it('the version rises with the evidence and only then', () => {
    let register = say(EMPTY_REGISTER, [rule]);
    register = say(register, [rule]);
    expect(register.get(rule.id)?.relation.version).toBe(1);
    register = say(register, [make({ source: 'rule', status: 'proven', texts: 'h3' })]);
    expect(register.get(rule.id)?.relation).toMatchObject({ version: 2, status: 'proven' });
  });

  it.each(['accept', 'reject', 'withdraw'] as const)('%s is refused where it makes no sense', (decision) => {
    const start = say(EMPTY_REGISTER, [llm]);
    const wrong =
      decision === 'accept'
        ? decided(start, llm.id, 'accept')
        : decision === 'reject'
          ? decided(start, llm.id, 'reject')
          : start;
    const result = decide(wrong, { id: llm.id, decision, atMs: 1 });
    expect(result.ok ? null : result.error.code).toBe('wrong-status');
    expect(decide(wrong, { id: 'unknown', decision, atMs: 1 }).ok).toBe(false);
  });
});

describe('export and import', () => {
  const rejected = makeRelation({
    body: { type: 'excludes', of: ['c', 'd'] },
    source: 'llm',
    status: 'proposed',
    why: 'w',
    evidence: [],
  });
  const register = decided(
    decided(say(EMPTY_REGISTER, [make(), make({ source: 'rule', status: 'proven' }), rejected]), make().id, 'accept'),
    rejected.id,
    'reject',
  );
  const read = (text: string, trustAcceptances = false): RelationRegister => {
    const result = importRegister(text, { trustAcceptances, atMs: 5 });
    if (!result.ok) throw new Error(en.failure(result.error));
    return result.value;
  };

  it('keeps rejections and, when trusted, acceptances, but never proofs', () => {
    const trusted = read(exportRegister(register), true);
    expect([...trusted.values()].map(({ relation }) => [relation.source, relation.status])).toEqual([
      ['llm', 'accepted'],
      ['rule', 'proposed'],
      ['llm', 'rejected'],
    ]);
    expect(executableRelations(read(exportRegister(register)))).toEqual([]);
    expect([...trusted.values()].map(({ relation }) => ({ ...relation, status: '' }))).toEqual(
      [...register.values()].map(({ relation }) => ({
        ...relation,
        status: '',
        why: coded('from-file', { said: relation.why }),
      })),
    );
  });

  it('gives every body its own id, whatever the file says', () => {
    const forged = exportRegister(register).replace(make().id, rejected.id);
    expect(read(forged).has(make().id)).toBe(true);
  });

  it.each([
    '',
    '[]',
    '{"format":"other","relations":[]}',
    '{"format":"facet-relations-book/1","relations":[{}]}',
    '{"format":"facet-relations-book/1","relations":{}}',
  ])('refuses %s', (text) => {
    expect(importRegister(text, { trustAcceptances: true, atMs: 0 }).ok).toBe(false);
  });

  it.each([
    { type: 'implies', if: 'a', then: 'a' },
    { type: 'excludes', of: ['a'] },
    { type: 'excludes', of: ['a', 'a'] },
    { type: 'not', of: ['a', 'b', 'c'] },
    { type: 'majority', result: 'r', weights: { a: 0.5 }, atLeast: 1 },
    { type: 'linear', terms: [['a', '1']], atLeast: 0 },
    { type: 'count', of: ['a'], exactly: { one: 'x' } },
    { type: 'cumulative', of: ['a', 'b'] },
    { type: 'settled', of: 'a', value: 1 },
    null,
  ])('refuses the body %j', (body) => {
    expect(readBody(body)).toBeNull();
  });
});

describe('bodies from a file that could do harm later', () => {
  const long = 'a'.repeat(201);
  it.each([
    ['a premise longer than the store reads back', { type: 'implies', if: long, then: 'b' }],
    ['a result longer than that', { type: 'or', result: long, of: ['a'] }],
    ['a counting market longer than that', { type: 'count', of: ['a'], exactly: { 0: long } }],
    ['a weighed market longer than that', { type: 'majority', result: 'r', weights: { [long]: 1 }, atLeast: 1 }],
    ['a resolved market longer than that', { type: 'settled', of: long, value: true }],
    [
      'the same market twice in a sum',
      {
        type: 'linear',
        terms: [
          ['a', 1],
          ['a', -1],
        ],
        atLeast: 0,
      },
    ],
    ['a market without a name in a sum', { type: 'linear', terms: [['', 1]], atLeast: 0 }],
    [
      'a weight beyond exact sums',
      {
        type: 'linear',
        terms: [
          ['a', Number.MAX_SAFE_INTEGER],
          ['b', Number.MAX_SAFE_INTEGER],
        ],
        atLeast: 0,
      },
    ],
    ['a result among what it is weighed from', { type: 'majority', result: 'a', weights: { a: 1 }, atLeast: 1 }],
    ['a difference with itself', { type: 'difference', result: 'a', of: ['a', 'b'] }],
  ])('%s is refused', (_name, body) => {
    expect(readBody(body)).toBeNull();
  });

  it('a sum of its own kind is read', () => {
    expect(
      readBody({
        type: 'linear',
        terms: [
          ['a', 2],
          ['b', -1],
        ],
        atLeast: -1,
      }),
    ).toEqual({
      type: 'linear',
      terms: [
        ['a', 2],
        ['b', -1],
      ],
      atLeast: -1,
    });
  });
});
