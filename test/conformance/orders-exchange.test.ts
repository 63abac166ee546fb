/**
 * The adapter's orders on the local exchange, which shares no code with it and keeps a ledger by itself.
 */
import { describe, expect, it } from 'vitest';
import { contractOf } from '../../lib/domain/condition';
import { priceMicros, sizeMicros } from '../../lib/domain/units';
import type { UserEvent } from '../../lib/ports/user-feed';
import { feeRoundedUp } from '../../lib/domain/fees';
import { createUserFeed } from '../../lib/venues/polymarket/ws/user-feed';
import { createMemoryLog, until } from '../kit/venue';
import { clock, createAdapterBench, signal } from '../kit/adapter-exchange';
import { EVENTS, WHOLE } from '../kit/adapter-scenario';
import * as en from '../../lib/words/en';

const bench = createAdapterBench();
const { data, entry, conditionsOf, trader, signedOrder, submit, cashOf } = bench;

describe('reading the exchange', () => {
  it('finds events, confirms every condition and reproduces every book hash, for both protocols', async () => {
    for (const event of EVENTS) {
      const conditions = await conditionsOf(event.slug);
      expect(conditions).toHaveLength(event.markets.length);
      const books = await data().fetchBooks(
        conditions.flatMap((one) => one.tokens),
        signal,
      );
      if (!books.ok) throw new Error(en.failure(books.error));
      expect(books.value).toHaveLength(2 * conditions.length);
      for (const book of books.value) expect(book.hash).toMatch(/^[0-9a-f]{40}$/);
      expect(books.value[0]?.asks[0]).toEqual({ priceMicros: 440_000, sizeMicros: 1_000 * WHOLE });
    }
    const byMarket = await data().fetchEventByMarketSlug('risky-1', signal);
    expect(byMarket.ok && byMarket.value.slug).toBe('risky-one');
    const page = await data().fetchActiveEvents(null, signal);
    expect(page.ok && page.value.events.map((event) => event.slug).sort()).toEqual([
      'newer-one',
      'plain-one',
      'risky-one',
    ]);
    expect((await data().fetchServerTime(signal)).ok).toBe(true);
    expect(await data().fetchGeoblock(signal)).toMatchObject({ ok: true, value: { blocked: false } });
  });

  it('refuses markets of an unknown version and markets whose fee nobody tells', async () => {
    bench.exchange.faults.patch({ marketVersion: 'v9' });
    const strange = await data().fetchEventBySlug('plain-one', signal);
    expect(strange.ok && [strange.value.conditions.length, strange.value.incomplete]).toEqual([0, true]);
    bench.exchange.faults.reset();
    bench.exchange.faults.patch({ hideFeeSchedule: true });
    const hidden = await data().fetchEventBySlug('plain-one', signal);
    const [condition] = hidden.ok ? hidden.value.conditions : [];
    if (!condition) throw new Error('no condition');
    const confirmed = await data().confirmCondition(condition, signal);
    expect([condition.fee, confirmed.ok && confirmed.value.fee]).toEqual([null, null]);
  });
});

describe('trading on the exchange', () => {
  for (const signatureType of [0, 1, 2, 3] as const) {
    for (const slug of ['plain-one', 'risky-one', 'newer-one']) {
      it(`buys and sells on ${slug} with wallet type ${signatureType}; money, shares and fees add up`, async () => {
        const who = await trader(signatureType);
        const [condition] = await conditionsOf(slug);
        if (!condition?.fee) throw new Error('no condition');
        const before = await cashOf(who);
        const buy = await signedOrder(who, condition);
        const [bought] = await submit(who, buy);
        expect(bought).toMatchObject({
          kind: 'matched',
          hash: buy.hash,
          makingMicros: 8_800_000,
          takingMicros: 20 * WHOLE,
        });
        const fee = feeRoundedUp(condition.fee, priceMicros(440_000), sizeMicros(20 * WHOLE));
        const afterBuy = await cashOf(who);
        expect(before - afterBuy).toBe(8_800_000 + fee);
        const shares = await entry().fetchBalance(
          {
            account: who.account,
            credentials: who.credentials,
            asset: { tokenId: condition.tokens[0], contract: contractOf(condition) },
          },
          signal,
        );
        expect(shares.ok && shares.value.balanceMicros).toBe(20 * WHOLE);
        expect(shares.ok && shares.value.allowances.v1).toBeGreaterThan(0);

        const order = await entry().fetchOrder(
          { account: who.account, credentials: who.credentials, hash: buy.hash },
          signal,
        );
        expect(order.ok && order.value).toMatchObject({
          hash: buy.hash,
          status: 'MATCHED',
          sizeMicros: 20 * WHOLE,
          matchedMicros: 20 * WHOLE,
        });
        const trades = await entry().fetchTrades(
          { account: who.account, credentials: who.credentials, conditionId: condition.id, hashes: [buy.hash] },
          signal,
        );
        expect(
          trades.ok &&
            trades.value.trades
              .filter((trade) => trade.orderHash === buy.hash)
              .map((trade) => [trade.side, trade.sizeMicros, trade.priceMicros, trade.tokenId]),
        ).toEqual([['buy', 20 * WHOLE, 440_000, condition.tokens[0]]]);

        const sell = await signedOrder(who, condition, {
          side: 'sell',
          sizeMicros: sizeMicros(15 * WHOLE),
          limitPriceMicros: priceMicros(400_000),
        });
        const [sold] = await submit(who, sell);
        expect(sold).toMatchObject({ kind: 'matched', makingMicros: 15 * WHOLE, takingMicros: 6_000_000 });
        expect((await cashOf(who)) - afterBuy).toBe(
          6_000_000 - feeRoundedUp(condition.fee, priceMicros(400_000), sizeMicros(15 * WHOLE)),
        );
      });
    }
  }

  it('cancels what rests, and tells unknown orders from known ones', async () => {
    const who = await trader(0);
    const [condition] = await conditionsOf('plain-one');
    if (!condition) throw new Error('no condition');
    const resting = await signedOrder(who, condition, { limitPriceMicros: priceMicros(200_000) });
    expect((await submit(who, resting)).map((posted) => posted.kind)).toEqual(['live']);
    const live = await entry().fetchOrder(
      { account: who.account, credentials: who.credentials, hash: resting.hash },
      signal,
    );
    expect(live.ok && live.value?.status).toBe('LIVE');
    const never = await signedOrder(who, condition);
    expect(
      await entry().fetchOrder({ account: who.account, credentials: who.credentials, hash: never.hash }, signal),
    ).toEqual({ ok: true, value: null });
    expect(
      await entry().cancelOrders(
        { account: who.account, credentials: who.credentials, hashes: [resting.hash, never.hash] },
        signal,
      ),
    ).toEqual({ ok: true, value: [resting.hash] });
    const gone = await entry().fetchOrder(
      { account: who.account, credentials: who.credentials, hash: resting.hash },
      signal,
    );
    expect(gone.ok && gone.value?.status).not.toBe('LIVE');
  });

  it('answers a mixed batch leg by leg and takes the same bytes a second time as unknown, never twice', async () => {
    const who = await trader(2);
    const conditions = await conditionsOf('risky-one');
    const [first, second, third] = conditions;
    if (!first || !second || !third) throw new Error('no condition');
    const orders = [
      await signedOrder(who, first),
      await signedOrder(who, second, { sizeMicros: sizeMicros(2 * WHOLE) }),
      await signedOrder(who, third, { tokenId: third.tokens[1], limitPriceMicros: priceMicros(600_000) }),
    ];
    expect((await submit(who, ...orders)).map((posted) => posted.kind)).toEqual(['matched', 'rejected', 'matched']);
    const spent = await cashOf(who);
    const again = await submit(who, ...orders);
    expect(again.map((posted) => posted.kind)).toEqual(['unknown', 'rejected', 'unknown']);
    expect(await cashOf(who)).toBe(spent);
  });

  it('says unknown whenever the answer is lost, and finds the order by its hash', async () => {
    const who = await trader(0);
    const [condition] = await conditionsOf('plain-one');
    if (!condition) throw new Error('no condition');
    for (const afterAccept of ['reset', 'error'] as const) {
      bench.exchange.faults.patch({ afterAccept });
      const order = await signedOrder(who, condition, { sizeMicros: sizeMicros(10 * WHOLE) });
      expect((await submit(who, order)).map((posted) => posted.kind)).toEqual(['unknown']);
      bench.exchange.faults.reset();
      const found = await entry().fetchOrder(
        { account: who.account, credentials: who.credentials, hash: order.hash },
        signal,
      );
      expect(found.ok && found.value?.matchedMicros).toBe(10 * WHOLE);
    }
    bench.exchange.faults.patch({ batchBreaksAfter: 1 });
    const [one, two] = [await signedOrder(who, condition), await signedOrder(who, condition)];
    expect((await submit(who, one, two)).map((posted) => posted.kind)).toEqual(['unknown', 'unknown']);
    const lookups = await Promise.all(
      [one, two].map((order) =>
        entry().fetchOrder({ account: who.account, credentials: who.credentials, hash: order.hash }, signal),
      ),
    );
    expect(lookups.map((found) => found.ok && found.value?.matchedMicros)).toEqual([20 * WHOLE, undefined]);
  });

  it('reports refusals of the whole request, a closed venue among them, and a restart as not certain', async () => {
    const who = await trader(0);
    const [condition] = await conditionsOf('plain-one');
    if (!condition) throw new Error('no condition');
    const outcome = async (patch: object): Promise<string | undefined> => {
      bench.exchange.faults.reset();
      expect(bench.exchange.faults.patch(patch)).toBe(null);
      const [posted] = await submit(who, await signedOrder(who, condition));
      return posted?.kind;
    };
    expect(await outcome({ geoblock: { country: 'US', region: 'NY' } })).toBe('rejected');
    expect(await outcome({ rejectOrders: 'not enough balance / allowance' })).toBe('rejected');
    expect(await outcome({ clobVersion: 3 })).toBe('rejected');
    expect(await outcome({ closedOnly: [who.account.funder] })).toBe('rejected');
    expect(await outcome({ trading: 'disabled' })).toBe('rejected');
    expect(await outcome({ trading: 'restarting' })).toBe('unknown');
    expect(await outcome({ delayMs: 100 })).toBe('delayed');
    bench.exchange.faults.reset();
    bench.exchange.faults.patch({ closedOnly: [who.account.owner] });
    expect(await entry().fetchClosedOnly({ account: who.account, credentials: who.credentials }, signal)).toEqual({
      ok: true,
      value: true,
    });
    expect(
      (
        await submit(
          { ...who, credentials: { ...who.credentials, passphrase: 'wrong' } },
          await signedOrder(who, condition),
        )
      ).map((posted) => posted.kind),
    ).toEqual(['rejected']);
  });

  it('tells own orders and trades as they happen', async () => {
    const who = await trader(0);
    const [condition] = await conditionsOf('plain-one');
    if (!condition) throw new Error('no condition');
    const events: UserEvent[] = [];
    const feed = createUserFeed({
      openSocket: bench.openSocket,
      clock,
      log: createMemoryLog(),
      random: () => 0.5,
      onEvent: (event) => events.push(event),
    });
    feed.connect(who.credentials);
    await until(() => bench.exchange.server.sockets().user === 1, 'user socket');
    // The subscription is a message of its own; a resting order shows when it has arrived.
    const order = await signedOrder(who, condition);
    await submit(who, order);
    await until(
      () => events.some((event) => event.kind === 'trade' && event.trade.orderHash === order.hash),
      'own trade',
    );
    feed.close();
  });
});
