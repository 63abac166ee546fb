/** Sets that are signed and wait for their price: what sends them, what ends them, and that both happen once. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate, Hashed, Verified } from '../../../../lib/domain/basket';
import type { Book } from '../../../../lib/domain/book';
import { fail, failureOf, ok, type Result } from '../../../../lib/domain/result';
import { moneyMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import { ARMED_FOR_MS } from '../../../../lib/services/execution/armed';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import * as en from '../../../../lib/words/en';
import { settle } from '../../../kit/clock';
import { certify, makeGap } from '../../../kit/priced-event';
import { ACCOUNT, executionOf, legOf } from '../../../kit/executions';
import { bootExecution, OTHER_ACCOUNT, type Script } from '../../../kit/scripted-execution';

const priced = makeGap();
let certified: Hashed<Verified<Certificate>>;
beforeAll(async () => {
  ({ certified } = await certify(priced));
});

/** Armed while the first leg's book does not give what was signed for. */
async function waiting(script: Script = {}) {
  const desk = bootExecution({ priced, certified }, { mode: 'live', ...script });
  await desk.execution.load();
  const [leg] = certified.certificate.legs;
  const condition = priced.component.conditions.find(({ id }) => id === leg?.condition);
  const tokenId = condition?.tokens[leg?.token === 'yes' ? 0 : 1];
  const book = tokenId && priced.books.get(tokenId);
  if (!leg || !tokenId || !book) throw new Error('fixture');
  /** With so many shares within the limit of the leg. */
  const withShares = (micros: number): Book => ({
    ...book,
    verifiedAtMs: timeMs(desk.clock.nowMs()),
    asks: [{ priceMicros: leg.limitPriceMicros, sizeMicros: sizeMicros(micros) }],
  });
  /** All other books are as they were, and were seen to be right a moment ago. */
  const renew = (): void => {
    for (const [id, each] of priced.books)
      if (id !== tokenId) desk.frame(id, { ...each, verifiedAtMs: timeMs(desk.clock.nowMs()) });
  };
  const thin = (): void => {
    desk.frame(tokenId, withShares(leg.sizeMicros - 1));
    renew();
  };
  const whole = (): void => desk.frame(tokenId, withShares(leg.sizeMicros));
  thin();
  const taken = await desk.arm();
  await settle();
  const state = () => desk.execution.all()[0];
  return { ...desk, taken, leg, tokenId, thin, whole, renew, state, withShares };
}

describe('an armed set', () => {
  it('is signed, sends nothing, counts, and says what it waits for', async () => {
    const { taken, state, posted, asked, execution, attended, writes } = await waiting();
    expect(taken).toMatchObject({ ok: true });
    expect(state()).toMatchObject({ state: 'armed', mode: 'live' });
    expect([posted, asked.wallet]).toEqual([[], 3]);
    expect(execution.armedState(state()?.id ?? '')).toMatchObject({ waits: { code: 'book-moved' } });
    expect(attended()).toHaveLength(3);
    expect(writes.every(({ legs }) => legs.every(({ orders }) => orders.every(({ body }) => body === null)))).toBe(
      true,
    );
    // Another set can be taken meanwhile, but not on the same markets.
    expect(
      await execution.execute({ certificateHash: certified.hash, maxCostMicros: moneyMicros(1e9), mode: 'live' }),
    ).toMatchObject({ ok: false, error: { code: 'armed-beside' } });
  });

  it('is sent with the frame that gives it, once, with a life that begins then', async () => {
    const { whole, posted, clock, state, writes } = await waiting();
    await clock.advance(3_000);
    whole();
    whole();
    await settle();
    expect(posted).toHaveLength(3);
    whole();
    await clock.advance(20_000);
    expect(posted).toHaveLength(3);
    const sent = writes.find((each) => each.state === 'sending');
    expect(sent?.legs.map(({ orders }) => orders[0]?.expiresAtMs)).toEqual(
      Array.from({ length: 3 }, () => expect.any(Number) as number),
    );
    expect(state()?.state).toBe('unknown');
  });

  it('is not sent by one share less than was signed for', async () => {
    const { tokenId, frame, withShares, leg, posted, renew, whole } = await waiting();
    frame(tokenId, withShares(leg.sizeMicros - 1));
    renew();
    await settle();
    expect(posted).toEqual([]);
    whole();
    await settle();
    expect(posted).toHaveLength(3);
  });

  it('is sent at once where the books still give it when the last bet is signed', async () => {
    const desk = bootExecution({ priced, certified }, { mode: 'live' });
    await desk.execution.load();
    await desk.arm();
    await settle();
    expect(desk.posted).toHaveLength(3);
  });

  it('waits for its turn while another set is on its way', async () => {
    const { whole, posted, execution, signature, clock } = await waiting();
    let release: () => void = () => undefined;
    signature.wait = new Promise((resolve) => (release = resolve));
    const trial = execution.tryOut({
      condition: priced.component.conditions[0] ?? expect.fail('fixture'),
      maxCostMicros: moneyMicros(1e9),
      onStep: () => undefined,
    });
    await settle();
    whole();
    await settle();
    const before = posted.length;
    release();
    await clock.advance(5_000);
    void trial;
    expect(before).toBe(0);
  });
});

describe('an armed set ends', () => {
  const over = async (desk: Awaited<ReturnType<typeof waiting>>, code: string) => {
    await settle();
    const record = desk.state();
    expect(record).toMatchObject({ state: 'abandoned' });
    const failure = record?.failure;
    expect(failure).toMatchObject(code === 'stopped' ? { code } : { code: 'disarmed', params: { because: { code } } });
    expect(failure && en.failure(failure)).toMatch(/nothing was sent/iu);
    // What comes afterwards sends nothing.
    desk.whole();
    desk.renew();
    await settle();
    expect(desk.posted).toEqual([]);
    expect(desk.attended()).toEqual([]);
    expect(desk.execution.armedState(record?.id ?? '')).toBeNull();
  };

  it('by a press of the user, once', async () => {
    const desk = await waiting();
    const id = desk.state()?.id ?? '';
    expect(desk.execution.disarm(id)).toEqual(ok(undefined));
    expect(desk.execution.disarm(id)).toMatchObject({ ok: false });
    await over(desk, 'disarmed-by-you');
  });

  it('by the timer, not a moment earlier', async () => {
    const desk = await waiting();
    for (let left = ARMED_FOR_MS - 1_000; left > 0; left -= 1_000) {
      await desk.clock.advance(Math.min(left, 1_000));
      desk.thin();
    }
    expect(desk.state()?.state).toBe('armed');
    await desk.clock.advance(1_000);
    await over(desk, 'armed-over');
  });

  it.each([
    ['another account', 'account-changed', (desk: Awaited<ReturnType<typeof waiting>>) => desk.connect(OTHER_ACCOUNT)],
    ['no account', 'account-changed', (desk: Awaited<ReturnType<typeof waiting>>) => desk.connect(null)],
  ])('with %s', async (_name, code, change) => {
    const desk = await waiting();
    change(desk);
    desk.execution.lookAtArmed();
    await over(desk, code);
  });

  it('with a stale book', async () => {
    const desk = await waiting();
    desk.frame(desk.tokenId, null);
    await over(desk, 'book-missing');
  });

  it('with a book that nobody confirmed within the limit of age', async () => {
    const desk = await waiting();
    await desk.clock.advance(5_000);
    desk.thin();
    expect(desk.state()?.state).toBe('armed');
    await desk.clock.advance(5_000);
    desk.execution.lookAtArmed();
    expect(desk.state()?.state).toBe('armed');
    await desk.clock.advance(1);
    desk.execution.lookAtArmed();
    await over(desk, 'book-stale');
  });

  it('with the mode', async () => {
    const desk = await waiting();
    desk.set({ mode: 'paper' });
    await over(desk, 'mode-changed');
  });

  it('with a limit that became tighter than it, by a micro-dollar', async () => {
    const desk = await waiting();
    const cost = desk.state()?.maxCostMicros ?? 0;
    desk.set({ maxEventMicros: moneyMicros(cost) });
    expect(desk.state()?.state).toBe('armed');
    desk.set({ maxEventMicros: moneyMicros(cost - 1) });
    await over(desk, 'over-event-limit');
  });

  it('with a threshold that it does not pass any more', async () => {
    const desk = await waiting();
    desk.set({ minEdgeMicros: moneyMicros(1e9) });
    await over(desk, 'armed-thresholds');
  });

  it('with the stop', async () => {
    const desk = await waiting();
    await desk.execution.halt(failureOf('stop-pressed', {}));
    await over(desk, 'stopped');
  });

  it('when the venue did not answer for ten seconds', async () => {
    const desk = await waiting();
    desk.confirm(fail('network', { what: 'event' }, 'later'));
    for (let count = 0; count < 3; count += 1) {
      await desk.clock.advance(3_000);
      desk.thin();
    }
    expect(desk.state()?.state).toBe('armed');
    await desk.clock.advance(2_000);
    desk.thin();
    await over(desk, 'armed-unasked');
  });

  it('with the worker: the next one finds what was signed, sends nothing, and says so', async () => {
    const first = await waiting();
    const record = first.state();
    if (record === undefined) throw new Error('nothing was armed');
    const next = bootExecution({ priced, certified }, { mode: 'live', stored: [record] });
    await next.execution.load();
    expect(next.execution.all()[0]).toMatchObject({ state: 'abandoned', failure: { code: 'interrupted' } });
    next.frame(first.tokenId, first.withShares(first.leg.sizeMicros));
    await settle();
    expect(next.posted).toEqual([]);
  });
});

describe('an armed set is sent on what is so now', () => {
  it('not on a tie that the user took back a moment ago', async () => {
    const desk = await waiting();
    // The last answer of the venue still says that it holds.
    desk.world.component = { ...priced.component, relations: [] };
    desk.whole();
    await settle();
    expect(desk.posted).toEqual([]);
    expect(desk.state()).toMatchObject({
      state: 'abandoned',
      failure: { params: { because: { code: 'relations-changed' } } },
    });
  });

  it('not once its markets are not watched any more', async () => {
    const desk = await waiting();
    desk.world.component = null;
    desk.execution.lookAtArmed();
    await settle();
    expect(desk.state()?.failure).toMatchObject({ params: { because: { code: 'component-gone' } } });
  });

  it.each([
    ['another account', ok({ owner: OTHER_ACCOUNT.owner, onChain: true }), 'account-changed'],
    ['no account, being locked', ok({ owner: null, onChain: true }), 'account-changed'],
    ['another network', ok({ owner: ACCOUNT.owner, onChain: false }), 'wrong-chain'],
  ] as const)('not by a wallet that is on %s', async (_name, says, code) => {
    const desk = await waiting();
    desk.world.wallet = says;
    await desk.clock.advance(4_000);
    desk.thin();
    desk.whole();
    await settle();
    expect(desk.posted).toEqual([]);
    expect(desk.state()?.failure).toMatchObject({ params: { because: { code } } });
  });

  it('not by a wallet that could not be asked for ten seconds', async () => {
    const desk = await waiting();
    desk.world.wallet = fail('page-gone', {}, 'later');
    for (let count = 0; count < 3; count += 1) {
      await desk.clock.advance(3_000);
      desk.thin();
    }
    expect(desk.state()?.state).toBe('armed');
    await desk.clock.advance(2_000);
    desk.thin();
    await settle();
    expect(desk.state()?.failure).toMatchObject({ params: { because: { code: 'armed-unasked' } } });
  });

  it('not while the venue takes nothing that matches', async () => {
    const desk = await waiting();
    desk.world.venueMode = { kind: 'post-only', seconds: 60 };
    await desk.clock.advance(4_000);
    desk.thin();
    desk.whole();
    await settle();
    expect(desk.posted).toEqual([]);
    expect(desk.state()?.failure).toMatchObject({ params: { because: { code: 'venue-post-only' } } });
  });

  it('not on a balance from before another set of bets changed', async () => {
    const desk = await waiting();
    const other = executionOf({ id: 'other', state: 'settled', legs: [legOf(7, { settled: true })] });
    let release: (answer: Result<void>) => void = () => undefined;
    desk.confirm(new Promise((resolve) => (release = resolve)));
    await desk.journal.write(other);
    desk.whole();
    await settle();
    expect(desk.posted).toEqual([]);
    // Asked anew, it goes.
    release(ok(undefined));
    await settle();
    expect(desk.posted).toHaveLength(3);
  });

  it('with what the account holds then, not with what it held when it was armed', async () => {
    const desk = await waiting();
    desk.world.heldMicros = 7_000_000;
    await desk.clock.advance(4_000);
    desk.thin();
    desk.whole();
    await settle();
    const sent = desk.writes.find((each) => each.state === 'sending');
    expect(sent?.legs.map(({ heldBeforeMicros }) => heldBeforeMicros)).toEqual([7e6, 7e6, 7e6]);
  });

  it('with orders that live as long as the venue wants, however long ago they were made ready', async () => {
    const desk = await waiting();
    // Nothing is answered any more, so nothing is made ready again.
    desk.confirm(new Promise(() => undefined));
    for (let count = 0; count < 9; count += 1) {
      await desk.clock.advance(1_000);
      desk.thin();
    }
    desk.whole();
    await settle();
    const nowSeconds = Math.floor(desk.clock.nowMs() / 1_000);
    const sent = desk.writes.find((each) => each.state === 'sending');
    const { leastLifeSeconds, maxClockSkewMs } = POLYMARKET_RULES;
    for (const { orders } of sent?.legs ?? expect.fail('not sent'))
      expect((orders[0]?.expiresAtMs ?? 0) / 1_000 - nowSeconds).toBeGreaterThan(
        leastLifeSeconds + maxClockSkewMs / 1_000,
      );
  });
});

describe('arming is refused', () => {
  it('on paper, while stopped, below the thresholds, and beside another one', async () => {
    const paper = bootExecution({ priced, certified }, {});
    await paper.execution.load();
    expect(await paper.arm()).toMatchObject({ ok: false, error: { code: 'arm-live-only' } });
    const desk = bootExecution({ priced, certified }, { mode: 'live' });
    await desk.execution.load();
    desk.set({ minEdgeMicros: moneyMicros(1e9) });
    expect(await desk.arm()).toMatchObject({ ok: false, error: { code: 'armed-thresholds' } });
    await desk.execution.halt(failureOf('stop-pressed', {}));
    expect(await desk.arm()).toMatchObject({ ok: false, error: { code: 'halted' } });
    const armed = await waiting();
    expect(await armed.arm()).toMatchObject({ ok: false, error: { code: 'armed-beside' } });
  });

  it('by the gate, before the wallet is asked', async () => {
    const desk = bootExecution(
      { priced, certified },
      { mode: 'live', locked: failureOf('region-unknown', {}, 'later') },
    );
    await desk.execution.load();
    expect(await desk.arm()).toMatchObject({ ok: false });
    expect(desk.asked.wallet).toBe(0);
  });
});
