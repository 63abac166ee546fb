/** What is stored is read key by key: nothing is lost to one bad value, and nothing becomes looser. */
import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../../lib/domain/result';
import { moneyMicros } from '../../../../lib/domain/units';
import { parseStored, type SettingTable } from '../../../../lib/protocol/parse-table';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, type Settings } from '../../../../lib/protocol/settings';
import * as en from '../../../../lib/words/en';
import { createSettings, type SettingsService, type StoredSettings } from '../../../../lib/services/settings/settings';

function over(stored: StoredSettings) {
  const written: Readonly<Record<string, unknown>>[] = [];
  const settings = createSettings({
    load: () => Promise.resolve(stored),
    save(value) {
      written.push(value);
      return Promise.resolve(ok(undefined));
    },
  });
  return { settings, written };
}

/** As the status line says it; null when all is well. */
function problemOf(settings: SettingsService): string | null {
  const count = settings.unread();
  return count === null ? null : en.status({ code: 'settings-unread', count });
}

async function read(value: unknown): Promise<{ readonly settings: Settings; readonly problem: string | null }> {
  const { settings } = over({ kind: 'stored', value });
  await settings.load();
  return { settings: settings.current(), problem: problemOf(settings) };
}

const STORED = { ...DEFAULT_SETTINGS, version: 1 };

describe('stored settings', () => {
  it('are read back', async () => {
    expect(await read({ ...STORED, mode: 'live' })).toEqual({
      settings: { ...DEFAULT_SETTINGS, mode: 'live' },
      problem: null,
    });
  });

  it('nothing stored is a first start', async () => {
    const { settings } = over({ kind: 'none' });
    await settings.load();
    expect([settings.current(), problemOf(settings)]).toEqual([DEFAULT_SETTINGS, null]);
  });

  it.each([
    ['text', { kind: 'stored', value: 'lost' }],
    ['a list', { kind: 'stored', value: [] }],
    ['null', { kind: 'stored', value: null }],
    ['no version', { kind: 'stored', value: DEFAULT_SETTINGS }],
    ['a lost record', { kind: 'damaged' }],
  ] satisfies readonly (readonly [string, StoredSettings])[])(
    '%s: paper mode, the strictest limits and a reason',
    async (_name, stored) => {
      const { settings } = over(stored);
      await settings.load();
      expect(settings.current()).toEqual({
        ...DEFAULT_SETTINGS,
        mode: 'paper',
        maxLossMicros: moneyMicros(0),
        maxPositionMicros: 1_000_000,
        maxOrderMicros: 1_000_000,
        maxEventMicros: 1_000_000,
        maxRelationMicros: 1_000_000,
        maxDayMicros: 1_000_000,
        maxOpenLegs: 1,
        maxDrawdownMicros: 1_000_000,
        maxLossStreak: 1,
        collarTicks: 0,
        washSeconds: 3_600,
        bankrollMicros: 0,
        kellyFractionBps: 0,
        reserveBps: 10_000,
        watchMarkets: 0,
      });
      expect(problemOf(settings)).toMatch(/could not be read/);
    },
  );

  it('a lost record is written down at its strictest, so that the next start is not a first one', async () => {
    const { settings, written } = over({ kind: 'damaged' });
    await settings.load();
    expect(written).toEqual([{ ...settings.current(), version: SETTINGS_VERSION }]);
  });

  it.each([
    ['a negative limit', { maxPositionMicros: -1 }, { maxPositionMicros: 1_000_000 }],
    ['a limit that is text', { maxPositionMicros: '10' }, { maxPositionMicros: 1_000_000 }],
    ['an unknown mode', { mode: 'LIVE' }, { mode: 'paper' }],
    ['a float', { minEdgeBps: 0.5 }, { minEdgeBps: DEFAULT_SETTINGS.minEdgeBps }],
  ])('%s costs its own key and says so', async (_name, damage, expected) => {
    const mine = { ...STORED, mode: 'live', maxPositionMicros: 10_000_000, notifications: false };
    const { settings, problem } = await read({ ...mine, ...damage });
    const { version: _version, ...kept } = mine;
    expect(settings).toEqual({ ...kept, ...damage, ...expected });
    expect(problem).toMatch(/One saved setting could not be read/);
  });

  it.each([
    ['the default of then', 20, DEFAULT_SETTINGS.watchMarkets],
    ['none', 0, 0],
    ['few', 3, 75],
    ['the most of then', 60, 500],
    ['one that cannot be read', 'many', 0],
    ['none at all', undefined, 0],
  ])('the events that were watched until version 3 become markets: %s', async (_name, watchTopEvents, expected) => {
    const { watchMarkets: _younger, ...then } = DEFAULT_SETTINGS;
    const { settings, problem } = await read({ ...then, version: 3, watchTopEvents });
    expect([settings.watchMarkets, problem]).toEqual([expected, null]);
  });

  it('a key that should be there and is not was damaged: the limit is at its strictest', async () => {
    const { maxPositionMicros: _lost, ...rest } = STORED;
    const { settings, problem } = await read(rest);
    expect(settings.maxPositionMicros).toBe(1_000_000);
    expect(problem).toMatch(/could not be read/);
  });

  it('what a newer version wrote is used as far as it is known, and written back with every change', async () => {
    const { settings, written } = over({
      kind: 'stored',
      value: { ...STORED, version: SETTINGS_VERSION + 3, maxPositionMicros: 10_000_000, dailyLossMicros: 5 },
    });
    await settings.load();
    expect([settings.current().maxPositionMicros, problemOf(settings)]).toEqual([10_000_000, null]);
    await settings.update({ minEdgeBps: 50 });
    expect(written).toEqual([
      {
        ...DEFAULT_SETTINGS,
        version: SETTINGS_VERSION + 3,
        maxPositionMicros: 10_000_000,
        dailyLossMicros: 5,
        minEdgeBps: 50,
      },
    ]);
  });

  it('of a user whose limit is low, the limits that came later are no higher', async () => {
    const { maxOrderMicros: _o, maxEventMicros: _e, maxRelationMicros: _r, ...before } = STORED;
    const { settings, problem } = await read({ ...before, version: 4, maxPositionMicros: 40_000_000 });
    const { maxOrderMicros, maxEventMicros, maxRelationMicros } = settings;
    expect([maxOrderMicros, maxEventMicros, maxRelationMicros, problem]).toEqual([40e6, 40e6, 40e6, null]);
  });

  it('a patch changes only what a form may change', async () => {
    const { settings } = over({ kind: 'none' });
    await settings.load();
    await settings.update(JSON.parse('{"mode":"live","staleAfterMs":30000,"minEdgeBps":7}'));
    expect(settings.current()).toEqual({ ...DEFAULT_SETTINGS, minEdgeBps: 7 });
  });
});

describe('a row added later', () => {
  const table = {
    perBasket: { default: moneyMicros(250), schema: z.int(), since: 1, patch: true },
    perDay: { default: moneyMicros(1_000), schema: z.int(), since: 2, patch: true, atMost: 'perBasket' },
    sound: { default: true, schema: z.boolean(), since: 2, patch: true },
  } satisfies SettingTable;

  it('takes its default where the user has stored nothing stricter', () => {
    expect(parseStored(table, 2, { version: 1, perBasket: 5_000 })).toEqual({
      values: { perBasket: 5_000, perDay: 1_000, sound: true },
      unreadable: [],
      unknown: {},
      version: 2,
    });
  });

  it('is not looser than what is stored beside it', () => {
    expect(parseStored(table, 2, { version: 1, perBasket: 10 })?.values).toEqual({
      perBasket: 10,
      perDay: 10,
      sound: true,
    });
  });
});
