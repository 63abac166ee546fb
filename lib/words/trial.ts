/** The smallest real order: what it is before it is sent, each step of it, and what it cannot show. */
import type { TrialStep } from '../domain/clearance';
import { dollarsUp } from '../domain/money-text';
import type { TrialPlanView, TrialView } from '../protocol/examination';
import { cents, plainText, shares, shortHex } from './format';

const STEPS: Readonly<Record<TrialStep, string>> = {
  checked: 'Place, account, money, clock, market and book are good for it.',
  signed: 'Your wallet signed it, and the signature is yours over these very terms.',
  sent: 'It left, and the venue answered.',
  seen: 'Asked by its number, the venue showed it',
  cancelled: 'The venue says that it is cancelled.',
  gone: 'Asked again, it is dead and nothing of it was filled.',
};

/** Two decimals only where it needs them. */
const price = (micros: number, round: 'up' | 'down'): string =>
  cents({ micros, tickMicros: micros % 1_000 === 0 ? 1_000 : 100, round });

export const trial = {
  title: 'Smallest real order',
  about:
    'One real order of the least size, far below the market, goes the whole way: your wallet signs it, it is sent, ' +
    'looked up, cancelled and looked up again. It ends by itself within minutes whatever happens, and Facet finds ' +
    'and cancels it even if it is ended in between. Real sets of bets stay locked until this went well once.',
  plan: ({ market, sizeMicros, priceMicros, bestBidMicros, costMicros }: TrialPlanView): string =>
    `Buy ${shares(sizeMicros)} Yes on "${plainText(market, 200)}" at ${price(priceMicros, 'up')}, where others ` +
    `bid ${price(bestBidMicros, 'down')}. Should it be filled all the same, it costs at most ${dollarsUp(costMicros)}.`,
  noPlan:
    'No watched market is fit for it now: it needs one whose bids stand at ten times the least price. Open the page ' +
    'of an event with one, and look again.',
  needsWallet: 'Connect a wallet in the popup first.',
  needsGreen: 'Check the venue first: it has to end well for this account.',
  send: 'Sign and send it',
  busy: 'Under way: look at your wallet…',
  step: ({ step, hash, status }: TrialView['steps'][number]): string =>
    step === 'seen'
      ? `${STEPS.seen}${status === null ? '' : ` as ${plainText(status, 30).toLowerCase()}`}.`
      : step === 'sent' && hash !== null
        ? `${STEPS.sent} Its number: ${shortHex(hash)}.`
        : STEPS[step],
  passed: (protocols: readonly string[]): string =>
    `It went the whole way on the exchange of protocol ${protocols.join(' and of ')}. Real sets of bets there are ` +
    'unlocked.',
  /** Said whatever the outcome. */
  unproven:
    'What this cannot show: how a real match settles on the chain, what fees are taken, whether several orders of ' +
    'one request are matched together, and whether the venue is the same tomorrow.',
} as const;
