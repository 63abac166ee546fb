/**
 * A certificate with names turned into positions, once, so that it can be checked many times by plain loops. Whatever
 * names something that is not listed, twice or not at all, is refused here. Nothing is believed yet: the numbers are
 * the certificate's own.
 */
import { DERIVED_PREFIX, type Certificate, type CertificateRule, type Leg } from '../domain/basket';
import type { FeeSchedule } from '../domain/condition';
import type { RelationBody, RelationType } from '../domain/relation';

const NONE: readonly number[] = [];

/** The same names as constants of this file: text out of JSON is compared letter by letter, constants by identity. */
const TYPES: { readonly [Type in RelationType]: Type } = {
  implies: 'implies',
  excludes: 'excludes',
  'exactly-one': 'exactly-one',
  'at-least-one': 'at-least-one',
  equivalent: 'equivalent',
  not: 'not',
  and: 'and',
  or: 'or',
  difference: 'difference',
  count: 'count',
  majority: 'majority',
  linear: 'linear',
  settled: 'settled',
};

interface BodyFields {
  readonly result?: number;
  readonly of?: readonly number[];
  readonly numbers?: readonly number[];
  readonly markets?: readonly number[];
  readonly atLeast?: number;
  readonly value?: boolean;
}

/** A relation over positions of conditions, all types in one shape, so that loops over relations stay fast. */
export class IndexedBody {
  readonly type: RelationType;
  /** -1 where the type has none. */
  readonly result: number;
  /** Members; [if, then] of an implication, the one of a settlement. */
  readonly of: readonly number[];
  /** Weights of a majority, coefficients of a linear row, by member; counts by market. */
  readonly numbers: readonly number[];
  /** Markets of a count. */
  readonly markets: readonly number[];
  readonly atLeast: number;
  readonly value: boolean;

  constructor(type: RelationType, fields: BodyFields) {
    this.type = TYPES[type];
    this.result = fields.result ?? -1;
    this.of = fields.of ?? NONE;
    this.numbers = fields.numbers ?? NONE;
    this.markets = fields.markets ?? NONE;
    this.atLeast = fields.atLeast ?? 0;
    this.value = fields.value ?? false;
  }
}

export interface IndexedRule {
  readonly rule: CertificateRule;
  readonly body: IndexedBody;
  /** Follows from other rules of the same certificate instead of from a relation of its own. */
  readonly isDerived: boolean;
  /** Conditions of the row's terms, in their order. */
  readonly terms: readonly number[];
}

export interface IndexedLeg {
  readonly leg: Leg;
  readonly condition: number;
  readonly fee: FeeSchedule;
}

export interface IndexedCertificate {
  readonly certificate: Certificate;
  readonly size: number;
  readonly legs: readonly IndexedLeg[];
  readonly rules: readonly IndexedRule[];
  /** The worst case by condition: 1 happens. */
  readonly worst: Uint8Array;
}

/** The certificate over positions, or what it names wrongly. The shape must have been checked. */
export function indexCertificate(certificate: Certificate): IndexedCertificate | string {
  const positions = new Map<string, number>();
  for (const { key } of certificate.conditions) positions.set(key, positions.size);
  if (positions.size !== certificate.conditions.length) return 'a condition is listed twice';
  const legs = indexLegs(certificate, positions);
  if (typeof legs === 'string') return legs;
  const book = bookProblem(certificate);
  if (book !== null) return book;
  const rules: IndexedRule[] = [];
  for (const rule of certificate.rules) {
    const names = new Names(positions);
    const body = indexBody(rule.body, names);
    const terms = names.list(rule.terms.map(([key]) => key));
    if (names.stranger !== null) return `a rule names the unknown condition ${names.stranger}`;
    rules.push({ rule, body, isDerived: rule.relationId.startsWith(DERIVED_PREFIX), terms });
  }
  const worst = new Uint8Array(positions.size);
  const decided = Object.entries(certificate.worst);
  for (const [key, happens] of decided) {
    const position = positions.get(key);
    if (position === undefined) return 'the worst case decides an unknown condition';
    worst[position] = happens ? 1 : 0;
  }
  if (decided.length !== positions.size) return 'the worst case does not decide every condition';
  return { certificate, size: positions.size, legs, rules, worst };
}

/** No leg appears twice, and nothing is sold that is not held. */
function indexLegs(certificate: Certificate, positions: ReadonlyMap<string, number>): readonly IndexedLeg[] | string {
  const seen = new Set<string>();
  const legs: IndexedLeg[] = [];
  for (const leg of certificate.legs) {
    const condition = positions.get(leg.condition);
    const fee = condition === undefined ? undefined : certificate.conditions[condition]?.fee;
    if (condition === undefined || !fee) return `a leg names the unknown condition ${leg.condition}`;
    const token = `${leg.condition}.${leg.token}`;
    const lane = `${leg.side} ${token}`;
    if (seen.has(lane)) return `the leg ${lane} appears twice`;
    seen.add(lane);
    const held = Object.hasOwn(certificate.inventory, token) ? (certificate.inventory[token] ?? 0) : 0;
    if (leg.side === 'sell' && leg.sizeMicros > held) return `the leg ${lane} sells more than is held`;
    legs.push({ leg, condition, fee });
  }
  return legs;
}

/** Where the prices are said to come from: one book for a leg's token at most, and none that no leg uses. */
function bookProblem({ books, legs }: Certificate): string | null {
  const traded = new Set(legs.map(({ condition, token }) => `${condition}.${token}`));
  for (const { condition, token } of books)
    if (!traded.delete(`${condition}.${token}`))
      return `the book of ${condition}.${token} is listed twice or belongs to no leg`;
  return null;
}

/** Looks names up and remembers the first that is not listed. */
class Names {
  readonly #positions: ReadonlyMap<string, number>;
  stranger: string | null = null;

  constructor(positions: ReadonlyMap<string, number>) {
    this.#positions = positions;
  }

  one(key: string): number {
    const position = this.#positions.get(key);
    if (position === undefined) this.stranger ??= key;
    return position ?? -1;
  }

  list(keys: readonly string[]): readonly number[] {
    return keys.map((key) => this.one(key));
  }
}

function indexBody(body: RelationBody, names: Names): IndexedBody {
  switch (body.type) {
    case 'implies':
      return new IndexedBody(body.type, { of: [names.one(body.if), names.one(body.then)] });
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
    case 'not':
      return new IndexedBody(body.type, { of: names.list(body.of) });
    case 'and':
    case 'or':
    case 'difference':
      return new IndexedBody(body.type, { result: names.one(body.result), of: names.list(body.of) });
    case 'count':
      return new IndexedBody(body.type, {
        of: names.list(body.of),
        numbers: Object.keys(body.exactly).map(Number),
        markets: names.list(Object.values(body.exactly)),
      });
    case 'majority':
      return new IndexedBody(body.type, {
        result: names.one(body.result),
        of: names.list(Object.keys(body.weights)),
        numbers: Object.values(body.weights),
        atLeast: body.atLeast,
      });
    case 'linear':
      return new IndexedBody(body.type, {
        of: names.list(body.terms.map(([key]) => key)),
        numbers: body.terms.map(([, coefficient]) => coefficient),
        atLeast: body.atLeast,
      });
    case 'settled':
      return new IndexedBody(body.type, { of: [names.one(body.of)], value: body.value });
  }
}

/** Every condition that the relation speaks of. */
export function membersOf({ result, of, markets }: IndexedBody): ReadonlySet<number> {
  return new Set(result < 0 ? [...of, ...markets] : [...of, ...markets, result]);
}
