import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeMs } from '../../../lib/domain/units';
import type { Clock } from '../../../lib/ports/clock';
import {
  BRIDGE_MAX_ANSWER_CHARS,
  BRIDGE_TIMEOUT_MS,
  type BridgeAnswer,
  type BridgeRequest,
} from '../../../lib/protocol/bridge';
import { createBridgeRelay } from '../../../lib/protocol/bridge-page';
import { createCommandClient } from '../../../lib/protocol/client';
import { connectToBackground, type Pipe } from '../../../lib/protocol/replica';
import { pages } from '../../kit/page-views';

/** A clock that tests turn by hand. */
function handClock(): Clock & { readonly turn: (ms: number) => void } {
  let now = 0;
  let timers: { readonly atMs: number; readonly run: () => void }[] = [];
  return {
    nowMs: () => timeMs(now),
    after: (delayMs, run, signal) =>
      void (
        signal.aborted || (timers = [...timers, { atMs: now + delayMs, run: () => void (signal.aborted || run()) }])
      ),
    turn: (ms) => {
      now += ms;
      const due = timers.filter(({ atMs }) => atMs <= now);
      timers = timers.filter(({ atMs }) => atMs > now);
      for (const { run } of due) run();
    },
  };
}

interface TestPipe extends Pipe {
  readonly posted: unknown[];
  readonly receive: (message: unknown) => void;
  readonly die: () => void;
  readonly isShut: () => boolean;
}

function testPipe(): TestPipe {
  let onMessage: (message: unknown) => void = () => undefined;
  let onClose: () => void = () => undefined;
  let shut = false;
  const posted: unknown[] = [];
  return {
    posted,
    post: (message) => void posted.push(message),
    onMessage: (listener) => void (onMessage = listener),
    onClose: (listener) => void (onClose = listener),
    close: () => void (shut = true),
    // A port that was left may still hold what was sent to it before.
    receive: (message) => onMessage(message),
    die: () => void (shut || onClose()),
    isShut: () => shut,
  };
}

function replicaOnPipes() {
  const clock = handClock();
  const pipes: TestPipe[] = [];
  let alive = true;
  const end = new AbortController();
  const connection = connectToBackground({
    clock,
    signal: end.signal,
    open: () => {
      if (!alive) return null;
      const pipe = testPipe();
      pipes.push(pipe);
      return pipe;
    },
  });
  const replica = connection.replica('page', '/event/x');
  return { clock, pipes, connection, replica, end, dieForGood: () => (alive = false) };
}

const frame = (seq: number, bootId = 'b1', view: unknown = { ...pages.coherent, eventTitle: `${bootId} ${seq}` }) => ({
  topic: 'page',
  key: '/event/x',
  bootId,
  seq,
  view,
});

describe('the replica', () => {
  it('subscribes first, then takes frames in order and drops old, foreign and malformed ones', () => {
    const { pipes, replica } = replicaOnPipes();
    expect(pipes[0]?.posted).toEqual([{ topic: 'page', key: '/event/x' }]);
    expect(replica.getState()).toMatchObject({ link: 'connecting', view: null });
    pipes[0]?.receive(frame(2));
    for (const bad of [
      frame(1),
      frame(2),
      { ...frame(3), topic: 'now' },
      { ...frame(3), topic: 'dashboard' },
      { ...frame(3), key: '/event/y' },
      { ...frame(3), seq: 1.5 },
      { ...frame(3), view: null },
      null,
      'x',
      {},
    ])
      pipes[0]?.receive(bad);
    expect(replica.getState()).toMatchObject({ link: 'live', view: { eventTitle: 'b1 2' } });
    pipes[0]?.receive(frame(9));
    expect(replica.getState().view?.eventTitle).toBe('b1 9');
  });

  it('keeps the view while lost, opens again with back-off, and starts from 1 with a new boot', () => {
    const { clock, pipes, replica } = replicaOnPipes();
    pipes[0]?.receive(frame(50));
    clock.turn(1_000);
    pipes[0]?.die();
    expect(replica.getState()).toMatchObject({ link: 'lost', linkSinceMs: 1_000, view: { eventTitle: 'b1 50' } });
    const gaps: number[] = [];
    for (let attempt = 1; attempt < 9; attempt += 1) {
      let waited = 0;
      while (pipes.length === attempt) {
        clock.turn(100);
        waited += 100;
      }
      gaps.push(waited);
      pipes[attempt]?.die();
    }
    expect(gaps).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 8_000]);
    expect(replica.getState().linkSinceMs).toBe(1_000);
    clock.turn(8_000);
    pipes.at(-1)?.receive(frame(1, 'b2'));
    expect(replica.getState()).toMatchObject({ link: 'live', view: { eventTitle: 'b2 1' } });
    pipes.at(-1)?.die();
    const before = pipes.length;
    clock.turn(100);
    expect(pipes.length).toBe(before + 1);
  });

  it('stops for good when the extension is gone, and when it is told to', () => {
    const { clock, pipes, replica, dieForGood } = replicaOnPipes();
    dieForGood();
    pipes[0]?.die();
    clock.turn(100);
    expect(replica.getState().link).toBe('gone');
    clock.turn(100_000);
    expect(pipes).toHaveLength(1);
    const second = replicaOnPipes();
    second.end.abort();
    second.pipes[0]?.receive(frame(1));
    expect(second.replica.getState().view).toBeNull();
  });

  it('rests while its page is put aside, and is old from its return to the first frame', () => {
    const { clock, pipes, connection, replica } = replicaOnPipes();
    pipes[0]?.receive(frame(7));
    clock.turn(1_000);
    connection.rest();
    expect(pipes[0]?.isShut()).toBe(true);
    expect(replica.getState()).toMatchObject({ link: 'resting', view: { eventTitle: 'b1 7' } });
    // What was on its way when the page left is old as well.
    pipes[0]?.receive(frame(8));
    expect(replica.getState()).toMatchObject({ link: 'resting', view: { eventTitle: 'b1 7' } });
    clock.turn(3_600_000);
    expect(pipes).toHaveLength(1);
    connection.reopen();
    connection.reopen();
    expect(pipes).toHaveLength(2);
    expect(pipes[1]?.posted).toEqual([{ topic: 'page', key: '/event/x' }]);
    expect(replica.getState()).toMatchObject({ link: 'resting', linkSinceMs: 3_601_000 });
    pipes[1]?.receive(frame(1));
    expect(replica.getState()).toMatchObject({ link: 'live', view: { eventTitle: 'b1 1' } });
  });

  it('opens at once when it is told that the background is there, whatever it was waiting for', () => {
    const { clock, pipes, connection, replica } = replicaOnPipes();
    for (let death = 0; death < 8; death += 1) {
      pipes.at(-1)?.die();
      connection.reopen();
      expect(pipes).toHaveLength(death + 2);
    }
    // The waits that were cut short open nothing more.
    clock.turn(60_000);
    expect(pipes).toHaveLength(9);
    connection.reopen();
    expect(pipes).toHaveLength(9);
    pipes.at(-1)?.receive(frame(1));
    expect(replica.getState().link).toBe('live');
  });

  it('knows when it comes back that its extension is gone', () => {
    const { pipes, connection, replica, dieForGood } = replicaOnPipes();
    pipes[0]?.receive(frame(1));
    connection.rest();
    dieForGood();
    connection.reopen();
    expect(replica.getState().link).toBe('gone');
    connection.rest();
    connection.reopen();
    expect(replica.getState().link).toBe('gone');
  });

  it('tells its listeners until they leave', () => {
    const { pipes, replica } = replicaOnPipes();
    let told = 0;
    const leave = replica.subscribe(() => (told += 1));
    pipes[0]?.receive(frame(1));
    leave();
    pipes[0]?.receive(frame(2));
    expect(told).toBe(1);
  });
});

describe('the command client', () => {
  const execute = { certificateHash: 'a'.repeat(64), maxCostMicros: 1, mode: 'paper' } as const;

  it('sends the message and hands back the value', async () => {
    const sent: unknown[] = [];
    const command = createCommandClient(
      async (message) => (sent.push(message), { ok: true, value: { executionId: 'e' } }),
    );
    expect(await command('execute', execute)).toEqual({ ok: true, value: { executionId: 'e' } });
    expect(sent).toEqual([{ target: 'background', command: 'execute', input: execute }]);
  });

  it.each([
    [undefined],
    [null],
    ['yes'],
    [{ ok: true }],
    [{ ok: false }],
    [{ ok: false, error: { code: 1 } }],
    [{ ok: 'true', value: {} }],
  ])('treats %j as no answer, of unknown effect', async (reply) => {
    const result = await createCommandClient(async () => reply)('execute', execute);
    expect(result).toMatchObject({ ok: false, error: { code: 'execute-unanswered', retry: 'unknown' } });
  });

  it.each([
    ['of ours', { code: 'cost-moved', params: {}, retry: 'later' }, { code: 'cost-moved', params: {} }],
    ['of another version', { code: 'x-y', params: {}, retry: 'later' }, { code: 'unknown-failure' }],
    [
      'of an earlier version',
      { code: 'x-y', message: 'No.', retry: 'later' },
      { params: { code: 'x-y', text: 'No.' } },
    ],
  ])('hands on a failure %s', async (_whose, error, expected) => {
    const result = await createCommandClient(async () => ({ ok: false, error }))('execute', execute);
    expect(result).toMatchObject({ ok: false, error: { ...expected, retry: 'later' } });
  });

  it('knows when the extension is gone', async () => {
    const gone = createCommandClient(() => {
      throw new Error('Extension context invalidated.');
    });
    expect(await gone('execute', execute)).toMatchObject({ error: { code: 'context-gone', retry: 'never' } });
    const broken = createCommandClient(async () => Promise.reject(new Error('Could not establish connection.')));
    expect(await broken('recheck', { certificateHash: execute.certificateHash })).toMatchObject({
      error: { code: 'no-answer' },
    });
  });
});

describe('the bridge relay', () => {
  function relayed(taken = true) {
    const clock = handClock();
    const toPage: BridgeRequest[] = [];
    const answers: BridgeAnswer[] = [];
    const relay = createBridgeRelay({
      nowMs: () => clock.nowMs(),
      toPage: (request) => taken && toPage.push(request) > 0,
      toBackground: (answer) => void answers.push(answer),
    });
    return { clock, toPage, answers, relay };
  }
  const call = (nonce: string, method = 'eth_accounts') => ({ nonce, kind: 'call', uuid: 'u', method, params: [] });

  it('carries allow-listed requests only', () => {
    const { relay, toPage } = relayed();
    for (const message of [
      call('n1'),
      call('n2', 'eth_sign'),
      call('n3', 'personal_sign'),
      { ...call('n4'), params: 'x' },
      { ...call('n'.repeat(65)) },
      call(''),
      null,
      7,
      {},
    ])
      relay.fromBackground(message);
    expect(toPage.map(({ nonce }) => nonce)).toEqual(['n1']);
  });

  it('takes one answer for one nonce, of the right kind, in time', () => {
    const { relay, answers, clock } = relayed();
    relay.fromBackground(call('n1'));
    relay.fromPage({ nonce: 'other', kind: 'value', value: '0x' });
    relay.fromPage({ nonce: 'n1', kind: 'providers', providers: [] });
    relay.fromPage({ nonce: 'n1', kind: 'value', value: ['0xabc'] });
    relay.fromPage({ nonce: 'n1', kind: 'value', value: ['0xdef'] });
    expect(answers).toEqual([{ nonce: 'n1', kind: 'value', value: ['0xabc'] }]);
    relay.fromBackground(call('n2'));
    clock.turn(BRIDGE_TIMEOUT_MS + 1);
    relay.fromPage({ nonce: 'n2', kind: 'value', value: null });
    expect(answers).toHaveLength(1);
  });

  it('drops what is too long, has more fields or is of another shape (property)', () => {
    const { relay, answers } = relayed();
    relay.fromBackground(call('n1'));
    relay.fromPage({ nonce: 'n1', kind: 'value', value: 'x'.repeat(BRIDGE_MAX_ANSWER_CHARS + 1) });
    relay.fromPage({ nonce: 'n1', kind: 'value', value: '0x', command: 'execute' });
    relay.fromPage({ nonce: 'n1', kind: 'value', value: { toString: 'x' } });
    relay.fromPage({ nonce: 'n1', kind: 'error', code: '4001', message: 'x' });
    fc.assert(
      fc.property(fc.anything(), (message) => void relay.fromPage(message)),
      { numRuns: 2_000 },
    );
    expect(answers).toEqual([]);
    relay.fromPage({ nonce: 'n1', kind: 'error', code: 4001, message: 'no' });
    expect(answers).toHaveLength(1);
  });

  it('says so when there is no script in the page to ask', () => {
    const { relay, answers } = relayed(false);
    relay.fromBackground(call('n1'));
    expect(answers).toMatchObject([{ nonce: 'n1', kind: 'error', code: 4900 }]);
  });
});
