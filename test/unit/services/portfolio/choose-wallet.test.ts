/** Which of an owner's wallets is traded from: what exists, what the site names, and where money is. */
import { describe, expect, it } from 'vitest';
import type { SignatureType } from '../../../../lib/domain/account';
import { parseAddress } from '../../../../lib/domain/ids';
import type { WalletSurvey } from '../../../../lib/ports/login';
import { chooseWallet } from '../../../../lib/services/portfolio/choose-wallet';

const address = (digit: string) => {
  const parsed = parseAddress(`0x${digit.repeat(40)}`);
  if (parsed === null) throw new Error('fixture');
  return parsed;
};
const NAMES = { new: '1', old: '2', safe: '3', proxy: '4', plain: '5', foreign: '9' } as const;
type Name = keyof typeof NAMES;
const owner = address(NAMES.plain);
const nameOf = (funder: string): string =>
  Object.keys(NAMES).find((name) => funder === address(NAMES[name as Name])) ?? funder;

function survey(deployed: readonly Name[], profile: Name | null, silent: readonly Name[] = []): WalletSurvey {
  const types: readonly (readonly [Name, SignatureType])[] = [
    ['new', 3],
    ['old', 3],
    ['safe', 2],
    ['proxy', 1],
    ['plain', 0],
  ];
  return {
    profile: profile === null ? null : address(NAMES[profile]),
    wallets: types.map(([name, signatureType]) => ({
      account: { owner, funder: address(NAMES[name]), signatureType },
      deployed: name === 'plain' || deployed.includes(name) ? true : silent.includes(name) ? null : false,
    })),
  };
}

/** "safe", "new (to come)", "several: new old", or the code of the failure. */
function choice(of: WalletSurvey, rich: readonly SignatureType[] = []): string {
  const chosen = chooseWallet(of, ({ signatureType }) => rich.includes(signatureType));
  if (!chosen.ok) return chosen.error.code;
  if (chosen.value.kind === 'one')
    return `${nameOf(chosen.value.account.funder)}${chosen.value.undeployed === null ? '' : ' (to come)'}`;
  return `${chosen.value.because}: ${chosen.value.wallets.map(({ account }) => nameOf(account.funder)).join(' ')}`;
}

describe('chooseWallet', () => {
  it('takes the one that exists, and of several the one that the site names, else the one with money', () => {
    expect(choice(survey(['safe'], null))).toBe('safe');
    expect(choice(survey(['safe', 'new'], 'safe'), [3])).toBe('safe');
    expect(choice(survey(['safe', 'new'], null), [2])).toBe('safe');
    expect(choice(survey(['new'], 'new'), [0])).toBe('new');
  });

  it('asks where it is not clear', () => {
    expect(choice(survey(['new', 'old'], 'new'))).toBe('several: new old');
    expect(choice(survey(['safe', 'new'], null), [2, 3])).toBe('several: new safe');
    expect(choice(survey(['safe', 'new'], null))).toBe('several: new safe');
    expect(choice(survey(['safe'], 'new'))).toBe('profile-differs: safe');
    expect(choice(survey(['safe'], 'plain'))).toBe('profile-differs: safe plain');
    expect(choice(survey(['safe'], 'foreign'), [0])).toBe('profile-foreign: safe plain');
  });

  it('takes the plain account only when there is nothing else', () => {
    expect(choice(survey([], null), [0])).toBe('plain');
    expect(choice(survey([], 'plain'))).toBe('plain');
    expect(choice(survey([], null))).toBe('new (to come)');
    expect(choice(survey([], 'new'), [0])).toBe('new (to come)');
    expect(choice(survey(['proxy'], null), [0])).toBe('proxy');
    expect(choice(survey([], 'foreign'), [0])).toBe('wallet-foreign');
  });

  it('goes by the site, or by money, where the relayer does not say', () => {
    expect(choice(survey([], 'safe', ['safe']))).toBe('safe');
    expect(choice(survey([], null, ['proxy']), [1])).toBe('proxy');
    expect(choice(survey([], null, ['proxy']))).toBe('new (to come)');
    // The site names the newer form, so an older one that nobody heard of is not in the way.
    expect(choice(survey(['new'], 'new', ['old']))).toBe('new');
  });
});
