/** A proof in words. Labels are hostile text and are only ever placed as text. */
import type { Consequence } from '../domain/proof';
import { fixed } from '../domain/money-text';
import type { AtomView, OpportunityView, ReasonView } from '../protocol/views';
import { moneyRoundedDown, moneyRoundedUp } from './format';
import { stretch } from './ladder';
import { describeBody } from './relation';

const CONSEQUENCES: Readonly<Record<Consequence, string>> = {
  'one-no-fails': 'at most one No pays nothing',
  'one-yes-pays': 'one Yes always pays',
  'a-yes-pays': 'at least one Yes pays',
  'no-or-yes-pays': 'No on the first or Yes on the second always pays',
};

const A_CENT = 10_000;
/** A tenth of a cent: fair prices are shown to it. */
const SHOWN_WIDTH = 1_000;

/** @param part from 0 to 1; one decimal. */
const percentRoundedUp = (part: number): string => `${fixed(Math.ceil(part * 1_000 - 1e-9), 1)} %`;

const STAKE_CAPS: Readonly<Record<OpportunityView['stakeCap'], string>> = {
  growth: 'held back by the chance that not all bets fill',
  depth: 'all that the books hold',
  limit: 'up to your limit for a set of bets',
  drawdown: 'less because your results are below their best',
  performance: 'less because your sets so far brought less than they promised',
};

export const proof = {
  title: 'Guaranteed part and what can still go wrong',

  /** What the relation means for the shares bought: the general statement, then how many of them can pay nothing. */
  reason({ body, names, consequence }: Pick<ReasonView, 'body' | 'names' | 'consequence'>): string {
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
    stakeOfCapital,
    stakeRisk,
    fills,
  }: Pick<
    OpportunityView,
    'stakeMicros' | 'maxCostMicros' | 'stakeCap' | 'stakeOfCapital' | 'stakeRisk' | 'fills'
  >): string {
    const part = stakeMicros > 0 ? ` (${percentRoundedUp(stakeOfCapital)} of your working capital)` : '';
    const amount = `${moneyRoundedDown(stakeMicros)} of ${moneyRoundedUp(maxCostMicros)}${part}`;
    const chances =
      fills?.kind === 'value' ? 'the lower of what is assumed and what the books taught' : 'assumed, on the low side';
    const risk =
      stakeMicros > 0
        ? ` In the worst twentieth of what can happen it loses ${percentRoundedUp(stakeRisk)} of that.`
        : '';
    return `${amount}, ${STAKE_CAPS[stakeCap]}.${risk} Chances of filling are ${chances}.`;
  },

  /** " ± 0.3" in cents, where that is as much as is shown; else nothing. */
  within(micros: number): string {
    return micros < SHOWN_WIDTH ? '' : ` ± ${(Math.ceil(micros / SHOWN_WIDTH) / 10).toFixed(1)}`;
  },

  /** Beside "no contradiction found", only where that is a proof. */
  provenNone: "Proven at the venue's lots and least order sizes.",

  outcome({ happened, not, stretch: part }: Pick<AtomView, 'happened' | 'not' | 'stretch'>): string {
    if (part !== null) return stretch(part);
    if (happened.length === 0) return 'None of these';
    const failed = not.length === 0 ? '' : ` but not ${not.join(' or ')}`;
    return `${happened.join(' and ')}${failed}`;
  },

  rechecked({
    byMultipliers,
    patterns,
  }: {
    readonly byMultipliers: boolean;
    readonly patterns: number | null;
  }): string {
    const methods = [
      ...(byMultipliers ? ['by the multipliers of its rules'] : []),
      ...(patterns === null ? [] : [`by trying all ${patterns} patterns of its outcomes`]),
    ];
    return `Checked again just now: the floor holds, ${methods.join(' and ')}.`;
  },
} as const;
