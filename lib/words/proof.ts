/** A basket and its proof in words. Labels are hostile text and are only ever placed as text. */
import type { Consequence } from '../domain/proof';
import { MICROS } from '../domain/units';
import { dollarsDown, dollarsUp, sharesDown } from '../domain/money-text';
import type { AtomView, LegView, OpportunityView, ReasonView } from '../protocol/views';
import { moneyRoundedDown, moneyRoundedUp } from './format';
import { describeBody } from './relation';

const STYLE = { to: 'thousandths', minus: '-' } as const;

const CONSEQUENCES: Readonly<Record<Consequence, string>> = {
  'one-no-fails': 'at most one NO pays nothing',
  'one-yes-pays': 'one YES always pays',
  'a-yes-pays': 'at least one YES pays',
  'no-or-yes-pays': 'NO on the first or YES on the second always pays',
};

const A_CENT = 10_000;
/** A tenth of a cent: fair prices are shown to it. */
const SHOWN_WIDTH = 1_000;

const STAKE_CAPS: Readonly<Record<OpportunityView['stakeCap'], string>> = {
  growth: 'held back by the chance that not all bets fill',
  depth: 'all that the books hold',
  limit: 'up to your limit for a set of bets',
};

/** What the basket is made of, as far as its sentence speaks of it. */
export type BasketFacts = Pick<OpportunityView, 'legs' | 'costMicros' | 'floorMicros' | 'outcomes' | 'events'>;

export const proof = {
  /** "Buy NO on all 5 outcomes: $3.941 a set, at least $4.00 back whichever wins. 41 sets at this depth." */
  basket(facts: BasketFacts): string {
    return `${basketSentence(facts)}${facts.events > 1 ? ` The legs stand in ${facts.events} events.` : ''}`;
  },

  /** What the relation means for the shares bought: the general statement, then how many of them can pay nothing. */
  reason({ body, names, consequence }: ReasonView): string {
    const statement = describeBody(body, (key) => names[key] ?? key);
    const so = consequence === null ? '' : `, so ${CONSEQUENCES[consequence]}`;
    return `${statement.charAt(0).toUpperCase()}${statement.slice(1)}${so}.`;
  },

  /** "Proved best: nothing guarantees more than $2.50 at these books." */
  bound({ upperMicros, edgeMicros }: Pick<OpportunityView, 'upperMicros' | 'edgeMicros'>): string | null {
    if (upperMicros === null) return null;
    const most = moneyRoundedUp(upperMicros);
    return upperMicros - edgeMicros < A_CENT
      ? `Proved best: no set of bets guarantees more than ${most} at these books.`
      : `No set of bets guarantees more than ${most} at these books: that is proved.`;
  },

  /** "$41.20 of $161.59, as the books hold no more." */
  stake({
    stakeMicros,
    maxCostMicros,
    stakeCap,
  }: Pick<OpportunityView, 'stakeMicros' | 'maxCostMicros' | 'stakeCap'>): string {
    const amount = `${moneyRoundedDown(stakeMicros)} of ${moneyRoundedUp(maxCostMicros)}`;
    return `${amount}, ${STAKE_CAPS[stakeCap]}. Chances of filling are assumed, on the low side.`;
  },

  /** " ± 0.3" in cents, where that is as much as is shown; else nothing. */
  within(micros: number): string {
    return micros < SHOWN_WIDTH ? '' : ` ± ${(Math.ceil(micros / SHOWN_WIDTH) / 10).toFixed(1)}`;
  },

  /** Beside "no contradiction found", only where that is a proof. */
  provenNone: "Proven at the venue's lots and least order sizes.",

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
      `${legs.map(legText).join(', ')}: ${dollarsUp(costMicros, STYLE)} in all, ` +
      `at least ${dollarsDown(floorMicros, STYLE)} back whatever happens.`
    );
  const perSet = (amount: number): number => (amount * MICROS) / first.sizeMicros;
  const sameToken = legs.every((leg) => leg.token === first.token);
  const all = sameToken && legs.length === outcomes && legs.length > 2;
  const what = all
    ? `${first.token.toUpperCase()} on all ${legs.length} outcomes`
    : listOf(legs.map((leg) => `${leg.token.toUpperCase()} on ${leg.outcome}`));
  const sets = sharesDown(first.sizeMicros);
  return (
    `Buy ${what}: ${dollarsUp(perSet(costMicros), STYLE)} a set, ` +
    `at least ${dollarsDown(perSet(floorMicros), STYLE)} back whichever wins. ` +
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
