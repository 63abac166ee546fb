/** The settings of the language model and its key, changed together so that no key meets another endpoint's address. */
import { checkEndpoint } from '../../domain/endpoint';
import type { ModelSettings } from '../../domain/model';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import { MODEL_SETTINGS_VERSION, modelSettings } from '../../protocol/model-settings';
import { defaultsOf, parseStored, strictestOf } from '../../protocol/parse-table';
import type { SettingsStore } from '../settings/settings';

export interface ModelSettingsStore {
  /** `unreadable`: how many keys stand at their strictest because what was stored could not be read. */
  load(): Promise<{ readonly settings: ModelSettings; readonly unreadable: number }>;
  save(settings: ModelSettings): Promise<Result<void>>;
}

export interface SettingsPorts {
  readonly settings: ModelSettingsStore;
  /** Kept for the browser session only. */
  readonly key: { load(): Promise<string>; save(key: string): Promise<Result<void>> };
}

export type SettingsPatch = Partial<ModelSettings> & { readonly key?: string };

/** The table over what is stored; what a newer version wrote beside it is written back. */
export function createModelSettings(store: SettingsStore): ModelSettingsStore {
  let beside: Readonly<Record<string, unknown>> = { version: MODEL_SETTINGS_VERSION };
  return {
    async load() {
      const stored = await store.load();
      if (stored.kind === 'none') return { settings: defaultsOf(modelSettings), unreadable: 0 };
      const read = stored.kind === 'stored' ? parseStored(modelSettings, MODEL_SETTINGS_VERSION, stored.value) : null;
      if (read === null) return { settings: strictestOf(modelSettings), unreadable: Object.keys(modelSettings).length };
      beside = { ...read.unknown, version: read.version };
      return { settings: read.values, unreadable: read.unreadable.length };
    },
    save: (settings) => store.save({ ...beside, ...settings }),
  };
}

/** What holds now. A round that begins while it is being changed sees what is already saved. */
export interface Chosen {
  settings: ModelSettings;
  key: string;
}

/** Whether the settings were saved (they may be while the key was not), and what to say. */
export interface Change {
  readonly saved: boolean;
  readonly result: Result<void>;
}

export async function changeSettings(ports: SettingsPorts, chosen: Chosen, patch: SettingsPatch): Promise<Change> {
  const { key: nextKey, ...rest } = patch;
  const next: ModelSettings = { ...chosen.settings, ...rest };
  const wrong = settingsProblem(next);
  if (!wrong.ok) return { saved: false, result: wrong };
  // A key belongs to the endpoint it was typed for.
  const stays = next.endpoint === chosen.settings.endpoint && next.provider === chosen.settings.provider;
  const wanted = nextKey ?? (stays ? chosen.key : '');
  if (wanted !== chosen.key) {
    // Gone before the address changes and kept after it: whatever fails, no key is ever stored beside another's
    // address.
    const forgotten = await ports.key.save('');
    if (!forgotten.ok) return { saved: false, result: forgotten };
    chosen.key = '';
  }
  const saved = await ports.settings.save(next);
  if (!saved.ok) return { saved: false, result: saved };
  chosen.settings = next;
  const kept = wanted === chosen.key ? ok(undefined) : await ports.key.save(wanted);
  if (kept.ok) chosen.key = wanted;
  return { saved: true, result: kept };
}

function settingsProblem(settings: ModelSettings): Result<void> {
  if (settings.provider !== 'ollama' && settings.provider !== 'openai') return ok(undefined);
  const endpoint = checkEndpoint(settings.endpoint);
  if (!endpoint.ok) return endpoint;
  return settings.model.trim() === '' ? fail('no-model', {}) : ok(undefined);
}
