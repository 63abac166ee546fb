/** What keeps two markets from being compared, whatever their texts say. */
import type { ReasonSentences } from './sentence';
import type { MARKETS } from '../../domain/reason-codes';

export const marketsReasons: ReasonSentences<typeof MARKETS> = {
  'answers-not-yes-no': 'their answers are not known to be exactly Yes and No',
  'end-days-differ': 'the venue ends them on different days',
  'end-times-differ': 'the venue ends them at different times',
  'game-in-event': 'which game is meant stands only in their events',
  'event-titles': 'they belong to events with different titles',
  'event-years': 'they belong to different events and do not name the year',
  'event-unknown': 'its event is not known',
  'refers-to-event': 'what they refer to stands only in their events',
  'never-opened': 'one of the two was never opened',
  'one-never-opened': 'one of them was never opened',
  'sources-differ': 'they name different resolution sources',
  'listed-twice': 'one of the two is listed twice, and a mistaken copy may resolve in any way',
  'one-listed-twice': 'one of them is listed twice, and a mistaken copy may resolve in any way',
  'one-event-copy': 'both stand in one event, where a copy is mostly a mistake',
  'resolved-against': 'what is resolved speaks against it',
  'both-resolved-against': 'both are resolved, and against it',
  'resolved-against-implication': 'both are resolved, and against this implication',
  'earlier-yes': 'the earlier one resolved Yes and the later one is still open',
  'later-no': 'the later one resolved No and the earlier one is still open',
  'no-day': 'their rules name no day, so that each may mean another one',
};
