import type { CASH_FAILURES } from '../../domain/failures';
import { moneyRoundedDown, shares } from '../format';
import type { Sentences } from './sentence';

export const cashFailures: Sentences<typeof CASH_FAILURES> = {
  'cash-busy': 'Something of this account is being turned into cash already. Wait until it has ended.',
  'cash-gone': 'What you hold has changed since that was shown. Look again, then press again. Nothing was sent.',
  'cash-less': ({ cashMicros, askedMicros }) =>
    `It would bring ${moneyRoundedDown(cashMicros)} now, not the ${moneyRoundedDown(askedMicros)} that you saw. ` +
    'Nothing was sent.',
  'cash-id': ({ market }) =>
    `The ids of "${market}" are not what they must be. Facet does not touch its shares. Nothing was sent.`,
  'cash-hidden': 'This event has outcomes that its page does not show, so these shares are not all that there can be.',
  'cash-fee-unknown':
    'What the venue keeps of a conversion here is not known, so Facet does not convert. You can sell at the bids, ' +
    'hold until it is decided, or convert on polymarket.com, which shows what it keeps.',
  'cash-undecided': ({ market }) => `"${market}" is not decided yet. There is nothing to redeem.`,
  'cash-not-here': 'Facet cannot do that with shares of this kind of market. It can be done on polymarket.com.',
  'cash-no-key':
    'To do it here, create a Relayer API key in your Polymarket settings and paste it. It cannot move funds without ' +
    'your signature.',
  'cash-bad-key': 'That is no Relayer API key. Copy it again from your Polymarket settings.',
  'cash-key-unsaved': 'The browser did not keep the key. Try again.',
  'cash-shares-short': ({ market, heldMicros, neededMicros }) =>
    `You hold ${shares(heldMicros)} shares of "${market}", and ${shares(neededMicros)} are needed. Nothing was sent.`,
  'cash-unwritable': 'Facet could not write down what it was about to do, so it did nothing.',
  'cash-unread':
    'Facet could not read what it turned into cash before, so it begins nothing new. Restart the browser; shares and ' +
    'cash on polymarket.com are right.',
  'cash-interrupted': 'Facet was interrupted before anything was sent.',
  'cash-would-fail': 'The chain would refuse it now, so nothing was sent. Look again in a minute.',
  'cash-refused': ({ said }) => `The venue's relayer refused it${said === '' ? '' : ` ("${said}")`}. Nothing was done.`,
  'cash-relayer-busy': ({ said }) =>
    `The venue's relayer is busy with this wallet${said === '' ? '' : ` ("${said}")`}. Nothing was done; try ` +
    'again in a minute.',
  'cash-unanswered':
    'There was no clear answer. It may be carried out; Facet looks at the wallet and at what you hold.',
  'cash-partly':
    'Some of its transactions were sent and the others were not. Look at what you hold before you do anything else.',
  'cash-failed': 'The venue says that it failed. You hold what you held.',
  'cash-reverted': ({ done, total }) =>
    done === 0
      ? 'The chain refused it. You hold what you held.'
      : `The chain carried out ${done} of its ${total} transactions and refused the others. Look at what you hold ` +
        'before you press again.',
  'cash-replaced':
    'The chain has none of its transactions, and others took their places: your wallet replaced them. Look there ' +
    'what became of it.',
  'cash-gone-only':
    'The shares that it gives are gone from your account, as they are once it is carried out. Facet did not see the ' +
    'cash itself come; shares that were sold elsewhere look the same.',
  'cash-undone':
    'Something else of this wallet was carried out in its place. Nothing comes of this any more; look at what you ' +
    'hold before you press again.',
  'cash-expired': 'It was not carried out in time and can never be. You hold what you held.',
  'cash-closed':
    'You closed it without knowing what became of it. If it was carried out all the same, the cash is in your account.',
  'cash-fault': 'Facet made a mistake of its own before anything was sent. Nothing was sent.',
};
