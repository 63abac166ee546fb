/** What is open about questions that deny, repeat, join or follow each other. */
import type { ReasonSentences } from './sentence';
import type { MEANINGS } from '../../domain/reason-codes';

export const meaningsReasons: ReasonSentences<typeof MEANINGS> = {
  'titles-not-denied': 'their titles do not deny each other word for word',
  'rules-not-denied': 'their rules do not deny each other word for word',
  'deny-elsewhere': 'their rules do not deny each other in the one sentence that decides',
  'leaves-both': ({ sentence }) => `"${sentence}" may leave both without a Yes, or give it to both`,
  'joined-denial': 'of things joined by "and" or "or" a denial can mean two things',
  'all-both-some': 'beside "all", "both" or "some" a denial can mean two things',
  'one-of-many': 'of one of many both can be so: one does, and another does not',
  'under-condition': 'both are asked under a condition, and without it neither may be Yes',
  'title-denies': 'a title denies something, and by the rules alone nobody can tell whether they do',
  'title-names-more': 'a title names a day or an amount that its rules do not',
  'joins-otherwise': 'its title joins them in another way than its rules',
  'points-away': 'a word of the joined rules points to something outside them',
  'part-no-day': 'a part of its rules names no day with its year',
  'means-one-part': 'another sentence of the rules may mean one part only',
  'elected-open':
    'a person can be elected without this nomination, and the rules for a replaced nominee must be the same',
  'party-open': 'whose candidate this is and what happens when a candidate is replaced does not stand in the texts',
  'stage-open':
    'the earlier stage must be decided before its market stops waiting for it, and both must mean the same competition',
};
