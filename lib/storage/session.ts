/**
 * What must not outlive the browser session: venue credentials and the chosen account. Memory only, our own pages only.
 */
import * as z from 'zod/mini';
import { browser } from 'wxt/browser';
import { parseAddress } from '../domain/ids';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { TradingAccount } from '../domain/account';
import type { ApiCredentials } from '../ports/order-entry';

const KEY = 'session';

export interface StoredSession {
  readonly account: TradingAccount;
  readonly credentials: ApiCredentials;
  readonly wallet: { readonly name: string; readonly claimedRdns: string };
}

const text = z.string().check(z.maxLength(500));
const schema = z.strictObject({
  account: z.strictObject({
    owner: text,
    funder: text,
    signatureType: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  }),
  credentials: z.strictObject({ key: text, secret: text, passphrase: text }),
  wallet: z.strictObject({ name: text, claimedRdns: text }),
});

export const sessionStore = {
  async load(): Promise<StoredSession | null> {
    const stored: unknown = (await browser.storage.session.get(KEY))[KEY];
    const parsed = schema.safeParse(stored);
    if (!parsed.success) return null;
    const owner = parseAddress(parsed.data.account.owner);
    const funder = parseAddress(parsed.data.account.funder);
    if (owner === null || funder === null) return null;
    return { ...parsed.data, account: { owner, funder, signatureType: parsed.data.account.signatureType } };
  },
  async save(session: StoredSession | null): Promise<Result<void>> {
    try {
      if (session === null) await browser.storage.session.remove(KEY);
      else await browser.storage.session.set({ [KEY]: session });
      return ok(undefined);
    } catch {
      return fail('session-unsaved', {}, 'later');
    }
  },
};
