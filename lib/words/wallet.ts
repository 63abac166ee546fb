/** Which wallet at the venue is meant, and what a login waits for. */
import type { LoginView } from '../protocol/views';

type Because = Extract<LoginView, { readonly kind: 'choose' }>['because'];

const KINDS = {
  0: 'plain account; new ones are refused by Polymarket',
  1: 'wallet of an e-mail login',
  2: 'Safe',
  3: 'deposit wallet',
} as const;

const WHY: Readonly<Record<Because, string>> = {
  several: 'You have more than one wallet at Polymarket.',
  'profile-differs': 'Polymarket names another wallet than the one that exists.',
  'profile-foreign':
    'Polymarket names a wallet that Facet cannot sign for; accounts that were upgraded in place (EIP-7702) are such.',
};

export const wallet = {
  youngKey: 'Polymarket made a key for you and takes up to three minutes to accept it. Leave this open.',
  keyOver:
    "Polymarket takes Facet's key no more: until you sign in again, your orders are neither looked up nor cancelled " +
    'and your balance is not read. Nothing is sent meanwhile. It is one signature, and it signs no order.',
  renew: 'Sign in again',
  keyOverNotification: {
    title: "Polymarket takes Facet's key no more",
    message: 'Orders of yours are neither looked up nor cancelled. Open Facet and sign in again: one signature.',
  },
  keyOverTitle: 'Sign in again to follow your orders',
  choose: (because: Because): string =>
    `${WHY[because]} Open polymarket.com, click your picture, and choose the address that it shows:`,
  kind: (signatureType: 0 | 1 | 2 | 3): string => KINDS[signatureType],
  isProfile: 'named by Polymarket',
  undeployed: (address: string): string =>
    `Your deposit wallet ${address} does not exist yet. Make a deposit on polymarket.com once, which creates it, ` +
    'then disconnect and connect again.',
} as const;
