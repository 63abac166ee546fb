/** A basket and its proof in words. Labels are hostile text and are only ever placed as text. */
import type { Consequence } from '../domain/proof';
import { MICROS } from '../domain/units';
import { dollarsDown, dollarsUp, sharesDown } from '../domain/money-text';
import type { AtomView, LegView, OpportunityView, ReasonView } from '../protocol/views';
import { describeBody } from './relation';

const CONSEQUENCES: Readonly<Record<Consequence, string>> = {
  'one-no-fails': 'at most one NO pays nothing',
  'one-yes-pays': 'one YES always pays',
  'a-yes-pays': 'at least one YES pays',
  'no-or-yes-pays': 'NO on the first or YES on the second always pays',
};

/** What the basket is made of, as far as its sentence speaks of it. */
export type BasketFacts = Pick<OpportunityView, 'legs' | 'costMicros' | 'floorMicros' | 'outcomes' | 'events'>;

export const proof = {
  /** "Buy NO on all 5 outcomes: $3.95 a set, at least $4.00 back whichever wins. 41 sets at this depth." */
  basket(facts: BasketFacts): string {
    return `${basketSentence(facts)}${facts.events > 1 ? ` The legs stand in ${facts.events} events.` : ''}`;
  },

  /** What the relation means for the shares bought: the general statement, then how many of them can pay nothing. */
  reason({ body, names, consequence }: ReasonView): string {
    const statement = describeBody(body, (key) => names[key] ?? key);
    const so = consequence === null ? '' : `, so ${CONSEQUENCES[consequence]}`;
    return `${statement.charAt(0).toUpperCase()}${statement.slice(1)}${so}.`;
  },

  outcome({ happened }: Pick<AtomView, 'happened'>): string {
    return happened.length === 0 ? 'None of these' : happened.join(' and ');
  },
} as const;

function basketSentence({ legs, costMicros, floorMicros, outcomes }: BasketFacts): string {
  const [first] = legs;
  if (!first) return '';
  const even =
    legs.every((leg) => leg.side === first.side && leg.sizeMicros === first.sizeMicros) && first.side === 'buy';
  if (!even)
    return (
      `${legs.map(legText).join(', ')}: ${dollarsUp(costMicros)} in all, ` +
      `at least ${dollarsDown(floorMicros)} back whatever happens.`
    );
  const perSet = (amount: number): number => (amount * MICROS) / first.sizeMicros;
  const sameToken = legs.every((leg) => leg.token === first.token);
  const all = sameToken && legs.length === outcomes && legs.length > 2;
  const what = all
    ? `${first.token.toUpperCase()} on all ${legs.length} outcomes`
    : listOf(legs.map((leg) => `${leg.token.toUpperCase()} on ${leg.outcome}`));
  const sets = sharesDown(first.sizeMicros);
  return (
    `Buy ${what}: ${dollarsUp(perSet(costMicros))} a set, ` +
    `at least ${dollarsDown(perSet(floorMicros))} back whichever wins. ` +
    `${sets} ${sets === '1' ? 'set' : 'sets'} at this depth.`
  );
}

function legText(leg: LegView): string {
  const verb = leg.side === 'buy' ? 'Buy' : 'Sell';
  return `${verb} ${sharesDown(leg.sizeMicros)} ${leg.token.toUpperCase()} on ${leg.outcome}`;
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
