/**
 * How long the logic between markets keeps the service worker from its sockets: recorded events arrive one after the
 * other, the rule advisors run over all of them in pieces, then the venue says the same again. Each sample is one turn
 * of the event loop, in processor time (the compiler's and the collector's threads among it): a turn lasts seconds when
 * somebody else has the core. The first time of all is measured apart, while nothing is compiled yet.
 */
import { existsSync } from 'node:fs';
import { createRuleAdvisors } from '../lib/advisors/rules';
import type { VenueEvent } from '../lib/domain/condition';
import { fail, ok } from '../lib/domain/result';
import { timeMs } from '../lib/domain/units';
import type { Clock } from '../lib/ports/clock';
import type { Log } from '../lib/ports/log';
import type { MarketData } from '../lib/ports/market-data';
import { createRelations } from '../lib/services/relations/relations';
import { createLexicalIndex } from '../lib/language/look-alikes';
import { gammaEvents } from '../scripts/relate-data';
import { rowOf } from './engine-rows';
import type { Bench } from './kit';

const DATA = process.env['FACET_DATA'] ?? '../shared/data';
/** Twice as many as the extension watches. */
const EVENTS = 60;
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const unused = (): never => {
  throw new Error('not part of this bench');
};

export const relationsBench: Bench = {
  name: 'relations-sweep',
  async run() {
    if (!existsSync(`${DATA}/gamma`)) return [];
    const all = new Map<string, VenueEvent>();
    for (const [, events] of gammaEvents(DATA)) for (const event of events) all.set(event.id, event);
    const events = [...all.values()].sort((a, b) => b.conditions.length - a.conditions.length).slice(0, EVENTS);
    const cold = await turnsOf(events);
    const { first, again, relations, conditions } = await turnsOf(events);
    const longest = (turns: readonly Turn[]): string =>
      `longest ${Math.max(...turns.map(({ cpuMs }) => cpuMs)).toFixed(1)} ms, of it at most ` +
      `${Math.max(...turns.map(({ wallMs, cpuMs }) => Math.min(wallMs, cpuMs))).toFixed(1)} ms in the thread of ` +
      'the sockets';
    const samples = (turns: readonly Turn[]): readonly number[] => turns.map(({ cpuMs }) => cpuMs);
    return [
      rowOf(`one turn, ${events.length} events with ${conditions} conditions arrive`, samples(first), {
        note:
          `target 50 ms at the most; ${longest(first)}; ${relations} relations in the ` +
          `register, all of it ${sum(samples(first)).toFixed(0)} ms in ${first.length} turns`,
      }),
      rowOf('the same, nothing compiled yet', samples(cold.first), {
        note:
          `${longest(cold.first)}; all of it ${sum(samples(cold.first)).toFixed(0)} ms in ${cold.first.length} ` +
          'turns',
      }),
      rowOf('one turn, all of them are read again unchanged', samples(again), {
        note: `${longest(again)}; nothing is told`,
      }),
    ];
  },
};

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

interface Turn {
  /** Of all threads, without the venue's parser. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

interface Turns {
  readonly first: readonly Turn[];
  readonly again: readonly Turn[];
  readonly relations: number;
  readonly conditions: number;
}

/** Every piece of work is a call that somebody queued: a timer of the clock, or an answer of the venue. */
async function turnsOf(events: readonly VenueEvent[]): Promise<Turns> {
  let turns: Turn[] = [];
  const queue: (() => void)[] = [];
  const clock: Clock = {
    nowMs: () => timeMs(Math.round(performance.timeOrigin + performance.now())),
    // Only what is due now or in a moment: the next reading of an event is asked for below.
    after: (delayMs, callback) => {
      if (delayMs < 1_000) queue.push(callback);
    },
  };
  const answers = new Map(events.map((event) => [event.slug, JSON.stringify(event)] as const));
  const market: MarketData = {
    fetchEventBySlug: (slug) =>
      new Promise((resolve) =>
        queue.push(() => {
          const text = answers.get(slug);
          // The venue's parser is not what is measured.
          const started = processorMs();
          const event = text === undefined ? null : JSON.parse(text);
          parseMs += processorMs() - started;
          resolve(event === null ? fail('not-found', { what: 'this-event', said: '' }) : ok(event));
        }),
      ),
    fetchEventByMarketSlug: unused,
    confirmCondition: (condition) => Promise.resolve(ok(condition)),
    fetchActiveEvents: unused,
    fetchBooks: unused,
    fetchServerTime: unused,
    fetchGeoblock: unused,
  };
  let parseMs = 0;
  const run = async (): Promise<readonly Turn[]> => {
    turns = [];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      parseMs = 0;
      const started = processorMs();
      const startedAt = performance.now();
      next();
      // All promises that follow from it run before this one goes on.
      await new Promise((resolve) => setImmediate(resolve));
      turns.push({ cpuMs: processorMs() - started - parseMs, wallMs: performance.now() - startedAt });
    }
    return turns;
  };
  const relations = createRelations({
    market,
    advisors: createRuleAdvisors({ nowMs: () => Date.parse('2026-07-25') }),
    questions: createLexicalIndex([]),
    store: {
      load: () => Promise.resolve(ok({ entries: [], unreadable: [] })),
      write: () => Promise.resolve(ok(undefined)),
    },
    clock,
    log: silent,
  });
  await relations.load();
  relations.watch(events.map(({ slug }) => ({ kind: 'event', slug, marketSlug: null })));
  const first = await run();
  let told = 0;
  relations.subscribe(() => {
    told += 1;
  });
  for (const { conditions } of events) for (const { id } of conditions.slice(0, 1)) relations.refresh(id);
  const again = await run();
  if (told > 0) throw new Error('the same events again were told');
  return { first, again, relations: relations.register().size, conditions: relations.conditions().size };
}
