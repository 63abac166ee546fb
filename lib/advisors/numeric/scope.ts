/** What two conditions must share to speak of one thing. */
import { quoteText } from '../../domain/clean-text';
import type { Member } from '../../domain/question';
import { readCondition, readText, type ConditionTexts } from '../../language/templates';

export interface Placed {
  readonly member: Member;
  readonly texts: ConditionTexts;
}

export function placedOf(members: readonly Member[]): readonly Placed[] {
  return members.map((member) => ({ member, texts: readCondition(member.condition) }));
}

/** "Over 2.5 goals in the match": which match is in the event's title only. */
const REFERS_TO_EVENT =
  /\b(?:this|the|these)\s(?:game|match|fight|bout|race|series|event|set|map|round|debate|episode|show|meeting|stream|video|speech|interview|tournament|auction)\b/i;

/** Equal where what a title leaves to its event is the same. */
export function scopeOf({ member, texts }: Placed): string {
  // An event that is titled by this very question adds nothing to it.
  const alone = quoteText(member.event.title, 500) === quoteText(member.condition.question, 500);
  const own = REFERS_TO_EVENT.test(member.condition.question) || (!alone && !namesSubject(member.condition.question));
  return own ? `event ${texts.condition.eventId} ${readText(member.event.title).template}` : 'any';
}

/** A capital letter after the first word: Bitcoin, Macron, NASA. Month names do not count. */
function namesSubject(question: string): boolean {
  const [first = '', ...words] = question.replace(/^\s*Will\s+/, '').split(/\s+/);
  const isName = (word: string): boolean =>
    /^["'(]?\p{Lu}/u.test(word) &&
    !/^["'(]?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Yes|No|ET|EST|UTC|Over|Under)/.test(word);
  return (
    words.some(isName) ||
    (isName(first) && !/^(?:A|An|The|No|Any|What|Who|How|When|Which|Total|More|Less|At)$/.test(first))
  );
}
