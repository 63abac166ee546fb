/** A set of bets on offer: what is bought, what it pays at least and under what, what can go wrong, the action. */
import type { ExecutionMode } from '../domain/execution';
import { dollarsDown, dollarsUp, fixed, plural, sharesDown } from '../domain/money-text';
import type { LegView, OpportunityView } from '../protocol/views';
import { conditionsOf, contradiction, yourWord } from './conditions';
import { answerWord, day, plainText } from './format';

/** More bets than this are a list to read, not a sentence. */
const NAMED = 5;

/** What of a set of bets its sentences speak of. */
export type BasketFacts = Pick<
  OpportunityView,
  'legs' | 'maxCostMicros' | 'floorMicros' | 'outcomes' | 'events' | 'acceptedTies'
>;

export const offer = {
  headline: ({ legs, acceptedTies }: Pick<OpportunityView, 'legs' | 'acceptedTies'>): string =>
    contradiction(legs.length, acceptedTies),

  /** "Buy No on all 5. Pay at most $161.59, get at least $164.00 if all 5 bets fill and no market is voided." */
  basket(facts: BasketFacts): string {
    const { legs, maxCostMicros, floorMicros, acceptedTies, events } = facts;
    if (legs.length === 0) return '';
    return (
      `${whatIsBought(facts)} Pay at most ${dollarsUp(maxCostMicros)}, get at least ${dollarsDown(floorMicros)} ` +
      `${conditionsOf(legs.length, acceptedTies)}.${sets(legs)}` +
      (events > 1 ? ` The bets stand in ${events} events.` : '')
    );
  },

  /** "if all 5 bets fill and no market is voided". */
  conditions: ({ legs, acceptedTies }: Pick<OpportunityView, 'legs' | 'acceptedTies'>): string =>
    conditionsOf(legs.length, acceptedTies),

  /** Null where nothing rests on the user's word. */
  yourWord: ({ acceptedTies }: Pick<OpportunityView, 'acceptedTies'>): string | null =>
    acceptedTies === 0 ? null : yourWord(acceptedTies),

  /** Edge of the highest cost: 149 -> "1.4 %". */
  percent: (bps: number): string => `${fixed(Math.floor(bps / 10), 1)} %`,

  void: (micros: number): string => dollarsDown(micros, { plus: '+' }),
  partial: (micros: number | null): string => (micros === null ? 'not known' : dollarsDown(micros, { plus: '+' })),

  cash: (at: string): string => (at === 'now' ? 'cash: convert after the fill' : `cash: expected ${day(at)}`),

  /** Mode, verb and count; `confirmed` where the press is the user's word, and not only opens what is to be read. */
  action(mode: ExecutionMode, bets: number, confirmed: boolean): string {
    if (mode === 'paper') return `Try on paper · ${plural(bets, 'bet')}`;
    return `${confirmed ? 'Sign' : 'Review'} ${plural(bets, 'order')}`;
  },
} as const;

function whatIsBought({ legs, outcomes }: BasketFacts): string {
  const [first] = legs;
  if (!first) return '';
  const isAll = legs.length === outcomes && legs.length > 2 && legs.every((leg) => leg.token === first.token);
  const even = legs.every((leg) => leg.side === 'buy' && leg.sizeMicros === first.sizeMicros);
  // What the promise hangs on follows, so a list of names must not push it out of sight.
  if (legs.length > NAMED && !(even && isAll)) return `Take ${legs.length} bets, listed under Why.`;
  if (!even) return `${legs.map(betText).join(', ')}.`;
  if (isAll) return `Buy ${answerWord(first.token)} on all ${legs.length}.`;
  return `Buy ${listOf(legs.map((leg) => `${answerWord(leg.token)} on ${nameOf(leg)}`))}.`;
}

function sets(legs: readonly LegView[]): string {
  const [first] = legs;
  if (!first || legs.some(({ sizeMicros }) => sizeMicros !== first.sizeMicros)) return '';
  const count = sharesDown(first.sizeMicros);
  return ` ${count} ${count === '1' ? 'set' : 'sets'}.`;
}

function betText(leg: LegView): string {
  const verb = leg.side === 'buy' ? 'Buy' : 'Sell';
  return `${verb} ${sharesDown(leg.sizeMicros)} ${answerWord(leg.token)} on ${nameOf(leg)}`;
}

function nameOf({ label }: Pick<LegView, 'label'>): string {
  const name = plainText(label, 1_000);
  // Its event stands at the end, and two names that only differ there must not become one.
  return name.length <= 160 ? name : `${name.slice(0, 90)}…${name.slice(-69)}`;
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
