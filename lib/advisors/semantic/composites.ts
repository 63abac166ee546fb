/**
 * Questions made of other questions: "both (a) X and (b) Y", "either X or Y". The parts are found by their words; the
 * rules of a composite are written anew by its author, so these stay proposals unless the user reads them.
 */
import type { Relation } from '../../domain/relation';
import { makeRelation } from '../../relations/identity';
import { readText } from '../../language/templates';
import { COMPOSITE_STOP_WORDS } from '../../language/lexicon/stop-words';
import { cleanText, quoteText } from '../../domain/clean-text';
import { stemsOf, stem } from '../../language/stems';
import { evidenceOf, type Claim } from './claim';

interface Part {
  readonly words: ReadonlySet<string>;
  /** "(b) Canada does not hold a referendum": the complement of a question, not the question. */
  readonly denied: boolean;
}

export interface Composite {
  readonly kind: 'and' | 'or';
  readonly parts: readonly Part[];
}

/** Words of the part that must be found in the other question, and of the other question in the part. */
const LEAST_SHARED = 0.8;
const LEAST_WORDS = 4;
const STOP: ReadonlySet<string> = new Set(COMPOSITE_STOP_WORDS);

export function compositeRelations(claims: readonly Claim[]): readonly Relation[] {
  const composites = claims.flatMap((claim) => {
    const composite = readComposite(claim.condition.question);
    return composite ? [{ claim, composite }] : [];
  });
  if (composites.length === 0) return [];
  const words = claims.map((claim) => ({
    claim,
    words: contentOf(claim.condition.question),
    negated: claim.question.negations.size > 0,
  }));
  const byWord = new Map<string, typeof words>();
  for (const entry of words) for (const word of entry.words) byWord.set(word, [...(byWord.get(word) ?? []), entry]);
  const single = composites.flatMap(({ claim, composite }) =>
    composite.parts.flatMap((part) => {
      const rarest = [...part.words]
        .sort((a, b) => (byWord.get(a)?.length ?? 0) - (byWord.get(b)?.length ?? 0))
        .find((word) => (byWord.get(word)?.length ?? 0) > 1);
      const candidates = rarest === undefined ? [] : (byWord.get(rarest) ?? []);
      const found = candidates.filter(
        (entry) =>
          entry.claim !== claim &&
          readComposite(entry.claim.condition.question) === null &&
          !entry.negated &&
          matches(part.words, entry.words),
      );
      return found.flatMap((entry) =>
        part.denied
          ? composite.kind === 'and'
            ? [exclusion(claim, entry.claim)]
            : []
          : [
              implication({
                narrow: composite.kind === 'and' ? claim : entry.claim,
                wide: composite.kind === 'and' ? entry.claim : claim,
                rule: composite.kind,
                reason: composite.kind === 'and' ? 'both parts must happen' : 'either part is enough',
              }),
            ],
      );
    }),
  );
  return [...single, ...betweenComposites(composites)];
}

/** "A and B" implies "A or C": one part in common is enough. */
function betweenComposites(
  composites: readonly { readonly claim: Claim; readonly composite: Composite }[],
): readonly Relation[] {
  const asserted = (
    kind: Composite['kind'],
  ): readonly { readonly claim: Claim; readonly words: ReadonlySet<string> }[] =>
    composites.flatMap(({ claim, composite }) =>
      composite.kind === kind
        ? composite.parts.flatMap((part) => (part.denied ? [] : [{ claim, words: part.words }]))
        : [],
    );
  const byWord = new Map<string, { readonly claim: Claim; readonly words: ReadonlySet<string> }[]>();
  for (const entry of asserted('or'))
    for (const word of entry.words) byWord.set(word, [...(byWord.get(word) ?? []), entry]);
  const seen = new Set<string>();
  return asserted('and').flatMap(({ claim, words }) => {
    const rarest = [...words]
      .filter((word) => byWord.has(word))
      .sort((a, b) => (byWord.get(a)?.length ?? 0) - (byWord.get(b)?.length ?? 0))
      .slice(0, 3);
    return rarest
      .flatMap((word) => byWord.get(word) ?? [])
      .filter((entry) => matches(words, entry.words))
      .flatMap((entry) => {
        const key = `${claim.condition.id} ${entry.claim.condition.id}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return [
          implication({
            narrow: claim,
            wide: entry.claim,
            rule: 'and-or',
            reason: 'a part of the one is enough for the other',
          }),
        ];
      });
  });
}

function implication({
  narrow,
  wide,
  rule,
  reason,
}: {
  readonly narrow: Claim;
  readonly wide: Claim;
  readonly rule: string;
  readonly reason: string;
}): Relation {
  return makeRelation({
    body: { type: 'implies', if: narrow.condition.id, then: wide.condition.id },
    source: 'rule',
    status: 'proposed',
    why: `If "${quoteText(narrow.condition.question)}" is Yes, "${quoteText(wide.condition.question)}" must be Yes, by their titles (${reason}), but ${OPEN}.`,
    evidence: [`rule: semantic/${rule}/1`, ...[narrow, wide].flatMap(readingOf), `disagreement: ${OPEN}`],
  });
}

function exclusion(composite: Claim, part: Claim): Relation {
  return makeRelation({
    body: { type: 'excludes', of: [composite.condition.id, part.condition.id] },
    source: 'rule',
    status: 'proposed',
    why: `"${quoteText(composite.condition.question)}" and "${quoteText(part.condition.question)}" cannot both be Yes, by their titles (the first needs that the second does not happen), but ${OPEN}.`,
    evidence: ['rule: semantic/and-not/1', ...[composite, part].flatMap(readingOf), `disagreement: ${OPEN}`],
  });
}

function readingOf(claim: Claim): readonly string[] {
  const composite = readComposite(claim.condition.question);
  const words = (part: ReadonlySet<string>): string => [...part].join(' ');
  return evidenceOf(
    claim,
    composite === null
      ? words(contentOf(claim.condition.question))
      : composite.parts.map((part) => `${part.denied ? 'not ' : ''}(${words(part.words)})`).join(` ${composite.kind} `),
  );
}

const OPEN = 'the rules of the combined question are written in other words';

/** Null unless the title says plainly that it joins two claims. */
export function readComposite(question: string): Composite | null {
  const text = cleanText(question);
  const listed =
    /\b(both|either|all|any) of the following\b[^(]*\((?:a|1|i)\)\s*(.+?)[,;]?\s*(?:and|or)?\s*\((?:b|2|ii)\)\s*(.+?)(?:\?|$)/i.exec(
      text,
    );
  if (listed) return make(/^(?:both|all)$/i.test(listed[1] ?? '') ? 'and' : 'or', [listed[2] ?? '', listed[3] ?? '']);
  const either = /^(?:will|does|is)\s+either\s+(.+?)\s+or\s+(.+?)\??$/i.exec(text);
  if (either) return make('or', [either[1] ?? '', either[2] ?? '']);
  const joined = /^(?:will)\s+(?:both\s+)?(.+?),?\s+and\s+will\s+(.+?)\??$/i.exec(text);
  return joined ? make('and', [joined[1] ?? '', joined[2] ?? '']) : null;
}

function make(kind: Composite['kind'], texts: readonly string[]): Composite | null {
  const parts = texts.map((text): Part => ({
    words: contentOf(text),
    denied: stemsOf(readText(text)).negations.size > 0,
  }));
  return parts.every((part) => part.words.size >= LEAST_WORDS) ? { kind, parts } : null;
}

function contentOf(text: string): ReadonlySet<string> {
  const core = stemsOf(readText(text.replace(/\b(?:will|both|either)\b/gi, ' ')));
  // Dates stand once for both parts in a combined title; amounts belong to their part.
  return new Set(
    core.stems
      .filter((part) => !/^<(?:window|date|time)/.test(part) && !STOP.has(part))
      .map((part) => (part.startsWith('<') ? part : stem(part))),
  );
}

function matches(part: ReadonlySet<string>, question: ReadonlySet<string>): boolean {
  const shared = [...part].filter((word) => question.has(word)).length;
  // One word in the place of another ("Canada", "Sweden") makes another question, not the same in other words.
  if (shared === part.size - 1 && shared === question.size - 1) return false;
  const amounts = (words: ReadonlySet<string>): string =>
    [...words]
      .filter((word) => word.startsWith('<'))
      .sort()
      .join(' ');
  return (
    question.size >= LEAST_WORDS &&
    shared / part.size >= LEAST_SHARED &&
    shared / question.size >= LEAST_SHARED &&
    amounts(part) === amounts(question)
  );
}
