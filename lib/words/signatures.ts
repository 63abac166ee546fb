/** Bets that a wallet signed and Facet did not send. */
import { dollarsUp, plural, sharesDown } from '../domain/money-text';
import type { SignatureView } from '../protocol/views';
import { answerWord, cents, plainText } from './format';

type Counts = { readonly signed: number; readonly unclear: number };

/** "Facet sent nothing; your wallet signed 2 bets, and whoever saw them can still post them." */
export function unsentSentence({ signed, unclear }: Counts): string {
  const was = signed > 0 ? `your wallet signed ${plural(signed, 'bet')}` : '';
  const may =
    unclear > 0 ? `${signed > 0 ? 'may have signed' : 'your wallet may have signed'} ${more(unclear, signed)}` : '';
  const them = signed + unclear === 1 ? 'it' : 'them';
  const what = [was, may].filter(Boolean).join(' and ');
  return `Facet sent nothing; ${what}, and whoever saw ${them} can still post ${them}.`;
}

function more(unclear: number, signed: number): string {
  return signed > 0 ? `${unclear} more` : plural(unclear, 'bet');
}

export const signatures = {
  title: 'Signed, not sent',
  posted: 'Somebody posted what you signed',

  /** "Buy up to 12 No on "50 bps increase" at 94.6¢ or less". */
  bet({ side, token, label, sizeMicros, limitPriceMicros }: SignatureView): string {
    const price = cents({ micros: limitPriceMicros, tickMicros: 1_000, round: side === 'buy' ? 'up' : 'down' });
    const name = plainText(label, 240).replaceAll('"', "'");
    return (
      `${side === 'buy' ? 'Buy' : 'Sell'} up to ${sharesDown(sizeMicros)} ${answerWord(token)} on ` +
      `"${name}" at ${price} or ${side === 'buy' ? 'less' : 'more'}`
    );
  },

  state({ answer, found, side }: SignatureView): string {
    if (found === null)
      return answer === 'signed' ? 'signed; not seen at the venue' : 'perhaps signed; not seen at the venue';
    const money = side === 'buy' ? `for ${dollarsUp(found.paidMicros)} with fees` : '';
    const filled = found.filledMicros > 0 ? `${sharesDown(found.filledMicros)} shares filled ${money}`.trim() : '';
    const rest = found.resting ? 'the rest stands at the venue and is being cancelled' : '';
    return `posted by somebody else; ${[filled, rest].filter(Boolean).join('; ') || 'cancelled, nothing filled'}`;
  },

  stops:
    'A signature has no end of its own. To stop it for good: lower what the venue may take from your wallet, move ' +
    'the money out of it, or pause your account at the exchange contract. If you do not trust the page, make a ' +
    'new API key on polymarket.com and delete the old one: whoever has that one can post as you.',
  acknowledge: 'I have seen this',
  acknowledgeNote: 'Facet goes on looking for them, cancels what rests and tells you.',
  connect: (owner: string): string => `Connect ${owner}: only that account can look them up.`,
  more: (count: number): string => `${count} more`,
  list: (count: number): string => `Signed, not sent (${count})`,

  notification: (view: Pick<SignatureView, 'label'>): { readonly title: string; readonly message: string } => ({
    title: 'Somebody posted a bet that you signed',
    message:
      `"${plainText(view.label, 120)}" is at the venue, and Facet did not send it. What rests is being cancelled. ` +
      "Open Facet's side panel.",
  }),
} as const;
