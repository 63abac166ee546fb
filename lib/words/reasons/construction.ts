/** What the venue's construction says, and what makes a group doubtful. */
import type { ReasonSentences } from './sentence';
import type { CONSTRUCTION } from '../../domain/reason-codes';

const ANSWERS: Readonly<Record<string, string>> = { yes: 'Yes', no: 'No' };

export const constructionReasons: ReasonSentences<typeof CONSTRUCTION> = {
  resolved: ({ question, answer }) => `"${question}" is resolved: ${ANSWERS[answer] ?? answer}.`,
  'group-complete': ({ count, event, resolved }) =>
    `Exactly one of the ${count} outcomes of "${event}" pays: a complete neg-risk group, every outcome listed` +
    `${Number(resolved) > 0 ? ` (${resolved} of them already resolved)` : ' and open'}.`,
  'group-incomplete': ({ count, event, doubt }, say) =>
    `At most one of these ${count} outcomes of "${event}" pays: they share one neg-risk group. It is not ` +
    `taken as complete: ${say(doubt)}.`,
  'market-state': ({ market, closed, settled, protocol }) =>
    `market ${market}: closed ${closed}, settled ${settled}, protocol ${protocol}`,
  'event-state': ({ event, negRisk, enableNegRisk, negRiskAugmented, active, closed, incomplete }) =>
    `event ${event}: negRisk ${negRisk}, enableNegRisk ${enableNegRisk}, negRiskAugmented ` +
    `${negRiskAugmented}, active ${active}, closed ${closed}, incomplete ${incomplete}`,
  'group-markets': ({ group, count, markets, protocols }) =>
    `negRiskMarketId ${group} on ${count} of ${markets} markets, protocol ${protocols}`,
  'group-state': ({ open, resolved }) => `open ${open}, resolved ${resolved}, inactive 0, placeholders 0`,
  'group-not-marked': 'the event is not marked as neg-risk in every field',
  augmented: 'the event is augmented: outcomes may be added, and "Other" means what is left',
  'unread-markets': 'not every market of the event could be read',
  cumulative: 'the event is marked as cumulative',
  'event-inactive': 'the event is not active',
  'event-closed': 'the event is closed',
  'one-outcome': 'there is only one outcome',
  'outside-markets': 'the event holds markets outside this neg-risk group',
  'other-group': 'the event names another neg-risk group',
  'two-protocols': 'its markets live on two protocol versions',
  'two-winners': 'more than one outcome resolved Yes',
  'other-unlisted':
    'protocol v2 adds an outcome "Other" to every event, which pays when all others are No, and it is not listed',
  'all-no': 'every outcome resolved No',
  'venue-other': ({ name }) => `"${name}" is the venue's "Other"`,
  placeholder: ({ name }) => `"${name}" stands for someone not yet named`,
  'neither-open': ({ name }) => `"${name}" is neither open for orders nor resolved`,
  'may-be-none': 'what is asked may happen to none of them, and no outcome stands for that',
  'none-by-rules': 'its rules name a case in which none of them pays',
  'hole-below': ({ amount }) => `no outcome holds what is below ${amount}`,
  'hole-above': ({ amount }) => `no outcome holds what is above ${amount}`,
  'hole-between': ({ low, high }) => `no outcome holds what lies between ${low} and ${high}`,
};
