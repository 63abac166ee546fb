/**
 * Runs the language model beside everything else: off until chosen, a few pairs at a time, within the day's budget,
 * answers kept and replayed. What it says is a proposal and nothing more.
 *
 *   off --choose--> [ready?] --pairs--> asking --none left--> waiting --markets changed--> asking
 *                      |                  \--budget spent--> until tomorrow
 *                      \--no permission, no endpoint, no answer--> says why, tries again after a while
 */
import type { Condition } from '../../domain/condition';
import type { ModelSettings, ModelState } from '../../domain/model';
import type { Relation } from '../../domain/relation';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { ProposalSource } from '../../ports/proposal-source';
import type { Store } from '../../ports/store';
import { hashTexts } from '../../relations/text-fingerprint';
import { checkEndpoint } from './endpoint';
import { currentRecords, relationsFrom } from './llm';
import { createJudge, recordKey, type LlmRecord } from './judge';
import { createMeter, msToNextDay, type Usage } from './meter';
import type { Model } from './providers';

/** A model that does not answer is asked again after this. */
const RETRY_MS = 60_000;
/** Events arrive one after the other; the list of pairs is made when they have settled. */
const SETTLE_MS = 3_000;

export interface Pair {
  readonly first: Condition;
  readonly second: Condition;
}

export interface ModelDesk extends ProposalSource {
  load(): Promise<void>;
  state(): ModelState;
  update(patch: Partial<Omit<ModelSettings, 'version'>> & { readonly key?: string }): Promise<Result<void>>;
  /** Watched markets or what is known of them changed. */
  marketsChanged(): void;
  close(): void;
}

export interface ModelPorts {
  readonly settings: { load(): Promise<Result<ModelSettings>>; save(settings: ModelSettings): Promise<Result<void>> };
  /** Kept for the browser session only. */
  readonly key: { load(): Promise<string>; save(key: string): Promise<Result<void>> };
  readonly answers: Store<LlmRecord>;
  readonly usage: Store<Usage>;
  /** Builds the model, or says what is missing (permission, built-in model not there). */
  readonly open: (settings: ModelSettings, key: string) => Promise<Result<Model>>;
  /**
   * Pairs worth asking about, the most alike first; what rules know already is left out. Making the list may take some
   * seconds.
   */
  readonly pairs: (signal: AbortSignal) => Promise<readonly Pair[]>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createModelDesk(ports: ModelPorts, defaults: ModelSettings): ModelDesk {
  const { clock, log } = ports;
  const lifetime = new AbortController();
  const meter = createMeter({ store: ports.usage, clock });
  const listeners = new Set<() => void>();
  let records = new Map<string, LlmRecord>();
  let settings = defaults;
  let key = '';
  let running: AbortController | null = null;
  /** Markets changed while pairs were listed or asked about: the list is made once more after that. */
  let again = false;
  let status: { readonly ok: boolean; readonly sentence: string } = { ok: true, sentence: OFF };
  let timer = new AbortController();
  let cache: { readonly key: string; readonly relations: readonly Relation[] } | null = null;

  const emit = (): void => listeners.forEach((listener) => listener());
  const say = (fine: boolean, sentence: string): void => {
    status = { ok: fine, sentence };
    emit();
  };

  function later(ms: number): void {
    timer.abort();
    timer = new AbortController();
    clock.after(ms, () => void run(), AbortSignal.any([timer.signal, lifetime.signal]));
  }

  async function run(): Promise<void> {
    if (settings.provider === 'off') return;
    if (running !== null) {
      again = true;
      return;
    }
    again = false;
    const asked = settings;
    const own = (running = new AbortController());
    const signal = AbortSignal.any([own.signal, lifetime.signal]);
    try {
      const model = await ports.open(asked, key);
      if (!model.ok) return finish(false, model.error.message, RETRY_MS);
      const judge = createJudge({
        model: meter.metered(model.value, asked),
        store: ports.answers,
        clock,
        budget: { maxCalls: Infinity, maxTokens: Infinity, concurrency: asked.concurrency, timeoutMs: asked.timeoutMs },
      });
      const pairs = await ports.pairs(signal);
      if (signal.aborted) return;
      const queue = pairs.filter(({ first, second }) => !records.has(recordKey(model.value.name, first, second)));
      if (queue.length === 0) return finish(true, 'Nothing to ask: every pair that looks alike has been judged.', null);
      say(true, `Asking about ${queue.length} pairs of markets that look alike.`);
      const end: { failure: Failure | null } = { failure: null };
      const worker = async (): Promise<void> => {
        for (
          let pair = queue.shift();
          pair !== undefined && end.failure === null && !signal.aborted;
          pair = queue.shift()
        ) {
          const record = await judge.judge(pair.first, pair.second, signal);
          if (!record.ok) {
            end.failure ??= record.error;
            return;
          }
          records.set(record.value.key, record.value);
          cache = null;
          emit();
        }
      };
      await Promise.all(Array.from({ length: asked.concurrency }, worker));
      if (signal.aborted) return;
      if (end.failure !== null)
        return finish(false, end.failure.message, meter.isSpent(asked) ? msToNextDay(clock.nowMs()) : RETRY_MS);
      finish(true, 'Every pair that looks alike has been judged.', null);
    } finally {
      if (running === own) running = null;
      emit();
    }
  }

  function finish(fine: boolean, sentence: string, retryMs: number | null): void {
    if (!fine) log.warn('model-stopped', { sentence });
    say(fine, sentence);
    if (retryMs !== null) later(retryMs);
    else if (again) later(SETTLE_MS);
  }

  return {
    async load() {
      const [stored, answers, counted] = await Promise.all([ports.settings.load(), ports.answers.all(), meter.load()]);
      key = await ports.key.load();
      if (answers.ok) records = new Map(answers.value.map((record) => [record.key, record] as const));
      if (!stored.ok || !answers.ok || !counted.ok) {
        const problem = !stored.ok ? stored.error : !answers.ok ? answers.error : counted.ok ? null : counted.error;
        return say(false, `${problem?.message ?? ''} The language model stays off.`);
      }
      settings = stored.value;
      if (settings.provider !== 'off') later(SETTLE_MS);
      emit();
    },
    state: () => ({
      settings,
      hasKey: key !== '',
      callsToday: meter.today().calls,
      tokensToday: meter.today().tokens,
      judged: records.size,
      busy: running !== null,
      ok: settings.provider === 'off' || status.ok,
      sentence: settings.provider === 'off' && status.ok ? OFF : status.sentence,
    }),
    async update({ key: nextKey, ...patch }) {
      const next: ModelSettings = { ...settings, ...patch };
      if (next.provider === 'ollama' || next.provider === 'openai') {
        const endpoint = checkEndpoint(next.endpoint);
        if (!endpoint.ok) return endpoint;
        if (next.model.trim() === '')
          return fail('no-model', 'Name the model to ask, as the endpoint calls it. Nothing was changed.');
      }
      // A key belongs to the endpoint it was typed for.
      const keyNow = nextKey ?? (next.endpoint === settings.endpoint && next.provider === settings.provider ? key : '');
      if (keyNow !== key) {
        // Gone before the address changes and kept after it: whatever fails, no key is ever stored beside another's
        // address.
        const forgotten = await ports.key.save('');
        if (!forgotten.ok) return forgotten;
        key = '';
      }
      const saved = await ports.settings.save(next);
      if (!saved.ok) return saved;
      settings = next;
      const kept = keyNow === key ? ok(undefined) : await ports.key.save(keyNow);
      if (kept.ok) key = keyNow;
      running?.abort();
      running = null;
      timer.abort();
      if (settings.provider === 'off') say(true, OFF);
      else {
        say(true, 'Looking for pairs to ask about.');
        later(0);
      }
      log.info('model-settings', { provider: settings.provider });
      return kept;
    },
    marketsChanged() {
      if (settings.provider !== 'off' && status.ok) later(SETTLE_MS);
    },
    relations(conditions, proven) {
      const current = currentRecords([...records.values()], conditions);
      const wanted = JSON.stringify([
        current.map((record) => [
          record.key,
          hashTextOf(conditions, record.first),
          hashTextOf(conditions, record.second),
        ]),
        proven.map(({ id, version }) => [id, version]),
      ]);
      if (cache?.key !== wanted) cache = { key: wanted, relations: relationsFrom(current, conditions, proven) };
      return cache.relations;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      timer.abort();
      lifetime.abort();
    },
  };
}

const OFF = 'No language model is asked. Relations come from rules alone.';

function hashTextOf(conditions: ReadonlyMap<string, Condition>, id: string): string {
  const condition = conditions.get(id);
  return condition === undefined ? '' : hashTexts(condition);
}
