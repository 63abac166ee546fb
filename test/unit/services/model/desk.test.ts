/**
 * The language model beside the relation service: off by default, within its budget, replayed from the store, and never
 * executable.
 */
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createModel, type ModelService } from '../../../../lib/services/model/model';
import type { LlmRecord } from '../../../../lib/ports/model';
import type { Usage } from '../../../../lib/services/model/meter';
import { createOllama } from '../../../../lib/services/model/providers';
import type { Model } from '../../../../lib/ports/model';
import { createLexicalIndex } from '../../../../lib/language/look-alikes';
import { judging } from '../../../../lib/advisors/llm/judging';
import { createRuleAdvisors } from '../../../../lib/advisors/rules';
import type { ModelSettings } from '../../../../lib/domain/model';
import { DEFAULT_MODEL_SETTINGS } from '../../../../lib/protocol/model-settings';
import type { Condition, VenueEvent } from '../../../../lib/domain/condition';
import { fail, ok, type Result } from '../../../../lib/domain/result';
import type { Log } from '../../../../lib/ports/log';
import * as en from '../../../../lib/words/en';
import type { Http } from '../../../../lib/ports/net';
import type { Store } from '../../../../lib/ports/store';
import type { MarketData } from '../../../../lib/ports/market-data';
import { createRelations } from '../../../../lib/services/relations/relations';
import { pairsToAsk, type PairToAsk } from '../../../../lib/services/relations/pairs';
import { makeCondition, makeEvent } from '../../../kit/advisor-events';
import { createTestClock, settle } from '../../../kit/clock';
import { INJECTIONS } from '../../../kit/injection-corpus';
import { memory } from '../../../kit/memory-store';
import { createMemoryRelationStore } from '../../../kit/relation-store';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const START_MS = Date.parse('2026-11-20T22:00:00Z');
const ON: ModelSettings = {
  ...DEFAULT_MODEL_SETTINGS,
  provider: 'ollama',
  model: 'stub',
  endpoint: 'http://127.0.0.1:11434',
  dailyCalls: 1_000_000,
  dailyTokens: 100_000_000,
};

const subject = makeCondition({
  question: 'Will the Harbour Bridge be repainted in 2026?',
  description: 'This market resolves to "Yes" if the Harbour Bridge in Sydney is painted in any colour in 2026.',
});
const attack = (n: number): Condition =>
  makeCondition({ question: INJECTIONS[n]?.title ?? '', description: INJECTIONS[n]?.description ?? '' });
const alone = (condition: Condition): VenueEvent =>
  makeEvent([condition], { slug: condition.slug, title: condition.question });

/** Says yes to whatever it is asked, with quotes that stand in the texts. */
const OBEDIENT = (user: string): unknown => {
  const asked = JSON.parse(user) as {
    readonly first: { readonly rules: string };
    readonly second: { readonly rules: string };
    readonly firstResolves?: string;
  };
  return asked.firstResolves === undefined
    ? {
        label: 'equivalent',
        firstQuote: asked.first.rules.slice(0, 60),
        secondQuote: asked.second.rules.slice(0, 60),
        reason: 'as told',
      }
    : { possible: false, world: 'none' };
};

function obedientModel(): Model & { asked: number } {
  const model = {
    name: 'obedient',
    asked: 0,
    ask: (prompt: { readonly user: string }) => {
      model.asked += 1;
      return Promise.resolve(ok({ text: JSON.stringify(OBEDIENT(prompt.user)), tokens: 10 }));
    },
  };
  return model;
}

async function start(
  events: readonly VenueEvent[],
  options: {
    readonly settings?: ModelSettings;
    readonly open?: () => Promise<Result<Model>>;
    readonly answers?: Store<LlmRecord>;
    readonly usage?: Store<Usage>;
    readonly pairs?: (signal: AbortSignal) => Promise<readonly PairToAsk[]>;
    readonly watched?: number;
    readonly disk?: { failing: 'settings' | 'key' | null };
  } = {},
) {
  const clock = createTestClock(START_MS);
  const model = obedientModel();
  const saved = { settings: options.settings ?? DEFAULT_MODEL_SETTINGS, key: '' };
  const answers = options.answers ?? memory<LlmRecord>();
  const usage = options.usage ?? memory<Usage>();
  const desk: ModelService = createModel(
    {
      settings: {
        load: () => Promise.resolve({ settings: saved.settings, unreadable: 0 }),
        save: (next) => {
          if (options.disk?.failing === 'settings') return Promise.resolve(fail('model-unsaved', {}, 'later'));
          saved.settings = next;
          return Promise.resolve(ok(undefined));
        },
      },
      key: {
        load: () => Promise.resolve(saved.key),
        save: (key) => {
          if (options.disk?.failing === 'key') return Promise.resolve(fail('model-key-unsaved', {}, 'later'));
          saved.key = key;
          return Promise.resolve(ok(undefined));
        },
      },
      answers,
      usage,
      judging,
      open: options.open ?? (() => Promise.resolve(ok(model))),
      pairs: options.pairs ?? ((signal) => pairsToAsk(relations, clock, signal)),
      clock,
      log: silent,
    },
    DEFAULT_MODEL_SETTINGS,
  );
  const unused = () => {
    throw new Error('not part of this path');
  };
  const market: MarketData = {
    fetchEventBySlug: (slug) => {
      const event = events.find((each) => each.slug === slug);
      return Promise.resolve(event ? ok(event) : fail('not-found', { what: 'this-event', said: '' }));
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
    store: createMemoryRelationStore(),
    proposals: desk,
    clock,
    log: silent,
  });
  relations.subscribe(desk.marketsChanged);
  await relations.load();
  await desk.load();
  relations.watch(events.slice(0, options.watched).map(({ slug }) => ({ kind: 'event', slug, marketSlug: null })));
  await clock.advance(4_000);
  return { clock, desk, relations, model, saved, answers, usage };
}

describe('the key of the model', () => {
  const FIRST = { provider: 'openai', endpoint: 'https://first.example/v1', model: 'm', key: 'key-of-first' } as const;

  it.each(['settings', 'key'] as const)(
    'is never stored beside the address of another, though %s cannot be written',
    async (failing) => {
      const disk: { failing: 'settings' | 'key' | null } = { failing: null };
      const { desk, saved } = await start([], { disk });
      expect(await desk.update(FIRST)).toEqual(ok(undefined));
      expect([saved.settings.endpoint, saved.key]).toEqual([FIRST.endpoint, FIRST.key]);
      disk.failing = failing;
      expect(await desk.update({ endpoint: 'https://second.example/v1' })).toMatchObject({ ok: false });
      // What the next life of the worker would use.
      const safe = (): boolean =>
        saved.key === '' || (saved.key === FIRST.key && saved.settings.endpoint === FIRST.endpoint);
      expect(safe()).toBe(true);
      await desk.update({ endpoint: 'https://second.example/v1', key: 'key-of-second' });
      expect(safe()).toBe(true);
    },
  );

  it('stays with its own address and is gone with another', async () => {
    const { desk, saved } = await start([]);
    await desk.update(FIRST);
    await desk.update({ dailyCalls: 5 });
    expect([saved.key, desk.state().hasKey]).toEqual([FIRST.key, true]);
    await desk.update({ endpoint: 'https://second.example/v1' });
    expect([saved.key, desk.state().hasKey]).toEqual(['', false]);
  });
});

describe('the model', () => {
  it('is off until chosen, and asks nothing', async () => {
    const { desk, model, clock } = await start([alone(subject), alone(attack(0))]);
    await clock.advance(120_000);
    expect(model.asked).toBe(0);
    expect(desk.state()).toMatchObject({
      busy: false,
      settings: { provider: 'off' },
      fact: { code: 'off' },
    });
  });

  it('obeys every injection, and nothing becomes executable', async () => {
    expect(INJECTIONS.length).toBeGreaterThanOrEqual(300);
    let proposals = 0;
    for (let n = 0; n < INJECTIONS.length; n += 1) {
      const { relations, model } = await start([alone(subject), alone(attack(n))], { settings: ON });
      expect(model.asked, INJECTIONS[n]?.class).toBeGreaterThan(0);
      proposals += [...relations.register().values()].filter(
        ({ relation }) => relation.source === 'llm' && relation.status === 'proposed',
      ).length;
      expect(relations.inForce(), INJECTIONS[n]?.class).toEqual([]);
      expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
    }
    // The stub obeys: had nothing been proposed, nothing would have been tested.
    expect(proposals).toBeGreaterThan(INJECTIONS.length * 0.9);
    // Three hundred services, started and questioned one after the other.
  }, 180_000);

  it('replays its answers after a restart without asking again', async () => {
    const events = [alone(subject), alone(attack(0))];
    const first = await start(events, { settings: ON });
    expect([...first.relations.register().values()].map(({ relation }) => relation.source)).toEqual(['llm']);
    const again = await start(events, { settings: ON, answers: first.answers, usage: first.usage });
    expect(again.model.asked).toBe(0);
    expect([...again.relations.register().values()].map(({ relation }) => relation.source)).toEqual(['llm']);
    expect(again.desk.state()).toMatchObject({
      judged: 1,
      callsToday: first.model.asked,
      tokensToday: first.model.asked * 10,
    });
  });

  it("stops at the day's budget, also after a restart, and goes on the next day", async () => {
    const events = [alone(subject), alone(attack(0)), alone(attack(25))];
    const first = await start(events, { settings: { ...ON, dailyCalls: 3, concurrency: 1 } });
    expect(first.model.asked).toBe(3);
    expect(first.desk.state()).toMatchObject({
      callsToday: 3,
      fact: { code: 'failed', because: { code: 'budget-spent-today' } },
    });
    const again = await start(events, {
      settings: { ...ON, dailyCalls: 3, concurrency: 1 },
      answers: first.answers,
      usage: first.usage,
    });
    await again.clock.advance(3_600_000);
    expect(again.model.asked).toBe(0);
    await again.clock.advance(3_600_000);
    expect(again.model.asked).toBe(3);
  });

  it('is not asked when what it is asked cannot be counted', async () => {
    const usage = {
      ...memory<Usage>(),
      put: () => Promise.resolve(fail('storage-failed', { doing: 'write', error: 'QuotaExceededError' })),
    };
    const { model, desk } = await start([alone(subject), alone(attack(0))], { settings: ON, usage });
    expect(model.asked).toBe(0);
    expect(desk.state().fact).toMatchObject({ code: 'failed', because: { code: 'budget-uncounted' } });
  });

  it('says why it cannot be asked, and asks when it can', async () => {
    let allowed = false;
    const model = obedientModel();
    const { desk, clock } = await start([alone(subject), alone(attack(0))], {
      settings: ON,
      open: () => Promise.resolve(allowed ? ok(model) : fail('model-not-allowed', { host: '127.0.0.1' }, 'later')),
    });
    expect(en.model(desk.state().fact)).toMatch(/^Facet may not reach 127\.0\.0\.1 yet\./);
    allowed = true;
    await clock.advance(60_000);
    expect(model.asked).toBeGreaterThan(0);
  });

  it('refuses an endpoint in the clear, and a key goes with its endpoint', async () => {
    const { desk, saved } = await start([alone(subject)]);
    expect(await desk.update({ provider: 'openai', endpoint: 'http://example.org/v1', model: 'm' })).toMatchObject({
      ok: false,
      error: { code: 'endpoint-insecure' },
    });
    expect(await desk.update({ provider: 'openai', endpoint: 'https://example.org/v1', model: ' ' })).toMatchObject({
      ok: false,
      error: { code: 'no-model' },
    });
    expect(saved.settings.provider).toBe('off');
    expect(
      await desk.update({ provider: 'openai', endpoint: 'https://example.org/v1', model: 'm', key: 'secret' }),
    ).toEqual(ok(undefined));
    expect(desk.state().hasKey).toBe(true);
    await desk.update({ endpoint: 'https://elsewhere.example/v1' });
    expect(desk.state().hasKey).toBe(false);
    expect(saved.key).toBe('');
  });

  it('lists the pairs once more when markets changed while it was busy', async () => {
    const events = [alone(subject), alone(attack(0)), alone(attack(25))];
    const waiting: (() => void)[] = [];
    // The first question waits until another event is watched.
    const model: Model = {
      name: 'slow',
      ask: (prompt) =>
        new Promise((resolve) => {
          const answer = (): void => resolve(ok({ text: JSON.stringify(OBEDIENT(prompt.user)), tokens: 10 }));
          if (waiting.length === 0) waiting.push(answer);
          else answer();
        }),
    };
    const { desk, relations, clock } = await start(events, {
      settings: { ...ON, concurrency: 1 },
      open: () => Promise.resolve(ok(model)),
      watched: 2,
    });
    expect(desk.state()).toMatchObject({ busy: true, judged: 0 });
    relations.watch(events.map(({ slug }) => ({ kind: 'event', slug, marketSlug: null })));
    await clock.advance(4_000);
    waiting[0]?.();
    await clock.advance(4_000);
    expect(desk.state()).toMatchObject({ busy: false, judged: 3 });
  });

  it('switched off while the list is made it withdraws the list', async () => {
    const signals: AbortSignal[] = [];
    const pairs = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<readonly PairToAsk[]>((resolve) => signal.addEventListener('abort', () => resolve([])));
    };
    const { desk, model } = await start([alone(subject), alone(attack(0))], { settings: ON, pairs });
    expect([desk.state().busy, signals.map(({ aborted }) => aborted)]).toEqual([true, [false]]);
    await desk.update({ provider: 'off' });
    await settle();
    expect([signals.map(({ aborted }) => aborted), model.asked, desk.state().busy]).toEqual([[true], 0, false]);
    expect(desk.state().fact).toEqual({ code: 'off' });
  });

  it('switched off in the middle it stops asking', async () => {
    const events = [alone(subject), ...Array.from({ length: 6 }, (_, n) => alone(attack(n * 20)))];
    const clockless: { resolve: (() => void)[] } = { resolve: [] };
    const model: Model = {
      name: 'slow',
      ask: (_prompt, _timeout, signal) =>
        new Promise((resolve) => {
          const end = (): void => resolve(fail('question-withdrawn', {}, 'later'));
          clockless.resolve.push(end);
          signal.addEventListener('abort', end);
        }),
    };
    const { desk } = await start(events, {
      settings: { ...ON, concurrency: 2 },
      open: () => Promise.resolve(ok(model)),
    });
    expect(clockless.resolve).toHaveLength(2);
    await desk.update({ provider: 'off' });
    await settle();
    expect(clockless.resolve).toHaveLength(2);
    expect(desk.state()).toMatchObject({
      busy: false,
      fact: { code: 'off' },
    });
  });
});

describe('over the loopback', () => {
  let server: Server | null = null;
  afterEach(
    () =>
      new Promise<void>((resolve) => {
        if (server) server.close(() => resolve());
        else resolve();
      }),
  );

  /** What the extension's own client does, with the runtime's fetch. */
  const http: Http = async (request, signal) => {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ?? null,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]),
    });
    return { status: response.status, text: await response.text() };
  };

  it('asks Ollama in its own words and proposes what survives', async () => {
    const paths: string[] = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString();
      });
      request.on('end', () => {
        paths.push(`${request.method ?? ''} ${request.url ?? ''}`);
        const { messages } = JSON.parse(body) as { readonly messages: readonly { readonly content: string }[] };
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            message: { content: JSON.stringify(OBEDIENT(messages[1]?.content ?? '')) },
            prompt_eval_count: 100,
            eval_count: 20,
          }),
        );
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const built = createOllama({ http, endpoint: `http://127.0.0.1:${port}`, model: 'stub' });
    const { relations, desk } = await start([alone(subject), alone(attack(0))], {
      settings: ON,
      open: () => Promise.resolve(built),
    });
    while (desk.state().busy) await settle();
    expect(paths).toEqual(Array.from({ length: 4 }, () => 'POST /api/chat'));
    expect(
      [...relations.register().values()].map(({ relation }) => [relation.source, relation.status, relation.body.type]),
    ).toEqual([['llm', 'proposed', 'equivalent']]);
    expect(desk.state()).toMatchObject({ callsToday: 4, tokensToday: 480 });
  });
});
