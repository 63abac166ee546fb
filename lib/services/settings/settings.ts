/**
 * Owns the settings: one writer, told to whoever asks. What is stored is read by the table of settings, key by key;
 * what a newer version wrote beside them is written back with every change.
 */
import type { ExecutionMode } from '../../domain/execution';
import { ok } from '../../domain/result';
import type { Result } from '../../domain/result';
import { parseStored, patched, strictestOf } from '../../protocol/parse-table';
import {
  DEFAULT_SETTINGS,
  MOST_MUTED,
  SETTINGS_VERSION,
  settings as table,
  type ConfirmPlace,
  type SettingKey,
  type Settings,
  type SettingsPatch,
} from '../../protocol/settings';
import { createEmitter } from '../emitter';
import type { Slice } from '../slice';
import { settingsView, unreadCount } from './views';

/** `damaged`: there should be something and it is lost, or it cannot be read. */
export type StoredSettings =
  { readonly kind: 'none' } | { readonly kind: 'damaged' } | { readonly kind: 'stored'; readonly value: unknown };

export interface SettingsStore {
  load(): Promise<StoredSettings>;
  save(value: Readonly<Record<string, unknown>>): Promise<Result<void>>;
}

export interface SettingsService extends Slice<'settings', 'updateSettings'> {
  current(): Settings;
  /** How many stored settings could not be used; null when all could. */
  unread(): number | 'all' | null;
  load(): Promise<void>;
  update(patch: SettingsPatch): Promise<Result<void>>;
  /** `confirmIn` is a choice of each time: paper takes it back. */
  setMode(mode: ExecutionMode, confirmIn?: ConfirmPlace): Promise<Result<void>>;
  /** Nothing new is told of this event any more. */
  mute(slug: string): Promise<Result<void>>;
  subscribe(listener: (settings: Settings) => void): () => void;
}

interface Kept {
  readonly settings: Settings;
  readonly unreadable: readonly SettingKey[] | 'all';
  /** Keys and version of a newer Facet. */
  readonly beside: Readonly<Record<string, unknown>>;
}

const FRESH: Kept = { settings: DEFAULT_SETTINGS, unreadable: [], beside: { version: SETTINGS_VERSION } };

export function createSettings(store: SettingsStore): SettingsService {
  let kept = FRESH;
  let saving: Promise<void> = Promise.resolve();
  const changed = createEmitter<Settings>();

  /**
   * One change after the other, each from what the last one left: a limit typed while stop was pressed must not bring
   * live mode back.
   */
  function commit(change: (settings: Settings) => Settings): Promise<Result<void>> {
    const work = saving.then(async (): Promise<Result<void>> => {
      const next = change(kept.settings);
      const saved = await store.save({ ...kept.beside, ...next });
      if (!saved.ok) return saved;
      kept = { ...kept, settings: next };
      changed.emit(next);
      return ok(undefined);
    });
    saving = work.then(() => undefined);
    return work;
  }

  const update = (patch: SettingsPatch): Promise<Result<void>> => commit((before) => patched(table, before, patch));

  return {
    name: 'settings',
    current: () => kept.settings,
    unread: () => unreadCount(kept.unreadable),
    async load() {
      const stored = await store.load();
      kept = readSettings(stored);
      // Lost limits are written down at their strictest: at the next start nothing stored would look like a first one.
      if (stored.kind === 'damaged') await store.save({ ...kept.beside, ...kept.settings });
      changed.emit(kept.settings);
    },
    update,
    setMode: (mode, confirmIn = 'panel') =>
      commit((before) => ({ ...before, mode, confirmIn: mode === 'live' ? confirmIn : 'panel' })),
    mute: (slug) =>
      commit((before) => ({
        ...before,
        mutedEvents: [...before.mutedEvents.filter((each) => each !== slug), slug].slice(-MOST_MUTED),
      })),
    subscribe: (listener) => changed.subscribe(listener),
    topics: { settings: () => settingsView(kept.settings) },
    commands: {
      async updateSettings(patch) {
        const saved = await update(patch);
        return saved.ok ? ok({}) : saved;
      },
    },
    wakes: (wake) => changed.subscribe(() => wake(['settings', 'now', 'page', 'home', 'account'])),
  };
}

/** Settings as stored; whatever cannot be read is never looser than it was where that can be known. */
export function readSettings(stored: StoredSettings): Kept {
  if (stored.kind === 'none') return FRESH;
  const read = stored.kind === 'stored' ? parseStored(table, SETTINGS_VERSION, stored.value) : null;
  if (read === null) return { ...FRESH, settings: strictestOf(table), unreadable: 'all' };
  return {
    settings: read.values,
    unreadable: read.unreadable,
    beside: { ...read.unknown, version: read.version },
  };
}
