/** The user's stop: it outlives the worker, nothing passes it, and only the user's own word lifts it. */
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../lib/domain/execution';
import { parseCertificateHash } from '../../lib/domain/ids';
import type { Result } from '../../lib/domain/result';
import { fail, ok } from '../../lib/domain/result';
import { DEFAULT_SETTINGS } from '../../lib/domain/settings';
import { moneyMicros } from '../../lib/domain/units';
import type { Store } from '../../lib/ports/store';
import type { ExecutionDependencies } from '../../lib/services/execution/index';
import { createExecution } from '../../lib/services/execution/index';
import { createJournal } from '../../lib/services/execution/journal';
import { parseHalt, UNREADABLE_HALT } from '../../lib/storage/parse-halt';
import { createTestClock } from '../kit/clock';

const HASH = parseCertificateHash('ab'.repeat(32));
if (HASH === null) throw new Error('fixture is malformed');
const request = { certificateHash: HASH, maxCostMicros: moneyMicros(1_000_000), mode: 'paper' } as const;

/** What is on disk, and whether the disk takes more. */
interface Disk {
  halt: string | null;
  full: boolean;
}

/** One life of the worker: services are built anew over the same disk. */
function boot(disk: Disk) {
  const unused = () => {
    throw new Error('not part of this path');
  };
  const clock = createTestClock(1_795_000_000_000);
  const journal: Store<Execution> = { get: unused, all: () => Promise.resolve(ok([])), put: unused, delete: unused };
  let lookups = 0;
  const dependencies: ExecutionDependencies = {
    opportunities: {
      all: () => [],
      ofComponent: () => null,
      byHash() {
        lookups += 1;
        return null;
      },
      subscribe: unused,
      subscribeNews: unused,
      close: unused,
    },
    relations: { watch: unused, stateOf: unused, events: unused, components: unused, componentOf: unused, conditionOf: unused, confirmNow: unused, refresh: unused, subscribe: unused, close: unused },
    portfolio: { session: () => null, balance: () => null, load: unused, listWallets: unused, connect: unused, disconnect: unused, refreshBalance: unused, findProvider: unused, subscribe: unused },
    journal: createJournal(journal, clock),
    haltStore: {
      load: () => Promise.resolve(disk.halt),
      save(reason): Promise<Result<void>> {
        if (disk.full) return Promise.resolve(fail('halt-unsaved', 'Full.', 'later'));
        disk.halt = reason;
        return Promise.resolve(ok(undefined));
      },
    },
    books: { refresh: unused },
    market: { fetchEventBySlug: unused, fetchEventByMarketSlug: unused, fetchActiveEvents: unused, confirmCondition: unused, fetchBooks: unused, fetchServerTime: unused, fetchGeoblock: unused },
    orders: { buildOrder: unused, attachSignature: unused, submitOrders: unused, cancelOrders: unused, fetchOrder: unused, fetchTrades: unused, fetchBalance: unused, fetchClosedOnly: unused, fetchAccounts: unused, buildClobAuth: unused, deriveCredentials: unused },
    wallet: { listProviders: unused, connect: unused, signTypedData: unused },
    settings: () => DEFAULT_SETTINGS,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    newId: unused,
    saltOf: unused,
    fillPaper: unused,
  };
  return { execution: createExecution(dependencies), lookups: () => lookups };
}

const fresh = (): Disk => ({ halt: null, full: false });

describe('stopping everything', () => {
  it('refuses every basket from that moment', async () => {
    const { execution, lookups } = boot(fresh());
    await execution.load();
    expect(await execution.halt('you pressed stop.')).toEqual({ cancelled: 0, kept: ok(undefined) });
    expect(await execution.execute(request)).toMatchObject({ ok: false, error: { code: 'halted' } });
    expect(lookups()).toBe(0);
    expect(execution.isStopped()).toBe(true);
  });

  it('still holds in the next life of the worker, and in the one after', async () => {
    const disk = fresh();
    const { execution } = boot(disk);
    await execution.load();
    await execution.halt('you pressed stop.');
    for (let life = 0; life < 2; life += 1) {
      const next = boot(disk);
      await next.execution.load();
      expect(next.execution.haltedBecause()).toBe('you pressed stop.');
      expect(await next.execution.execute(request)).toMatchObject({ ok: false, error: { code: 'halted', message: expect.stringContaining('Nothing was sent') } });
      expect(next.lookups()).toBe(0);
    }
  });

  it("is lifted by the user's word, and stays lifted", async () => {
    const disk: Disk = { halt: 'you pressed stop.', full: false };
    const { execution } = boot(disk);
    await execution.load();
    expect(await execution.resume()).toEqual(ok(undefined));
    expect(execution.isStopped()).toBe(false);
    // The next refusal is another one: the gate was passed.
    expect(await execution.execute(request)).toMatchObject({ ok: false, error: { code: 'proof-expired' } });
    const next = boot(disk);
    await next.execution.load();
    expect(next.execution.haltedBecause()).toBeNull();
  });

  it('holds in this life when the disk is full, and says that it was not written', async () => {
    const { execution } = boot({ halt: null, full: true });
    await execution.load();
    expect(await execution.halt('you pressed stop.')).toMatchObject({ kept: { ok: false } });
    expect(await execution.execute(request)).toMatchObject({ ok: false, error: { code: 'halted' } });
  });

  it('is not lifted when that cannot be written: it would come back unasked', async () => {
    const { execution } = boot({ halt: 'you pressed stop.', full: true });
    await execution.load();
    expect(await execution.resume()).toMatchObject({ ok: false, error: { code: 'halt-kept' } });
    expect(await execution.execute(request)).toMatchObject({ ok: false, error: { code: 'halted' } });
  });
});

describe('the stop as stored', () => {
  it('is nothing when nothing is stored, and its words when it is', () => {
    expect(parseHalt(undefined)).toBeNull();
    expect(parseHalt('you pressed stop.')).toBe('you pressed stop.');
  });

  it.each<[string, unknown]>([['a number', 1], ['false', false], ['no words', ''], ['too many', 'x'.repeat(301)], ['a record', { reason: 'x' }]])('counts as a stop when it is %s', (_what, stored) => {
    expect(parseHalt(stored)).toBe(UNREADABLE_HALT);
  });
});
