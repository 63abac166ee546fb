/** Sets of bets that are over, in words and as a table for other programs. */
import { dollarsDown, dollarsUp, plural } from '../domain/money-text';
import { formatDecimalMicros } from '../domain/units';
import type { HistoryRow, HistoryTotal } from '../protocol/history';
import { execution } from './execution';
import { plainText, resultRoundedDown } from './format';

/** Paper and real money are never one number. */
export const HISTORY_FILTERS = ['all', 'paper', 'live'] as const;
export type HistoryFilter = (typeof HISTORY_FILTERS)[number];

const HEADER = [
  'time (UTC)',
  'mode',
  'event',
  'state',
  'bets',
  'bets filled',
  'least agreed ($)',
  'least got ($)',
  'paid with fees ($)',
  'fees ($)',
  'under limits ($)',
  'rests on ties you accepted',
] as const;

export const history = {
  title: 'History',
  about:
    'What you agreed to beside what came of it. Results are the least that a set pays, less what it cost with fees, ' +
    'if no market is voided. Sets that filled whole, were completed or were sold back have one, once confirmed.',
  none: 'No set of bets yet.',
  noneHere: 'No set of bets of this kind.',
  filters: { all: 'All', paper: 'Paper', live: 'Live' } as const satisfies Record<HistoryFilter, string>,
  save: 'Save as CSV',
  older: (count: number): string => `${plural(count, 'older set')} not shown here.`,

  headline: (row: HistoryRow): string => execution.headline(row),

  sentence(row: HistoryRow): string {
    const { gotMicros, agreedMicros, paidMicros, feesMicros, underLimitMicros, full, bets } = row;
    if (paidMicros === 0 && full === 0 && gotMicros === null)
      return `Agreed at least ${resultRoundedDown(agreedMicros)}. Nothing was bought.`;
    const fees = `of it ${dollarsUp(feesMicros)} fees.`;
    // What selling back brought is taken off what was paid.
    const paid =
      paidMicros < 0
        ? `${dollarsDown(-paidMicros)} more came back than was paid, ${fees}`
        : `Paid ${dollarsUp(paidMicros)}, ${fees}`;
    if (gotMicros === null)
      return (
        `${full} of ${plural(bets, 'bet')} filled. ${paid} ` +
        `No result yet; ${resultRoundedDown(agreedMicros)} at least was agreed for all of them.`
      );
    const against = gotMicros - agreedMicros;
    const better = against > 0 ? `, ${dollarsDown(against)} more than agreed` : '';
    const word =
      row.acceptedTies > 0
        ? ` if ${plural(row.acceptedTies, 'tie')} that you accepted ${row.acceptedTies === 1 ? 'holds' : 'hold'}`
        : '';
    const limits = underLimitMicros > 0 ? ` The prices were ${dollarsDown(underLimitMicros)} under your limits.` : '';
    return `At least ${resultRoundedDown(gotMicros)}${better}${word}. ${paid}${limits}`;
  },

  /** One line for the popup. */
  today({ paper, live }: { readonly paper: HistoryTotal; readonly live: HistoryTotal }): string {
    const condition = paper.sets + live.sets > 0 ? ', if no market is voided' : '';
    return `Today: paper ${total(paper)} · live ${total(live)}${condition}`;
  },

  /** Opens in a spreadsheet: no text of the venue can be a formula there. */
  csv(rows: readonly HistoryRow[]): string {
    const lines = rows.map((row) => [
      new Date(row.atMs).toISOString(),
      row.mode,
      textCell(row.eventTitle),
      row.state,
      String(row.bets),
      String(row.full),
      formatDecimalMicros(row.agreedMicros),
      row.gotMicros === null ? '' : formatDecimalMicros(row.gotMicros),
      formatDecimalMicros(row.paidMicros),
      formatDecimalMicros(row.feesMicros),
      formatDecimalMicros(row.underLimitMicros),
      row.acceptedTies > 0 ? 'yes' : 'no',
    ]);
    return `${[[...HEADER], ...lines].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
  },
} as const;

function total({ sets, resultMicros, open, yourWord }: HistoryTotal): string {
  const result = sets === 0 ? '$0.00' : `at least ${resultRoundedDown(resultMicros)}`;
  const word = yourWord > 0 ? ', partly on your word' : '';
  return `${result}${word}${open > 0 ? `, ${open} without a result` : ''}`;
}

/** A spreadsheet takes these for the beginning of a formula; a quote in front makes it text. */
const FORMULA = /^[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u;

function textCell(text: string): string {
  const plain = plainText(text);
  return FORMULA.test(plain) ? `'${plain}` : plain;
}

function quoted(cell: string): string {
  return /[",\r\n']/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
