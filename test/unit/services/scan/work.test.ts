/** Which components are solved, in which order, and which are left alone. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import type { BookState } from '../../../../lib/domain/book';
import type { TokenId } from '../../../../lib/domain/ids';
import { moneyMicros, priceMicros } from '../../../../lib/domain/units';
import type { Engine, EngineAnswer, EngineJob } from '../../../../lib/ports/worker';
import type { Component } from '../../../../lib/services/relations/relations';
import { createScan } from '../../../../lib/services/scan/scan';
import { buildInstance } from '../../../../lib/services/scan/instance';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { createTestClock } from '../../../kit/clock';
import { fakeRelations, unused } from '../../../kit/fake-relations';
import type { PricedEvent } from '../../../kit/priced-event';
import { makePricedEvent, NOW, STALE_AFTER_MS } from '../../../kit/priced-event';
import { failureOf } from '../../../../lib/domain/result';

/** All YES for 93 cents: what holds nothing is not solved at all. */
const QUOTES = { Hold: [0.29, 0.31], Cut: [0.29, 0.31], Hike: [0.29, 0.31] } as const;

function none(id: number): EngineAnswer {
  return { kind: 'none', id, upperMicros: moneyMicros(0), fair: [], nearest: null, ms: 1 };
}

function unproven(id: number) {
  return {
    kind: 'unproven',
    id,
    because: 'time',
    lowerMicros: moneyMicros(0),
    upperMicros: null,
    fair: [],
    ms: 1,
  } as const satisfies EngineAnswer;
}

/** A full solve may find more. */
function open(id: number): EngineAnswer {
  return { ...unproven(id), more: true };
}

/** A copy as a second reading of the venue makes it: equal, and no object of it the same. */
function reread(component: Component, change: (component: Component) => Component = (same) => same): Component {
  return change(structuredClone(component));
}

function start(events: readonly PricedEvent[]) {
  const clock = createTestClock(NOW);
  const dirty = new Set<(ids: readonly string[]) => void>();
  const jobs: { readonly keys: readonly string[]; answer(answer: (id: number) => EngineAnswer): void }[] = [];
  let settings = DEFAULT_SETTINGS;
  /** What the books say instead of what the events were made with. */
  const instead = new Map<TokenId, BookState>();
  const engine: Engine = {
    solve: (job: EngineJob) =>
      new Promise((resolve) =>
        jobs.push({ keys: job.instance.conditions.map(({ key }) => key), answer: (answer) => resolve(answer(job.id)) }),
      ),
    cancel: unused,
    health: unused,
  };
  const relations = fakeRelations(events.map((event) => event.component));
  const scan = createScan({
    relations,
    engine,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    settings: () => settings,
    rules: POLYMARKET_RULES,
    books: {
      stateOf: (tokenId) =>
        instead.get(tokenId) ??
        events.map(({ source }) => source.stateOf(tokenId)).find(({ kind }) => kind === 'live') ?? {
          kind: 'bad',
          fault: 'missing',
          sinceMs: NOW,
        },
      subscribeDirty(listener) {
        dirty.add(listener);
        return () => dirty.delete(listener);
      },
    },
  });
  /**
   * Answers the solve under way and every one that follows from it; the component keys in the order in which they were
   * asked for.
   */
  const drain = async (answer: (id: number) => EngineAnswer = none): Promise<readonly string[]> => {
    const order: string[] = [];
    for (;;) {
      await clock.advance(0);
      const job = jobs.shift();
      if (!job) return order;
      order.push(job.keys[0] ?? '');
      job.answer(answer);
    }
  };
  return {
    clock,
    scan,
    drain,
    jobs,
    instead,
    touch: (...of: readonly PricedEvent[]) =>
      dirty.forEach((listener) => listener(of.flatMap(({ component }) => component.conditions.map(({ id }) => id)))),
    bring: relations.bring,
    set(next: typeof settings) {
      settings = next;
    },
  };
}

const [first, second, third] = [makePricedEvent(QUOTES), makePricedEvent(QUOTES), makePricedEvent(QUOTES)];
const keys = [first, second, third].map(({ component }) => component.key);

describe('a first look that left something open', () => {
  it('is followed by a full solve, which no other first look waits for', async () => {
    const { touch, jobs, clock, scan } = start([first, second]);
    touch(first);
    await clock.advance(0);
    jobs.shift()?.answer(open);
    await clock.advance(0);
    // The full solve of the first is under way and not answered.
    expect(jobs.map((job) => job.keys[0])).toEqual([keys[0]]);
    touch(second);
    await clock.advance(0);
    expect(jobs.map((job) => job.keys[0])).toEqual([keys[0], keys[1]]);
    jobs[1]?.answer(none);
    jobs[0]?.answer(none);
    await clock.advance(0);
    expect([first, second].map(({ component }) => scan.resultOf(component.key)?.answer?.kind)).toEqual([
      'none',
      'none',
    ]);
  });

  it('is not answered from books that moved during the full solve', async () => {
    const { touch, jobs, clock, scan } = start([first]);
    touch(first);
    await clock.advance(0);
    jobs.shift()?.answer(open);
    await clock.advance(0);
    touch(first);
    await clock.advance(0);
    const [full, again] = jobs.splice(0);
    again?.answer(open);
    await clock.advance(0);
    full?.answer(none);
    await clock.advance(0);
    expect(scan.resultOf(first.component.key)?.answer?.kind).toBe('unproven');
  });
});

describe('what nothing else would ask again', () => {
  const failed = (id: number): EngineAnswer => ({
    kind: 'failed',
    id,
    failure: failureOf('engine-unreachable', {}, 'later'),
  });
  /** Every YES for sale so dear that a set holds nothing. */
  function calm({ books }: PricedEvent): readonly (readonly [TokenId, BookState])[] {
    return [...books].map(([id, book]) => [
      id,
      {
        kind: 'live',
        book: { ...book, asks: book.asks.map((ask) => ({ ...ask, priceMicros: priceMicros(900_000) })) },
      },
    ]);
  }

  it('a full solve in which the engine failed, though no book moves', async () => {
    const { touch, jobs, clock } = start([first]);
    touch(first);
    await clock.advance(0);
    jobs.shift()?.answer(open);
    await clock.advance(0);
    jobs.shift()?.answer(failed);
    await clock.advance(0);
    expect(jobs).toHaveLength(0);
    await clock.advance(6_000);
    expect(jobs).toHaveLength(1);
  });

  it('what was found in books that held nothing any more when the answer came', async () => {
    const { touch, jobs, clock, instead } = start([first]);
    touch(first);
    await clock.advance(0);
    for (const [id, state] of calm(first)) instead.set(id, state);
    touch(first);
    await clock.advance(0);
    jobs.shift()?.answer(unproven);
    await clock.advance(0);
    expect(jobs).toHaveLength(1);
  });

  it.each([
    ['before anything was asked', false],
    ['after an answer', true],
  ])('a book that could not be used for a while, and then can without having changed: %s', async (_when, answered) => {
    const { touch, drain, clock, instead, jobs } = start([first]);
    for (const id of first.books.keys()) instead.set(id, { kind: 'bad', fault: 'missing', sinceMs: NOW });
    if (answered) {
      const [id] = first.books.keys();
      const one = id && first.source.stateOf(id);
      if (id && one) instead.set(id, one);
    }
    touch(first);
    await drain();
    instead.clear();
    // Nobody says that they moved.
    await clock.advance(1_500);
    expect(jobs.map((job) => job.keys[0])).toEqual([keys[0]]);
  });
});

describe('what is solved', () => {
  it('leaves alone what a second reading of the venue did not change', async () => {
    const { bring, touch, drain } = start([first, second, third]);
    touch(first, second, third);
    expect(await drain()).toEqual(keys);
    bring([first, second, third].map(({ component }) => reread(component)));
    expect(await drain()).toEqual([]);
  });

  it.each<[string, (component: Component) => Component]>([
    [
      'a fee',
      (component) => ({
        ...component,
        conditions: component.conditions.map((condition) => ({ ...condition, fee: null })),
      }),
    ],
    [
      'the version of a relation',
      (component) => ({
        ...component,
        relations: component.relations.map((relation) => ({ ...relation, version: relation.version + 1 })),
      }),
    ],
    ['its relations', (component) => ({ ...component, relations: component.relations.slice(1) })],
    [
      'what a relation says',
      (component) => ({
        ...component,
        relations: component.relations.map((relation) => ({
          ...relation,
          body: { type: 'excludes', of: component.conditions.slice(1).map(({ id }) => id) },
        })),
      }),
    ],
    ['its title', (component) => ({ ...component, event: { ...component.event, title: 'Another title' } })],
  ])('looks again at the one component in which a reading changed %s', async (_what, change) => {
    const { bring, touch, drain, scan } = start([first, second, third]);
    touch(first, second, third);
    await drain();
    const before = scan.resultOf(second.component.key);
    const changed = reread(second.component, change);
    bring([reread(first.component), changed, reread(third.component)]);
    await drain();
    expect(scan.resultOf(second.component.key)?.component).toBe(changed);
    expect(scan.resultOf(second.component.key)).not.toBe(before);
    expect(scan.resultOf(first.component.key)?.component).toBe(first.component);
  });

  it('solves the components of open pages before those that came earlier', async () => {
    const { scan, touch, drain } = start([first, second, third]);
    scan.prefer([third.component.key]);
    touch(first);
    touch(second);
    touch(third);
    // The first was under way when the preferred one changed.
    expect(await drain()).toEqual([keys[0], keys[2], keys[1]]);
  });

  it('does not publish an answer for relations that changed while the engine worked', async () => {
    const { scan, touch, drain, bring } = start([first]);
    const published: Component[] = [];
    scan.subscribe(({ component }) => published.push(component));
    touch(first);
    const changed = reread(first.component, (component) => ({
      ...component,
      relations: component.relations.map((relation) => ({ ...relation, version: 9 })),
    }));
    bring([changed]);
    expect(await drain()).toEqual([keys[0], keys[0]]);
    expect(published).toEqual([changed]);
  });

  it('asks an engine that failed again, though no book moves', async () => {
    const { scan, touch, drain, clock } = start([first]);
    touch(first);
    await drain((id) => ({
      kind: 'failed',
      id,
      failure: failureOf('engine-unreachable', {}, 'later'),
    }));
    expect(scan.engineFailure()?.code).toBe('engine-unreachable');
    await clock.advance(4_000);
    expect(await drain()).toEqual([]);
    await clock.advance(2_000);
    expect(await drain()).toEqual([keys[0]]);
    expect(scan.engineFailure()).toBeNull();
  });

  it('solves everything again when the user changes the limits', async () => {
    const { set, touch, drain, clock } = start([first, second]);
    touch(first, second);
    await drain();
    await clock.advance(2_000);
    expect(await drain()).toEqual([]);
    set({ ...DEFAULT_SETTINGS, maxPositionMicros: moneyMicros(7_000_000) });
    await clock.advance(1_000);
    expect(await drain()).toEqual([keys[0], keys[1]]);
  });
});

describe('instances', () => {
  it('share the parts of books and conditions that did not change', () => {
    const { component, source, books } = makePricedEvent(QUOTES);
    const request = {
      component,
      books: source,
      nowMs: NOW,
      staleAfterMs: STALE_AFTER_MS,
      budgetMicros: moneyMicros(1_000_000),
      rules: POLYMARKET_RULES,
    };
    const before = buildInstance(request).instance;
    const [moved, still] = component.conditions;
    const book = moved && books.get(moved.tokens[0]);
    if (!moved || !still || !book) throw new Error('the event has no books');
    books.set(moved.tokens[0], { ...book, asks: [] });
    const after = buildInstance(request).instance;
    expect(after.conditions[0]).toBe(before.conditions[0]);
    expect(after.books[still.id]?.yes).toBe(before.books[still.id]?.yes);
    expect(after.books[moved.id]?.no).toBe(before.books[moved.id]?.no);
    expect(before.books[moved.id]?.yes.asks).toHaveLength(1);
    expect(after.books[moved.id]?.yes.asks).toEqual([]);
  });
});
