import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { Execution } from '../../../lib/domain/execution';
import { parseCertificateHash } from '../../../lib/domain/ids';
import { moneyMicros, timeMs } from '../../../lib/domain/units';
import { createDatabase } from '../../../lib/storage/database';

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
