/**
 * The file in which a person reads every proven relation beside its rules: what is claimed, all texts that differ, and
 * what it rests on.
 */
import type { Condition } from '../lib/domain/condition';
import { conditionKeysOf, type Relation } from '../lib/domain/relation';

/**
 * A text alone keeps two from winning only where it says what happens to a tie; else the venue's contract does
 * (docs/maths.md 3.3).
 */
const TIES =
  /[^.]*\b(?:ties?|tied|exactly between|share the same record|identical records|jointly|single winner)\b[^.]*\.?/i;

/** Lines of Markdown below the relation's sentence. */
export function readingOf(relation: Relation, conditions: ReadonlyMap<string, Condition>): readonly string[] {
  const members = conditionKeysOf(relation.body).flatMap((key) => {
    const condition = conditions.get(key);
    return condition ? [condition] : [];
  });
  if (relation.body.type === 'settled')
    return members.map(
      (condition) =>
        `   - market ${condition.marketId}, closed ${condition.closed}, ends ${condition.endDate || 'unknown'}; ` +
        `rules: ${flat(condition.description)}`,
    );
  if (relation.source === 'rule')
    return members.map((condition) => `   - ${condition.question} - rules: ${flat(condition.description)}`);
  const texts = distinctTexts(members);
  return [
    `   - members: ${members.map((condition) => `${condition.label}${answerOf(condition)}`).join(' | ')}`,
    ...texts.map(({ text, of }) => `   - rules of ${texts.length === 1 ? 'all' : someOf(of)}: ${text}`),
    `   - ties: ${tieOf(members)}`,
    ...twins(members).map((name) => `   - listed twice: ${name}`),
  ];
}

function answerOf({ settled }: Condition): string {
  return settled === null ? '' : settled ? ' (Yes)' : ' (No)';
}

function someOf(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function tieOf(members: readonly Condition[]): string {
  const found = members
    .map(({ description }) => TIES.exec(flat(description))?.[0]?.trim())
    .find((sentence) => sentence !== undefined);
  return found ?? 'the rules say nothing; that no two pay rests on the contract alone';
}

/** Rules that are equal but for the member's own name are printed once, with the name as "[member]". */
function distinctTexts(
  members: readonly Condition[],
): readonly { readonly text: string; readonly of: readonly string[] }[] {
  const byText = new Map<string, string[]>();
  for (const condition of members) {
    const text = flat(condition.description).replaceAll(condition.label.trim() || '\u0000', '[member]');
    byText.set(text, [...(byText.get(text) ?? []), condition.label.trim()]);
  }
  return [...byText].map(([text, of]) => ({ text, of }));
}

/** The same name twice: by their texts both would pay. */
function twins(members: readonly Condition[]): readonly string[] {
  const names = members.map(({ label, question }) => (label.trim() || question).toLowerCase());
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
