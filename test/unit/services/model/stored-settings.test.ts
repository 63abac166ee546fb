/** Stored settings of the language model are read key by key, and what cannot be read asks least. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../../../lib/domain/result';
import { DEFAULT_MODEL_SETTINGS, MODEL_SETTINGS_VERSION } from '../../../../lib/protocol/model-settings';
import { createModelSettings } from '../../../../lib/services/model/settings';
import type { StoredSettings } from '../../../../lib/services/settings/settings';

function over(stored: StoredSettings) {
  const written: Readonly<Record<string, unknown>>[] = [];
  const store = createModelSettings({
    load: () => Promise.resolve(stored),
    save(value) {
      written.push(value);
      return Promise.resolve(ok(undefined));
    },
  });
  return { store, written };
}

/** As the version before wrote it. */
const STORED = { ...DEFAULT_MODEL_SETTINGS, version: 1, provider: 'ollama', model: 'llama', dailyCalls: 50 };
const { version: _version, ...VALUES } = STORED;
const read = (value: unknown) => over({ kind: 'stored', value }).store.load();

describe('stored settings of the language model', () => {
  it('of the version before are read back', async () => {
    expect(await read(STORED)).toEqual({ settings: VALUES, unreadable: 0 });
  });

  it('nothing stored is a first start', async () => {
    expect(await over({ kind: 'none' }).store.load()).toEqual({ settings: DEFAULT_MODEL_SETTINGS, unreadable: 0 });
  });

  it.each([
    ['a provider of its own', { provider: 'oracle' }, { provider: 'off' }],
    ['a budget that is text', { dailyCalls: '1e9' }, { dailyCalls: 1 }],
    ['a budget beyond all bounds', { dailyTokens: 1e12 }, { dailyTokens: 1_000 }],
    ['an address that is none', { endpoint: 7 }, { endpoint: '' }],
  ])('%s costs its own key alone, and is counted', async (_what, damage, strict) => {
    expect(await read({ ...STORED, ...damage })).toEqual({ settings: { ...VALUES, ...strict }, unreadable: 1 });
  });

  it('a half-written record is at its strictest where it is silent', async () => {
    const { dailyCalls: _lost, concurrency: _too, ...half } = STORED;
    expect(await read(half)).toEqual({ settings: { ...VALUES, dailyCalls: 1, concurrency: 1 }, unreadable: 2 });
  });

  it('what is no record, or lost, is off', async () => {
    for (const stored of [{ kind: 'damaged' }, { kind: 'stored', value: 'x' }] as const)
      expect((await over(stored).store.load()).settings).toMatchObject({ provider: 'off', dailyCalls: 1 });
  });

  it('what a newer version wrote is used as far as it is known, and written back', async () => {
    const newer = { ...STORED, version: MODEL_SETTINGS_VERSION + 2, perPairMicros: 3 };
    const { store, written } = over({ kind: 'stored', value: newer });
    const { settings } = await store.load();
    await store.save({ ...settings, model: 'other' });
    expect(written).toEqual([{ ...newer, model: 'other' }]);
  });
});
