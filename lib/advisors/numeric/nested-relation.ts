/** A step of a ladder as a relation, with its reasons in words. */
import { coded, evidence } from '../../domain/reasons';
import { quoteText } from '../../domain/clean-text';
import type { Relation } from '../../domain/relation';
import { printDay } from '../../language/calendar';
import type { Parameters } from '../../language/parameters';
import { readText, type ConditionTexts } from '../../language/templates';
import { textFingerprint } from '../../relations/text-fingerprint';
import { makeRelation } from '../../relations/identity';
import type { Step } from './ladder';

/**
 * @param disagreement what keeps it a proposal; null: proven
 * @param template by which one word of the user can cover all steps like it (template.ts); none where it may not
 */
export function stepRelation(step: Step, disagreement: string | null, template: readonly string[] = []): Relation {
  const { narrow, wide } = step;
  const reasons = [thresholdReason(narrow, wide), spanReason(narrow, wide)].filter((reason) => reason !== null);
  const moves = [narrow.threshold && 'threshold', narrow.span && 'deadline'].filter((name) => name !== null);
  const [first = '', second] = reasons;
  const because = second === undefined ? first : coded('both', { a: first, b: second });
  const claim = { narrow: title(narrow), wide: title(wide), because };
  return makeRelation({
    body: { type: 'implies', if: narrow.texts.condition.id, then: wide.texts.condition.id },
    source: 'rule',
    status: disagreement === null ? 'proven' : 'proposed',
    why: disagreement === null ? coded('implied-same', claim) : coded('implied-but', { ...claim, but: disagreement }),
    evidence: [
      evidence('rule', `numeric/1 (${moves.join(', ')})`),
      ...[narrow, wide].flatMap((member) => [
        evidence('parse', describe(member)),
        textFingerprint(member.texts.condition),
      ]),
      ...(disagreement === null ? [] : [evidence('disagreement', disagreement)]),
      ...template,
    ],
  });
}

function title(member: Parameters): string {
  const { question, label } = member.texts.condition;
  return member.texts.question.items.length > readText(question).items.length
    ? `${quoteText(question)} ${quoteText(label, 60)}`
    : quoteText(question);
}

function thresholdReason(narrow: Parameters, wide: Parameters): string | null {
  if (narrow.threshold === null || wide.threshold === null || narrow.threshold.nanos === wide.threshold.nanos)
    return null;
  return narrow.threshold.direction === 'up'
    ? coded('amount-above', { narrow: narrow.threshold.text, wide: wide.threshold.text })
    : coded('amount-below', { narrow: narrow.threshold.text, wide: wide.threshold.text });
}

function spanReason(narrow: Parameters, wide: Parameters): string | null {
  if (narrow.span === null || wide.span === null) return null;
  return narrow.span.end === wide.span.end
    ? coded('same-last-day', { day: printDay(narrow.span.end - 1) })
    : coded('last-day-before', { narrow: printDay(narrow.span.end - 1), wide: printDay(wide.span.end - 1) });
}

function describe(member: Parameters): string {
  const { condition } = member.texts;
  const start =
    member.span === null
      ? null
      : member.span.latest === null
        ? 'none'
        : member.span.latest === 'creation'
          ? 'creation'
          : printDay(member.span.latest);
  return coded('read-rung', {
    market: condition.id,
    amount: member.threshold === null ? '' : `${member.threshold.direction} ${member.threshold.text}`,
    start: start ?? '',
    end: member.span === null ? '' : printDay(member.span.end - 1),
    question: quoteText(condition.question),
  });
}

/** Where the rules of two conditions part. */
export function rulesDifference(a: ConditionTexts, b: ConditionTexts): string {
  if (a.source !== b.source) return coded('sources-differ');
  const at = Math.max(
    0,
    a.rules.items.findIndex((item, index) => item.text !== b.rules.items[index]?.text),
  );
  const around = (texts: ConditionTexts): string =>
    quoteText(
      texts.rules.items
        .slice(Math.max(0, at - 2), at + 6)
        .map((item) => item.text)
        .join(' '),
      60,
    );
  return coded('rules-differ', { a: around(a), b: around(b) });
}
