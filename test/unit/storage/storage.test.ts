import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { Execution } from '../../../lib/domain/execution';
import { parseCertificateHash } from '../../../lib/domain/ids';
import { moneyMicros, timeMs } from '../../../lib/domain/units';
import { createDatabase } from '../../../lib/storage/database';
import { executionOf, hashOf, legOf, orderOf } from '../../kit/executions';
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
  createdAtMs: timeMs(1),
  updatedAtMs: timeMs(1),
  failure: failureOf('cost-moved', {}, 'later'),
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
    await database.executions.put('e1', execution);
    await database.executions.delete('e1');
    const raw = await openDB('facet', 1);
    await raw.put('executions', record, 'old');
    raw.close();
    return database.executions.get('old');
  }

  it('is read with that order in its list, and nothing of it lost', async () => {
    const { body, expiresAtMs, hash } = orderOf(0);
    const expected = executionOf({
      id: 'old',
      state: 'sending',
      legs: [legOf(0, { state: 'sent', orders: [orderOf(0)] })],
    });
    expect(await read(oldRecord({ hash, body, expiresAtMs }, 'sending'))).toEqual({ ok: true, value: expected });
    // Written once more it has the new form.
    await database.executions.put('old', expected);
    expect(await database.executions.get('old')).toEqual({ ok: true, value: expected });
  });

  it('is read without orders where it had none, and with a number alone where it was only signed', async () => {
    const none = await read(oldRecord({ hash: null, body: null, expiresAtMs: null }, 'drafted'));
    expect(none).toMatchObject({ ok: true, value: { legs: [{ orders: [] }] } });
    const signed = await read(oldRecord({ hash: hashOf(0), body: null, expiresAtMs: null }, 'signing'));
    expect(signed).toMatchObject({
      ok: true,
      value: { legs: [{ orders: [{ hash: hashOf(0), body: null, expiresAtMs: null }] }] },
    });
  });

  it.each([
    ['bytes without a number', { hash: null, body: '{}', expiresAtMs: 1 }],
    ['a number that is none', { hash: '0x12', body: '{}', expiresAtMs: 1 }],
    ['an end that is no time', { hash: hashOf(0), body: '{}', expiresAtMs: 0.5 }],
  ])('fails on %s', async (_what, order) => {
    expect(await read(oldRecord(order, 'sending'))).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  });
});

describe('a record of the time when failures were sentences', () => {
  async function read(record: unknown) {
    await database.executions.put('e1', execution);
    await database.executions.delete('e1');
    const raw = await openDB('facet', 1);
    await raw.put('executions', record, 'old');
    raw.close();
    return database.executions.get('old');
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
    const answer = await read(old);
    expect(answer).toMatchObject({
      ok: true,
      value: { failure: recorded, legs: [{ failure: { ...recorded, retry: 'unknown' } }, { failure: null }] },
    });
    // Written once more it is the same.
    if (!answer.ok || answer.value === null) throw new Error('not read');
    await database.executions.put('old', answer.value);
    expect(await database.executions.get('old')).toEqual(answer);
  });

  it('keeps a failure of a later version by its code, and what else stands in the record', async () => {
    const later = { code: 'eaten-by-the-dog', params: { breed: 'any' }, retry: 'never' };
    const record = { ...executionOf({ id: 'old', state: 'refused' }), failure: later, ofTomorrow: 1 };
    expect(await read(record)).toMatchObject({
      ok: true,
      value: { failure: failureOf('unknown-failure', { code: 'eaten-by-the-dog' }), ofTomorrow: 1 },
    });
  });

  it.each([
    ['no failure at all', 'x'],
    ['half of one', { code: 'busy' }],
    ['one without a word on trying again', { code: 'busy', params: {}, retry: 'perhaps' }],
  ])('fails on %s instead of looking empty', async (_what, failure) => {
    expect(await read({ ...executionOf({ id: 'old' }), failure })).toMatchObject({
      ok: false,
      error: { code: 'storage-failed' },
    });
  });
});
