import type { SIGNING_FAILURES } from '../../domain/failures';
import type { Sentences } from './sentence';

export const signingFailures: Sentences<typeof SIGNING_FAILURES> = {
  'bad-signature':
    'Your wallet answered with something else than your signature of this order. It was thrown away and nothing was ' +
    'sent.',
  'bad-login-signature':
    'Your wallet answered with something else than your signature of the login. It was thrown away; you are not ' +
    'logged in.',
  'login-stopped': 'Logging in was stopped.',
  'bad-credentials': 'The credentials for Polymarket could not be used. Connect the wallet again. Nothing was sent.',
  'wallet-undeployed': 'The wallet that holds your money at Polymarket does not exist yet. Nothing was sent.',
  'bad-wallet': 'The address of a wallet could not be computed. Nothing was changed.',
  'order-changed': 'The order changed between being built and being signed. It was thrown away and nothing was sent.',
  'unknown-tick': 'The price step of this market is not one that Facet knows. Nothing was signed.',
  'price-off-tick': 'The limit price is not on the price step of this market. Nothing was signed.',
  'size-off-step': 'The size of an order must be a positive number of hundredths of a share. Nothing was signed.',
  'account-not-own': 'A plain account must hold its own money. Choose the account again; nothing was signed.',
  'account-no-contract': 'This wallet type needs a wallet contract. Choose the account again; nothing was signed.',
  'bad-salt': 'The order could not be numbered. Nothing was signed or sent.',
  'bad-time': 'The time of the order is not known. Nothing was signed.',
  'bad-expiration': ({ seconds }) => `Polymarket wants orders to live at least ${seconds} seconds. Nothing was signed.`,
  'bad-hash': 'The order could not be hashed. Nothing was signed.',
};
