/** Owns the settings: one writer, validated by the store, told to whoever asks. */
import type { ExecutionMode } from '../../domain/execution';
import { ok } from '../../domain/result';
import type { Result } from '../../domain/result';
import type { Settings } from '../../domain/settings';
import { DEFAULT_SETTINGS } from '../../domain/settings';
import { moneyMicros, sizeMicros } from '../../domain/units';
import type { CommandInput } from '../../protocol/commands';
import { createEmitter } from '../emitter';

export interface SettingsStore {
  /** Missing or unreadable settings give the defaults and a reason, never looser limits than were saved. */
  load(): Promise<{ readonly settings: Settings; readonly problem: string | null }>;
  save(settings: Settings): Promise<Result<void>>;
}

export type SettingsPatch = CommandInput<'updateSettings'>;

export interface SettingsService {
  current(): Settings;
  /** Why the stored settings could not be used; null when all is well. */
  problem(): string | null;
  load(): Promise<void>;
  update(patch: SettingsPatch): Promise<Result<void>>;
  setMode(mode: ExecutionMode): Promise<Result<void>>;
  subscribe(listener: (settings: Settings) => void): () => void;
}

export function createSettings(store: SettingsStore): SettingsService {
  let settings = DEFAULT_SETTINGS;
  let problem: string | null = null;
  let saving: Promise<void> = Promise.resolve();
  const changed = createEmitter<Settings>();

  /**
   * One change after the other, each from what the last one left: a limit typed while stop was pressed must not bring
   * live mode back.
   */
  function commit(change: (settings: Settings) => Settings): Promise<Result<void>> {
    const work = saving.then(async (): Promise<Result<void>> => {
      const next = change(settings);
      const saved = await store.save(next);
      if (!saved.ok) return saved;
      settings = next;
      changed.emit(settings);
      return ok(undefined);
    });
    saving = work.then(() => undefined);
    return work;
  }

  return {
    current: () => settings,
    problem: () => problem,
    async load() {
      const loaded = await store.load();
      settings = loaded.settings;
      problem = loaded.problem;
      changed.emit(settings);
    },
    update: (patch) => commit((before) => applyPatch(before, patch)),
    setMode: (mode) => commit((before) => ({ ...before, mode })),
    subscribe: (listener) => changed.subscribe(listener),
  };
}

/** Builds the next settings from a validated patch; each unit is branded again here. */
export function applyPatch(settings: Settings, patch: SettingsPatch): Settings {
  return {
    ...settings,
    minEdgeMicros: moneyMicros(patch.minEdgeMicros ?? settings.minEdgeMicros),
    minEdgeBps: patch.minEdgeBps ?? settings.minEdgeBps,
    maxPositionMicros: moneyMicros(patch.maxPositionMicros ?? settings.maxPositionMicros),
    kellyFractionBps: patch.kellyFractionBps ?? settings.kellyFractionBps,
    minDepthMicros: sizeMicros(patch.minDepthMicros ?? settings.minDepthMicros),
    sampleSizeMicros: sizeMicros(patch.sampleSizeMicros ?? settings.sampleSizeMicros),
    bankrollMicros: moneyMicros(patch.bankrollMicros ?? settings.bankrollMicros),
    notifications: patch.notifications ?? settings.notifications,
    watchTopEvents: patch.watchTopEvents ?? settings.watchTopEvents,
  };
}
