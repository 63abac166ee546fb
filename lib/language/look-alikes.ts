/**
 * Finds, among ten thousand questions, the few that are worth comparing with one: an inverted index with BM25 weights
 * (Robertson and Zaragoza 2009, eq. 3.15) over stems of the title and of the first sentences of the rules. Scores rank
 * candidates and decide nothing else.
 */
import type { Candidate, IndexedQuestion } from '../domain/question';
import { SEARCH_STOP_WORDS } from './lexicon/stop-words';
import { stem } from './stems';
import { cleanText } from '../domain/clean-text';

/** Saturation and length normalisation as recommended by the paper. */
const K1 = 1.2;
const B = 0.4;
/** What stands in the title says more about the subject than the rules, which the venue's templates fill. */
const TITLE_WEIGHT = 3;
/** Characters of the rules that are indexed: the claim stands in the first sentences, boilerplate behind. */
const RULES_PREFIX = 400;
/** A stem in more than this share of questions tells nothing apart and costs the most. */
const MAX_SHARE = 0.2;
const MIN_COMMON = 50;

const WORD = /[\p{L}\p{N}]+(?:['.][\p{L}\p{N}]+)*/gu;
const STOP: ReadonlySet<string> = new Set(SEARCH_STOP_WORDS);

/** Rarest stems of a question that are looked up: the others move its candidates little and cost the most. */
const MAX_QUERY_TERMS = 24;

interface Posting {
  readonly documents: number[];
  readonly weights: number[];
  /** Documents that were not removed. */
  live: number;
}

/** Removed documents stay in the postings until there are this many of them, and more than live ones. */
const COMPACT_AFTER = 256;

export interface LexicalIndex {
  readonly size: number;
  /** Best first, the question itself left out. */
  candidates(question: IndexedQuestion, limit: number): readonly Candidate[];
  /** Replaces a question of the same id. */
  add(question: IndexedQuestion): void;
  remove(id: string): void;
}

export function createLexicalIndex(questions: readonly IndexedQuestion[]): LexicalIndex {
  const numberOf = new Map<string, number>();
  const kept: (IndexedQuestion | null)[] = [];
  const lengths: number[] = [];
  const scores: number[] = [];
  const postings = new Map<string, Posting>();
  let totalLength = 0;

  function add(question: IndexedQuestion): void {
    remove(question.id);
    const document = kept.length;
    let length = 0;
    for (const [term, weight] of termsOf(question)) {
      length += weight;
      const posting = postings.get(term) ?? { documents: [], weights: [], live: 0 };
      postings.set(term, posting);
      posting.documents.push(document);
      posting.weights.push(weight);
      posting.live += 1;
    }
    numberOf.set(question.id, document);
    kept.push(question);
    lengths.push(length);
    scores.push(0);
    totalLength += length;
  }

  function remove(id: string): void {
    const document = numberOf.get(id);
    const question = document === undefined ? null : (kept[document] ?? null);
    if (document === undefined || question === null) return;
    for (const term of termsOf(question).keys()) {
      const posting = postings.get(term);
      if (posting) posting.live -= 1;
    }
    totalLength -= lengths[document] ?? 0;
    kept[document] = null;
    numberOf.delete(id);
    if (kept.length - numberOf.size > Math.max(COMPACT_AFTER, numberOf.size)) compact();
  }

  function compact(): void {
    const live = kept.filter((question) => question !== null);
    for (const list of [kept, lengths, scores]) list.length = 0;
    for (const map of [numberOf, postings]) map.clear();
    totalLength = 0;
    live.forEach(add);
  }

  questions.forEach(add);
  return {
    get size() {
      return numberOf.size;
    },
    add,
    remove,
    candidates(question, limit) {
      const count = numberOf.size;
      const meanLength = count === 0 ? 1 : totalLength / count || 1;
      const common = Math.max(MIN_COMMON, count * MAX_SHARE);
      const touched: number[] = [];
      const found = [...termsOf(question)].flatMap(([term, weight]) => {
        const posting = postings.get(term);
        return posting && posting.live > 0 && posting.live <= common ? [{ posting, weight }] : [];
      });
      found.sort((a, b) => a.posting.live - b.posting.live);
      for (const { posting, weight } of found.slice(0, MAX_QUERY_TERMS)) {
        const rarity =
          Math.log(1 + (count - posting.live + 0.5) / (posting.live + 0.5)) * Math.min(weight, TITLE_WEIGHT);
        for (let at = 0; at < posting.documents.length; at += 1) {
          const document = posting.documents[at] ?? 0;
          const inDocument = posting.weights[at] ?? 0;
          const score =
            (rarity * (inDocument * (K1 + 1))) /
            (inDocument + K1 * (1 - B + B * ((lengths[document] ?? 0) / meanLength)));
          if (scores[document] === 0) touched.push(document);
          scores[document] = (scores[document] ?? 0) + score;
        }
      }
      const best = topOf(
        touched.filter((document) => kept[document] !== null),
        scores,
        limit + 1,
      );
      const candidates = best
        .flatMap((document) => {
          const id = kept[document]?.id;
          return id === undefined || id === question.id ? [] : [{ id, score: scores[document] ?? 0 }];
        })
        .slice(0, limit);
      for (const document of touched) scores[document] = 0;
      return candidates;
    },
  };
}

function topOf(documents: readonly number[], scores: readonly number[], limit: number): readonly number[] {
  const score = (document: number): number => scores[document] ?? 0;
  const best: number[] = [];
  for (const document of documents) {
    if (best.length >= limit && score(document) <= score(best[best.length - 1] ?? document)) continue;
    let at = best.length;
    while (at > 0 && score(best[at - 1] ?? document) < score(document)) at -= 1;
    best.splice(at, 0, document);
    if (best.length > limit) best.pop();
  }
  return best;
}

function termsOf(question: IndexedQuestion): ReadonlyMap<string, number> {
  const terms = new Map<string, number>();
  const read = (text: string, weight: number): void => {
    for (const [word] of cleanText(text).toLowerCase().matchAll(WORD)) {
      if (STOP.has(word)) continue;
      const term = stem(word);
      terms.set(term, Math.min((terms.get(term) ?? 0) + weight, TITLE_WEIGHT * 2));
    }
  };
  read(question.title, TITLE_WEIGHT);
  read(question.description.slice(0, RULES_PREFIX), 1);
  return terms;
}
