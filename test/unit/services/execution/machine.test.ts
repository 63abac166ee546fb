/** Every stage of an execution against every event: what is listed happens, and nothing else does. */
import { describe, expect, it } from 'vitest';
import type { Execution, ExecutionLeg } from '../../../../lib/domain/execution';
import { failureOf } from '../../../../lib/domain/result';
import { moneyMicros } from '../../../../lib/domain/units';
import type { PostedOrder } from '../../../../lib/ports/order-entry';
import { atRest, type Effect, type Stage } from '../../../../lib/services/execution/journaled';
import type { Act, ExecutionEvent, Run } from '../../../../lib/services/execution/machine';
import { step } from '../../../../lib/services/execution/machine';
import { ACCOUNT, executionOf, hashOf, LEG_SIZE, legOf, orderOf } from '../../../kit/executions';

const ORDERS = [orderOf(0), orderOf(1)];
const FAILURE = failureOf('busy', {}, 'later');
const sent = (over: Partial<ExecutionLeg> = {}) =>
  ORDERS.map((order, index) => legOf(index, { state: 'sent', orders: [order], ...over }));
const unknown = sent({ state: 'unknown' });
const full = sent({ state: 'matched', filledSizeMicros: LEG_SIZE });
const settledLegs = sent({ state: 'confirmed', filledSizeMicros: LEG_SIZE, settled: true });
const signedLegs = ORDERS.map((order, index) =>
  legOf(index, { state: 'signed', orders: [{ ...order, body: null, expiresAtMs: null }] }),
);
const matchedAnswers = ORDERS.map(({ hash }): PostedOrder => ({
  kind: 'matched',
  hash,
  tradeIds: ['t'],
  makingMicros: moneyMicros(7_900_000),
  takingMicros: moneyMicros(LEG_SIZE),
}));

const CHECK: Act = { kind: 'check' };
const BEGIN: Act = { kind: 'begin' };
const SEAL: Act = { kind: 'seal' };
const POST: Act = { kind: 'post', orders: ORDERS };
const sign = (leg: number): Act => ({ kind: 'sign', leg });

const EVENTS: readonly ExecutionEvent[] = [
  { kind: 'opened' },
  { kind: 'written' },
  { kind: 'write-failed', failure: FAILURE },
  { kind: 'approved', account: ACCOUNT, heldBefore: null },
  { kind: 'refused', failure: FAILURE },
  { kind: 'begun', needsSignature: true },
  { kind: 'signed', hash: hashOf(0) },
  { kind: 'sealed', orders: ORDERS },
  { kind: 'given-up', failure: FAILURE },
  { kind: 'answered', answers: matchedAnswers },
  { kind: 'looked-up', legs: settledLegs },
  { kind: 'stopped' },
  { kind: 'faulted' },
  { kind: 'restarted' },
];

function writing(record: Partial<Execution>, then: Act | null): Run {
  return { record: executionOf(record), stage: { kind: 'writing', then } };
}

function acting(record: Partial<Execution>, act: Act): Run {
  return { record: executionOf(record), stage: { kind: 'acting', act } };
}

function resting(record: Partial<Execution>): Run {
  return atRest(executionOf(record));
}

function nameOf(stage: Stage<Act>): string {
  const act = (what: Act) => (what.kind === 'sign' ? `sign ${what.leg}` : what.kind);
  switch (stage.kind) {
    case 'resting':
      return 'at rest';
    case 'writing':
      return stage.then === null ? 'writing' : `writing, then ${act(stage.then)}`;
    case 'acting':
      return act(stage.act);
  }
}

/** "state: stage", and the kinds of what is to be done. */
function told({ run, effects }: { readonly run: Run; readonly effects: readonly Effect<Execution, Act>[] }): string {
  return `${run.record.state}: ${nameOf(run.stage)} | ${effects.map(({ kind }) => kind).join(', ')}`;
}

const ABANDONED = 'abandoned: writing | write';
const REFUSED = 'refused: writing | write';
const unsentBy = { stopped: ABANDONED, faulted: ABANDONED };
const atRestAfterSending = (state: Execution['state']) => ({
  restarted: `${state}: at rest | look-up`,
  'looked-up': 'settled: writing | write',
});

type Expected = Partial<Record<ExecutionEvent['kind'], string>>;
const STAGES: readonly (readonly [string, Run, Expected])[] = [
  ['a draft', resting({}), { opened: 'drafted: writing, then check | write', restarted: ABANDONED }],
  [
    'a draft on its way to disk',
    writing({}, CHECK),
    { written: 'drafted: check | check', 'write-failed': 'drafted: at rest | ', ...unsentBy },
  ],
  [
    'a draft before the gate',
    acting({}, CHECK),
    { approved: 'approved: writing, then begin | write', refused: REFUSED, ...unsentBy },
  ],
  [
    'approved, on its way to disk',
    writing({ state: 'approved' }, BEGIN),
    { written: 'approved: begin | begin', 'write-failed': REFUSED, ...unsentBy },
  ],
  [
    'approved',
    acting({ state: 'approved' }, BEGIN),
    { begun: 'signing: writing, then sign 0 | write', 'given-up': ABANDONED, ...unsentBy },
  ],
  [
    'before the first signature',
    writing({ state: 'signing' }, sign(0)),
    { written: 'signing: sign 0 | sign', 'write-failed': ABANDONED, ...unsentBy },
  ],
  [
    'at the first signature',
    acting({ state: 'signing' }, sign(0)),
    { signed: 'signing: writing, then sign 1 | write', 'given-up': ABANDONED, ...unsentBy },
  ],
  [
    'at the last signature',
    acting({ state: 'signing' }, sign(1)),
    { signed: 'signing: writing, then seal | write', 'given-up': ABANDONED, ...unsentBy },
  ],
  [
    'signed, on its way to disk',
    writing({ state: 'signing', legs: signedLegs }, SEAL),
    { written: 'signing: seal | seal', 'write-failed': ABANDONED, ...unsentBy },
  ],
  [
    'signed',
    acting({ state: 'signing', legs: signedLegs }, SEAL),
    { sealed: 'sending: writing, then post | write', 'given-up': ABANDONED, ...unsentBy },
  ],
  [
    'about to be sent, on its way to disk',
    writing({ state: 'sending', legs: sent() }, POST),
    { written: 'sending: post | post', 'write-failed': ABANDONED, ...unsentBy },
  ],
  [
    'sent',
    acting({ state: 'sending', legs: sent() }, POST),
    // Stopping cannot help any more, and a fault leaves orders whose fate is not known.
    { answered: 'matched: writing | write', faulted: 'sending: at rest | look-up' },
  ],
  [
    'answered, on its way to disk',
    writing({ state: 'matched', legs: full }, null),
    {
      written: 'matched: at rest | look-up',
      'write-failed': 'matched: at rest | look-up',
      faulted: 'matched: at rest | look-up',
    },
  ],
  [
    'sent by an earlier life',
    resting({ state: 'sending', legs: sent() }),
    { restarted: 'unknown: writing | write', 'looked-up': 'settled: writing | write' },
  ],
  ['unknown', resting({ state: 'unknown', legs: unknown }), atRestAfterSending('unknown')],
  ['matched', resting({ state: 'matched', legs: full }), atRestAfterSending('matched')],
  [
    'partial, not settled',
    resting({ state: 'partial', legs: sent({ state: 'partial' }) }),
    atRestAfterSending('partial'),
  ],
  ['failed, not settled', resting({ state: 'failed', legs: sent({ state: 'failed' }) }), atRestAfterSending('failed')],
  [
    'partial and settled',
    resting({ state: 'partial', legs: sent({ state: 'partial', settled: true }) }),
    // The bytes that an earlier version left are wiped.
    { restarted: 'partial: writing | write' },
  ],
  ['settled', resting({ state: 'settled', legs: settledLegs }), { restarted: 'settled: writing | write' }],
  ['abandoned', resting({ state: 'abandoned' }), { restarted: 'abandoned: at rest | ' }],
  ['refused', resting({ state: 'refused' }), { restarted: 'refused: at rest | ' }],
  ['approved by an earlier life', resting({ state: 'approved' }), { restarted: ABANDONED }],
  ['signed by an earlier life', resting({ state: 'signing', legs: signedLegs }), { restarted: ABANDONED }],
  ['all signed by an earlier life', resting({ state: 'signed', legs: signedLegs }), { restarted: ABANDONED }],
];

describe.each(STAGES)('%s', (_name, run, expected) => {
  it.each(EVENTS.map((event) => [event.kind, event] as const))('%s', (kind, event) => {
    const after = step(run, event);
    if (expected[kind] === undefined) expect(after).toEqual({ run, effects: [] });
    else expect(told(after)).toBe(expected[kind]);
    for (const effect of after.effects) if (effect.kind === 'write') expect(effect.record).toBe(after.run.record);
  });
});

describe('on the way', () => {
  it('a venue without signatures goes from its approval to its orders', () => {
    expect(told(step(acting({ state: 'approved' }, BEGIN), { kind: 'begun', needsSignature: false }))).toBe(
      'approved: seal | seal',
    );
  });

  it('notes each signature with the number of its order, and no bytes', () => {
    const { record } = step(acting({ state: 'signing' }, sign(0)), { kind: 'signed', hash: hashOf(0) }).run;
    expect(record.legs.map(({ state, orders }) => [state, orders])).toEqual([
      ['signed', [{ hash: hashOf(0), sizeMicros: LEG_SIZE, body: null, expiresAtMs: null, seen: false }]],
      ['pending', []],
    ]);
  });

  it('posts what it wrote, order by order', () => {
    const sealed = step(acting({ state: 'signing', legs: signedLegs }, SEAL), { kind: 'sealed', orders: ORDERS });
    expect(sealed.run.record.legs.map(({ state, orders }) => [state, orders])).toEqual(
      ORDERS.map((order) => ['sent', [order]]),
    );
    expect(step(sealed.run, { kind: 'written' }).effects).toEqual([{ kind: 'post', orders: ORDERS }]);
  });

  it('does not send a part of a basket', () => {
    const run = acting({ state: 'signing', legs: signedLegs }, SEAL);
    for (const orders of [[], [orderOf(0)], [...ORDERS, orderOf(2)]])
      expect(told(step(run, { kind: 'sealed', orders }))).toBe(ABANDONED);
  });

  it('keeps nothing of the orders when it is given up, and all of them when it was cut off', () => {
    const run = writing({ state: 'sending', legs: sent() }, POST);
    expect(step(run, { kind: 'stopped' }).run.record.legs.flatMap(({ orders }) => orders)).toEqual([]);
    const cut = step(resting({ state: 'signing', legs: signedLegs }), { kind: 'restarted' }).run.record;
    expect(cut.legs).toEqual(signedLegs);
  });

  it('calls a leg without an answer unknown, and the others what they are', () => {
    const run = acting({ state: 'sending', legs: sent() }, POST);
    const { record } = step(run, { kind: 'answered', answers: matchedAnswers.slice(1) }).run;
    expect([record.state, ...record.legs.map(({ state }) => state)]).toEqual(['unknown', 'unknown', 'matched']);
  });

  it('writes nothing when looking up brought nothing new', () => {
    const run = resting({ state: 'unknown', legs: unknown });
    expect(step(run, { kind: 'looked-up', legs: structuredClone(unknown) })).toEqual({ run, effects: [] });
  });
});

describe('on paper', () => {
  const paper = { mode: 'paper', account: null } as const;

  it('did not happen when its result cannot be written down', () => {
    const run = writing({ ...paper, state: 'settled', legs: settledLegs }, null);
    const { record } = step(run, { kind: 'write-failed', failure: FAILURE }).run;
    expect(record).toMatchObject({ state: 'refused', failure: FAILURE });
    expect(record.legs.map(({ filledSizeMicros, paidMicros }) => [filledSizeMicros, paidMicros])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    // And if that cannot be written either, it is not tried for ever.
    expect(
      told(step({ record, stage: { kind: 'writing', then: null } }, { kind: 'write-failed', failure: FAILURE })),
    ).toBe('refused: at rest | ');
  });

  it('is abandoned by a restart, because its venue forgot it', () => {
    const run = resting({ ...paper, state: 'sending', legs: sent() });
    expect(told(step(run, { kind: 'restarted' }))).toBe(ABANDONED);
  });

  it('is never looked up', () => {
    const run = resting({ ...paper, state: 'partial', legs: sent({ state: 'partial', settled: true }) });
    expect(told(step(run, { kind: 'looked-up', legs: settledLegs }))).toBe('partial: at rest | ');
  });
});

describe("the user's last word", () => {
  const unknown = () => resting({ state: 'unknown', legs: sent({ state: 'unknown' }) });

  it('closes what is unknown, which is looked for all the same', () => {
    const closed = step(unknown(), { kind: 'closed-by-hand' });
    expect(told(closed)).toBe('failed: writing | write');
    expect(closed.run.record.legs.map(({ state, settled, failure }) => [state, settled, failure?.code])).toEqual(
      closed.run.record.legs.map(() => ['unfilled', false, 'closed-by-hand']),
    );
    expect(told(step(closed.run, { kind: 'written' }))).toBe('failed: at rest | look-up');
    const half = unknown().record.legs.map((leg, index) =>
      index === 0 ? { ...leg, filledSizeMicros: LEG_SIZE } : leg,
    );
    expect(step(resting({ state: 'unknown', legs: half }), { kind: 'closed-by-hand' }).run.record.state).toBe(
      'partial',
    );
  });

  it('closes nothing that is known, and keeps nothing that was never sent', () => {
    const known = resting({ state: 'partial', legs: sent({ state: 'partial' }) });
    expect(step(known, { kind: 'closed-by-hand' }).effects).toEqual([]);
    expect(step(resting({ state: 'refused' }), { kind: 'acknowledged' }).effects).toEqual([]);
    const kept = step(known, { kind: 'acknowledged' });
    expect([told(kept), kept.run.record.acknowledged]).toEqual(['partial: writing | write', true]);
    expect(step(step(kept.run, { kind: 'written' }).run, { kind: 'acknowledged' }).effects).toEqual([]);
  });

  it('leaves no bytes once nothing can happen to them', () => {
    const legs = sent({ state: 'unknown' });
    const over = legs.map((leg) => ({ ...leg, state: 'confirmed' as const, settled: true }));
    const { record } = step(resting({ state: 'unknown', legs }), { kind: 'looked-up', legs: over }).run;
    expect(record.legs.flatMap(({ orders }) => orders.map(({ body }) => body))).toEqual(legs.map(() => null));
    expect(record.legs.flatMap(({ orders }) => orders.map(({ hash }) => hash))).toEqual(
      legs.flatMap(({ orders }) => orders.map(({ hash }) => hash)),
    );
  });
});
