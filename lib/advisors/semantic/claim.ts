/** What the semantic rules see of a condition. Rules are reduced when first asked for. */
import { evidence } from '../../domain/reasons';
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Member } from '../../domain/question';
import { readCondition, type ConditionTexts } from '../../language/templates';
import { dayOfIso } from '../../language/calendar';
import { textFingerprint } from '../../relations/text-fingerprint';
import { quoteText } from '../../domain/clean-text';
import { stemsOf, type Stems } from '../../language/stems';
import { pattern } from '../../language/pattern';

export interface Claim {
  readonly condition: Condition;
  readonly event: VenueEvent;
  readonly texts: ConditionTexts;
  readonly question: Stems;
  readonly rules: Stems;
  readonly source: string;
  readonly problem: string | null;
  readonly startsAtCreation: boolean;
  /** The rules or the question name a day with its year. */
  readonly dated: boolean;
  readonly endDay: number | null;
  /** Index of the first sentence of the rules that speaks of Yes; -1 when none does. */
  readonly decidingSentence: number;
  /** "the match", "this game": what is meant stands in the event. */
  readonly needsEvent: boolean;
}

const POINTS_AWAY = pattern(
  [
    String.raw`\b(?:this|the|these|next|tonight|today|tomorrow)\s?(?:game|match|fight|bout|race|series|event`,
    String.raw`|set|map|round|debate|episode|show|meeting|stream|video|speech|week|month|hour)?\b`,
  ],
  'i',
);
const DEICTIC = pattern(
  [
    String.raw`\b(?:tonight|today|tomorrow|(?:this|the|next) (?:game|match|fight|bout|race|series|map|round`,
    String.raw`|debate|episode|show|stream|video|week|weekend|month|hour))\b`,
  ],
  'i',
);

/** Of each member once, however many rules ask. */
export function claimOf(member: Member): Claim {
  const known = CLAIMS.get(member);
  if (known !== undefined) return known;
  const claim = makeClaim(member);
  CLAIMS.set(member, claim);
  return claim;
}

const CLAIMS = new WeakMap<Member, Claim>();

function makeClaim(member: Member): Claim {
  const { condition } = member;
  const texts = readCondition(condition);
  let rules: Stems | null = null;
  return {
    condition,
    event: member.event,
    texts,
    question: stemsOf(texts.question),
    get rules() {
      return (rules ??= stemsOf(texts.rules));
    },
    source: texts.source,
    get problem() {
      return texts.problem;
    },
    get startsAtCreation() {
      return texts.startsAtCreation;
    },
    get dated() {
      return [...texts.question.items, ...texts.rules.items].some(
        (item) =>
          (item.kind === 'date' && item.date.year !== null) || (item.kind === 'window' && item.to.year !== null),
      );
    },
    endDay: dayOfIso(condition.endDate),
    get decidingSentence() {
      return texts.rules.items.find((item) => item.kind === 'word' && item.text === 'yes')?.sentence ?? -1;
    },
    needsEvent:
      DEICTIC.test(condition.question) ||
      (POINTS_AWAY.test(condition.question) &&
        quoteText(member.event.title, 500) !== quoteText(condition.question, 500) &&
        !/\p{Lu}/u.test(condition.question.slice(5))),
  };
}

/** Evidence of one text: how it was read, and the fingerprint of what was read. */
export function evidenceOf(claim: Claim, parse: string): readonly string[] {
  return [evidence('parse', `${claim.condition.id} = ${quoteText(parse, 300)}`), textFingerprint(claim.condition)];
}
