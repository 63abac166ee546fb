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
  it('lists the plain account and the wallets that exist, or fails as a whole', async () => {
    const entry = entryOf((request) => json({ deployed: /type=(?:SAFE|PROXY)$/.test(request.url) }));
    const accounts = await entry.fetchAccounts(owner, signal);
    expect(accounts.ok && accounts.value.map((one) => one.signatureType)).toEqual([0, 2, 1]);
    expect((await entryOf(json({}, 500)).fetchAccounts(owner, signal)).ok).toBe(false);
  });

  it('names the deposit wallet that does not exist yet, and none when there is one', async () => {
    const toCome = async (deployed: RegExp): Promise<string | null> => {
      const entry = entryOf((request) => json({ deployed: deployed.test(request.url) }));
      const accounts = await entry.fetchAccounts(owner, signal);
      if (!accounts.ok) throw new Error(accounts.error.code);
      return entry.walletToCome(owner, accounts.value);
    };
    const [beacon, older] = walletCandidates(owner);
    expect(await toCome(/never/)).toBe(beacon?.address);
    expect(await toCome(/type=(?:SAFE|PROXY)$/)).toBe(beacon?.address);
    expect(await toCome(/type=WALLET$/)).toBeNull();
    expect(await toCome(new RegExp(older?.address ?? 'missing'))).toBeNull();
  });
});
