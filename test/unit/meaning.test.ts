/** The list of candidates by meaning: read once, in small batches, withdrawn at once, and given up for words when the pack fails. */
import { describe, expect, it } from 'vitest';
import { createMeaning } from '../../lib/advisors/prefilter/meaning';
import type { Condition, VenueEvent } from '../../lib/domain/condition';
import { fail, ok, type Result } from '../../lib/domain/result';
import type { Embedder } from '../../lib/ports/meaning';
import type { Candidate } from '../../lib/ports/relation-logic';
import { pairsToAsk } from '../../lib/services/relations/pairs';
import { makeCondition, makeEvent } from '../kit/advisor-events';
import { createTestClock, settle } from '../kit/clock';

/** A title's direction is its first word: two titles mean the same when these are equal, whatever else they say. */
function vectorOf(title: string): Float32Array {
  const vector = new Float32Array(64);
  const [word = ''] = title.split(' ');
  vector[[...word].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 64] = 1;
  return vector;
}

interface Asked {
  readonly embedder: Embedder;
  readonly batches: string[][];
  rests(): number;
}

function fakeEmbedder(answer: (texts: readonly string[], signal: AbortSignal) => Promise<Result<readonly Float32Array[]>> = (texts) => Promise.resolve(ok(texts.map(vectorOf)))): Asked {
  const batches: string[][] = [];
  let rests = 0;
  return { batches, rests: () => rests, embedder: { embed: (texts, signal) => { batches.push([...texts]); return answer(texts, signal); }, rest: () => { rests += 1; } } };
}

function start(asked: Asked = fakeEmbedder()) {
  const clock = createTestClock(1_795_000_000_000);
  const events: string[] = [];
  const note = (event: string, fields?: object): void => void events.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const meaning = createMeaning({ embedder: asked.embedder, clock, log: { info: note, warn: note, error: note } });
  return { clock, meaning, events, asked };
}

const signal = new AbortController().signal;
const questions = (titles: readonly string[]) => titles.map((title) => ({ id: `id of ${title}`, title }));
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `title${from + at} x`);
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

describe('the vectors', () => {
  it('are read in batches of eight at most, each title once, and the model rests after the list', async () => {
    const { meaning, asked } = start();
    expect(codeOf(await meaning.index(questions([...numbered(20), 'title3 x']), signal))).toBe('ok');
    expect(asked.batches.map((batch) => batch.length)).toEqual([8, 8, 4]);
    expect(new Set(asked.batches.flat()).size).toBe(20);
    expect(asked.rests()).toBe(1);
  });

  it('are kept: a second list asks for what is new only, and nothing new does not wake the model', async () => {
    const { meaning, asked } = start();
    await meaning.index(questions(numbered(10)), signal);
    const before = asked.batches.length;
    await meaning.index(questions(numbered(10)), signal);
    expect([asked.batches.length, asked.rests()]).toEqual([before, 1]);
    const grown = await meaning.index(questions([...numbered(10), 'new one']), signal);
    expect(asked.batches.slice(before)).toEqual([['new one']]);
    expect(grown.ok ? grown.value.size : 0).toBe(11);
    const found = grown.ok ? await grown.value.candidates('new two', 3, signal) : grown;
    // A title that was not in the list is not read for a query.
    expect([found, asked.batches.length]).toEqual([ok([]), before + 1]);
  });

  it('are bounded in number, the longest unused going first; what is beyond the bound is left to words', async () => {
    const { meaning, asked } = start();
    const all = await meaning.index(questions(numbered(2_100)), signal);
    expect(all.ok ? all.value.size : 0).toBe(2_000);
    await meaning.index(questions(numbered(1_000)), signal);
    await meaning.index(questions(numbered(500, 5_000)), signal);
    const before = asked.batches.flat().length;
    await meaning.index(questions(numbered(1_000)), signal);
    expect(asked.batches.flat().length).toBe(before);
    await meaning.index(questions(numbered(500, 1_000)), signal);
    expect(asked.batches.flat().length).toBe(before + 500);
  });

  it('are not asked of a blank title, and of a long one only for its beginning', async () => {
    const { meaning, asked } = start();
    const made = await meaning.index(questions(['', '   ', `long ${'x'.repeat(5_000)}`, 'long y']), signal);
    expect(asked.batches.flat().map((text) => text.length)).toEqual([300, 6]);
    const found = made.ok ? await made.value.candidates(`long ${'x'.repeat(5_000)}`, 5, signal) : made;
    expect(found.ok ? found.value.map(({ id }) => id) : null).toEqual(['id of long y']);
  });
});

describe('a pack that fails', () => {
  const failures: readonly (readonly [string, string, (texts: readonly string[]) => Promise<Result<readonly Float32Array[]>>])[] = [
    ['says so', 'meaning-failed', () => Promise.resolve(fail('meaning-failed', 'no such file', 'later'))],
    ['throws', 'meaning-threw', () => Promise.reject(new Error('out of memory'))],
    ['answers for too few texts', 'meaning-nonsense', (texts) => Promise.resolve(ok(texts.slice(1).map(vectorOf)))],
    ['answers for too many texts', 'meaning-nonsense', (texts) => Promise.resolve(ok([...texts, 'more'].map(vectorOf)))],
    ['answers with what is no number', 'meaning-nonsense', (texts) => Promise.resolve(ok(texts.map(() => Float32Array.of(Number.NaN, 1))))],
    ['answers with endless numbers', 'meaning-nonsense', (texts) => Promise.resolve(ok(texts.map(() => Float32Array.of(Infinity, 1))))],
    ['answers with vectors of another length than one', 'meaning-nonsense', (texts) => Promise.resolve(ok(texts.map(() => Float32Array.of(3, 4))))],
    ['answers with empty vectors', 'meaning-nonsense', (texts) => Promise.resolve(ok(texts.map(() => new Float32Array(0))))],
    ['answers in two dimensions and in three', 'meaning-nonsense', (texts) => Promise.resolve(ok(texts.map((_, at) => (at === 0 ? Float32Array.of(1, 0) : Float32Array.of(1, 0, 0)))))],
    ['answers with text', 'meaning-nonsense', () => Promise.resolve(ok('vectors' as unknown as readonly Float32Array[]))],
    ['answers with lists', 'meaning-nonsense', (texts) => Promise.resolve(ok(texts.map(() => [1, 0]) as unknown as readonly Float32Array[]))],
  ];

  it.each(failures)('and %s is given up, with an event and no exception', async (_what, code, answer) => {
    const { meaning, events, asked } = start(fakeEmbedder(answer));
    expect(meaning.foundBy()).toBe('words-and-meaning');
    expect(codeOf(await meaning.index(questions(numbered(3)), signal))).toBe(code);
    expect(events).toEqual([expect.stringMatching(`^meaning-failed .*"code":"${code}"`)]);
    expect([meaning.foundBy(), asked.rests()]).toEqual(['words', 1]);
  });

  it('and hangs is ended at its limit: a minute for the start, twenty seconds for each batch after it', async () => {
    let calls = 0;
    const { meaning, clock, asked } = start(fakeEmbedder((texts) => { calls += 1; return calls === 2 ? new Promise(() => undefined) : Promise.resolve(ok(texts.map(vectorOf))); }));
    const late = meaning.index(questions(numbered(20)), signal).then(codeOf);
    await clock.advance(19_999);
    expect(asked.rests()).toBe(0);
    await clock.advance(1);
    expect([await late, asked.rests()]).toEqual(['meaning-late', 1]);

    const dead = start(fakeEmbedder(() => new Promise(() => undefined)));
    const never = dead.meaning.index(questions(['a']), signal).then(codeOf);
    await dead.clock.advance(59_999);
    expect(dead.asked.rests()).toBe(0);
    await dead.clock.advance(1);
    expect(await never).toBe('meaning-late');
  });

  it('is left alone for ten minutes, then tried again with what it had read before', async () => {
    let calls = 0;
    const { meaning, clock, asked, events } = start(fakeEmbedder((texts) => { calls += 1; return Promise.resolve(calls === 2 ? fail('meaning-failed', 'once') : ok(texts.map(vectorOf))); }));
    expect(codeOf(await meaning.index(questions(numbered(12)), signal))).toBe('meaning-failed');
    await clock.advance(599_999);
    expect([codeOf(await meaning.index(questions(numbered(12)), signal)), asked.batches.length, events.length]).toEqual(['meaning-left-alone', 2, 1]);
    expect(meaning.foundBy()).toBe('words');
    await clock.advance(1);
    expect(codeOf(await meaning.index(questions(numbered(12)), signal))).toBe('ok');
    expect(asked.batches[2]).toEqual(numbered(4, 8));
    expect(meaning.foundBy()).toBe('words-and-meaning');
  });
});

describe('a list that is not wanted any more', () => {
  it('ends at once in the middle of a batch, keeps what was read, and is no failure', async () => {
    const own = new AbortController();
    const waiting: (() => void)[] = [];
    const { meaning, asked, events } = start(fakeEmbedder((texts) => new Promise((resolve) => { waiting.push(() => resolve(ok(texts.map(vectorOf)))); })));
    const list = meaning.index(questions(numbered(30)), own.signal).then(codeOf);
    await settle();
    waiting[0]?.();
    await settle();
    expect(asked.batches).toHaveLength(2);
    own.abort();
    expect([await list, asked.rests(), asked.batches.length]).toEqual(['aborted', 1, 2]);
    expect([meaning.foundBy(), events]).toEqual(['words-and-meaning', []]);
    const next = meaning.index(questions(numbered(9)), signal).then(codeOf);
    await settle();
    expect(asked.batches[2]).toEqual(numbered(1, 8));
    waiting[2]?.();
    expect(await next).toBe('ok');
  });

  it('does not take the model from the next: one list at a time', async () => {
    const waiting: (() => void)[] = [];
    const { meaning, asked } = start(fakeEmbedder((texts) => new Promise((resolve) => { waiting.push(() => resolve(ok(texts.map(vectorOf)))); })));
    const [first, second] = [meaning.index(questions(['a']), signal), meaning.index(questions(['b']), signal)];
    await settle();
    expect(asked.batches).toEqual([['a']]);
    waiting[0]?.();
    await first;
    await settle();
    expect([asked.batches, asked.rests()]).toEqual([[['a'], ['b']], 1]);
    waiting[1]?.();
    expect(codeOf(await second)).toBe('ok');
  });

  it('is not begun when it was withdrawn before', async () => {
    const { meaning, asked } = start();
    expect([codeOf(await meaning.index(questions(['a']), AbortSignal.abort())), asked.batches]).toEqual(['aborted', []]);
  });
});

describe('the pairs to ask about', () => {
  const named = (...titles: readonly string[]): readonly VenueEvent[] => titles.map((title) => { const condition = makeCondition({ question: title }); return makeEvent([condition], { slug: condition.slug, title }); });

  /** `words`: candidates by words for a title, by title. */
  function watched(events: readonly VenueEvent[], words: Readonly<Record<string, readonly (readonly [string, number])[]>> = {}) {
    const conditions = new Map<string, Condition>(events.flatMap((event) => event.conditions.map((condition) => [condition.id, condition] as const)));
    const byTitle = new Map([...conditions.values()].map((condition) => [condition.question, condition.id] as const));
    return {
      conditions: () => conditions,
      book: () => new Map(),
      eventOf: (id: string) => events.find((event) => event.conditions.some((condition) => condition.id === id)) ?? null,
      lookAlikes: (condition: Condition, limit: number): readonly Candidate[] => (words[condition.question] ?? []).map(([title, score]) => ({ id: byTitle.get(title) ?? '', score })).slice(0, limit),
    };
  }

  const titlesOf = (pairs: Awaited<ReturnType<typeof pairsToAsk>>): readonly string[] => pairs.map(({ first, second }) => [first.question, second.question].sort().join(' + '));
  const words = { 'cat a': [['dog a', 9], ['cow a', 5]], 'dog a': [['cat a', 8]] } as const;
  const events = named('cat a', 'dog a', 'cow a', 'cat b', 'dog b');

  it('stand by their places: what both ways find comes first and once, words count more, and their score decides a draw', async () => {
    const { meaning, clock } = start();
    const both = { ...words, 'cat a': [['cat b', 10], ...words['cat a']] } as const;
    const pairs = await pairsToAsk(watched(events, both), clock, signal, meaning);
    expect(titlesOf(pairs)).toEqual(['cat a + cat b', 'cat a + dog a', 'dog a + dog b', 'cat a + cow a']);
    for (const { first, second } of pairs) expect(first.id < second.id).toBe(true);
    // One first place by words is worth two by meaning; two by words are worth more.
    const drawn = { 'cow a': [['cat a', 1]], 'dog a': [['cow a', 1.5]], 'cat b': [['dog a', 2], ['cow a', 3]], 'dog b': [['cow a', 2]] } as const;
    expect(titlesOf(await pairsToAsk(watched(events, drawn), clock, signal, meaning))).toEqual(['cat b + dog a', 'cow a + dog b', 'cow a + dog a', 'cat a + cow a', 'cat a + cat b', 'dog a + dog b', 'cat b + cow a']);
  });

  it('are those by words, by their places, without a pack and with one that fails', async () => {
    const { clock } = start();
    // First for each other comes before the highest score; the score decides a draw.
    const scored = { ...words, 'cat b': [['dog b', 8.5]], 'cow a': [['dog b', 12]] } as const;
    const alone = titlesOf(await pairsToAsk(watched(events, scored), clock, signal));
    expect(alone).toEqual(['cat a + dog a', 'cow a + dog b', 'cat b + dog b', 'cat a + cow a']);
    const broken = start(fakeEmbedder(() => Promise.reject(new Error('gone'))));
    expect(titlesOf(await pairsToAsk(watched(events, scored), broken.clock, signal, broken.meaning))).toEqual(alone);
  });

  it('join different events, three by meaning for each market, however near its own event is', async () => {
    const { meaning, clock } = start();
    const own = ['cat 1', 'cat 2', 'cat 3', 'cat 4', 'cat 5'].map((question) => makeCondition({ question }));
    const pairs = await pairsToAsk(watched([makeEvent(own, { slug: 'own', title: 'cats' }), ...named('cat x', 'bird y')]), clock, signal, meaning);
    expect(titlesOf(pairs)).toEqual(['cat 1', 'cat 2', 'cat 3', 'cat 4', 'cat 5'].map((title) => `${title} + cat x`));
    const many = await pairsToAsk(watched(named('cat 1', 'cat 2', 'cat 3', 'cat 4', 'cat 5', 'cat 6')), clock, signal, meaning);
    expect(many.length).toBeLessThanOrEqual(18);
    expect(many.length).toBeGreaterThan(3);
  });

  it('leave out what is closed, and what closed while the titles were read', async () => {
    const list = named('cat a', 'cat b', 'cat c');
    const relations = watched(list);
    const { meaning, clock } = start(fakeEmbedder((texts) => {
      const [last] = list[2]?.conditions ?? [];
      if (last) relations.conditions().set(last.id, { ...last, closed: true });
      return Promise.resolve(ok(texts.map(vectorOf)));
    }));
    expect(titlesOf(await pairsToAsk(relations, clock, signal, meaning))).toEqual(['cat a + cat b']);
  });

  it('come to nothing when they are withdrawn, and nobody waits', async () => {
    const own = new AbortController();
    const { meaning, clock } = start(fakeEmbedder(() => new Promise(() => undefined)));
    const list = pairsToAsk(watched(named(...numbered(60)), words), clock, own.signal, meaning);
    await settle();
    own.abort();
    expect(await list).toEqual([]);
  });
});
