import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../../lib/domain/execution';
import { fail, ok } from '../../../../lib/domain/result';
import type { KeptSignature } from '../../../../lib/domain/signature';
import { priceMicros, sizeMicros } from '../../../../lib/domain/units';
import type { OrderEntry, VenueOrder } from '../../../../lib/ports/order-entry';
import type { Settlement, VenueTrade } from '../../../../lib/ports/settlement';
import { createJournal } from '../../../../lib/services/execution/journal';
import { createSignatures } from '../../../../lib/services/signatures/signatures';
import { createTestClock } from '../../../kit/clock';
import { ACCOUNT, executionOf, hashOf, legOf, orderOf } from '../../../kit/executions';
import { memory } from '../../../kit/memory-store';

const session = { account: ACCOUNT, credentials: { key: 'k', secret: 's', passphrase: 'p' } };

function trade(index: number, over: Partial<VenueTrade> = {}): VenueTrade {
  const { tokenId, sizeMicros: size } = legOf(index);
  return {
    id: `t${index}`,
    orderHash: hashOf(index),
    tokenId,
    side: 'buy',
    sizeMicros: size,
    priceMicros: priceMicros(790_000),
    status: 'CONFIRMED',
    ...over,
  };
}

async function desk() {
  const clock = createTestClock(1_795_000_000_000);
  const journal = createJournal(memory<Execution>(), clock);
  const venueSays: { orders: Map<string, VenueOrder>; trades: VenueTrade[] } = { orders: new Map(), trades: [] };
  const disk: { kept: readonly KeptSignature[]; full: boolean } = { kept: [], full: false };
  const counted = { lookups: 0, cancelled: [] as string[], alerts: 0 };
  let connected = true;
  const orders: Pick<OrderEntry, 'fetchOrder' | 'cancelOrders'> = {
    fetchOrder({ hash }) {
      counted.lookups += 1;
      return Promise.resolve(ok(venueSays.orders.get(hash) ?? null));
    },
    cancelOrders({ hashes }) {
      counted.cancelled.push(...hashes);
      for (const hash of hashes) {
        const order = venueSays.orders.get(hash);
        if (order) venueSays.orders.set(hash, { ...order, status: 'CANCELED' });
      }
      return Promise.resolve(ok(hashes));
    },
  };
  const settlement: Pick<Settlement, 'fetchTrades'> = {
    fetchTrades: ({ hashes }) =>
      Promise.resolve(
        ok({ trades: venueSays.trades.filter(({ orderHash }) => hashes.includes(orderHash)), unread: [] }),
      ),
  };
  const make = () =>
    createSignatures({
      store: {
        load: () => Promise.resolve(ok(disk.kept)),
        save(kept) {
          if (disk.full)
            return Promise.resolve(fail('storage-failed', { doing: 'write', error: 'QuotaExceededError' }));
          disk.kept = kept;
          return Promise.resolve(ok(undefined));
        },
      },
      journal,
      venue: { orders, settlement, session: () => (connected ? session : null) },
      alert: () => void (counted.alerts += 1),
      clock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
  const register = make();
  await register.load();
  const signing = executionOf({ state: 'signing' });
  await journal.write(signing);
  const ask = (index: number) => register.ask({ record: signing, leg: legOf(index), hash: hashOf(index) });
  /** The set of bets ends without anything having been sent. */
  const abandon = () => journal.write(executionOf({ state: 'abandoned' }));
  const rests = (index: number): void =>
    void venueSays.orders.set(hashOf(index), {
      hash: hashOf(index),
      status: 'LIVE',
      sizeMicros: legOf(index).sizeMicros,
      matchedMicros: sizeMicros(0),
      tradeIds: [],
    });
  const connect = (is: boolean): void => void (connected = is);
  return { clock, journal, venueSays, disk, counted, register, make, signing, ask, abandon, rests, connect };
}

describe('the register of signatures', () => {
  it('is written before the wallet is asked, and refuses where that fails', async () => {
    const { disk, ask, register } = await desk();
    disk.full = true;
    expect(await ask(0)).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } });
    disk.full = false;
    expect((await ask(0)).ok).toBe(true);
    expect(disk.kept).toMatchObject([{ hash: hashOf(0), answer: 'asked', found: null }]);
    expect(register.problem()).toBeNull();
  });

  it('lets go of what was sent, also once its set of bets is over and its bytes are gone', async () => {
    const { ask, register, journal } = await desk();
    await ask(0);
    await register.answered(hashOf(0), 'signed');
    const orders = [{ ...orderOf(0), body: null, seen: true }];
    await journal.write(executionOf({ state: 'settled', legs: [{ ...legOf(0), orders, settled: true }] }));
    expect([register.unsent(), register.problem(), register.claimedMicros(null)]).toEqual([[], null, 0]);
  });

  it('blocks once the set of bets ended, counts what may be signed, and not what was refused', async () => {
    const { ask, register, abandon } = await desk();
    for (const index of [0, 1, 2]) await ask(index);
    await register.answered(hashOf(0), 'signed');
    await register.answered(hashOf(1), 'refused');
    expect(register.problem()).toBeNull();
    await abandon();
    expect(register.problem()).toMatchObject({ code: 'signatures-unseen', params: { signed: 1, unclear: 1 } });
    expect((await register.acknowledge()).ok).toBe(true);
    expect(register.problem()).toBeNull();
  });

  it('lets go of what Facet sent itself', async () => {
    const { ask, register, journal } = await desk();
    await ask(0);
    await register.answered(hashOf(0), 'signed');
    await journal.write(executionOf({ state: 'sending', legs: [legOf(0, { state: 'sent', orders: [orderOf(0)] })] }));
    expect([register.unsent(), register.problem(), register.claimedMicros(null)]).toEqual([[], null, 0]);
  });

  it('goes on looking for one that the venue refused, and says nothing until somebody posts it', async () => {
    const { ask, register, journal, rests, clock, counted, disk } = await desk();
    await ask(0);
    await register.answered(hashOf(0), 'signed');
    await journal.write(executionOf({ state: 'sending', legs: [legOf(0, { state: 'sent', orders: [orderOf(0)] })] }));
    await clock.advance(30_000);
    const orders = [{ ...orderOf(0), body: null, seen: false }];
    await journal.write(
      executionOf({ state: 'failed', legs: [legOf(0, { state: 'rejected', settled: true, orders })] }),
    );
    expect([register.problem(), register.claimedMicros(null), register.unsentOf('basket')]).toEqual([null, 0, null]);
    await clock.advance(30_000);
    expect(counted.alerts).toBe(0);
    rests(0);
    await clock.advance(5_000);
    expect(counted.cancelled).toEqual([hashOf(0)]);
    expect([register.problem()?.code, counted.alerts]).toEqual(['signatures-posted', 1]);
    expect(register.claimedMicros(null)).toBeGreaterThan(0);
    expect(disk.kept).toMatchObject([{ answer: 'turned-down', acknowledged: false }]);
  });

  it('finds one that rests: cancels it, tells it once, and blocks again although the user had seen it', async () => {
    const { ask, register, abandon, rests, clock, counted } = await desk();
    await ask(0);
    await register.answered(hashOf(0), 'signed');
    await abandon();
    await register.acknowledge();
    rests(0);
    await clock.advance(5_000);
    expect(counted.cancelled).toEqual([hashOf(0)]);
    expect(counted.alerts).toBe(1);
    expect(register.problem()).toMatchObject({ code: 'signatures-posted', params: { bets: 1 } });
    await register.acknowledge();
    await clock.advance(20_000);
    expect([register.problem(), counted.alerts]).toEqual([null, 1]);
  });

  it('finds one that matched, even one that the wallet is said to have refused, and counts what it cost', async () => {
    const { ask, register, abandon, venueSays, clock, counted } = await desk();
    await ask(0);
    await register.answered(hashOf(0), 'refused');
    await abandon();
    expect(register.problem()).toBeNull();
    venueSays.trades.push(trade(0, { status: 'MATCHED' }));
    await clock.advance(5_000);
    expect(register.unsent()).toMatchObject([{ found: { filledSizeMicros: 10_000_000, paidMicros: 7_900_000 } }]);
    expect([register.problem()?.code, counted.alerts]).toEqual(['signatures-posted', 1]);
    await register.acknowledge();
    // 10 shares at 79 cents and their fee, until that is settled.
    expect(register.claimedMicros(null)).toBe(7_900_000 + 66_360);
    venueSays.trades.splice(0, 1, trade(0));
    await clock.advance(5_000);
    expect(register.claimedMicros(null)).toBe(0);
    // A list that comes back empty takes nothing back.
    venueSays.trades.length = 0;
    await clock.advance(200_000);
    expect(register.unsent()[0]?.found?.filledSizeMicros).toBe(10_000_000);
  });

  it('stops a set of bets that is still being signed when one of its bets was posted by somebody else', async () => {
    const { ask, register, rests, clock } = await desk();
    await ask(0);
    await register.answered(hashOf(0), 'signed');
    rests(0);
    await clock.advance(5_000);
    expect(register.problem()?.code).toBe('signatures-posted');
  });

  it('looks again in its next life, and only where the account is connected', async () => {
    const { ask, register, abandon, rests, clock, counted, make, connect } = await desk();
    await ask(0);
    await abandon();
    register.close();
    connect(false);
    const next = make();
    await next.load();
    rests(0);
    await clock.advance(20_000);
    expect([counted.lookups, next.problem()?.code]).toEqual([0, 'signatures-unseen']);
    connect(true);
    await clock.advance(5_000);
    expect(next.problem()?.code).toBe('signatures-posted');
  });

  it('refuses everything while it could not be read', async () => {
    const { journal, clock } = await desk();
    const unread = createSignatures({
      store: { load: () => Promise.resolve(fail('signatures-unread', {})), save: () => Promise.resolve(ok(undefined)) },
      journal,
      venue: {
        orders: { fetchOrder: () => Promise.resolve(ok(null)), cancelOrders: () => Promise.resolve(ok([])) },
        settlement: { fetchTrades: () => Promise.resolve(ok({ trades: [], unread: [] })) },
        session: () => session,
      },
      alert: () => undefined,
      clock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await unread.load();
    expect(unread.problem()?.code).toBe('signatures-unread');
  });
});
