/** A proof in words. Labels are hostile text and are only ever placed as text. */
import type { Consequence } from '../domain/proof';
import type { AtomView, ReasonView } from '../protocol/views';
import { stretch } from './ladder';
import { describeBody } from './relation';

const CONSEQUENCES: Readonly<Record<Consequence, string>> = {
  'one-no-fails': 'at most one No pays nothing',
  'one-yes-pays': 'one Yes always pays',
  'a-yes-pays': 'at least one Yes pays',
  'no-or-yes-pays': 'No on the first or Yes on the second always pays',
};

export const proof = {
  title: 'Guaranteed part and what can still go wrong',

  /** What the relation means for the shares bought: the general statement, then how many of them can pay nothing. */
  reason({ body, names, consequence }: Pick<ReasonView, 'body' | 'names' | 'consequence'>): string {
    const statement = describeBody(body, (key) => names[key] ?? key);
    const so = consequence === null ? '' : `, so ${CONSEQUENCES[consequence]}`;
    return `${statement.charAt(0).toUpperCase()}${statement.slice(1)}${so}.`;
  },

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
