/**
 * What must agree around two texts before a rule may compare them: the answers, the event, the day on which the venue
 * ends them.
 */
import { coded } from '../domain/reasons';
import type { Condition } from '../domain/condition';
import type { Member } from '../domain/question';
import { dayOfIso } from './calendar';
import { quoteText } from '../domain/clean-text';

/**
 * Rules read "Yes" and "No" in texts; of a market whose answers have other names ("Over", a team) nobody knows which
 * one they mean.
 */
export function answersYesNo(condition: Condition): boolean {
  return condition.outcomes?.[0] === 'Yes' && condition.outcomes[1] === 'No';
}

/** Why these two may not be compared for a proof whatever their texts say, or null. */
export function settingProblem(
  a: Member,
  b: Member,
  options: {
    readonly sameEnd: boolean;
    readonly dated: boolean;
    /** A person has read both, so that their events and ends need to add nothing where the texts name the year. */
    readonly read?: boolean;
  },
): string | null {
  if (!answersYesNo(a.condition) || !answersYesNo(b.condition)) return coded('answers-not-yes-no');
  const alone = options.read === true && options.dated;
  if (options.sameEnd && !alone && !endTogether(a.condition, b.condition, options.dated))
    return coded('end-days-differ');
  if (a.event === b.event || (a.event.id === b.event.id && a.condition.eventId === b.condition.eventId)) return null;
  if (namesOneGame(a) || namesOneGame(b)) return coded('game-in-event');
  if (!alone && quoteText(a.event.title, 500) !== quoteText(b.event.title, 500) && !(ownTitle(a) && ownTitle(b)))
    return coded('event-titles');
  return options.dated ? null : coded('event-years');
}

/** Noon of a day in one, its midnight in New York in the other: one day, where the texts name it with its year. */
function endTogether(a: Condition, b: Condition, dated: boolean): boolean {
  const [first, second] = [dayOfIso(a.endDate), dayOfIso(b.endDate)];
  if (first === second) return true;
  return dated && first !== null && second !== null && Math.abs(first - second) === 1;
}

/** A pair may meet twice on one day, and the rules of both say "the game". */
export function namesOneGame({ condition, event }: Member): boolean {
  return VERSUS.test(event.title) || ONE_GAME.test(condition.description);
}

const VERSUS = /\bvs?\b\.?|\p{L} ?@ ?\p{L}/iu;
const ONE_GAME = /\b(?:the|this) (?:game|match|fight|bout|race|map|round|set)\b/i;

/** The event of one question adds nothing to it. */
function ownTitle({ condition, event }: Member): boolean {
  return quoteText(event.title, 500) === quoteText(condition.question, 500);
}
