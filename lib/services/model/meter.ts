/** Counts what is asked of a model and ends it at the day's budget. The count is on disk before the question leaves. */
import type { ModelSettings } from '../../domain/model';
import type { Result } from '../../domain/result';
import { fail } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Model } from '../../ports/model';
import type { Store } from '../../ports/store';

export interface Usage {
  readonly day: string;
  readonly calls: number;
  readonly tokens: number;
}

export interface Meter {
  load(): Promise<Result<void>>;
  today(): Usage;
  isSpent(settings: ModelSettings): boolean;
  metered(model: Model, settings: ModelSettings): Model;
}

export function createMeter(options: { readonly store: Store<Usage>; readonly clock: Clock }): Meter {
  const { store, clock } = options;
  let usage: Usage = { day: '', calls: 0, tokens: 0 };

  function today(): Usage {
    const day = dayOf(clock.nowMs());
    if (usage.day !== day) usage = { day, calls: 0, tokens: 0 };
    return usage;
  }

  async function add(calls: number, tokens: number): Promise<Result<void>> {
    const now = today();
    usage = { ...now, calls: now.calls + calls, tokens: now.tokens + tokens };
    return store.put(usage.day, usage);
  }

  const isSpent = (settings: ModelSettings): boolean =>
    today().calls >= settings.dailyCalls || today().tokens >= settings.dailyTokens;

  return {
    async load() {
      const stored = await store.get(dayOf(clock.nowMs()));
      if (!stored.ok) return stored;
      if (stored.value !== null) usage = stored.value;
      return { ok: true, value: undefined };
    },
    today,
    isSpent,
    metered: (model, settings) => ({
      name: model.name,
      async ask(prompt, timeoutMs, signal) {
        if (isSpent(settings))
          return fail('budget-spent-today', { calls: today().calls, tokens: today().tokens }, 'later');
        const counted = await add(1, 0);
        if (!counted.ok) return fail('budget-uncounted', {}, 'later');
        const answer = await model.ask(prompt, timeoutMs, signal);
        if (answer.ok) await add(0, answer.value.tokens);
        return answer;
      },
    }),
  };
}

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Until the next day begins (UTC). */
export function msToNextDay(ms: number): number {
  return 86_400_000 - (ms % 86_400_000);
}
