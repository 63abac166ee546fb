/** The page of options, and the first run. */
import { dollarsDown, plural } from '../domain/money-text';
import { plainText } from './format';

const UNFIELDED: Readonly<Record<string, string>> = {
  fillAdvice: 'Fill model may shrink stakes',
  marketSignals: 'Signals of books and spot prices',
};

export const options = {
  title: 'Options',
  about: 'Alerts, what the page shows, data, help',
  limits: 'Thresholds and limits',
  parts: {
    first: 'First steps',
    limits: 'Mode and limits',
    wallet: 'Wallet',
    alerts: 'Alerts',
    page: 'On the page',
    ties: 'Ties and model',
    spot: 'Spot feeds',
    data: 'Data',
    help: 'Help',
  },

  first: {
    see: 'See',
    seeText:
      'On an event of polymarket.com Facet reads every order book and asks whether the prices can all be right. ' +
      'Where they cannot, it shows which bets to buy, what they cost, and what they pay at least.',
    live: (title: string, edgeMicros: number): string =>
      `Right now, in “${plainText(title, 120)}”: at least ${dollarsDown(edgeMicros, { plus: '+' })} after fees, if ` +
      'all bets fill and no market is voided.',
    example:
      'An example, not an offer. Five outcomes, one of them will happen. No on all five costs $161.59, four of the ' +
      'five must pay: at least $164.00, so at least +$2.41, if all bets fill and no market is voided.',
    open: 'Open an event',
    try: 'Try',
    tryText:
      'Facet begins on paper: nothing is sent, and fills are worked out from the real books. Press “Try on paper” on ' +
      'an offer, then look at History to see what it would have earned.',
    set: 'Limits',
    setText: 'What one set of bets may cost and lose. Nothing larger is sent, and paper follows the same limits.',
    later: 'Live, later',
    laterText:
      'Connect the wallet that you use on polymarket.com, let Facet examine the venue, send the smallest real order, ' +
      'then switch to Live. Facet never asks for a private key or a seed phrase; whoever does is not Facet.',
  },

  alerts: {
    always: 'Also told in quiet hours: half filled sets, orders of unknown fate, and what Facet has to stop.',
    rate: 'At most six a minute; what is over is told as one.',
    muted: 'Muted events',
    none: 'None. A notification of a set of bets has a button that mutes its event.',
    unmute: 'Hear of it again',
    unmuteOf: (slug: string): string => `Hear of ${slug} again`,
  },

  page: {
    confirm: {
      panel: 'Live sets are confirmed in the side panel. This is chosen when you switch to Live.',
      page: 'Live sets are confirmed with one click on the page. This was chosen when you switched to Live.',
    },
  },

  data: {
    export: 'Export settings',
    exported: 'Saved as facet-settings.json. It holds no key, no account and no orders.',
    import: 'Import settings',
    reset: 'Back to the defaults',
    tooLarge: 'This file is too large to be settings. Nothing was changed.',
    unreadable: 'This is no file of settings of Facet. Nothing was changed.',
    same: 'Nothing would change.',
    would: (count: number): string => `${plural(count, 'setting')} would change:`,
    change: (label: string, before: string, after: string): string => `${label}: ${before}, then ${after}`,
    apply: 'Change them',
    cancel: 'Leave as they are',
    changed: 'Changed.',
    undo: 'Undo',
    undone: 'As before.',
    on: 'on',
    off: 'off',
    muted: (count: number): string => plural(count, 'event'),
    mutedLabel: 'Muted events',
    /** Switches that stand elsewhere than in the options. */
    unfielded: UNFIELDED,
    marketSignals: 'Signals of the markets on open pages',
    settings: 'Settings',
    diagnostics: 'Diagnostics',
    diagnosticsText: 'What Facet noted about itself. No key, no signature, no address is in it.',
    copy: 'Copy diagnostics',
    copied: 'Copied.',
    notCopied: 'The browser did not allow it.',
  },

  help: {
    words: 'What the words mean',
    terms: [
      [
        'At least',
        'A floor that was proved from the books and the ties, and checked again by code that did not find it. It ' +
          'holds if all bets fill and no market is voided.',
      ],
      ['Void', 'What the set comes to at worst if the venue voids one of its markets and pays half a dollar a share.'],
      ['Partial', 'What you lose at worst if only some bets fill and you take the best way out at the live books.'],
      [
        'Fair',
        'The price of an outcome given all the other prices, nearest to them among those that do not contradict each ' +
          'other. It says nothing about what will happen.',
      ],
      [
        'Stake for these odds',
        'The part of your bankroll that makes it grow fastest, times the fraction you chose (Kelly). Nothing where ' +
          'the fair price comes from the book that it would trade against.',
      ],
      ['Tie', 'What the rules of markets say about each other: one follows from another, or two cannot both happen.'],
      ['Amber', 'It rests on a tie that you accepted. If the tie is wrong, the floor is wrong.'],
      [
        'Polytope',
        'All prices that some probabilities could give: the hull of the outcomes that can happen. Prices outside of ' +
          'it contradict each other.',
      ],
    ],
    limits: 'What Facet cannot know',
    limitList: [
      'Whether the venue decides a market as its rules read.',
      'Whether all your orders fill: they are separate, and books move while you sign.',
      'Whether a match is carried out on chain: matched is not settled.',
      'What an answer of the venue hides. Where Facet is not sure it sends nothing and says why.',
    ],
    keys: 'Keyboard',
    keysText: 'The keys are suggestions; the browser lets you change them at its page of extension shortcuts.',
    check: 'Examine the venue',
    checkText: 'Thirteen read-only questions to the venue, a sentence for each answer, a report to copy.',
  },
} as const;
