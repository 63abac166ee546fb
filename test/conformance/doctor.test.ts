/** The examination against the local exchange: green on an ordinary day, and red for the right reason on others. */
import { getContractConfig } from '@polymarket/clob-client-v2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseAddress } from '../../lib/domain/ids';
import { withoutSecrets } from '../../lib/domain/parse-finding';
import { failureOf } from '../../lib/domain/result';
import { GRAVITY, PROBES, type FindingCode, type ProbeId } from '../../lib/domain/finding';
import type { TradingSession } from '../../lib/ports/order-entry';
import * as en from '../../lib/words/en';
import { startExchange, type RunningExchange } from '../../exchange/start';
import { depositSession, doctorOf, signingWallet, type SigningWallet } from '../kit/doctor-bench';

const LISTEN_MS = 600;
const OTHER = parseAddress(`0x${'b2'.repeat(20)}`);
const signal = new AbortController().signal;
let exchange: RunningExchange;
let session: TradingSession;
let wallet: SigningWallet;

beforeAll(async () => {
  exchange = await startExchange({ scenario: 'coherent', seed: 5 });
  wallet = signingWallet('examined');
  session = await depositSession(exchange, wallet);
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
  [
    'neither relayer nor profile',
    {
      rest: [
        { host: 'relayer', path: '/', mode: 'reset' },
        { host: 'gamma', path: '/public-profile', mode: 'reset' },
      ],
    },
    ['accounts', 'asked-in-vain', /could not be reached/],
  ],
  [
    'short approvals',
    { allowanceMicros: 5 },
    ['standing', 'standing-short', /no contract of the venue may take that much/],
  ],
  [
    'no orders',
    rest('clob', '/data/orders', { mode: 'status', status: 401 }),
    ['orders', 'asked-in-vain', /credentials/],
  ],
  ['no trades', rest('clob', '/data/trades', { mode: 'html' }), ['orders', 'asked-in-vain', /cannot be read/]],
];

describe('the examination', () => {
  it('is green where the venue is as it should be, in the order of the probes', async () => {
    const { findings, verdict } = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    expect(findings.map((finding) => en.doctor.finding(finding)).join('\n')).not.toMatch(/undefined|NaN|\[object/);
    expect(verdict).toBe('green');
    const order = findings.map(({ probe }) => PROBES.indexOf(probe));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(findings).toHaveLength(12);
  });

  it.each(reds)('is red for %s', async (_name, faults, [probe, code, says]) => {
    expect(exchange.faults.patch(faults)).toBeNull();
    const { findings, verdict } = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    const last = findings.at(-1);
    expect({ verdict, probe: last?.probe, code: last?.code }).toEqual({ verdict: 'red', probe, code });
    expect(last && en.doctor.finding(last)).toMatch(says);
    // What stands before the end was not red.
    expect(findings.slice(0, -1).every((finding) => GRAVITY[finding.code] !== 'red')).toBe(true);
  });

  it('is red for a closed-only account, and for no wallet', async () => {
    exchange.faults.patch({ closedOnly: [session.account.owner] });
    const closed = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    expect(closed.findings.at(-1)?.code).toBe('standing-closed-only');
    exchange.faults.reset();
    const nobody = await doctorOf(exchange, { session: null, wallet }, LISTEN_MS).examine(signal);
    expect(nobody.findings.at(-1)?.code).toBe('wallet-missing');
    expect(nobody.verdict).toBe('red');
  });

  const moods: readonly (readonly [string, Partial<SigningWallet['mood']>, readonly [ProbeId, FindingCode, RegExp]])[] =
    [
      ['a wallet that is not there', { gone: true }, ['wallet', 'asked-in-vain', /could not be examined/]],
      ['a locked wallet', { owner: null }, ['wallet', 'wallet-locked', /Unlock it/]],
      ['a wallet on another account', { owner: OTHER }, ['wallet', 'wallet-other', /is on the account 0xb2b2…b2b2/]],
      [
        'a login that is refused',
        { refuses: true },
        ['key', 'asked-in-vain', /API key could not be examined.*refused/],
      ],
    ];
  it.each(moods)('is red for %s', async (_name, mood, [probe, code, says]) => {
    const before = { ...wallet.mood };
    Object.assign(wallet.mood, mood);
    const { findings, verdict } = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    Object.assign(wallet.mood, before);
    const last = findings.at(-1);
    expect({ verdict, probe: last?.probe, code: last?.code }).toEqual({ verdict: 'red', probe, code });
    expect(last && en.doctor.finding(last)).toMatch(says);
  });

  it('names the sites that the browser withholds, before it asks anything else', async () => {
    const sites = { ask: () => Promise.resolve({ asked: 6, withheld: ['clob.polymarket.com'] }) };
    const { findings, verdict } = await doctorOf(exchange, { session, wallet, sites }, LISTEN_MS).examine(signal);
    expect(verdict).toBe('red');
    expect(findings.map((finding) => en.doctor.finding(finding))).toEqual([
      expect.stringMatching(/keeps Facet from clob\.polymarket\.com\. Nothing can be checked or sent/),
    ]);
  });

  it('goes on with a wallet on another network, and says that it is asked to switch', async () => {
    wallet.mood.onChain = false;
    const { findings, verdict } = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    wallet.mood.onChain = true;
    expect(verdict).toBe('green');
    const said = findings.find(({ probe }) => probe === 'wallet');
    expect(said && en.doctor.finding(said)).toMatch(/another network than Polygon.*asks it to switch/);
  });

  it('names a wallet that the relayer is silent about and the site shows, and goes on', async () => {
    exchange.faults.patch(rest('relayer', '/', { mode: 'reset' }));
    const { findings, verdict } = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    expect(verdict).toBe('green');
    const said = findings.find(({ probe }) => probe === 'accounts');
    expect(said && en.doctor.finding(said)).toMatch(
      /did not say whether your wallet .* exists; polymarket\.com shows it/,
    );
  });

  it('names the kinds of market that a single contract blocks, and goes on', async () => {
    const { negRiskExchangeV2 } = getContractConfig(137);
    exchange.faults.patch({ spenderAllowances: { [negRiskExchangeV2]: 0 } });
    const { findings, verdict } = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    expect(verdict).toBe('green');
    const said = findings.find(({ probe }) => probe === 'standing');
    expect(said && en.doctor.finding(said)).toMatch(/not in markets of which one wins \(neg-risk\) of protocol v1: /);
  });

  it.each(['null', 'empty', 'missing'] as const)('understands unknown orders that are answered as %s', async (form) => {
    exchange.faults.patch({ unknownOrder: form });
    const { findings } = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    const said = findings.find(({ probe }) => probe === 'orders');
    expect(said?.code === 'orders-read' && said.params.unknownForm).toBe(form === 'missing' ? 'not-found' : form);
  });

  it('is red where an unknown order is answered in a way of its own', async () => {
    exchange.faults.patch(rest('clob', '/data/order/', { mode: 'status', status: 200, error: 'no such order' }));
    const { findings } = await doctorOf(exchange, { session, wallet }, LISTEN_MS).examine(signal);
    const last = findings.at(-1);
    expect(last?.code).toBe('orders-odd');
    expect(last && en.doctor.finding(last)).toMatch(/nothing is sent/);
  });

  it('leaves keys and secrets out of what is shown', () => {
    const { key, secret } = session.credentials;
    const cause = failureOf('unauthorized', { what: 'order', said: `bad key ${key}, ${secret}` });
    const finding = { probe: 'orders', code: 'asked-in-vain', params: { probe: 'orders', cause } } as const;
    const shown = en.doctor.report([withoutSecrets(finding, [key, secret])], 'red', 'now');
    expect(en.doctor.report([finding], 'red', 'now')).toContain(key);
    expect(shown).toContain('[left out]');
    expect(shown.includes(key) || shown.includes(secret)).toBe(false);
  });

  it('joins a second call to the one that runs, and ends when it is told to', async () => {
    const doctor = doctorOf(exchange, { session, wallet }, LISTEN_MS);
    const [one, two] = await Promise.all([doctor.examine(signal), doctor.examine(signal)]);
    expect(one).toBe(two);
    const end = new AbortController();
    doctor.subscribe(() => doctor.state().running === 'market-socket' && end.abort());
    // Whoever ends it has no verdict, and nothing is locked or unlocked by it.
    expect((await doctor.examine(end.signal)).verdict).toBeNull();
  });
});
