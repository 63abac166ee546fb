/** Why an order may not be taken, or live mode not be switched on. */
import type { Blocked } from '../protocol/says';
import { failure } from './failures';

/** `wanted`: what the user is kept from. */
export function blocked(why: Blocked, wanted: 'order' | 'live'): string {
  switch (why.code) {
    case 'halted':
      return `Halted. ${failure(why.because)}`;
    case 'reducing':
      return `Nothing new is taken. ${failure(why.because)}`;
    case 'limit':
      return failure(why.because);
    case 'no-wallet':
      return wanted === 'live' ? 'Connect a wallet first.' : 'Connect your wallet in the popup to take it live.';
    case 'locked':
      return failure(why.because);
    case 'orders-unknown':
      return 'An earlier set of bets has orders of unknown fate. Nothing is sent until they are found.';
    case 'region-asking':
      return 'Asking the venue whether trading is allowed from here.';
    case 'region-unknown':
      return 'The venue did not say whether trading is allowed from here. Facet stays read-only until it does.';
    case 'region-blocked':
      return 'Polymarket does not take orders from your region. Facet stays read-only.';
    case 'confirming':
      return 'Found just now: its event and its books are being read. The button comes when they agree.';
    case 'stale-bet':
      return `The book of "${why.name}" is too old to trade on.`;
  }
}
