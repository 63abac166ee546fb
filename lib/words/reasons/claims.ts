/** What two texts say of each other, and what of it is open. */
import type { ReasonSentences } from './sentence';
import type { CLAIMS } from '../../domain/reason-codes';

const JOINT: Readonly<Record<string, string>> = { and: 'both', or: 'at least one' };
const VERB: Readonly<Record<string, string>> = { and: 'are', or: 'is' };
const STARTS: Readonly<Record<string, string>> = { none: 'no start', creation: 'market creation' };

export const claimsReasons: ReasonSentences<typeof CLAIMS> = {
  'implied-same': ({ narrow, wide, because }, say) =>
    `If "${narrow}" is Yes, "${wide}" must be Yes: same question, same rules, ${say(because)}.`,
  'implied-but': ({ narrow, wide, because, but }, say) =>
    `If "${narrow}" is Yes, "${wide}" must be Yes, by their titles (${say(because)}), but ${say(but)}.`,
  'implied-since': ({ narrow, wide, because, but }, say) =>
    `If "${narrow}" is Yes, "${wide}" must be Yes, because ${say(because)}, but ${say(but)}.`,
  'claim-because': ({ claim, because }, say) => `${say(claim)}: ${say(because)}.`,
  'claim-but': ({ claim, but }, say) => `${say(claim)}, by their titles, but ${say(but)}.`,
  both: ({ a, b }, say) => `${say(a)} and ${say(b)}`,
  'if-then': ({ narrow, wide }) => `If "${narrow}" is Yes, "${wide}" must be Yes`,
  'ask-same': ({ a, b }) => `"${a}" and "${b}" ask the same`,
  'not-both': ({ a, b }) => `"${a}" and "${b}" cannot both be Yes`,
  'one-of-two': ({ a, b }) => `Exactly one of "${a}" and "${b}" is Yes`,
  'one-at-least': ({ a, b }) => `At least one of "${a}" and "${b}" is Yes`,
  'one-range': ({ count, from, to }) =>
    `Exactly one of these ${count} ranges from "${from}" to "${to}" holds the value`,
  'one-range-at-most': ({ count }) => `At most one of these ${count} ranges holds the value`,
  'yes-without': ({ result, from, less }) => `"${result}" is Yes exactly when "${from}" is Yes and "${less}" is No`,
  'asked-twice': ({ a }) => `"${a}" is asked twice, so both resolve alike`,
  paraphrase: ({ a, b }) => `"${a}" and "${b}" ask the same in other words`,
  'amount-above': ({ narrow, wide }) => `${narrow} is above ${wide}`,
  'amount-below': ({ narrow, wide }) => `${narrow} is below ${wide}`,
  'same-last-day': ({ day }) => `the same last day ${day}`,
  'last-day-before': ({ narrow, wide }) => `last day ${narrow} before ${wide}`,
  'inside-same-rules': 'the one lies inside the other, with the same rules',
  'one-count': 'one count of whole things, with the same rules',
  'one-value': 'one quantity with one value, same rules, and its ends are given',
  'one-denies': 'one denies what the other says, with the same rules',
  'same-all': 'the same question, rules, source and end date',
  'both-parts': 'both parts must happen',
  'either-part': 'either part is enough',
  'part-enough': 'a part of the one is enough for the other',
  'elected-nominated': 'who is elected was nominated before',
  'party-candidate': 'a candidate wins for the party',
  'stage-before': 'nobody wins the last stage without the one before',
  'denies-part': ({ a, b, but }, say) =>
    `"${a}" and "${b}" cannot both be Yes, by their titles (the first needs that the second does not ` +
    `happen), but ${say(but)}.`,
  joined: ({ whole, kind, a, b }) =>
    `"${whole}" is Yes exactly when ${JOINT[kind] ?? kind} of "${a}" and "${b}" ${VERB[kind] ?? kind}: ` +
    'its rules join theirs word for word.',
  'joined-but': ({ whole, kind, a, b, but }, say) =>
    `"${whole}" is Yes exactly when ${JOINT[kind] ?? kind} of "${a}" and "${b}" ${VERB[kind] ?? kind}: ` +
    `its rules join theirs word for word, but ${say(but)}.`,
  'each-two-exclude': 'Each two of these exclude each other, so at most one of them can happen.',
  'read-rung': ({ market, amount, start, end, question }) => {
    const span = end === '' ? '' : `${STARTS[start] ?? start} to ${end}`;
    return `${market} = ${[amount, span].filter((part) => part !== '').join(', ')} in "${question}"`;
  },
  'read-range': ({ market, range, question }) => `${market} = ${range} in "${question}"`,
};
