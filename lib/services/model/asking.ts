/** One round of questions: opens the model, lists the pairs, and has those judged that have no record yet. */
import type { Condition } from '../../domain/condition';
import type { ModelFact, ModelSettings } from '../../domain/model';
import { forEachPooled } from '../../domain/pool';
import type { Failure, Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Judging, LlmRecord, Model } from '../../ports/model';
import type { Store } from '../../ports/store';
import { msToNextDay, type Meter } from './meter';

/** A model that does not answer is asked again after this. */
const RETRY_MS = 60_000;

export interface Pair {
  readonly first: Condition;
  readonly second: Condition;
}

export interface AskingPorts {
  readonly answers: Store<LlmRecord>;
  readonly judging: Judging;
  /** Builds the model, or says what is missing (permission, built-in model not there). */
  readonly open: (settings: ModelSettings, key: string) => Promise<Result<Model>>;
  /**
   * Pairs worth asking about, the most alike first; what rules know already is left out. Making the list may take some
   * seconds.
   */
  readonly pairs: (signal: AbortSignal) => Promise<readonly Pair[]>;
  readonly clock: Clock;
}

export interface Round {
  readonly settings: ModelSettings;
  readonly key: string;
  readonly meter: Meter;
  readonly isKnown: (recordKey: string) => boolean;
  readonly onQueue: (pairs: number) => void;
  readonly onRecord: (record: LlmRecord) => void;
}

export interface RoundEnd {
  readonly fact: ModelFact;
  /** When to ask again; null: not before something changes. */
  readonly retryMs: number | null;
}

/** Null when the round was withdrawn. */
export async function askRound(ports: AskingPorts, round: Round, signal: AbortSignal): Promise<RoundEnd | null> {
  const { judging, clock } = ports;
  const { settings, meter } = round;
  const model = await ports.open(settings, round.key);
  if (!model.ok) return { fact: { code: 'failed', because: model.error }, retryMs: RETRY_MS };
  const { concurrency, timeoutMs } = settings;
  const judge = judging.createJudge({
    model: meter.metered(model.value, settings),
    store: ports.answers,
    clock,
    budget: { maxCalls: Infinity, maxTokens: Infinity, concurrency, timeoutMs },
  });
  const pairs = await ports.pairs(signal);
  if (signal.aborted) return null;
  const queue = pairs.filter(({ first, second }) => !round.isKnown(judging.recordKey(model.value.name, first, second)));
  if (queue.length === 0) return { fact: { code: 'nothing-to-ask' }, retryMs: null };
  round.onQueue(queue.length);
  const end: { failure: Failure | null } = { failure: null };
  await forEachPooled(queue, concurrency, async ({ first, second }) => {
    if (end.failure !== null || signal.aborted) return;
    const record = await judge.judge(first, second, signal);
    if (record.ok) round.onRecord(record.value);
    else end.failure ??= record.error;
  });
  if (signal.aborted) return null;
  if (end.failure === null) return { fact: { code: 'all-judged' }, retryMs: null };
  return {
    fact: { code: 'failed', because: end.failure },
    retryMs: meter.isSpent(settings) ? msToNextDay(clock.nowMs()) : RETRY_MS,
  };
}
