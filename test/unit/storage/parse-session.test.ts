/** A stored session: what signs and pays is all there or it is no session; the rest is read key by key. */
import { describe, expect, it } from 'vitest';
import { parseSession } from '../../../lib/storage/parse-session';

const owner = `0x${'a1'.repeat(20)}`;
const SESSION = {
  account: { owner, funder: owner, signatureType: 2 },
  credentials: { key: 'k', secret: 's', passphrase: 'p' },
  wallet: { name: 'Wallet', claimedRdns: 'example.wallet' },
  undeployed: null,
};

describe('a stored session', () => {
  it('is read back, with the keys of a newer version', () => {
    expect(parseSession(SESSION)).toEqual(SESSION);
    const newer = { ...SESSION, since: 5, account: { ...SESSION.account, chain: 137 } };
    expect(parseSession(newer)).toEqual(newer);
  });

  it('of the time before deposit wallets were looked for has none to come', () => {
    const { undeployed: _none, ...before } = SESSION;
    expect(parseSession(before)).toEqual(SESSION);
    expect(parseSession({ ...SESSION, undeployed: 'nonsense' })).toEqual(SESSION);
    expect(parseSession({ ...SESSION, undeployed: owner })).toEqual({ ...SESSION, undeployed: owner });
  });

  it('without its wallet still looks orders up', () => {
    const { wallet: _wallet, ...half } = SESSION;
    expect(parseSession(half)).toEqual({ ...SESSION, wallet: { name: '', claimedRdns: '' } });
  });

  it.each([
    ['an owner that is none', { account: { ...SESSION.account, owner: '0x12' } }],
    ['a signature type that nobody knows', { account: { ...SESSION.account, signatureType: 9 } }],
    ['half its credentials', { credentials: { key: 'k' } }],
  ])('with %s is none', (_what, damage) => {
    expect(parseSession({ ...SESSION, ...damage })).toBeNull();
  });
});
