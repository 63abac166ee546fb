import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { Execution } from '../../../lib/domain/execution';
import { parseCertificateHash } from '../../../lib/domain/ids';
import { moneyMicros, timeMs } from '../../../lib/domain/units';
import { createDatabase } from '../../../lib/storage/database';
import { executionOf, hashOf, legOf, orderOf } from '../../kit/executions';
import { emptyDisk, startMemory } from '../../kit/memory';
import { failureOf } from '../../../lib/domain/result';

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
  acknowledged: false,
  createdAtMs: timeMs(1),
  updatedAtMs: timeMs(1),
  failure: failureOf('cost-moved', {}, 'later'),
};

let database = createDatabase();
afterEach(async () => {
  database.close();
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('facet').onsuccess = resolve;
  });
  database = createDatabase();
});

/** One life of the background over the real database. */
const start = async () => (await startMemory(emptyDisk(), database.journal)).memory;

async function putRaw(record: unknown, key: string): Promise<void> {
  await database.journal.records();
  const raw = await openDB('facet', 2);
  await raw.put('executions', record, key);
  raw.close();
}

describe('the journal store', () => {
  it('gives back what was put', async () => {
    expect(await (await start()).executions.put('e1', execution)).toEqual({ ok: true, value: undefined });
    expect(await database.journal.records()).toEqual([['e1', execution]]);
  });

  it('of the version before is opened with all that is in it', async () => {
    const old = await openDB('facet', 1, {
      upgrade(db) {
        db.createObjectStore('executions');
        db.createObjectStore('certificates');
      },
    });
    await old.put('executions', execution, 'e1');
    old.close();
    const memory = await start();
    expect(await memory.executions.all()).toEqual({ ok: true, value: [execution] });
    expect(memory.damage()).toBeNull();
  });

  it.each([
    ['an unknown state', { ...execution, state: 'done' }],
    ['a float amount', { ...execution, floorMicros: 0.5 }],
    ['a missing field', { ...execution, legs: undefined }],
    ['another record', 'text'],
  ])('%s: the record is kept as it is, named, and nothing is ordered', async (_name, record) => {
    await putRaw(execution, 'e1');
    await putRaw(record, 'e2');
    const memory = await start();
    expect(await memory.executions.all()).toEqual({ ok: true, value: [execution] });
    expect(memory.damage()).toMatchObject({ unclear: [{ id: 'e2' }] });
    expect(await database.journal.records()).toContainEqual(['e2', record]);
  });

  it.each([
    ['its title', { eventTitle: 7 }, { eventTitle: '' }],
    ['its page', { eventSlug: undefined }, { eventSlug: '' }],
    ['its reason', { failure: 'because' }, { failure: null }],
  ])('a record that lost %s is still a record', async (_name, damage, mended) => {
    await putRaw({ ...execution, ...damage }, 'e1');
    const memory = await start();
    expect(await memory.executions.all()).toEqual({ ok: true, value: [{ ...execution, ...mended }] });
    expect(memory.damage()).toBeNull();
  });

  it('a key of a newer version is kept, and written back', async () => {
    const newer = { ...execution, taxMicros: 5 };
    await putRaw(newer, 'e1');
    const memory = await start();
    const all = await memory.executions.all();
    const [read] = all.ok ? all.value : [];
    if (read === undefined) throw new Error('it was not read');
    await memory.executions.put('e1', { ...read, eventTitle: 'Another' });
    expect(await database.journal.records()).toEqual([['e1', { ...newer, eventTitle: 'Another' }]]);
  });
});

/** As it was written while a leg could have one order only. */
function oldRecord(order: { hash: string | null; body: string | null; expiresAtMs: number | null }, state: string) {
  const { orders: _orders, ...leg } = legOf(0);
  return {
    ...executionOf({ id: 'old' }),
    state,
    legs: [
      {
        ...leg,
        state: state === 'sending' ? 'sent' : leg.state,
        orderHash: order.hash,
        signedOrder: order.body,
        expiresAtMs: order.expiresAtMs,
      },
    ],
  };
}

describe('a record of the time when a leg had one order', () => {
  async function read(record: unknown) {
    await putRaw(record, 'old');
    const memory = await start();
    return { all: await memory.executions.all(), damage: memory.damage(), memory };
  }

  it('is read with that order in its list, and nothing of it lost', async () => {
    const { body, expiresAtMs, hash } = orderOf(0);
    const expected = executionOf({
      id: 'old',
      state: 'sending',
      legs: [legOf(0, { state: 'sent', orders: [orderOf(0)] })],
    });
    const { all, damage, memory } = await read(oldRecord({ hash, body, expiresAtMs }, 'sending'));
    expect([all, damage]).toEqual([{ ok: true, value: [expected] }, null]);
    // Written once more it has the new form.
    await memory.executions.put('old', expected);
    expect(await database.journal.records()).toEqual([['old', expected]]);
  });

  it('is read without orders where it had none', async () => {
    const none = await read(oldRecord({ hash: null, body: null, expiresAtMs: null }, 'drafted'));
    expect(none.all).toMatchObject({ ok: true, value: [{ legs: [{ orders: [] }] }] });
  });

  it('is read with a number alone where it was only signed', async () => {
    const signed = await read(oldRecord({ hash: hashOf(0), body: null, expiresAtMs: null }, 'signing'));
    expect(signed.all).toMatchObject({
      ok: true,
      value: [{ legs: [{ orders: [{ hash: hashOf(0), body: null, expiresAtMs: null }] }] }],
    });
  });

  it.each([
    ['bytes without a number', { hash: null, body: '{}', expiresAtMs: 1 }],
    ['a number that is none', { hash: '0x12', body: '{}', expiresAtMs: 1 }],
    ['an end that is no time', { hash: hashOf(0), body: '{}', expiresAtMs: 0.5 }],
  ])('is not read with %s, but named', async (_what, order) => {
    const { all, damage } = await read(oldRecord(order, 'sending'));
    expect(all).toEqual({ ok: true, value: [] });
    expect(damage).toMatchObject({ unclear: [{ id: 'old', title: 'Fed decision in June?' }] });
  });
});

describe('a record of the time when failures were sentences', () => {
  async function read(record: unknown): Promise<unknown> {
    await putRaw(record, 'old');
    const { executions } = await start();
    const all = await executions.all();
    return all.ok ? all.value : all;
  }
  const said = 'Leg 3 (NO on "Hike"): The wallet refused. Nothing was sent.';
  const oldFailure = { code: 'wallet-refused', message: said, retry: 'never' };
  const recorded = failureOf('recorded', { code: 'wallet-refused', text: said });

  it('keeps what the user was told, of the basket and of each leg', async () => {
    const old = {
      ...executionOf({ id: 'old', state: 'abandoned' }),
      failure: oldFailure,
      legs: [{ ...legOf(0), failure: { ...oldFailure, retry: 'unknown' } }, legOf(1)],
    };
    expect(await read(old)).toMatchObject([
      { failure: recorded, legs: [{ failure: { ...recorded, retry: 'unknown' } }, { failure: null }] },
    ]);
  });

  it('keeps a failure of a later version by its code, and what else stands in the record', async () => {
    const later = { code: 'eaten-by-the-dog', params: { breed: 'any' }, retry: 'never' };
    const record = { ...executionOf({ id: 'old', state: 'refused' }), failure: later, ofTomorrow: 1 };
    expect(await read(record)).toMatchObject([
      { failure: failureOf('unknown-failure', { code: 'eaten-by-the-dog' }), ofTomorrow: 1 },
    ]);
  });

  it.each([
    ['no failure at all', 'x'],
    ['half of one', { code: 'busy' }],
    ['one without a word on trying again', { code: 'busy', params: {}, retry: 'perhaps' }],
  ])('costs %s the reason alone', async (_what, failure) => {
    expect(await read({ ...executionOf({ id: 'old' }), failure })).toMatchObject([{ id: 'old', failure: null }]);
  });
});
