/** The one line that is always true, and health. */
import { plural } from '../domain/money-text';
import type { Stage } from '../domain/stages';
import type { BookFault, FeedFact, LeftOut, StatusFact, Unusable } from '../protocol/says';
import type { DelayView } from '../protocol/views';
import { blocked } from './blocked';
import { contradiction } from './conditions';
import { failure as failureSentence } from './failures';

export function status(fact: StatusFact): string {
  switch (fact.code) {
    case 'no-event-page':
      return 'Facet looks at event pages.';
    case 'reading-event':
      return "Reading this event's outcomes, rules and fees.";
    case 'waiting-for-books':
      return 'Waiting for the order books.';
    case 'books-broken':
      return (
        'The books that arrived do not hold together; they are being asked for again. ' +
        'Nothing can be taken until they do.'
      );
    case 'books-old':
      return 'The books are too old: the venue has stopped confirming them. Nothing can be taken until they are fresh.';
    case 'takes-no-orders':
      return 'No outcome of this event is taking orders.';
    case 'no-fee-schedule':
      return 'The venue gives no fee schedule for these outcomes, so no cost can be shown. Nothing is offered here.';
    case 'event-problem':
      return `${failureSentence(fact.problem)} Nothing is offered here.`;
    case 'rules-clash':
      return 'The rules of these outcomes contradict each other, so nothing is offered here.';
    case 'failed':
      return failureSentence(fact.failure);
    case 'feed-down':
      return `Prices are not coming in: ${failureSentence(fact.failure)} Nothing can be taken until they do.`;
    case 'blocked':
      return blocked(fact.blocked, 'order');
    case 'halted':
      return `Halted. ${failureSentence(fact.because)} Nothing is sent.`;
    case 'reducing':
      return `Only reducing: no new set of bets is taken. ${failureSentence(fact.because)}`;
    case 'contradiction':
      return `${contradiction(fact.prices, fact.acceptedTies)}.${byRest(fact)}`;
    case 'quiet':
      return (
        `${noContradiction(fact.waiting)}.${nearest(fact.nearest)}` +
        `${leftOut(fact.leftOut)}${unproven(fact.unproven)}${byRest(fact)}`
      );
    case 'old-tabs':
      return oldTabs(fact.tabs);
    case 'settings-unread':
      return settingsUnread(fact.count);
    case 'feed':
      return feed(fact.feed);
    case 'incomplete':
      return `${mine(fact.baskets, 'is', 'are')} filled only in part. What you hold stands under Orders.`;
    case 'unknown-fate':
      return `${mine(fact.baskets, 'has', 'have')} orders of unknown fate. Nothing is sent again; see Orders.`;
    case 'open-now':
      return openNow(fact.passing, fact.below);
    case 'all-quiet':
      return `${noContradiction(fact.waiting, ` in ${plural(fact.events, 'event')}`)}.`;
  }
}

export function feed(fact: FeedFact): string {
  switch (fact.code) {
    case 'idle':
      return 'No books watched.';
    case 'connecting':
      return 'Connecting to the order books.';
    case 'live':
      return fact.books === fact.of
        ? `${plural(fact.books, 'book')} live.`
        : `${fact.books} of ${plural(fact.of, 'book')} live.`;
    case 'silent':
      return 'The price feed is connected but says nothing; books are checked one by one.';
    case 'asked':
      return (
        `The price feed does not open; ${plural(fact.books, 'book')} ` +
        `${fact.books === 1 ? 'is' : 'are'} asked for one by one.`
      );
    case 'down':
      return `Prices are not coming in: ${failureSentence(fact.failure)}`;
  }
}

/** Why a book cannot be used, as a row says it. */
export const bookFaults: Readonly<Record<BookFault, string>> = {
  missing: 'No book yet.',
  stale: 'Book is too old.',
  crossed: 'Book is crossed; asking again.',
  mismatch: 'Book did not match the venue; asking again.',
  malformed: 'The venue sent a broken book; asking again.',
};

function byRest(fact: { readonly byRest?: true }): string {
  return fact.byRest === true ? ' The price feed does not open; each book is asked for every few seconds.' : '';
}

function mine(baskets: number, one: string, many: string): string {
  return `${plural(baskets, 'set')} of bets of yours ${baskets === 1 ? one : many}`;
}

function noContradiction(waiting: number, where = ''): string {
  const ties = waiting === 0 ? '' : ` · ${plural(waiting, 'tie')} ${waiting === 1 ? 'waits' : 'wait'} for your word`;
  return `No contradiction found${where}${ties}`;
}

function unproven(left: Extract<StatusFact, { code: 'quiet' }>['unproven']): string {
  if (left === null) return '';
  const outcomes = plural(left.outcomes, 'outcome');
  return left.because === 'too-large'
    ? ` ${outcomes} hang together: too large to prove in time. Each rule was looked at by itself.`
    : ` ${outcomes} hang together: not proven in time. Each rule was looked at by itself.`;
}

function openNow(passing: number, below: number): string {
  const rest = below === 0 ? '' : ` ${below === 1 ? '1 more is' : `${below} more are`} below them.`;
  if (passing === 0) return `No set of bets passes your thresholds. ${below} below them.`;
  return `${plural(passing, 'set')} of bets above your thresholds.${rest}`;
}

function nearest(near: { readonly ticks: number; readonly name: string } | null): string {
  if (near === null) return '';
  return ` Nearest: ${near.ticks === 1 ? 'one tick' : `${near.ticks} ticks`} on "${near.name}".`;
}

function leftOut(left: LeftOut | null): string {
  return left === null
    ? ''
    : ` ${plural(left.count, 'outcome')} left out: ${reason(left.first.name, left.first.reason)}`;
}

function reason(name: string, why: Unusable): string {
  switch (why) {
    case 'no-fee-schedule':
      return `"${name}" has no confirmed fee schedule.`;
    case 'stopped':
      return `the venue contradicts itself about "${name}".`;
    case 'not-trading':
      return `"${name}" is not taking orders.`;
    case 'missing':
      return `the book of "${name}" has not arrived.`;
    case 'stale':
      return `the book of "${name}" is too old.`;
    case 'crossed':
    case 'mismatch':
    case 'malformed':
      return `the book of "${name}" does not hold together and is asked for again.`;
  }
}

/** Markets that are wanted and left out, the least traded first; nothing where there are none. */
export function shed(markets: number): string {
  if (markets === 0) return '';
  const [are, them] = markets === 1 ? ['is', 'it'] : ['are', 'them'];
  return `${plural(markets, 'market')} ${are} not watched: this computer is too busy for ${them}.`;
}

const STAGE: Readonly<Record<Stage, string>> = {
  parse: 'reading a message',
  apply: 'changing books',
  screen: 'screening them',
  wait: 'waiting for a solve',
  solve: 'solving',
  verify: 'checking the proof',
};

/** Of one stage, and what ninety-nine of a hundred stay below. */
export function delay({ stage, p50, p99 }: DelayView): string {
  return `${STAGE[stage]} ${milliseconds(p50)}, seldom over ${milliseconds(p99)}`;
}

function milliseconds(ms: number): string {
  return `${ms < 10 ? Number(ms.toPrecision(1)) : Math.round(ms)} ms`;
}

export function oldTabs(tabs: number): string {
  const [were, them] = tabs === 1 ? ['was', 'it'] : ['were', 'them'];
  return (
    `${plural(tabs, 'polymarket.com tab')} ${were} open before Facet was installed or updated. ` +
    `Reload ${them} to see Facet there.`
  );
}

function settingsUnread(count: number | 'all'): string {
  if (count === 'all')
    return (
      'Your saved settings could not be read. Facet is back in paper mode with its strictest ' +
      'limits; set yours before you trade.'
    );
  const [what, them] = count === 1 ? ['One saved setting', 'it is'] : [`${count} saved settings`, 'they are'];
  return `${what} could not be read; ${them} at the safest value now. Check your thresholds before you trade.`;
}
