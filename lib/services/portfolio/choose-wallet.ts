/**
 * Which of an owner's wallets is traded from. The site's own word decides where it agrees with what exists; where it
 * does not, or where two deposit wallets exist, the user does. A plain account is only taken when there is nothing
 * else: new ones are refused (docs/venue.md 2.2).
 */
import type { TradingAccount } from '../../domain/account';
import type { Address } from '../../domain/ids';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { OwnWallet, WalletSurvey } from '../../ports/login';

/** Why the user is asked: more than one could be meant, the site names another, or one that fits no formula. */
export type AskBecause = 'several' | 'profile-differs' | 'profile-foreign';

export interface ShownWallet {
  readonly account: TradingAccount;
  /** The site names it. */
  readonly isProfile: boolean;
}

export type Chosen =
  | {
      readonly kind: 'one';
      readonly account: TradingAccount;
      /** The wallet that is meant, while it does not exist: nothing can be held or traded there. */
      readonly undeployed: Address | null;
    }
  | { readonly kind: 'ask'; readonly because: AskBecause; readonly wallets: readonly ShownWallet[] };

/** @param hasMoney whether the venue tells of a balance for an account of this signature type. */
export function chooseWallet(
  { wallets, profile }: WalletSurvey,
  hasMoney: (account: TradingAccount) => boolean,
): Result<Chosen> {
  const isPlain = ({ account }: OwnWallet): boolean => account.signatureType === 0;
  const isProfile = ({ account }: OwnWallet): boolean => account.funder.toLowerCase() === profile?.toLowerCase();
  const plain = wallets.find(isPlain);
  // Where the relayer did not say, the site's word or money there tells that it exists.
  const existing = wallets.filter(
    (wallet) =>
      !isPlain(wallet) && (wallet.deployed ?? (profile === null ? hasMoney(wallet.account) : isProfile(wallet))),
  );
  const ask = (because: AskBecause): Result<Chosen> => {
    const shown = plain && (hasMoney(plain.account) || isProfile(plain)) ? [...existing, plain] : existing;
    const wallets = shown.map((wallet) => ({ account: wallet.account, isProfile: isProfile(wallet) }));
    return ok({ kind: 'ask', because, wallets });
  };
  const take = ({ account, deployed }: OwnWallet): Result<Chosen> =>
    ok({ kind: 'one', account, undeployed: deployed === false ? account.funder : null });
  if (existing.filter(({ account }) => account.signatureType === 3).length > 1) return ask('several');
  if (profile !== null) {
    const named = wallets.find(isProfile);
    if (named !== undefined && existing.includes(named)) return take(named);
    if (existing.length > 0) return ask(named === undefined ? 'profile-foreign' : 'profile-differs');
    if (named !== undefined) return take(named);
    return fail('wallet-foreign', { wallet: profile });
  }
  const [first, second] = existing;
  if (first !== undefined && second === undefined) return take(first);
  if (first !== undefined) {
    const [rich, richer] = existing.filter(({ account }) => hasMoney(account));
    return rich !== undefined && richer === undefined ? take(rich) : ask('several');
  }
  if (plain !== undefined && hasMoney(plain.account)) return take(plain);
  const [toCome] = wallets;
  return toCome === undefined ? fail('venue-no-account', {}) : take(toCome);
}
