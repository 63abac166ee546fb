/**
 * Runs the language model beside everything else: off until chosen, a few pairs at a time, within the day's budget,
 * answers kept and replayed. What it says is a proposal and nothing more.
 *
 *   off --choose--> [ready?] --pairs--> asking --none left--> waiting --markets changed--> asking
 *                      |                  \--budget spent--> until tomorrow
 *                      \--no permission, no endpoint, no answer--> says why, tries again after a while
 */
import type { Condition } from '../../domain/condition';
import { isModelWell, type ModelFact, type ModelSettings, type ModelState } from '../../domain/model';
import type { Relation } from '../../domain/relation';
import type { Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Judging, LlmRecord } from '../../ports/model';
import type { ProposalSource } from '../../ports/proposal-source';
import type { Store } from '../../ports/store';
import { hashTexts } from '../../relations/text-fingerprint';
import { askRound, type AskingPorts, type RoundEnd } from './asking';
import { createMeter, type Meter, type Usage } from './meter';
import { changeSettings, type Chosen, type SettingsPatch, type SettingsPorts } from './settings';

/** Events arrive one after the other; the list of pairs is made when they have settled. */
const SETTLE_MS = 3_000;

export interface ModelService extends ProposalSource {
  load(): Promise<void>;
  state(): ModelState;
  update(patch: SettingsPatch): Promise<Result<void>>;
  /** Watched markets or what is known of them changed. */
  marketsChanged(): void;
  close(): void;
}

export interface ModelPorts extends SettingsPorts, AskingPorts {
  readonly usage: Store<Usage>;
  readonly log: Log;
}

export function createModel(ports: ModelPorts, defaults: ModelSettings): ModelService {
  const { clock, log } = ports;
  const meter = createMeter({ store: ports.usage, clock });
  const listeners = new Set<() => void>();
  const timer = createTimer(clock, () => void run());
  const chosen: Chosen = { settings: defaults, key: '' };
  let records = new Map<string, LlmRecord>();
  const proposals = createProposals(ports.judging);
  let running: AbortController | null = null;
  /** Markets changed while pairs were listed or asked about: the list is made once more after that. */
  let again = false;
  let fact: ModelFact = { code: 'off' };

  const emit = (): void => listeners.forEach((listener) => listener());
  const tell = (now: ModelFact): void => {
    fact = now;
    emit();
  };

  async function run(): Promise<void> {
    if (chosen.settings.provider === 'off') return;
    if (running !== null) {
      again = true;
      return;
    }
    again = false;
    const own = (running = new AbortController());
    const round = {
      ...chosen,
      meter,
      isKnown: (key: string) => records.has(key),
      onQueue: (pairs: number) => tell({ code: 'asking', pairs }),
      onRecord(record: LlmRecord) {
        records.set(record.key, record);
        proposals.forget();
        emit();
      },
    };
    try {
      const end = await askRound(ports, round, AbortSignal.any([own.signal, timer.lifetime]));
      if (end !== null) finish(end);
    } finally {
      if (running === own) running = null;
      emit();
    }
  }

  function finish({ fact: end, retryMs }: RoundEnd): void {
    if (end.code === 'failed') log.warn('model-stopped', { because: end.because.code });
    tell(end);
    if (retryMs !== null) timer.set(retryMs);
    else if (again) timer.set(SETTLE_MS);
  }

  return {
    async load() {
      const loaded = await loadAll(ports, meter, chosen);
      if (loaded.records !== null) records = loaded.records;
      if (loaded.problem !== null) return tell(loaded.problem);
      if (chosen.settings.provider !== 'off') timer.set(SETTLE_MS);
      emit();
    },
    state: () => stateOf(chosen, { meter, judged: records.size, busy: running !== null, fact }),
    async update(patch) {
      const { saved, result } = await changeSettings(ports, chosen, patch);
      if (!saved) return result;
      running?.abort();
      running = null;
      timer.clear();
      if (chosen.settings.provider === 'off') tell({ code: 'off' });
      else {
        tell({ code: 'looking' });
        timer.set(0);
      }
      log.info('model-settings', { provider: chosen.settings.provider });
      return result;
    },
    marketsChanged() {
      if (chosen.settings.provider !== 'off' && isModelWell(fact)) timer.set(SETTLE_MS);
    },
    relations: (conditions, proven) => proposals.of([...records.values()], conditions, proven),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: timer.close,
  };
}

function stateOf(
  { settings, key }: Chosen,
  now: {
    readonly meter: Meter;
    readonly judged: number;
    readonly busy: boolean;
    readonly fact: ModelFact;
  },
): ModelState {
  const { meter, judged, busy, fact } = now;
  const off = settings.provider === 'off' && isModelWell(fact);
  return {
    settings,
    hasKey: key !== '',
    callsToday: meter.today().calls,
    tokensToday: meter.today().tokens,
    judged,
    busy,
    fact: off ? { code: 'off' } : fact,
  };
}

/** What is stored; a problem leaves the settings as they are. */
async function loadAll(
  ports: ModelPorts,
  meter: Meter,
  chosen: Chosen,
): Promise<{ readonly records: Map<string, LlmRecord> | null; readonly problem: ModelFact | null }> {
  const [stored, answers, counted] = await Promise.all([ports.settings.load(), ports.answers.all(), meter.load()]);
  chosen.key = await ports.key.load();
  const records = answers.ok ? new Map(answers.value.map((record) => [record.key, record] as const)) : null;
  chosen.settings = stored.settings;
  for (const each of [answers, counted])
    if (!each.ok) return { records, problem: { code: 'unread-answers', because: each.error } };
  const { unreadable } = stored;
  return { records, problem: unreadable === 0 ? null : { code: 'unread-settings', settings: unreadable } };
}

/** One appointment at a time; none after the end. */
function createTimer(clock: Clock, ring: () => void) {
  const lifetime = new AbortController();
  let current = new AbortController();
  return {
    lifetime: lifetime.signal,
    set(ms: number): void {
      current.abort();
      current = new AbortController();
      clock.after(ms, ring, AbortSignal.any([current.signal, lifetime.signal]));
    },
    clear: (): void => current.abort(),
    close(): void {
      current.abort();
      lifetime.abort();
    },
  };
}

/** Proposals from the records, made anew when records, texts or proofs have changed. */
function createProposals(judging: Judging) {
  let cache: { readonly key: string; readonly relations: readonly Relation[] } | null = null;
  return {
    forget: (): void => void (cache = null),
    of(
      records: readonly LlmRecord[],
      conditions: ReadonlyMap<string, Condition>,
      proven: readonly Relation[],
    ): readonly Relation[] {
      const current = judging.currentRecords(records, conditions);
      const hashOf = (id: string): string => {
        const condition = conditions.get(id);
        return condition === undefined ? '' : hashTexts(condition);
      };
      const key = JSON.stringify([
        current.map((record) => [record.key, hashOf(record.first), hashOf(record.second)]),
        proven.map(({ id, version }) => [id, version]),
      ]);
      if (cache?.key !== key) cache = { key, relations: judging.relationsFrom(current, conditions, proven) };
      return cache.relations;
    },
  };
}
