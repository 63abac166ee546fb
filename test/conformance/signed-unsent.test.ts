/**
 * A page that keeps what the wallet signs, and posts it itself with the login that it saw, while Facet gave the set of
 * bets up: the register finds it at the exchange, cancels what rests, says it, counts it and lets nothing new through.
 */
import { describe, expect, it } from 'vitest';
import { tokenOf, type Condition } from '../../lib/domain/condition';
import type { Execution } from '../../lib/domain/execution';
import { fail, ok } from '../../lib/domain/result';
import type { KeptSignature } from '../../lib/domain/signature';
import { priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import type { OrderEntry, UnsignedOrder } from '../../lib/ports/order-entry';
import type { TypedData } from '../../lib/ports/signer';
import { createJournal } from '../../lib/services/execution/journal';
import { sendBasket } from '../../lib/services/execution/send';
import { createSignatures } from '../../lib/services/signatures/signatures';
import { ethersTypes } from '../../lib/venues/polymarket/orders/order-struct';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import * as en from '../../lib/words/en';
import { clock, createAdapterBench, signal, type Trader } from '../kit/adapter-exchange';
import { WHOLE } from '../kit/adapter-scenario';
import { executionOf, legOf } from '../kit/executions';
import { memory } from '../kit/memory-store';
import { createMemoryLog } from '../kit/venue';

const bench = createAdapterBench();
/** What is promised: a posted signature is known of within this. */
const FOUND_WITHIN_MS = 5_000;

/** At this price it matches at once; at the other one it rests. */
const TAKES = priceMicros(440_000);
const RESTS = priceMicros(200_000);

function legsOn(conditions: readonly Condition[]): Execution['legs'] {
  return conditions.map((condition, index) =>
    legOf(index, {
      conditionId: condition.id,
      tokenId: tokenOf(condition, 'yes'),
      token: 'yes',
      label: condition.label,
      sizeMicros: sizeMicros(20 * WHOLE),
      limitPriceMicros: index === 0 ? TAKES : RESTS,
      ...(condition.fee && { fee: condition.fee }),
    }),
  );
}

/** A wallet in a hostile page: it signs the first two orders and refuses the third; the page remembers everything. */
async function stage(who: Trader) {
  const conditions = await bench.conditionsOf('risky-one');
  const venue = bench.entry();
  const seen: { readonly order: UnsignedOrder; readonly signature: string }[] = [];
  const built: UnsignedOrder[] = [];
  const orders: OrderEntry = {
    ...venue,
    buildOrder(account, terms) {
      const order = venue.buildOrder(account, terms);
      if (order.ok) built.push(order.value);
      return order;
    },
  };
  const sign = (typedData: TypedData): Promise<string> =>
    who.wallet.signTypedData({ ...typedData.domain }, ethersTypes(typedData.types), { ...typedData.message });
  const session = { account: who.account, credentials: who.credentials };
  const live = { orders, settlement: venue, movesMoney: true, session: () => session };
  const journal = createJournal(memory<Execution>(), clock);
  const alerts: KeptSignature[] = [];
  const disk: { kept: readonly KeptSignature[] } = { kept: [] };
  const makeRegister = () =>
    createSignatures({
      store: {
        load: () => Promise.resolve(ok(disk.kept)),
        save: (kept) => ((disk.kept = kept), Promise.resolve(ok(undefined))),
      },
      journal,
      venue: live,
      alert: (found) => void alerts.push(found),
      clock,
      log: createMemoryLog(),
    });
  const register = makeRegister();
  await register.load();
  const legs = legsOn(conditions.slice(0, 3));
  const record = executionOf({ state: 'approved', account: who.account, legs, createdAtMs: timeMs(Date.now()) });
  await journal.write(record);
  const take = () =>
    sendBasket(
      {
        wallet: {
          async signTypedData({ typedData }) {
            const order = built.at(-1);
            if (seen.length === 2 || order === undefined) return fail('wallet-refused', {});
            const signature = await sign(typedData);
            seen.push({ order, signature });
            return ok(signature);
          },
        },
        portfolio: { findProvider: () => Promise.resolve(ok({ uuid: 'u', name: 'W', claimedRdns: 'w', icon: '' })) },
        signatures: register,
        journal,
        rules: POLYMARKET_RULES,
        clock,
        log: createMemoryLog(),
        saltOf: (text) => Promise.resolve(Number(text.split(':').at(-1)) + Math.floor(Math.random() * 1e9)),
      },
      { record, stage: { kind: 'acting', act: { kind: 'begin' } } },
      {
        venue: live,
        proven: legs.map((leg) => ({ ...leg, condition: leg.conditionId })),
        conditions: new Map(conditions.map((condition) => [condition.id, condition])),
        checkAgain: () => Promise.resolve(ok({ account: who.account })),
        stop: signal,
        lookUp: () => undefined,
      },
    );
  /** With the login signature that it saw the page makes the same key, and posts in its own way. */
  const post = async (): Promise<readonly string[]> => {
    const ready = seen.map(({ order, signature }) => {
      const expirationSeconds = Math.floor(Date.now() / 1_000) + 3_600;
      const terms = { ...order.terms, expirationSeconds };
      const signed = venue.attachSignature({ ...session, order: { ...order, terms }, signature });
      if (!signed.ok) throw new Error(en.failure(signed.error));
      return signed.value;
    });
    return (await venue.submitOrders({ ...session, orders: ready }, signal)).map(({ kind }) => kind);
  };
  return { register, makeRegister, journal, alerts, take, post, conditions, session, venue };
}

async function untilFound(register: { problem(): { readonly code: string } | null }, bets: number): Promise<number> {
  const from = performance.now();
  while (performance.now() - from < 2 * FOUND_WITHIN_MS) {
    const problem = register.problem();
    if (problem?.code === 'signatures-posted' && 'params' in problem && JSON.stringify(problem).includes(`:${bets}`))
      return performance.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not found: ${JSON.stringify(register.problem())}`);
}

describe('signatures that outlive their set of bets', () => {
  it('are said, and block, although nobody posted them yet', async () => {
    const { register, take } = await stage(await bench.trader(2));
    const ran = await take();
    expect(ran.run.record.state).toBe('abandoned');
    expect(register.unsentOf('basket')).toEqual({ signed: 2, unclear: 0, posted: 0 });
    const problem = register.problem();
    expect(problem && en.failure(problem)).toContain(
      'Facet sent nothing; your wallet signed 2 bets, and whoever saw them can still post them.',
    );
    // At their limits: 20 shares at 44 cents and at 20 cents, and the fee.
    expect(register.claimedMicros(null)).toBeGreaterThanOrEqual(8_800_000 + 4_000_000);
    expect(register.claimedMicros('basket')).toBe(0);
    await register.acknowledge();
    expect([register.problem(), register.claimedMicros(null)]).toEqual([null, 0]);
    register.close();
  });

  it.each([2, 3] as const)(
    'are found within five seconds when the page posts them, wallet type %i: cancelled, told, counted',
    async (type) => {
      const who = await bench.trader(type);
      const { register, alerts, take, post, session, venue } = await stage(who);
      await take();
      await register.acknowledge();
      const before = await bench.cashOf(who);
      expect(await post()).toEqual(['matched', 'live']);
      expect(await untilFound(register, 2)).toBeLessThan(FOUND_WITHIN_MS);
      const kept = register.unsent().filter(({ answer }) => answer === 'signed');
      const filled = kept.find(({ limitPriceMicros }) => limitPriceMicros === TAKES);
      expect(filled?.found).toMatchObject({ filledSizeMicros: 20 * WHOLE, paidMicros: 8_800_000 });
      expect(before - (await bench.cashOf(who))).toBe(
        (filled?.found?.paidMicros ?? 0) + (filled?.found?.feeMicros ?? 0),
      );
      const rested = kept.find(({ limitPriceMicros }) => limitPriceMicros === RESTS);
      const order = await venue.fetchOrder({ ...session, hash: rested?.hash ?? kept[0]?.hash ?? fixture() }, signal);
      expect(order.ok && order.value?.status).toMatch(/^CANCELL?ED$/);
      expect(new Set(alerts.map(({ hash }) => hash)).size).toBe(2);
      expect(register.claimedMicros(null)).toBeGreaterThanOrEqual(8_800_000);
      expect(register.unsentOf('basket')).toEqual({ signed: 2, unclear: 0, posted: 2 });
      expect(register.problem()?.code).toBe('signatures-posted');
      await register.acknowledge();
      expect(register.problem()).toBeNull();
      register.close();
    },
    20_000,
  );

  it('are found by the next life of the worker as well', async () => {
    const { register, makeRegister, take, post } = await stage(await bench.trader(2));
    await take();
    register.close();
    await post();
    const next = makeRegister();
    await next.load();
    expect(await untilFound(next, 2)).toBeLessThan(FOUND_WITHIN_MS);
    next.close();
  }, 20_000);
});

function fixture(): never {
  throw new Error('nothing was signed');
}
