/** Complements ("X happens" and "X does not happen") and copies of one question in two places. */
import { coded, evidence } from '../../domain/reasons';
import type { Relation } from '../../domain/relation';
import { makeRelation } from '../../relations/identity';
import { groupBy } from '../../domain/group';
import { settingProblem } from '../../language/setting';
import { quoteText } from '../../domain/clean-text';
import { startsAtCreation } from '../../language/parameters';
import { SAME_CREATION_MS } from '../../language/span';
import { lettersOf, sameValues } from '../../language/values';
import { negationDifferences, sameStems, totalNegations } from '../../language/stems';
import { evidenceOf, type Claim } from './claim';
import { copyShapeProblem, denialProblem } from './denial';

/** More copies of one question than this are a series of its kind ("Bitcoin up or down"), not copies. */
const MAX_COPIES = 12;

export function oppositeRelations(claims: readonly Claim[]): readonly Relation[] {
  const relations: Relation[] = [];
  for (const group of groupBy(claims, (claim) => claim.question.stems.join(' ')).values()) {
    if (group.length < 2 || group.length > MAX_COPIES || group[0]?.question.stems.length === 0) continue;
    group.forEach((a, index) => {
      for (const b of group.slice(index + 1)) {
        const relation = compare(a, b);
        if (relation !== null) relations.push(relation);
      }
    });
  }
  return relations;
}

function compare(a: Claim, b: Claim): Relation | null {
  const difference = Math.abs(totalNegations(a.question) - totalNegations(b.question));
  if (difference > 1 || exclusive(a, b)) return null;
  // Stems know no capitals: "Hepatitis A" is not "hepatitis".
  if (!sameValues(lettersOf(a.condition.question), lettersOf(b.condition.question))) return null;
  const complement = difference === 1;
  // Series ask the same again and again ("strike by Friday?"): other days or another start make another question.
  const apart = startsApart(a, b, SAME_HOUR_MS);
  if ((!complement && (a.endDay === null || a.endDay !== b.endDay)) || apart === true) return null;
  const disagreement = complement ? complementProblem(a, b) : copyProblem(a, b);
  const body = complement
    ? { type: 'not' as const, of: [a.condition.id, b.condition.id] as const }
    : { type: 'equivalent' as const, of: [a.condition.id, b.condition.id] };
  const names = { a: quoteText(a.condition.question), b: quoteText(b.condition.question) };
  const claim = complement ? coded('one-of-two', names) : coded('asked-twice', names);
  const reason = complement ? coded('one-denies') : coded('same-all');
  return makeRelation({
    body,
    source: 'rule',
    status: disagreement === null ? 'proven' : 'proposed',
    why:
      disagreement === null
        ? coded('claim-because', { claim, because: reason })
        : coded('claim-but', { claim, but: disagreement }),
    evidence: [
      evidence('rule', `semantic/${complement ? 'complement' : 'copy'}/1`),
      ...[a, b].flatMap((claim) =>
        evidenceOf(
          claim,
          `${totalNegations(claim.question) === 0 ? 'asserts' : 'denies'}: ${claim.question.stems.join(' ')}`,
        ),
      ),
      ...(disagreement === null ? [] : [evidence('disagreement', disagreement)]),
    ],
  });
}

function exclusive(a: Claim, b: Claim): boolean {
  return a.condition.negRisk && b.condition.negRisk && a.condition.negRiskMarketId === b.condition.negRiskMarketId;
}

/** "All members do not attend" may deny "all attend" or say that none does. */
const QUANTIFIED = /\b(?:all|every|each|both|most|some|many|few|several|only|either|neither)\b/i;

/** "If X, will Y?": without X both may resolve No, or neither pays. */
const CONDITIONAL = /^\s*(?:if|should|conditional|assuming|given)\b|\bconditional on\b/i;

function complementProblem(a: Claim, b: Claim): string | null {
  if (CONDITIONAL.test(a.condition.question) || CONDITIONAL.test(b.condition.question)) return coded('under-condition');
  if (QUANTIFIED.test(a.condition.question) || QUANTIFIED.test(b.condition.question)) return coded('all-both-some');
  const common = commonProblem(a, b);
  if (common !== null) return common;
  if (!sameStems(a.rules, b.rules)) return coded('other-words');
  if (labelOf(a) !== labelOf(b)) return coded('labels-differ');
  const sentences = negationDifferences(a.rules, b.rules);
  const [sentence = -1] = sentences;
  const difference = Math.abs((a.rules.negations.get(sentence) ?? 0) - (b.rules.negations.get(sentence) ?? 0));
  // The one sentence that says when Yes is paid must be denied, and nothing else.
  if (sentences.length !== 1 || difference !== 1 || sentence !== a.decidingSentence || sentence !== b.decidingSentence)
    return coded('deny-elsewhere');
  const gate = denialProblem(a.texts, b.texts);
  if (gate !== null) return gate;
  // "The day itself" settles nothing where one moment of time is enough: not at any point is the denial of at some
  // point.
  if (a.condition.settled !== null && a.condition.settled === b.condition.settled)
    return coded('both-resolved-against');
  return null;
}

function copyProblem(a: Claim, b: Claim): string | null {
  const common = commonProblem(a, b);
  if (common !== null) return common;
  if (!sameStems(a.rules, b.rules) || negationDifferences(a.rules, b.rules).length > 0) return coded('other-words');
  if (labelOf(a) !== labelOf(b)) return coded('labels-differ');
  if (a.condition.eventId === b.condition.eventId) return coded('one-event-copy');
  if (!a.dated) return coded('no-day');
  if (a.needsEvent || b.needsEvent) return coded('refers-to-event');
  if (Date.parse(a.condition.endDate) !== Date.parse(b.condition.endDate)) return coded('end-times-differ');
  if (a.condition.settled !== null && b.condition.settled !== null && a.condition.settled !== b.condition.settled)
    return coded('both-resolved-against');
  return copyShapeProblem(a.texts, b.texts);
}

function labelOf({ condition }: Claim): string {
  return condition.label === condition.question ? '' : quoteText(condition.label, 300).toLowerCase();
}

export function commonProblem(a: Claim, b: Claim): string | null {
  if (a.problem !== null) return a.problem;
  if (b.problem !== null) return b.problem;
  if (a.rules.stems.length === 0 || b.rules.stems.length === 0) return coded('rules-unknown');
  if (!a.condition.active || !b.condition.active) return coded('never-opened');
  if (a.source !== b.source) return coded('sources-differ');
  const setting = settingProblem(a, b, { sameEnd: true, dated: a.dated && b.dated });
  if (setting !== null) return setting;
  const apart = startsApart(a, b);
  if (apart === null) return coded('creation-unknown');
  if (apart) return coded('created-apart');
  return null;
}

/**
 * Whether they count from different moments: false when they name their first day or need none, null when it is not
 * known.
 */
function startsApart(a: Claim, b: Claim, withinMs = SAME_CREATION_MS): boolean | null {
  if (!startsAtCreation(a.texts) && !startsAtCreation(b.texts)) return false;
  const [first = Number.NaN, second = Number.NaN] = [a, b].map((claim) => Date.parse(claim.condition.createdAt ?? ''));
  return Number.isNaN(first) || Number.isNaN(second) ? null : Math.abs(first - second) > withinMs;
}

/** Markets that were made further apart are two questions of one kind, and not even proposed as one. */
const SAME_HOUR_MS = 3_600_000;
