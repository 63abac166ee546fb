/** The whole road of a basket through the service: on paper to its fills, for real to the last look-up. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate, Hashed, Verified } from '../../../../lib/domain/basket';
import type { Execution } from '../../../../lib/domain/execution';
import { fail, failureOf, ok } from '../../../../lib/domain/result';
import { moneyMicros, sizeMicros } from '../../../../lib/domain/units';
import { planTrial } from '../../../../lib/services/execution/trial-plan';
import { settle } from '../../../kit/clock';
import { ACCOUNT, hashOf, legOf, orderOf, executionOf } from '../../../kit/executions';
import { bootExecution, OTHER_ACCOUNT, type Script } from '../../../kit/scripted-execution';
import { certify, makeGap, NOW } from '../../../kit/priced-event';

const priced = makeGap();
let certified: Hashed<Verified<Certificate>>;
beforeAll(async () => {
  ({ certified } = await certify(priced));
});

const boot = (script: Script = {}) => bootExecution({ priced, certified }, script);

function trialOf() {
  const condition = priced.component.conditions.find(
    (each) => planTrial(each, priced.books.get(each.tokens[0]) ?? null) !== null,
  );
  if (condition === undefined) throw new Error('no market is fit for a trial');
  return { condition, maxCostMicros: moneyMicros(1e9), onStep: () => undefined };
}

const statesOf = (writes: readonly Execution[]) => writes.map(({ state }) => state);

describe('on paper', () => {
  it('fills at once, asks no wallet and no account, and costs what the proof says', async () => {
    const { execution, click, writes, kept, posted, asked } = boot();
    await execution.load();
    expect(await click()).toEqual(ok({ executionId: `${certified.hash.slice(0, 32)}-1` }));
    expect(statesOf(writes)).toEqual(['drafted', 'approved', 'sending', 'settled']);
    const [taken] = execution.all();
    expect(taken).toMatchObject({ mode: 'paper', account: null, failure: null, certificateHash: certified.hash });
    expect(taken?.legs.map(({ state, settled, failure }) => [state, settled, failure])).toEqual(
      Array.from({ length: 3 }, () => ['confirmed', true, null]),
    );
    const paid = taken?.legs.reduce((sum, leg) => sum + leg.paidMicros + leg.feeMicros, 0);
    expect(paid).toBe(certified.certificate.costMicros + certified.certificate.feesMicros);
    expect(asked).toEqual({ gate: 1, wallet: 0, cancels: 0, lookUps: 0 });
    expect(posted).toEqual([]);
    expect(kept).toEqual([{ ...certified, eventTitle: priced.component.event.title, storedAtMs: NOW }]);
  });

  it('writes nothing and takes nothing when the proof cannot be kept', async () => {
    const { execution, click, writes } = boot({
      keep: fail('storage-failed', { doing: 'write', error: 'QuotaExceededError' }, 'later'),
    });
    await execution.load();
    expect(await click()).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } });
    expect(writes).toEqual([]);
  });

  it.each([
    ['drafted', 'journal-unwritable', []],
    ['approved', 'storage-failed', ['drafted', 'refused']],
    ['sending', 'storage-failed', ['drafted', 'approved', 'abandoned']],
    ['settled', 'storage-failed', ['drafted', 'approved', 'sending', 'refused']],
  ] as const)('is not taken when "%s" cannot be written', async (failWrite, code, states) => {
    const { execution, click, writes } = boot({ failWrite });
    await execution.load();
    expect(await click()).toMatchObject({ ok: false, error: { code } });
    expect(statesOf(writes)).toEqual(states);
    // The next click is not held up by this one.
    expect(await click()).toMatchObject({ ok: false, error: { code } });
  });

  it('takes one basket at a time', async () => {
    const { execution, click } = boot();
    await execution.load();
    const [first, second] = await Promise.all([click(), click()]);
    expect([first.ok, second]).toMatchObject([true, { ok: false, error: { code: 'busy' } }]);
  });
});

describe('for real', () => {
  it('is answered before the wallet is, sent once, and looked up until all is settled', async () => {
    const { execution, clock, click, writes, posted, asked, venueSays } = boot({ mode: 'live' });
    await execution.load();
    expect(await click()).toEqual(ok({ executionId: `${certified.hash.slice(0, 32)}-1` }));
    expect(await click()).toMatchObject({ ok: false, error: { code: 'busy' } });
    await settle();
    await settle();
    expect(statesOf(writes)).toEqual([
      'drafted',
      'approved',
      'signing',
      'signing',
      'signing',
      'signing',
      'sending',
      'unknown',
      // The first look-up: what rests is cancelled, and nothing is listed yet.
      'unknown',
    ]);
    expect(asked).toMatchObject({ gate: 2, wallet: 3, cancels: 1, lookUps: 3 });
    expect(await execution.liveRefusal(new AbortController().signal)).toMatchObject({ code: 'unresolved-orders' });
    const legs = execution.all()[0]?.legs ?? [];
    venueSays.order = {
      hash: hashOf(0),
      status: 'MATCHED',
      sizeMicros: sizeMicros(50_000_000),
      matchedMicros: sizeMicros(50_000_000),
      tradeIds: [],
    };
    venueSays.trades = legs.map((leg, index) => ({
      id: `t${index}`,
      orderHash: hashOf(index),
      tokenId: leg.tokenId,
      side: 'buy',
      sizeMicros: leg.sizeMicros,
      priceMicros: leg.limitPriceMicros,
      status: 'CONFIRMED',
    }));
    await clock.advance(1_500);
    expect(statesOf(writes).at(-1)).toBe('settled');
    expect(posted).toEqual([hashOf(0), hashOf(1), hashOf(2)]);
    const { lookUps } = asked;
    await clock.advance(60_000);
    expect([asked.lookUps, posted.length]).toEqual([lookUps, 3]);
    expect(await execution.liveRefusal(new AbortController().signal)).toBeNull();
  });

  it('asks the wallet for nothing more and sends nothing once stop is pressed', async () => {
    const { execution, click, writes, posted, asked, signature } = boot({ mode: 'live' });
    await execution.load();
    const latch = { open: () => undefined as void };
    signature.wait = new Promise((resolve) => {
      latch.open = resolve;
    });
    await click();
    await settle();
    await execution.halt(failureOf('stop-pressed', {}));
    latch.open();
    await settle();
    expect(writes.at(-1)).toMatchObject({ state: 'abandoned', failure: { code: 'stopped' } });
    expect([asked.wallet, posted]).toEqual([1, []]);
  });

  it('is not sent when another account was connected while the wallet was asked', async () => {
    const { execution, click, writes, posted, signature, connect } = boot({ mode: 'live' });
    await execution.load();
    const latch = { open: () => undefined as void };
    signature.wait = new Promise((resolve) => {
      latch.open = resolve;
    });
    await click();
    await settle();
    // Everything that is asked about the other one is in order.
    connect(OTHER_ACCOUNT);
    latch.open();
    await settle();
    expect(posted).toEqual([]);
    expect(writes.at(-1)).toMatchObject({
      state: 'abandoned',
      failure: { code: 'signatures-wasted', params: { cause: { code: 'account-changed' } } },
    });
  });

  it('says why the venue refused the smallest order', async () => {
    const refused = failureOf('closed-only', {});
    const { execution } = boot({ mode: 'live', post: (hash) => ({ kind: 'rejected', hash, failure: refused }) });
    await execution.load();
    expect(await execution.tryOut(trialOf())).toEqual({ ok: false, error: refused });
  });

  it('is not looked up by another account', async () => {
    const { execution, clock, asked, connect } = boot({
      mode: 'live',
      stored: [executionOf({ state: 'unknown', legs: [legOf(0, { state: 'unknown', orders: [orderOf(0)] })] })],
    });
    connect(OTHER_ACCOUNT);
    await execution.load();
    await clock.advance(4_000);
    expect(asked).toMatchObject({ cancels: 0, lookUps: 0 });
    connect(null);
    execution.nudge();
    await clock.advance(0);
    expect(asked.lookUps).toBe(0);
    connect(ACCOUNT);
    await clock.advance(2_000);
    expect(asked.lookUps).toBeGreaterThan(0);
  });

  it('carries on after a crash while it was being sent: looked up, never sent again', async () => {
    const legs = [0, 1].map((index) => legOf(index, { state: 'sent', orders: [orderOf(index)] }));
    const { execution, clock, writes, posted, asked } = boot({
      mode: 'live',
      stored: [executionOf({ state: 'sending', legs })],
    });
    await execution.load();
    expect(statesOf(writes)).toEqual(['unknown']);
    await clock.advance(3_000);
    expect(asked.lookUps).toBeGreaterThan(0);
    // Expired long ago and never listed.
    expect(writes.at(-1)).toMatchObject({ state: 'failed', legs: [{ state: 'unfilled' }, { state: 'unfilled' }] });
    expect(posted).toEqual([]);
  });
});
