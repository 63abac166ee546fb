/**
 * Relations between conditions: the logical ties that bound the outcome space. `of` and the other fields hold condition
 * keys: venue condition ids in the extension, the file's own ids on the command line.
 */
export type RelationBody =
  | { readonly type: 'implies'; readonly if: string; readonly then: string }
  | { readonly type: 'excludes'; readonly of: readonly string[] }
  | { readonly type: 'exactly-one'; readonly of: readonly string[] }
  | { readonly type: 'at-least-one'; readonly of: readonly string[] }
  | { readonly type: 'equivalent'; readonly of: readonly string[] }
  | { readonly type: 'not'; readonly of: readonly [string, string] }
  | { readonly type: 'and'; readonly result: string; readonly of: readonly string[] }
  | { readonly type: 'or'; readonly result: string; readonly of: readonly string[] }
  /** result = low minus high, with high implying low (a range bucket between two rungs of a ladder). */
  | { readonly type: 'difference'; readonly result: string; readonly of: readonly [string, string] }
  /** Exactly N of `of` are true, for the N under which each market of `exactly` is true. */
  | { readonly type: 'count'; readonly of: readonly string[]; readonly exactly: Readonly<Record<string, string>> }
  /** result is true exactly when the weighted sum reaches atLeast; weights are positive integers. */
  | {
      readonly type: 'majority';
      readonly result: string;
      readonly weights: Readonly<Record<string, number>>;
      readonly atLeast: number;
    }
  | { readonly type: 'linear'; readonly terms: readonly (readonly [string, number])[]; readonly atLeast: number }
  | { readonly type: 'settled'; readonly of: string; readonly value: boolean };

export type RelationType = RelationBody['type'];

/** Who says so. `structure` is the venue's own construction; `rule` was proven from texts by a written rule. */
export type RelationSource = 'structure' | 'rule' | 'user' | 'llm';

/**
 * Only `proven` (structure or rule) and `accepted` (by the user) relations may bound an outcome space used for money.
 */
export type RelationStatus = 'proposed' | 'proven' | 'accepted' | 'rejected' | 'retired';

export interface Relation {
  /** Stable id, derived from the body and the source. */
  readonly id: string;
  /** Raised whenever the evidence or the texts behind it change. */
  readonly version: number;
  readonly body: RelationBody;
  readonly source: RelationSource;
  readonly status: RelationStatus;
  /** One sentence for the user: why this holds. */
  readonly why: string;
  /** Rule text, quotes, field values: what the sentence rests on. */
  readonly evidence: readonly string[];
}

/** One step in the life of a relation. */
export interface RelationStep {
  readonly atMs: number;
  readonly status: RelationStatus;
  /** A sentence: who or what moved it. */
  readonly because: string;
}

/** A relation with its history, as it is kept. */
export interface RelationEntry {
  readonly relation: Relation;
  readonly history: readonly RelationStep[];
}

/** Best asks of a market at one moment, micros of a dollar; null: nothing was offered. */
export interface RelationQuote {
  readonly atMs: number;
  readonly yesAskMicros: number | null;
  readonly noAskMicros: number | null;
}

export function isExecutable(relation: Relation): boolean {
  return relation.status === 'proven' || relation.status === 'accepted';
}

/** Every condition key a relation speaks of, without repeats. */
export function conditionKeysOf(body: RelationBody): readonly string[] {
  switch (body.type) {
    case 'implies':
      return [...new Set([body.if, body.then])];
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
    case 'not':
      return [...new Set(body.of)];
    case 'and':
    case 'or':
    case 'difference':
      return [...new Set([body.result, ...body.of])];
    case 'count':
      return [...new Set([...body.of, ...Object.values(body.exactly)])];
    case 'majority':
      return [...new Set([body.result, ...Object.keys(body.weights)])];
    case 'linear':
      return [...new Set(body.terms.map(([key]) => key))];
    case 'settled':
      return [body.of];
  }
}

/** The body with its condition keys renamed, whatever its type. */
export function renamed(body: RelationBody, name: (key: string) => string): RelationBody {
  const names = (keys: readonly string[]): readonly string[] => keys.map(name);
  switch (body.type) {
    case 'implies':
      return { ...body, if: name(body.if), then: name(body.then) };
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
      return { ...body, of: names(body.of) };
    case 'not':
      return { ...body, of: [name(body.of[0]), name(body.of[1])] };
    case 'and':
    case 'or':
      return { ...body, result: name(body.result), of: names(body.of) };
    case 'difference':
      return { ...body, result: name(body.result), of: [name(body.of[0]), name(body.of[1])] };
    case 'count':
      return {
        ...body,
        of: names(body.of),
        exactly: Object.fromEntries(Object.entries(body.exactly).map(([count, key]) => [count, name(key)])),
      };
    case 'majority':
      return {
        ...body,
        result: name(body.result),
        weights: Object.fromEntries(Object.entries(body.weights).map(([key, weight]) => [name(key), weight])),
      };
    case 'linear':
      return { ...body, terms: body.terms.map(([key, coefficient]) => [name(key), coefficient]) };
    case 'settled':
      return { ...body, of: name(body.of) };
  }
}
