/**
 * Questions made of other questions: "both (a) X and (b) Y", "either X or Y". The parts are found by their words; the
 * rules of a composite are written anew by its author, so these stay proposals unless the user reads them.
 */
import { coded, evidence } from '../../domain/reasons';
import type { Relation } from '../../domain/relation';
import { makeRelation } from '../../relations/identity';
import { pattern } from '../../language/pattern';
import { readText } from '../../language/templates';
import { COMPOSITE_STOP_WORDS } from '../../language/lexicon/stop-words';
import { cleanText, quoteText } from '../../domain/clean-text';
import { sameAmounts, valuesOf, type Moment } from '../../language/values';
import { stemsOf, stem } from '../../language/stems';
import { evidenceOf, type Claim } from './claim';

/** What one part, or a question by itself, says. */
interface Content {
  readonly words: ReadonlySet<string>;
  readonly amounts: readonly string[];
  /** Named in the part itself. */
  readonly moments: readonly Moment[];
  /** Named anywhere in the question: a day may stand once for both parts. */
  readonly anyMoments: readonly Moment[];
}

interface Part extends Content {
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
  const entries = claims.map((claim) => ({
    claim,
    ...contentOf(claim.condition.question),
    negated: claim.question.negations.size > 0,
  }));
  const byWord = new Map<string, typeof entries>();
  for (const entry of entries) for (const word of entry.words) byWord.set(word, [...(byWord.get(word) ?? []), entry]);
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
          matches(part, entry),
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
                reason: composite.kind === 'and' ? coded('both-parts') : coded('either-part'),
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
  const asserted = (kind: Composite['kind']): readonly (Content & { readonly claim: Claim })[] =>
    composites.flatMap(({ claim, composite }) =>
      composite.kind === kind ? composite.parts.flatMap((part) => (part.denied ? [] : [{ claim, ...part }])) : [],
    );
  const byWord = new Map<string, (Content & { readonly claim: Claim })[]>();
  for (const entry of asserted('or'))
    for (const word of entry.words) byWord.set(word, [...(byWord.get(word) ?? []), entry]);
  const seen = new Set<string>();
  return asserted('and').flatMap((part) => {
    const { claim } = part;
    const rarest = [...part.words]
      .filter((word) => byWord.has(word))
      .sort((a, b) => (byWord.get(a)?.length ?? 0) - (byWord.get(b)?.length ?? 0))
      .slice(0, 3);
    return rarest
      .flatMap((word) => byWord.get(word) ?? [])
      .filter((entry) => matches(part, entry))
      .flatMap((entry) => {
        const key = `${claim.condition.id} ${entry.claim.condition.id}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return [
          implication({
            narrow: claim,
            wide: entry.claim,
            rule: 'and-or',
            reason: coded('part-enough'),
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
    why: coded('implied-but', {
      narrow: quoteText(narrow.condition.question),
      wide: quoteText(wide.condition.question),
      because: reason,
      but: OPEN,
    }),
    evidence: [
      evidence('rule', `semantic/${rule}/1`),
      ...[narrow, wide].flatMap(readingOf),
      evidence('disagreement', OPEN),
    ],
  });
}

function exclusion(composite: Claim, part: Claim): Relation {
  return makeRelation({
    body: { type: 'excludes', of: [composite.condition.id, part.condition.id] },
    source: 'rule',
    status: 'proposed',
    why: coded('denies-part', {
      a: quoteText(composite.condition.question),
      b: quoteText(part.condition.question),
      but: OPEN,
    }),
    evidence: [
      evidence('rule', 'semantic/and-not/1'),
      ...[composite, part].flatMap(readingOf),
      evidence('disagreement', OPEN),
    ],
  });
}

function readingOf(claim: Claim): readonly string[] {
  const composite = readComposite(claim.condition.question);
  const words = (part: ReadonlySet<string>): string => [...part].join(' ');
  return evidenceOf(
    claim,
    composite === null
      ? words(contentOf(claim.condition.question).words)
      : composite.parts.map((part) => `${part.denied ? 'not ' : ''}(${words(part.words)})`).join(` ${composite.kind} `),
  );
}

const OPEN = coded('combined-open');

/** "Will both of the following happen: (a) X, and (b) Y?" */
const LISTED = pattern(
  [
    String.raw`\b(both|either|all|any) of the following\b[^(]*\((?:a|1|i)\)\s*(.+?)[,;]?\s*(?:and|or)?\s*`,
    String.raw`\((?:b|2|ii)\)\s*(.+?)(?:\?|$)`,
  ],
  'i',
);

/** Null unless the title says plainly that it joins two claims. */
export function readComposite(question: string): Composite | null {
  const text = cleanText(question);
  const listed = LISTED.exec(text);
  if (listed)
    return make(text, /^(?:both|all)$/i.test(listed[1] ?? '') ? 'and' : 'or', [listed[2] ?? '', listed[3] ?? '']);
  const either = /^(?:will|does|is)\s+either\s+(.+?)\s+or\s+(.+?)\??$/i.exec(text);
  if (either) return make(text, 'or', [either[1] ?? '', either[2] ?? '']);
  const joined = /^(?:will)\s+(?:both\s+)?(.+?),?\s+and\s+will\s+(.+?)\??$/i.exec(text);
  return joined ? make(text, 'and', [joined[1] ?? '', joined[2] ?? '']) : null;
}

function make(whole: string, kind: Composite['kind'], texts: readonly string[]): Composite | null {
  const parts = texts.map((text): Part => ({
    ...contentOf(text, whole),
    denied: stemsOf(readText(text)).negations.size > 0,
  }));
  return parts.every((part) => part.words.size >= LEAST_WORDS) ? { kind, parts } : null;
}

function contentOf(text: string, whole = text): Content {
  const core = stemsOf(readText(text.replace(/\b(?:will|both|either)\b/gi, ' ')));
  const { amounts, moments } = valuesOf(text, readText(text));
  return {
    // Dates stand once for both parts in a combined title; amounts belong to their part.
    words: new Set(
      core.stems
        .filter((part) => !/^<(?:window|date|time)/.test(part) && !STOP.has(part))
        .map((part) => (part.startsWith('<') ? part : stem(part))),
    ),
    amounts,
    moments,
    anyMoments: whole === text ? moments : valuesOf(whole, readText(whole)).moments,
  };
}

function matches(a: Content, b: Content): boolean {
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  // One word in the place of another ("Canada", "Sweden") makes another question, not the same in other words.
  if (shared === a.words.size - 1 && shared === b.words.size - 1) return false;
  return (
    b.words.size >= LEAST_WORDS &&
    shared / a.words.size >= LEAST_SHARED &&
    shared / b.words.size >= LEAST_SHARED &&
    sameAmounts(a.amounts, b.amounts) &&
    a.moments.every((moment) => b.anyMoments.some((other) => sameDay(moment, other))) &&
    b.moments.every((moment) => a.anyMoments.some((other) => sameDay(moment, other)))
  );
}

/** "By January 1" and "before January 1" are not told apart where a title is put together from others. */
function sameDay(a: Moment, b: Moment): boolean {
  return a.text === b.text || a.day === b.day;
}
