/** What an answer says of the venue's mode, how long it is believed, and that nothing is asked before. */
import { describe, expect, it } from 'vitest';
import { timeMs } from '../../../lib/domain/units';
import type { HttpResponse } from '../../../lib/ports/net';
import { closedBy, createStanding } from '../../../lib/venues/polymarket/orders/mode';

const answer = (status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  header: (name) => headers[name] ?? null,
});
const CANCEL_ONLY = 'Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.';

describe('what an answer says of the mode', () => {
  it.each<[string, HttpResponse, string | null, number]>([
    ['a restart', answer(425, { error: 'service not ready' }), 'restarting', 30],
    ['a restart that says how long', answer(425, {}, { 'retry-after': '7' }), 'restarting', 7],
    ['post-only', answer(503, { error: 'post-only mode: ...', retry_after_seconds: 44 }), 'post-only', 44],
    ['post-only without a time', answer(503, { error: 'Post-only mode' }), 'post-only', 120],
    ['cancel-only', answer(503, { error: CANCEL_ONLY }), 'cancel-only', 15],
    ['switched off', answer(503, { error: 'Trading is currently disabled.' }), 'disabled', 15],
    ['too many requests', answer(429, '', { 'retry-after': '3' }), 'slow-down', 3],
    ['a time that is a date', answer(429, '', { 'retry-after': 'Tue, 01 Dec 2026 00:00:00 GMT' }), 'slow-down', 3],
    ['a time without end', answer(429, '', { 'retry-after': '999999999' }), 'slow-down', 600],
    ['a time before now', answer(503, { error: 'post-only mode', retry_after_seconds: -5 }), 'post-only', 120],
    ['a bare 503', answer(503, '<html>'), null, 0],
    ['a 500 with the words of a mode', answer(500, { error: CANCEL_ONLY }), null, 0],
    ['a refusal of what was asked', answer(400, { error: 'Invalid order payload' }), null, 0],
    ['an answer', answer(200, []), null, 0],
  ])('%s', (_name, response, kind, seconds) => {
    expect(closedBy(response)).toEqual(kind === null ? null : { kind, seconds });
  });
});

describe('what was overheard', () => {
  function world() {
    let nowMs = 1_000_000;
    let next = answer(200);
    const standing = createStanding({
      http: () => Promise.resolve(next),
      clock: { nowMs: () => timeMs(nowMs), after: () => undefined },
    });
    const { signal } = new AbortController();
    return {
      standing,
      at: (ms: number) => void (nowMs = 1_000_000 + ms),
      async hear(response: HttpResponse, path = '/order', method: 'GET' | 'POST' | 'DELETE' = 'POST') {
        next = response;
        await standing.http({ method, url: `https://clob.polymarket.com${path}`, timeoutMs: 1 }, signal);
      },
    };
  }

  it('holds to the last millisecond of its time and not one longer', async () => {
    const { standing, hear, at } = world();
    await hear(answer(429, '', { 'retry-after': '3' }), '/data/orders', 'GET');
    at(2_999);
    expect(standing.overheard(1)).toEqual({ kind: 'slow-down', seconds: 1 });
    at(3_000);
    expect(standing.overheard(1)).toBeNull();
  });

  it('is over as soon as the venue reads an order again', async () => {
    const { standing, hear } = world();
    await hear(answer(503, { error: CANCEL_ONLY }));
    await hear(answer(200), '/data/orders', 'GET');
    expect(standing.overheard(1)).toMatchObject({ kind: 'cancel-only' });
    await hear(answer(400, { error: 'Invalid order payload' }));
    expect(standing.overheard(1)).toBeNull();
  });

  it('may be asked whether a mode is over, but not before a time that the venue named', async () => {
    const { standing, hear } = world();
    const rests = async (response: HttpResponse) => {
      await hear(answer(400));
      await hear(response);
      return standing.wantsRest(1);
    };
    expect(await rests(answer(503, { error: CANCEL_ONLY }))).toBe(false);
    expect(await rests(answer(503, { error: 'post-only mode', retry_after_seconds: 9 }))).toBe(false);
    expect(await rests(answer(425))).toBe(false);
    expect(await rests(answer(425, {}, { 'retry-after': '9' }))).toBe(true);
    expect(await rests(answer(429))).toBe(true);
    expect(await rests(answer(400, {}, { 'poly-ratelimit-remaining': '0', 'poly-ratelimit-reset': '1' }))).toBe(true);
  });

  it('does not come from cancels, which have a bucket of their own, nor from other hosts', async () => {
    const { standing, hear } = world();
    await hear(answer(429), '/orders', 'DELETE');
    await standing.http(
      { method: 'GET', url: 'https://clob.polymarket.com.evil.example/order', timeoutMs: 1 },
      new AbortController().signal,
    );
    expect(standing.overheard(1)).toBeNull();
  });

  it.each([
    [14, 'slow-down'],
    [15, null],
    [16, null],
  ])('a bucket that holds %i orders, and fifteen are to be sent', async (left, kind) => {
    const { standing, hear, at } = world();
    const headers = { 'poly-ratelimit-remaining': String(left), 'poly-ratelimit-reset': '2' };
    await hear(answer(400, {}, headers));
    expect(standing.overheard(15)?.kind ?? null).toBe(kind);
    at(2_000);
    expect(standing.overheard(15)).toBeNull();
  });

  it('reads the time of the bucket as one since 1970 where it is so large', async () => {
    const { standing, hear } = world();
    await hear(answer(400, {}, { 'poly-ratelimit-remaining': '0', 'poly-ratelimit-reset': '9999999999' }));
    expect(standing.overheard(1)).toEqual({ kind: 'slow-down', seconds: 600 });
  });
});
