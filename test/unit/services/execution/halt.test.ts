/** The user's stop: it outlives the worker, nothing passes it, and only the user's own word lifts it. */
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../../lib/domain/execution';
import { parseCertificateHash } from '../../../../lib/domain/ids';
import type { Failure, Result } from '../../../../lib/domain/result';
import { fail, failureOf, ok } from '../../../../lib/domain/result';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { moneyMicros } from '../../../../lib/domain/units';
import type { Store } from '../../../../lib/ports/store';
import type { ExecutionDependencies } from '../../../../lib/services/execution/execution';
import { createExecution } from '../../../../lib/services/execution/execution';
import { goOn, stopEverything, switchMode } from '../../../../lib/services/execution/mode';
import type { TradingVenue } from '../../../../lib/services/execution/venue';
import { createAssess } from '../../../../lib/services/assess/assess';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { createSettings } from '../../../../lib/services/settings/settings';
import { createJournal } from '../../../../lib/services/execution/journal';
import { parseHalt, UNREADABLE_HALT } from '../../../../lib/storage/parse-halt';
import { noArmedBooks } from '../../../kit/armed-books';
import { createTestClock, settle } from '../../../kit/clock';
import { noSignatures } from '../../../kit/no-signatures';

const HASH = parseCertificateHash('ab'.repeat(32));
if (HASH === null) throw new Error('fixture is malformed');
const request = { certificateHash: HASH, maxCostMicros: moneyMicros(1_000_000), mode: 'paper' } as const;

const PRESSED = failureOf('stop-pressed', {});
/** Another reason, to tell the second stop from the first. */
const AGAIN = failureOf('halt-unreadable', {});

/** What is on disk, and whether the disk takes more. */
interface Disk {
  halt: Failure | null;
  full: boolean;
  /** Settled before anything is written; later writes wait behind it or not, as the disk likes. */
  gate?: Promise<void>;
}

/** One life of the worker: services are built anew over the same disk. */
function boot(disk: Disk, readJournal: Store<Execution>['all'] = () => Promise.resolve(ok([]))) {
  const unused = () => {
    throw new Error('not part of this path');
  };
  const clock = createTestClock(1_795_000_000_000);
  const journal: Store<Execution> = { get: unused, all: readJournal, put: unused, delete: unused };
  let lookups = 0;
  const venue: TradingVenue = {
    orders: {
      needsSignature: true,
      buildOrder: unused,
      attachSignature: unused,
      submitOrders: unused,
      cancelOrders: unused,
      fetchOrder: unused,
      fetchOpenOrders: unused,
      fetchMode: unused,
      fetchOrderVersion: unused,
    },
    settlement: { fetchTrades: unused, fetchBalance: unused },
    movesMoney: true,
    session: () => null,
  };
  const dependencies: ExecutionDependencies = {
    opportunities: {
      byHash() {
        lookups += 1;
        return null;
      },
    },
    relations: { events: unused, confirmNow: unused, componentOf: unused, conditionOf: unused },
    portfolio: { session: () => null, renew: unused, refreshBalance: unused, findProvider: unused },
    journal: createJournal(journal, clock),
    reducingBecause: () => null,
    memoryProblem: () => null,
    haltStore: {
      load: () => Promise.resolve(disk.halt),
      async save(reason): Promise<Result<void>> {
        if (disk.full) return fail('halt-unsaved', {}, 'later');
        const { gate } = disk;
        // Only the first write is slow: a disk need not keep the order.
        delete disk.gate;
        await gate;
        disk.halt = reason;
        return ok(undefined);
      },
    },
    books: { ...noArmedBooks, refresh: unused },
    market: { fetchServerTime: unused, fetchGeoblock: unused, confirmCondition: unused },
    venues: { live: venue, paper: venue },
    login: { fetchClosedOnly: unused },
    orders: venue.orders,
    settlement: venue.settlement,
    newId: () => 'trial',
    clearance: { lockedBecause: unused },
    wallet: { look: unused, signTypedData: unused },
    keepProof: unused,
    assess: createAssess({ rules: POLYMARKET_RULES }),
    rules: POLYMARKET_RULES,
    movedByCash: () => 0,
    settings: () => DEFAULT_SETTINGS,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    signatures: noSignatures,
    saltOf: unused,
  };
  return { execution: createExecution(dependencies), lookups: () => lookups };
}

const fresh = (): Disk => ({ halt: null, full: false });

describe('stopping everything', () => {
  it('refuses every basket from that moment', async () => {
    const { execution, lookups } = boot(fresh());
    await execution.load();
    expect(await execution.halt(PRESSED)).toEqual({ cancelled: 0, left: 0, kept: ok(undefined) });
    expect(await execution.execute(request)).toMatchObject({ ok: false, error: { code: 'halted' } });
    expect(lookups()).toBe(0);
    expect(execution.isStopped()).toBe(true);
  });

  it('still holds in the next life of the worker, and in the one after', async () => {
    const disk = fresh();
    const { execution } = boot(disk);
    await execution.load();
    await execution.halt(PRESSED);
    for (let life = 0; life < 2; life += 1) {
      const next = boot(disk);
      await next.execution.load();
      expect(next.execution.haltedBecause()).toEqual(PRESSED);
      expect(await next.execution.execute(request)).toMatchObject({
        ok: false,
        error: { code: 'halted', params: { because: PRESSED } },
      });
      expect(next.lookups()).toBe(0);
    }
  });

  it("is lifted by the user's word, and stays lifted", async () => {
    const disk: Disk = { halt: PRESSED, full: false };
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
    expect(await execution.halt(PRESSED)).toMatchObject({ kept: { ok: false } });
    expect(await execution.execute(request)).toMatchObject({ ok: false, error: { code: 'halted' } });
  });

  it('is not lifted when that cannot be written: it would come back unasked', async () => {
    const { execution } = boot({ halt: PRESSED, full: true });
    await execution.load();
    expect(await execution.resume()).toMatchObject({ ok: false, error: { code: 'halt-kept' } });
    expect(await execution.execute(request)).toMatchObject({ ok: false, error: { code: 'halted' } });
  });
});

describe('stop and "Go on" at the same time', () => {
  it('ends stopped, here and on disk, when stop was pressed last', async () => {
    const latch = { open: () => undefined as void };
    const disk: Disk = {
      halt: PRESSED,
      full: false,
      gate: new Promise((resolve) => {
        latch.open = resolve;
      }),
    };
    const { execution } = boot(disk);
    await execution.load();
    const lifting = execution.resume();
    await settle();
    const stopping = execution.halt(AGAIN);
    latch.open();
    expect(await lifting).toMatchObject({ ok: false, error: { code: 'stopped-again' } });
    await stopping;
    expect(execution.isStopped()).toBe(true);
    expect(disk.halt).toEqual(AGAIN);
    const next = boot(disk);
    await next.execution.load();
    expect(next.execution.haltedBecause()).toEqual(AGAIN);
  });
});

describe('live mode', () => {
  function settingsOver(disk: { mode: string; full: boolean }) {
    return createSettings({
      load: () =>
        Promise.resolve({
          kind: 'stored',
          value: { ...DEFAULT_SETTINGS, version: 1, mode: disk.mode === 'live' ? 'live' : 'paper' },
        }),
      async save(next) {
        await settle();
        if (disk.full) return fail('settings-unsaved', {}, 'later');
        disk.mode = String(next['mode']);
        return ok(undefined);
      },
    });
  }

  it('is not entered when stop was pressed while the venue was asked', async () => {
    const { execution } = boot(fresh());
    await execution.load();
    const settings = settingsOver({ mode: 'paper', full: false });
    await settings.load();
    const latch = { open: () => undefined as void };
    const asked = new Promise<void>((resolve) => {
      latch.open = resolve;
    });
    const parts = {
      settings,
      execution: {
        ...execution,
        liveRefusal: async () => {
          await asked;
          return null;
        },
      },
    };
    const switching = switchMode({ mode: 'live', confirmIn: 'panel' }, parts, new AbortController().signal);
    expect(await stopEverything(parts)).toEqual(ok({ cancelled: 0, left: 0 }));
    latch.open();
    expect(await switching).toMatchObject({ ok: false, error: { code: 'halted-in-paper' } });
    expect(settings.current().mode).toBe('paper');
  });

  it('does not come back with "Go on", even where stop could not write down paper mode', async () => {
    const disk = { mode: 'live', full: true };
    const { execution } = boot(fresh());
    await execution.load();
    const settings = settingsOver(disk);
    await settings.load();
    expect(await stopEverything({ settings, execution })).toMatchObject({ ok: false, error: { code: 'mode-unsaved' } });
    expect(execution.isStopped()).toBe(true);
    expect(await goOn({ settings, execution })).toMatchObject({ ok: false });
    expect(execution.isStopped()).toBe(true);
    disk.full = false;
    expect(await goOn({ settings, execution })).toEqual(ok(undefined));
    expect([execution.isStopped(), settings.current().mode, disk.mode]).toEqual([false, 'paper', 'paper']);
  });

  it('does not come back with a limit that was typed in the same moment, and the limit is not lost', async () => {
    const disk = { mode: 'live', full: false };
    const settings = settingsOver(disk);
    await settings.load();
    await Promise.all([
      settings.setMode('paper'),
      settings.update({ maxPositionMicros: 5_000_000 }),
      settings.update({ minEdgeBps: 77 }),
    ]);
    expect(settings.current()).toMatchObject({ mode: 'paper', maxPositionMicros: 5_000_000, minEdgeBps: 77 });
    expect(disk.mode).toBe('paper');
  });
});

describe('the journal', () => {
  it('halts as long as it was not read, also when reading it ends in a fault', async () => {
    const { execution } = boot(fresh(), () => {
      throw new Error('a fault of our own');
    });
    await expect(execution.load()).rejects.toThrow('a fault of our own');
    expect(await execution.execute(request)).toMatchObject({ ok: false, error: { code: 'halted' } });
  });
});

describe('the stop as stored', () => {
  it('is nothing when nothing is stored, and its reason when it is', () => {
    expect(parseHalt(undefined)).toBeNull();
    expect(parseHalt(structuredClone(PRESSED))).toEqual(PRESSED);
  });

  it('keeps the words in which earlier versions wrote it', () => {
    expect(parseHalt('you pressed stop.')).toEqual(
      failureOf('recorded', { code: 'halted', text: 'You pressed stop.' }),
    );
  });

  it('counts as a stop when a later version wrote it', () => {
    const later = { code: 'stopped-by-the-moon', params: { phase: 1 }, retry: 'never' };
    expect(parseHalt(later)).toEqual(failureOf('unknown-failure', { code: 'stopped-by-the-moon' }));
  });

  it.each<[string, unknown]>([
    ['a number', 1],
    ['false', false],
    ['no words', ''],
    ['too many', 'x'.repeat(301)],
    ['a record', { reason: 'x' }],
  ])('counts as a stop when it is %s', (_what, stored) => {
    expect(parseHalt(stored)).toEqual(UNREADABLE_HALT);
  });
});
