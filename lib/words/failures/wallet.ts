import type { WALLET_FAILURES } from '../../domain/failures';
import { shortHex } from '../format';
import type { Sentences } from './sentence';

export const walletFailures: Sentences<typeof WALLET_FAILURES> = {
  'no-page': 'Open polymarket.com in a tab first: your wallet is reached through it.',
  'page-gone': 'The Polymarket tab was closed or reloaded before the wallet answered.',
  'page-gone-unasked': 'The Polymarket tab was closed or reloaded before the wallet was asked.',
  'page-answer': 'The page answered something else than was asked.',
  'page-old': 'The Polymarket tab was open before Facet was. Reload it and try again.',
  'page-asleep': 'The Polymarket tab is asleep. Look at it once, then try again.',
  'wallet-silent': ({ seconds }) =>
    seconds === 120 ? 'The wallet did not answer within two minutes.' : `The wallet did not answer in ${seconds} s.`,
  'wallet-answer': 'The wallet answered something else than was asked.',
  'wallet-unsigned': 'The wallet answered without a signature.',
  'wallet-no-account': 'The wallet gave no account.',
  'wallet-refused': 'It was refused in your wallet.',
  'wallet-unauthorised': 'The wallet has not allowed this account. Connect it again in the popup.',
  'wallet-offline': 'The wallet is not connected to its network.',
  'wallet-busy': 'The wallet already has a request open. Finish or close it there, then try again.',
  'wallet-failed':
    'The wallet answered with an error of its own and signed nothing. Look into the wallet, then try again.',
  'wallet-unable': 'This wallet cannot do what Facet asked of it. Nothing was signed. Another wallet may.',
  'chain-unknown': 'Facet could not tell which network your wallet is on. Switch it to Polygon and try again.',
  'wrong-chain': 'Your wallet is on another network. Switch it to Polygon and try again.',
  'wallet-gone': 'That wallet is no longer on the page. Reload the Polymarket tab and choose again.',
  'wallet-missing': ({ wallet }) =>
    `${wallet} is not on this page any more. Unlock it, reload the Polymarket tab and try again. Nothing was sent.`,
  'wallet-ambiguous': ({ wallet, rdns }) =>
    `Two wallets on this page claim to be ${wallet} (${rdns}). Nothing is signed until only one does.`,
  'no-account': 'No wallet is connected. Connect one in the popup. Nothing was sent.',
  'venue-no-account': 'The venue knows no account of this wallet. Open one on polymarket.com first.',
  'wallet-foreign': ({ wallet }) =>
    `Polymarket shows the address ${shortHex(wallet)} for this account. It is none of the wallets that Facet can ` +
    'sign for; accounts that were upgraded in place (EIP-7702) are such. Facet cannot trade from it.',
  'no-choice': 'There is nothing to choose any more. Connect the wallet again.',
  'orders-open':
    'Orders of this account are being signed, still open or of unknown fate. Stay connected until they ' +
    'are accounted for.',
  'orders-open-elsewhere': ({ account }) =>
    `Orders of ${shortHex(account)} are being signed or of unknown fate. Connect that account until they ` +
    'are accounted for.',
};
