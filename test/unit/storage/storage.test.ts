import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { Execution } from '../../../lib/domain/execution';
import { parseCertificateHash } from '../../../lib/domain/ids';
import { DEFAULT_SETTINGS } from '../../../lib/domain/settings';
import { moneyMicros, timeMs } from '../../../lib/domain/units';
import { createDatabase } from '../../../lib/storage/database';
import { parseSettings } from '../../../lib/storage/parse-settings';

const hash = parseCertificateHash('0'.repeat(64));
if (hash === null) throw new Error('fixture is malformed');
const execution: Execution = {
  id: 'e1',
  mode: 'paper',
  account: null,
  state: 'refused',
  certificateHash: hash,
  eventTitle: 'Fed decision in June?',
  eventSlug: 'fed',
  legs: [],
  floorMicros: moneyMicros(1),
  maxCostMicros: moneyMicros(1),
  createdAtMs: timeMs(1),
  updatedAtMs: timeMs(1),
  failure: { code: 'book-moved', message: 'The book moved.', retry: 'later' },
};

let database = createDatabase();
afterEach(async () => {
  database.close();
  indexedDB.deleteDatabase('facet');
  database = createDatabase();
});

describe('the journal store', () => {
  it('gives back what was put', async () => {
    expect(await database.executions.put('e1', execution)).toEqual({ ok: true, value: undefined });
    expect(await database.executions.get('e1')).toEqual({ ok: true, value: execution });
    expect(await database.executions.all()).toEqual({ ok: true, value: [execution] });
    expect(await database.executions.get('other')).toEqual({ ok: true, value: null });
  });

  it.each([
    ['an unknown state', { ...execution, state: 'done' }],
    ['a float amount', { ...execution, floorMicros: 0.5 }],
    ['a missing field', { ...execution, legs: undefined }],
    ['another record', 'text'],
  ])('fails on %s instead of looking empty', async (_name, record) => {
    await database.executions.put('e1', execution);
    const raw = await openDB('facet', 1);
    await raw.put('executions', record, 'e2');
    raw.close();
    expect(await database.executions.all()).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  });
});

describe('stored settings', () => {
  it('are read back', () => {
    expect(parseSettings({ ...DEFAULT_SETTINGS, mode: 'live' })).toEqual({
      settings: { ...DEFAULT_SETTINGS, mode: 'live' },
      problem: null,
    });
  });

  it('nothing stored is a first start', () => {
    expect(parseSettings(undefined)).toEqual({ settings: DEFAULT_SETTINGS, problem: null });
  });

  it.each([
    ['an unknown key', { ...DEFAULT_SETTINGS, extra: 1 }],
    ['a later version', { ...DEFAULT_SETTINGS, version: 2 }],
    ['a negative limit', { ...DEFAULT_SETTINGS, maxPositionMicros: -1 }],
    ['text', 'lost'],
  ])('%s: paper mode, defaults and a reason', (_name, stored) => {
    const read = parseSettings(stored);
    expect(read.settings).toEqual(DEFAULT_SETTINGS);
    expect(read.settings.mode).toBe('paper');
    expect(read.problem).toMatch(/could not be read/);
  });
});
