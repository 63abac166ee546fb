/** The stored session, checked on the way out. */
import * as z from 'zod/mini';
import type { TradingAccount } from '../domain/account';
import { parseAddress, type Address } from '../domain/ids';
import type { ApiCredentials } from '../ports/order-entry';
import { signatureType } from './fields';

export interface StoredSession {
  readonly account: TradingAccount;
  readonly credentials: ApiCredentials;
  readonly wallet: { readonly name: string; readonly claimedRdns: string };
  readonly undeployed: Address | null;
}

const text = z.string().check(z.maxLength(500));
/** Keys of a newer version are kept. Without account or credentials there is no session: the wallet connects again. */
const schema = z.looseObject({
  account: z.looseObject({
    owner: text,
    funder: text,
    signatureType,
  }),
  credentials: z.looseObject({ key: text, secret: text, passphrase: text }),
  // No wallet of a page has no name: it looks orders up, and signs nothing until one is chosen again.
  wallet: z.catch(z.looseObject({ name: text, claimedRdns: text }), { name: '', claimedRdns: '' }),
  /** Not in sessions of versions that did not look for it. */
  undeployed: z.catch(z.nullish(text), null),
});

export function parseSession(stored: unknown): StoredSession | null {
  const parsed = schema.safeParse(stored);
  if (!parsed.success) return null;
  const owner = parseAddress(parsed.data.account.owner);
  const funder = parseAddress(parsed.data.account.funder);
  if (owner === null || funder === null) return null;
  const undeployed = parseAddress(parsed.data.undeployed);
  return { ...parsed.data, account: { ...parsed.data.account, owner, funder }, undeployed };
}
