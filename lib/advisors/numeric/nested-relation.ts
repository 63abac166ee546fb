/** A step of a ladder as a relation, with its reasons in words. */
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
  const claim = `If "${title(narrow)}" is Yes, "${title(wide)}" must be Yes`;
  return makeRelation({
    body: { type: 'implies', if: narrow.texts.condition.id, then: wide.texts.condition.id },
    source: 'rule',
    status: disagreement === null ? 'proven' : 'proposed',
    why:
      disagreement === null
        ? `${claim}: same question, same rules, ${reasons.join(' and ')}.`
        : `${claim}, by their titles (${reasons.join(' and ')}), but ${disagreement}.`,
    evidence: [
      'rule: numeric/1 ' +
        `(${[narrow.threshold && 'threshold', narrow.span && 'deadline'].filter((name) => name !== null).join(', ')})`,
      ...[narrow, wide].flatMap((member) => [`parse: ${describe(member)}`, textFingerprint(member.texts.condition)]),
      ...(disagreement === null ? [] : [`disagreement: ${disagreement}`]),
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
    ? `${narrow.threshold.text} is above ${wide.threshold.text}`
    : `${narrow.threshold.text} is below ${wide.threshold.text}`;
}

function spanReason(narrow: Parameters, wide: Parameters): string | null {
  if (narrow.span === null || wide.span === null) return null;
  return narrow.span.end === wide.span.end
    ? `the same last day ${printDay(narrow.span.end - 1)}`
    : `last day ${printDay(narrow.span.end - 1)} before ${printDay(wide.span.end - 1)}`;
}

function describe(member: Parameters): string {
  const { condition } = member.texts;
  const start =
    member.span === null
      ? null
      : member.span.latest === null
        ? 'no start'
        : member.span.latest === 'creation'
          ? 'market creation'
          : printDay(member.span.latest);
  const parts = [
    member.threshold && `${member.threshold.direction} ${member.threshold.text}`,
    member.span && `${start} to ${printDay(member.span.end - 1)}`,
  ].filter((part) => part !== null);
  return `${condition.id} = ${parts.join(', ')} in "${quoteText(condition.question)}"`;
}

/** Where the rules of two conditions part. */
export function rulesDifference(a: ConditionTexts, b: ConditionTexts): string {
  if (a.source !== b.source) return 'they name different resolution sources';
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
  return `their rules differ: "${around(a)}" against "${around(b)}"`;
}
