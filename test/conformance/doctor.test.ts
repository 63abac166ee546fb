/** The examination against the local exchange: green on an ordinary day, and red for the right reason on others. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GRAVITY, PROBES, type FindingCode, type ProbeId } from '../../lib/domain/finding';
import type { TradingSession } from '../../lib/ports/order-entry';
import * as en from '../../lib/words/en';
import { startExchange, type RunningExchange } from '../../exchange/start';
import { depositSession, doctorOf } from '../kit/doctor-bench';

const LISTEN_MS = 600;
const signal = new AbortController().signal;
let exchange: RunningExchange;
let session: TradingSession;

beforeAll(async () => {
  exchange = await startExchange({ scenario: 'coherent', seed: 5 });
  session = await depositSession(exchange, 'examined');
});
afterAll(() => exchange.close());
afterEach(() => exchange.faults.reset());

const rest = (host: string, path: string, more: Readonly<Record<string, unknown>>) => ({
  rest: [{ host, path, ...more }],
});

const reds: readonly (readonly [string, object, readonly [ProbeId, FindingCode, RegExp]])[] = [
  ['a clock behind', { clockOffsetMs: 5_000 }, ['clock', 'clock-off', /[45]\.\d s behind/]],
  ['a clock ahead', { clockOffsetMs: -9_000 }, ['clock', 'clock-off', /[89]\.\d s ahead/]],
  [
    'no answer of the clock',
    rest('clob', '/time', { mode: 'reset' }),
    ['clock', 'asked-in-vain', /could not be reached/],
  ],
  ['the edge', rest('clob', '/time', { mode: 'edge' }), ['clock', 'asked-in-vain', /refused/]],
  ['a time that is none', rest('clob', '/time', { mode: 'html' }), ['clock', 'asked-in-vain', /does not understand/]],
  ['a blocked place', { geoblock: { country: 'US', region: 'NY' } }, ['place', 'place-blocked', /US, NY/]],
  ['no place', rest('site', '/api/geoblock', { mode: 'status', status: 500 }), ['place', 'asked-in-vain', /HTTP 500/]],
  ['a new version', { clobVersion: 4 }, ['version', 'version-unknown', /does not know \(4\)/]],
  ['no version', rest('clob', '/version', { mode: 'empty' }), ['version', 'asked-in-vain', /cannot be read/]],
  [
    'no catalogue',
    rest('gamma', '/events', { mode: 'status', status: 503 }),
    ['catalogue', 'asked-in-vain', /HTTP 503/],
  ],
  ['an unknown protocol', { marketVersion: 'v9' }, ['catalogue', 'catalogue-empty', /Nothing can be watched/]],
  ['no books', rest('clob', '/books', { mode: 'status', status: 429 }), ['books', 'asked-in-vain', /slow down/]],
  [
    'spoilt books',
    rest('clob', '/books', { mode: 'malformed-book' }),
    ['books', 'books-missing', /came that can be used/],
  ],
  [
    'no details',
    rest('clob', '/clob-markets', { mode: 'truncated' }),
    ['books', 'asked-in-vain', /could not be reached/],
  ],
  ['a closed socket', { wsRefuse: true }, ['market-socket', 'socket-refused', /did not open/]],
  ['a silent socket', { wsFreeze: 'market' }, ['market-socket', 'socket-silent', /sent no book/]],
  ['a dead user socket', { wsDead: 'user' }, ['user-socket', 'socket-mute', /did not answer a ping/]],
  ['no relayer', rest('relayer', '/', { mode: 'reset' }), ['accounts', 'asked-in-vain', /could not be reached/]],
  ['short approvals', { allowanceMicros: 5 }, ['standing', 'standing-short', /not every contract/]],
  [
    'no orders',
    rest('clob', '/data/orders', { mode: 'status', status: 401 }),
    ['orders', 'asked-in-vain', /credentials/],
  ],
  ['no trades', rest('clob', '/data/trades', { mode: 'html' }), ['orders', 'asked-in-vain', /cannot be read/]],
];

describe('the examination', () => {
  it('is green where the venue is as it should be, in the order of the probes', async () => {
    const { findings, verdict } = await doctorOf(exchange, session, LISTEN_MS).examine(signal);
    expect(findings.map((finding) => en.doctor.finding(finding)).join('\n')).not.toMatch(/undefined|NaN|\[object/);
    expect(verdict).toBe('green');
    const order = findings.map(({ probe }) => PROBES.indexOf(probe));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(findings).toHaveLength(10);
  });

  it.each(reds)('is red for %s', async (_name, faults, [probe, code, says]) => {
    expect(exchange.faults.patch(faults)).toBeNull();
    const { findings, verdict } = await doctorOf(exchange, session, LISTEN_MS).examine(signal);
    const last = findings.at(-1);
    expect({ verdict, probe: last?.probe, code: last?.code }).toEqual({ verdict: 'red', probe, code });
    expect(last && en.doctor.finding(last)).toMatch(says);
    // What stands before the end was not red.
    expect(findings.slice(0, -1).every((finding) => GRAVITY[finding.code] !== 'red')).toBe(true);
  });

  it('is red for a closed-only account, and for no wallet', async () => {
    exchange.faults.patch({ closedOnly: [session.account.owner] });
    const closed = await doctorOf(exchange, session, LISTEN_MS).examine(signal);
    expect(closed.findings.at(-1)?.code).toBe('standing-closed-only');
    exchange.faults.reset();
    const nobody = await doctorOf(exchange, null, LISTEN_MS).examine(signal);
    expect(nobody.findings.at(-1)?.code).toBe('wallet-missing');
    expect(nobody.verdict).toBe('red');
  });

  it('joins a second call to the one that runs, and ends when it is told to', async () => {
    const doctor = doctorOf(exchange, session, LISTEN_MS);
    const [one, two] = await Promise.all([doctor.examine(signal), doctor.examine(signal)]);
    expect(one).toBe(two);
    const end = new AbortController();
    doctor.subscribe(() => doctor.state().running === 'market-socket' && end.abort());
    expect((await doctor.examine(end.signal)).verdict).toBe('red');
  });
});
