import { fixed } from '../domain/money-text';
import type { FillModelView, FillsView, Lacking } from '../protocol/fills';

/** Signals in words. A signal suggests; it is no forecast and no promise. */
export const signals = {
  microprice: {
    name: 'micro',
    means:
      'What the sizes at the best prices suggest: the middle of the Yes book, nearer to the side with fewer shares. ' +
      'Not a forecast.',
    notEnough: (have: number, need: number) => `Not enough data: ${have} of ${need} sides of the Yes book.`,
  },
} as const;

/** Whether bets will still be there when the orders arrive: beside a set of bets. */
export const fills = {
  title: 'Will the bets still be there',
  /** "each bet: 93 % (90-95) to be there after 0.6 s; all five at least 70 %" */
  line(view: FillsView): string {
    if (view.kind === 'not-enough') return lacking(view);
    const each = view.bets === 1 ? 'the bet' : 'each bet';
    const all = view.bets === 1 ? '' : `; all ${counted(view.bets)} at least ${whole(view.all)} %`;
    const range = `${whole(view.low)}-${whole(view.high)}`;
    return `${each}: ${whole(view.p)} % (${range}) to be there after ${seconds(view.afterMs)}${all}`;
  },
  rests: (view: FillsView): string =>
    view.kind === 'value'
      ? ` The least sure one is shown; an estimate from ${count(view.n)} moments, with half a second assumed for the ` +
        'way of the order.'
      : ' Until then chances of filling are assumed, on the low side.',
  /** Beside a set of bets, only where it matters; null where not. */
  thinning: (view: FillsView | null): string | null =>
    view?.kind === 'value' && view.all < 0.8
      ? `Bets are thinning: all of them at least ${whole(view.all)} % after ${seconds(view.afterMs)}.`
      : null,
} as const;

/** The model behind it, on the side panel. */
export const fillModel = {
  title: 'Will the bets still be there',
  about:
    'Facet watches how long offers stand, and learns from what became of them. What it says can only make a ' +
    'suggested stake smaller.',
  use: 'Learn from the books and use it',
  broken: 'It failed and says nothing until Facet starts again. Nothing else rests on it.',
  off: 'Off. Chances of filling are assumed.',
  state(view: FillModelView): string {
    if (view.lacks !== null) return lacking(view.lacks);
    if (view.serves === 'model') return `The learned model speaks, from ${count(view.moments)} moments.`;
    const by = `The simple estimate by the width of the spread speaks, from ${count(view.moments)} moments`;
    switch (view.why) {
      case 'changed':
        return `${by}: behaviour changed at ${time(view.changedAtMs)}, learning again.`;
      case 'no-better':
        return `${by}: the learned model is no better now.`;
      case 'young':
      case null:
        return `${by}: the learned model needs 3,000 over 10 minutes, with 100 in which something was gone.`;
    }
  },
  watched: (view: FillModelView): string =>
    `${count(view.watched)} books watched; ${count(view.lost)} of ${count(view.moments)} moments lost half of the ` +
    'best offer within a second.',
  live: ({ live }: FillModelView): string | null =>
    live.n === 0
      ? null
      : `Since Facet started: mean squared error ${live.brier.toFixed(3)} on ${count(live.n)} moments, each judged ` +
        'before anything was learned from it.',
  reliability: {
    title: 'Said against seen',
    head: ['Said', 'Seen', 'Range', 'Moments'],
    about: 'Where the learned model says 90 %, nine of ten should have been there: bars are 80 % ranges.',
  },
  importance: {
    title: 'What it looks at',
    head: ['Column', 'Share of gain', 'Rise of log loss when shuffled', 'Over time'],
    stability: (value: number | null): string =>
      value === null
        ? ''
        : `Ranks agree with those of the training before by ${value.toFixed(2)}${value < 0.5 ? ': unstable' : ''}.`,
  },
  trained: {
    title: 'Trainings',
    head: ['At', 'Rows', 'Log loss', 'Simple estimate', 'Speaks'],
    speaks: (serves: boolean): string => (serves ? 'yes' : 'no'),
  },
} as const;

function lacking({ have, need, of }: Lacking): string {
  const what = of === 'moments' ? 'moments' : 'moments in which something was gone';
  return `not enough data: ${count(have)} of ${count(need)} ${what}`;
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const counted = (n: number): string => WORDS[n] ?? String(n);
const count = (n: number): string => Math.floor(n).toLocaleString('en-US');
/** Percent, never rounded to more than is meant. */
const whole = (share: number): number => Math.floor(share * 100 + 1e-9);
const seconds = (ms: number): string => `${(Math.ceil(ms / 100) / 10).toFixed(1)} s`;
const time = (ms: number | null): string => (ms === null ? 'some time' : new Date(ms).toISOString().slice(11, 16));

/** Spot prices from other exchanges, on the side panel. */
export const spot = {
  title: 'Spot prices',
  about:
    'Prices of BTC and ETH at other exchanges, input of signals alone: no set of bets rests on them. ' +
    'An exchange that is switched on learns your network address.',
  ask: (venue: string) => `Ask ${venue}`,
  notAllowed: (venue: string) => `You did not allow ${venue}. It is not asked.`,
  refused: 'Switched on, but the browser does not allow it: switch it off and on again.',
  status: {
    idle: 'Off.',
    connecting: 'Connecting.',
    live: 'Live.',
    silent: 'Connected, and nothing came. Trying again.',
    maintenance: 'The exchange says that it does not trade now.',
    down: 'Not reached. Trying again.',
  },
  gaps: (count: number) => (count === 0 ? '' : ` Read anew ${count === 1 ? 'once' : `${count} times`}.`),
  stale: 'no price newer than 3 s',
  /** Of one coin; nothing is paid at it, so it is rounded to the nearest cent. */
  price: (dollars: number): string => `$${fixed(Math.round(dollars * 100), 2)}`,
  /** Where it comes from; nothing where there is no price. */
  from: (venues: readonly string[]) => (venues.length === 0 ? '' : ` · middle of the book, ${venues.join(' and ')}`),
} as const;
