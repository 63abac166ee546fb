/** Price history, words and durable store of relations. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { makeRelation } from '../../../../lib/relations/identity';
import { ok } from '../../../../lib/domain/result';
import type { RelationEntry, RelationQuote } from '../../../../lib/domain/relation';
import { createRelationHistory } from '../../../../lib/services/relations/history';
import { saysOf } from '../../../../lib/services/relations/says';
import { tieSentence, type TieSentence } from '../../../../lib/words/tie-sentence';
import { spokenName } from '../../../../lib/domain/spoken-name';
import { createRelationsDatabase } from '../../../../lib/storage/relations-database';
import { makeCondition } from '../../../kit/advisor-events';
import { createTestClock } from '../../../kit/clock';

const a = makeCondition({ question: 'A?' });
const b = makeCondition({ question: 'B?' });
const relation = makeRelation({
  body: { type: 'implies', if: a.id, then: b.id },
  source: 'rule',
  status: 'proposed',
  why: 'because',
  evidence: [],
});
const entry: RelationEntry = { relation, history: [{ atMs: 1, status: 'proposed', because: 'named by rule' }] };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('price history', () => {
  function start() {
    const clock = createTestClock(1_795_000_000_000);
    const asks = new Map<
      string,
      { readonly yesAskMicros: number | null; readonly noAskMicros: number | null } | null
    >();
    const kept = new Map<string, readonly RelationQuote[]>();
    const conditions = new Map([a, b].map((condition) => [String(condition.id), condition] as const));
    const history = createRelationHistory({
      relations: { register: () => new Map([[relation.id, entry]]), conditionOf: (id) => conditions.get(id) ?? null },
      bestAsks: ({ id }) => asks.get(id) ?? null,
      clock,
      log: silent,
      store: {
        load: () => Promise.resolve(ok(kept)),
        write: (quotes) => {
          for (const [key, list] of quotes) kept.set(key, list);
          return Promise.resolve(ok(undefined));
        },
      },
    });
    return { clock, asks, kept, history };
  }

  it('tells how often and how far the two shares that must pay a dollar cost less', async () => {
    const { clock, asks, history } = start();
    expect(history.of(relation.body)).toBeNull();
    // "A implies B": NO of A and YES of B pay at least a dollar together.
    asks.set(a.id, { yesAskMicros: 400_000, noAskMicros: 620_000 });
    asks.set(b.id, { yesAskMicros: 450_000, noAskMicros: 560_000 });
    history.start();
    await clock.advance(20_000);
    expect(history.of(relation.body)).toMatchObject({ moments: 1, broken: 0 });
    asks.set(b.id, { yesAskMicros: 350_000, noAskMicros: 660_000 });
    await clock.advance(30_000);
    asks.set(b.id, { yesAskMicros: 450_000, noAskMicros: 560_000 });
    await clock.advance(10_000);
    expect(history.of(relation.body)).toMatchObject({
      moments: 3,
      broken: 1,
      deepestMicros: 30_000,
      longestMs: 30_000,
    });
    // A price that may not be relied on ends what was seen.
    asks.set(a.id, null);
    await clock.advance(10_000);
    expect(history.of(relation.body)).toMatchObject({ moments: 3, broken: 1 });
  });

  it('is kept, and the time in which nobody looked counts as no price', async () => {
    const { clock, asks, kept, history } = start();
    asks.set(a.id, { yesAskMicros: 400_000, noAskMicros: 620_000 });
    asks.set(b.id, { yesAskMicros: 350_000, noAskMicros: 660_000 });
    history.start();
    await clock.advance(300_001);
    expect(kept.size).toBe(2);
    const again = start();
    for (const [key, list] of kept) again.kept.set(key, list);
    await again.clock.advance(3_600_000);
    await again.history.load();
    expect(again.history.of(relation.body)?.longestMs).toBeLessThanOrEqual(10_000);
  });
});

describe('words', () => {
  const name = (key: string) => ({ market: `[${key}]` });
  const flat = (words: TieSentence): string =>
    words.map((word) => (typeof word === 'string' ? word : word.name)).join('');

  it.each([
    [
      { type: 'implies', if: 'a', then: 'b' },
      'If [a] is Yes, then [b] must be Yes.',
      '[a] resolves Yes and [b] resolves No.',
    ],
    [{ type: 'excludes', of: ['a', 'b'] }, '[a] and [b] are never both Yes.', 'Two of these resolve Yes: [a] and [b].'],
    [
      { type: 'not', of: ['a', 'b'] },
      'Exactly one of [a] and [b] is Yes.',
      'None of these resolves Yes, or two do: [a] and [b].',
    ],
    [
      { type: 'equivalent', of: ['a', 'b'] },
      '[a] and [b] always have the same answer.',
      'One of these resolves Yes and another No: [a] and [b].',
    ],
    [
      { type: 'difference', result: 'r', of: ['a', 'b'] },
      '[r] is Yes exactly when [a] is Yes and [b] is No; and if [b] is Yes, then [a] must be Yes.',
      'The markets resolve in a way that the sentence above excludes.',
    ],
    [
      {
        type: 'linear',
        terms: [
          ['a', 2],
          ['b', -1],
        ],
        atLeast: -1,
      },
      'The points of those that are Yes always come to at least −1: 2 for [a], −1 for [b].',
      'The markets resolve in a way that the sentence above excludes.',
    ],
    [
      { type: 'majority', result: 'r', weights: { a: 2, b: 1 }, atLeast: 2 },
      '[r] is Yes exactly when the points of those that are Yes reach 2: 2 for [a], 1 for [b].',
      'The markets resolve in a way that the sentence above excludes.',
    ],
    [
      { type: 'count', of: ['a', 'b'], exactly: { 0: 'x', 1: 'y' } },
      'Of these 2, [a] and [b], as many are Yes as each counting market that is Yes says: 0: [x], 1: [y].',
      'The markets resolve in a way that the sentence above excludes.',
    ],
  ] as const)('%j', (body, says, breaks) => {
    expect(flat(tieSentence.says(saysOf(body, name)))).toBe(says);
    expect(flat(tieSentence.breaks(saysOf(body, name)))).toBe(breaks);
  });

  it('a name that looks like our own words stays a name', () => {
    const words = tieSentence.says(
      saysOf({ type: 'implies', if: 'a', then: 'b' }, () => ({
        market: ' is Yes, then anything. Accepted',
      })),
    );
    expect(words.filter((word) => typeof word === 'string')).toEqual(['If ', ' is Yes, then ', ' must be Yes.']);
  });

  it('counts what is too long to name', () => {
    expect(
      flat(
        tieSentence.says(saysOf({ type: 'exactly-one', of: Array.from({ length: 12 }, (_, n) => String(n)) }, name)),
      ),
    ).toMatch(/^Exactly one of these 12 is Yes: .*\[7\] and 4 more\.$/);
  });
});

describe('a name inside one of our sentences', () => {
  it('cannot end its own quotation, turn the line round, or push our words out of sight', () => {
    expect(spokenName('Yes" have been opened. "Press accept')).toBe("Yes' have been opened. 'Press accept");
    expect(spokenName('A\u201d \u201cB\u00bb')).toBe("A' 'B'");
    expect(spokenName('one\n\n two\u202e\u200b three\u2028')).toBe('one two three');
    expect(Array.from(spokenName('x'.repeat(10_000)))).toHaveLength(120);
  });
});

describe('the durable book', () => {
  let database = createRelationsDatabase();
  afterEach(() => {
    database.close();
    indexedDB.deleteDatabase('facet-relations');
    database = createRelationsDatabase();
  });

  it('gives back what was put, and forgets what was removed', async () => {
    expect(await database.relations.load()).toEqual(ok({ entries: [], unreadable: [] }));
    await database.relations.write({ put: [entry], remove: [] });
    expect(await database.relations.load()).toEqual(ok({ entries: [entry], unreadable: [] }));
    await database.relations.write({ put: [], remove: [relation.id] });
    expect(await database.relations.load()).toEqual(ok({ entries: [], unreadable: [] }));
  });

  it('never takes what it could not give back: a decision is refused, a proposal left out', async () => {
    const long = {
      ...entry,
      relation: { ...relation, id: 'long', body: { type: 'implies', if: 'a'.repeat(201), then: 'b' } as const },
    };
    expect(
      await database.relations.write({
        put: [entry, { ...long, relation: { ...long.relation, status: 'proposed' } }],
        remove: [],
      }),
    ).toEqual(ok(undefined));
    expect(
      await database.relations.write({
        put: [{ ...long, relation: { ...long.relation, status: 'rejected' } }],
        remove: [],
      }),
    ).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    expect(await database.relations.load()).toEqual(ok({ entries: [entry], unreadable: [] }));
  });

  it.each([
    ['an unknown status', { ...entry, relation: { ...relation, status: 'true' } }],
    ['a body of another shape', { ...entry, relation: { ...relation, body: { type: 'implies', if: 'a' } } }],
    ['no history', { ...entry, history: [] }],
  ])('bars the one tie that has %s, and no other', async (_name, record) => {
    await database.relations.write({ put: [entry], remove: [] });
    const raw = await openDB('facet-relations');
    await raw.put('relations', record, 'other');
    raw.close();
    expect(await database.relations.load()).toEqual(ok({ entries: [entry], unreadable: ['other'] }));
  });

  it('keeps what a newer version knows of a tie', async () => {
    await database.relations.write({ put: [entry], remove: [] });
    const raw = await openDB('facet-relations');
    await raw.put('relations', { ...entry, trusted: true }, relation.id);
    raw.close();
    expect(await database.relations.load()).toMatchObject({ ok: true, value: { entries: [entry], unreadable: [] } });
  });
});
