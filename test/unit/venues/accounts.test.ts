/** Which wallets an owner has at the venue, and which does not exist yet. */
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../lib/domain/ids';
import type { HttpRequest, HttpResponse } from '../../../lib/ports/net';
import { walletCandidates } from '../../../lib/venues/polymarket/orders/accounts';
import { createPolymarketTrading } from '../../../lib/venues/polymarket/trading';
import { cannedHttp, createFakeClock, createMemoryLog, json } from '../../kit/venue';

const owner = (() => {
  const parsed = parseAddress('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266');
  if (parsed === null) throw new Error('fixture');
  return parsed;
})();
const signal = new AbortController().signal;

function entryOf(answer: HttpResponse | ((request: HttpRequest) => HttpResponse)) {
  const { http } = cannedHttp(typeof answer === 'function' ? answer : () => answer);
  return createPolymarketTrading({ http, clock: createFakeClock(), log: createMemoryLog() });
}

describe('accounts', () => {
  it('lists the plain account and the wallets that exist whatever one lookup says, and fails with all', async () => {
    const entry = entryOf((request) =>
      /type=WALLET$/.test(request.url) ? json({}, 500) : json({ deployed: !request.url.includes('type=') }),
    );
    const accounts = await entry.fetchAccounts(owner, signal);
    expect(accounts.ok && accounts.value.map((one) => one.signatureType)).toEqual([0, 2, 1]);
    expect((await entryOf(json({}, 500)).fetchAccounts(owner, signal)).ok).toBe(false);
  });

  it('surveys every wallet with what is known of it, and the one that the site names', async () => {
    const [beacon, older] = walletCandidates(owner);
    const entry = entryOf((request) => {
      if (request.url.includes('/public-profile')) return json({ proxyWallet: older?.address });
      return request.url.includes(beacon?.address ?? '-') ? json({}, 500) : json({ deployed: false });
    });
    const survey = await entry.surveyWallets(owner, signal);
    if (!survey.ok) throw new Error(survey.error.code);
    expect(survey.value.profile).toBe(older?.address);
    expect(survey.value.wallets.map(({ account, deployed }) => [account.signatureType, deployed])).toEqual([
      [3, null],
      [3, false],
      [2, false],
      [1, false],
      [0, true],
    ]);
    const silent = await entryOf(json({}, 500)).surveyWallets(owner, signal);
    expect(silent.ok).toBe(false);
  });
});
