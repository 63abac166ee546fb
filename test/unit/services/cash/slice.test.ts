/** Whose relayer key is kept, across a restart of the worker. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../../../lib/domain/result';
import type { CashService } from '../../../../lib/services/cash/cash';
import { createCashSlice, type CashSliceSources } from '../../../../lib/services/cash/slice';
import { cashOutOf } from '../../../kit/cash-outs';
import { createFakeClock } from '../../../kit/venue';

type Session = ReturnType<CashSliceSources['portfolio']['session']>;

/** A worker that finds this session and a key of its account. */
function workerOf(funder: string | null) {
  let key = 'kept';
  let session: Session = sessionOf(funder);
  const listeners: (() => void)[] = [];
  const unused = (): never => {
    throw new Error('not asked here');
  };
  const cash: CashService = {
    load: async () => ok(undefined),
    positions: unused,
    refresh: async () => ok(undefined),
    start: unused,
    close: unused,
    hasKey: () => key !== '',
    async setKey(next) {
      key = next;
      return ok(undefined);
    },
    needsKey: () => true,
    all: () => [],
    subscribe: () => () => undefined,
    end: () => undefined,
  };
  const portfolio: CashSliceSources['portfolio'] = {
    session: () => session,
    subscribe(listener) {
      listeners.push(listener);
      return () => undefined;
    },
  };
  const execution = { subscribe: () => () => undefined };
  const slice = createCashSlice({ cash, portfolio, execution, clock: createFakeClock() });
  slice.wakes?.(() => undefined);
  return {
    load: () => slice.load?.(),
    key: () => key,
    become(next: string | null) {
      session = sessionOf(next);
      for (const told of listeners) told();
    },
  };
}

function sessionOf(funder: string | null): Session {
  if (funder === null) return null;
  const { account } = cashOutOf();
  return {
    account: { ...account, funder },
    credentials: { key: '', secret: '', passphrase: '' },
  } as unknown as Session;
}

describe('the relayer key after a restart', () => {
  it('stays while the account does', async () => {
    const worker = workerOf('0xa');
    await worker.load();
    worker.become('0xa');
    expect(worker.key()).toBe('kept');
  });

  it('goes when the account does', async () => {
    const worker = workerOf('0xa');
    await worker.load();
    worker.become('0xb');
    expect(worker.key()).toBe('');
  });

  it('goes where its account did before', async () => {
    const worker = workerOf(null);
    await worker.load();
    worker.become('0xb');
    expect(worker.key()).toBe('');
  });
});
