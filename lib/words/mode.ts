/** Paper and live, and what is asked before it is for real money. */
import { dollarsDown, dollarsUp } from '../domain/money-text';
import type { Settings } from '../protocol/settings';
import type { AccountView } from '../protocol/views';
import { plainText, shortHex } from './format';

export const mode = {
  paper: 'Nothing is sent. Fills are worked out from the real books.',
  live: 'Real orders, each one signed in your wallet.',
  notPossible: 'Live is not possible now:',
  ask: 'Trade with real money?',
  confirm: 'Go live with real money',
  cancel: 'Stay on paper',

  where: 'Where you confirm a set of bets',
  places: {
    panel: {
      name: "In Facet's side panel",
      means: 'The button in the page opens the set there. You read and confirm it where the page cannot reach.',
    },
    page: {
      name: 'With one click on the page',
      means:
        'Your wallet still asks for every bet. But the page around the button may mislead you, and you read the ' +
        'amounts on its ground.',
    },
  },
  signatures:
    "Either way your wallet lives in the page, so the page's own code sees every signature. The signature for the " +
    'login lets it act at the venue as you; with it, it can post what else you signed.',

  /** Name and value, one line each. */
  facts(account: AccountView | null, settings: Settings): readonly (readonly [string, string])[] {
    const name =
      account === null ? 'none connected' : `${plainText(account.walletName, 40)}, ${shortHex(account.funder)}`;
    return [
      ['Wallet', name],
      ['Balance', balance(account?.balanceMicros ?? null)],
      ['Most money in one set of bets', dollarsUp(settings.maxPositionMicros)],
      ['Least edge', dollarsUp(settings.minEdgeMicros)],
      ['What is asked', 'Your wallet asks you to sign each order. Nothing is sent before all of a set are signed.'],
      ['What it can cost', 'If only some bets fill or a market is voided you can lose money, up to all that you paid.'],
    ];
  },
} as const;

function balance(micros: number | null): string {
  if (micros === null) return 'not known; Facet asks the venue before it goes live';
  return micros === 0 ? '$0.00: nothing can be bought with it' : dollarsDown(micros);
}
