/**
 * The verifier against plain enumeration, with no engine in between: legs, relations, rows and multipliers drawn at
 * random, rows that do not follow from their relation among them, voids included. What pays F in the worst world is
 * accepted at F and refused at F + 1 micro.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionKeysOf, type RelationBody } from '../../../lib/domain/relation';
import { priceMicros, sizeMicros } from '../../../lib/domain/units';
import { walkBook } from '../../../lib/domain/walk';
import { multiplierBound, ruleProblem } from '../../../lib/verifier/verify-bound';
import { parseCertificate, verifyInFull, type ParsedCertificate } from '../../../lib/verifier/verify';
import type { Truths } from '../../../lib/verifier/verify-rules';
import { relaxationRows } from '../../../lib/relations/cover-cuts';
import { seeded } from '../../../lib/domain/random';
import { runs } from '../../kit/property';
import { atomsByMeaning, randomBody } from '../../kit/random-instances';
import { legOf } from '../../kit/canonical-certificate';
import * as en from '../../../lib/words/en';

const NAMES = [
  ['a', 'b', 'c', 'd', 'e', 'f'],
  ['constructor', '__proto__', 'toString', 'hasOwnProperty', '1', '0'],
];

interface Case {
  readonly keys: readonly string[];
  readonly bodies: readonly RelationBody[];
  readonly voids: number;
  readonly rules: readonly Rule[];
  readonly legs: ReturnType<typeof randomLegs>;
  readonly inventory: readonly (readonly [string, number])[];
}

interface Rule {
  readonly relationId: string;
  readonly body: RelationBody;
  readonly terms: readonly (readonly [string, number])[];
  readonly atLeast: number;
  readonly multiplierMicros: number;
}

type Below = (limit: number) => number;

function randomRules(bodies: readonly RelationBody[], below: Below): readonly Rule[] {
  return bodies.flatMap((body, index) => {
    const rule = (terms: Rule['terms'], atLeast: number, most: number): Rule => ({
      relationId: `r${index}`,
      body,
      terms,
      atLeast,
      multiplierMicros: below(most),
    });
    const signed = relaxationRows(body).flatMap((row) =>
      (row.equality ? [1, -1] : [1]).map((sign) =>
        rule(
          row.terms.map(([key, value]) => [key, sign * value]),
          row.atLeast === 0 ? 0 : sign * row.atLeast,
          300,
        ),
      ),
    );
    const invented = rule(
      conditionKeysOf(body)
        .filter(() => below(3) > 0)
        .map((key) => [key, below(7) - 3]),
      below(5) - 3,
      200,
    );
    return [rule([], 0, 1), ...signed.filter(() => below(2) > 0), ...(below(3) === 0 ? [invented] : [])];
  });
}

function randomLegs(
  keys: readonly string[],
  below: Below,
  fee: { readonly ratePpm: number; readonly exponent: number; readonly takerOnly: boolean },
) {
  return keys.flatMap((condition) =>
    (['yes', 'no'] as const).flatMap((token) =>
      (['buy', 'sell'] as const).flatMap((side) => {
        if (below(20) < (side === 'sell' ? 16 : 9)) return [];
        const levels = Array.from({ length: 1 + below(3) }, (_, level) => ({
          priceMicros: priceMicros((side === 'buy' ? 1 + level : 8 - level) * 100_000 + below(9000)),
          sizeMicros: sizeMicros(1 + below(300)),
        }));
        const walk = walkBook({
          levels,
          sizeMicros: sizeMicros(levels.reduce((sum, level) => sum + level.sizeMicros, 0)),
          fee,
          side,
        });
        if (!walk) throw new Error('the whole book is taken');
        return [legOf(walk, { condition, token, side })];
      }),
    ),
  );
}

/** Twice the payoff, so that the halves of voids stay whole. */
function twicePaid(legs: Case['legs'], atom: Truths, voided: readonly string[]): number {
  return legs.reduce((sum, { condition, token, side, sizeMicros: size }) => {
    const signed = side === 'buy' ? size : -size;
    if (voided.includes(condition)) return sum + signed;
    return sum + ((token === 'yes') === (atom[condition] === true) ? 2 * signed : 0);
  }, 0);
}

function subsets(keys: readonly string[], most: number): readonly (readonly string[])[] {
  return keys.reduce<readonly (readonly string[])[]>(
    (found, key) => [...found, ...found.filter((set) => set.length < most).map((set) => [...set, key])],
    [[]],
  );
}

function certificateOf({ keys, voids, rules, legs, inventory }: Case, fee: object, worst: Truths, floorMicros: number) {
  const sum = (amount: (leg: Case['legs'][number], sign: number) => number): number =>
    legs.reduce((total, leg) => total + amount(leg, leg.side === 'buy' ? 1 : -1), 0);
  const costMicros = sum((leg, sign) => sign * leg.costMicros);
  const feesMicros = sum((leg) => leg.feeMicros);
  return {
    format: 'facet-certificate/1',
    conditions: keys.map((key) => ({ key, fee })),
    rules: rules.map((rule) => ({ ...rule, relationVersion: 1, source: 'rule', why: '' })),
    legs,
    books: [],
    inventory: Object.fromEntries(inventory),
    voids,
    floorMicros,
    costMicros,
    feesMicros,
    edgeMicros: floorMicros - costMicros - feesMicros,
    edgeAtLimitsMicros: floorMicros - sum((leg, sign) => sign * leg.costAtLimitMicros + leg.feeAtLimitMicros),
    worst,
    enumeration: null,
  };
}

function parsed(certificate: unknown): ParsedCertificate {
  const answer = parseCertificate(certificate);
  if (!answer.ok) throw new Error(en.failure(answer.error));
  return answer.value;
}

/** Least value of the row over the truths that its own relation allows. */
function leastOf({ body, terms }: Rule, keys: readonly string[]): number {
  return Math.min(
    ...atomsByMeaning(keys, [body]).map((atom) =>
      terms.reduce((sum, [key, value]) => sum + (atom[key] ? value : 0), 0),
    ),
  );
}

describe('[9] the verifier against enumeration', () => {
  it('[9] accepts a true floor and refuses one micro more; bound and rows are never beyond the truth', () => {
    let bounded = 0;
    let refusedRows = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seeded(seed);
        const below: Below = (limit) => Math.floor(random() * limit);
        const keys = (NAMES[below(4) === 0 ? 1 : 0] ?? []).slice(0, 2 + below(5));
        const bodies = Array.from({ length: 1 + below(4) }, () => randomBody(random, keys));
        const atoms = atomsByMeaning(keys, bodies);
        const fee = { ratePpm: [0, 40_000, 70_000, 999_999][below(4)] ?? 0, exponent: below(3), takerOnly: true };
        const legs = randomLegs(keys, below, fee);
        if (atoms.length === 0 || legs.length === 0) return;
        const voids = below(3) === 0 ? 1 + below(2) : 0;
        const inventory = legs
          .filter(({ side }) => side === 'sell')
          .map(({ condition, token, sizeMicros: size }) => [`${condition}.${token}`, size] as const);
        const least = Math.min(
          ...subsets(keys, voids).flatMap((voided) =>
            atomsByMeaning(
              keys,
              bodies.filter((body) => !conditionKeysOf(body).some((key) => voided.includes(key))),
            ).map((atom) => twicePaid(legs, atom, voided)),
          ),
        );
        const floor = Math.floor(least / 2);
        const worst = atoms.reduce((found, atom) =>
          twicePaid(legs, atom, []) < twicePaid(legs, found, []) ? atom : found,
        );
        const asked: Case = { keys, bodies, voids, rules: randomRules(bodies, below), legs, inventory };
        const sound = asked.rules.filter((rule) => {
          const refusal = ruleProblem(parsed(certificateOf({ ...asked, rules: [rule] }, fee, worst, floor)));
          if (refusal !== null) refusedRows += 1;
          // A linear row stands for itself only; every other row is judged by its meaning, exactly.
          if (rule.multiplierMicros > 0 && rule.body.type !== 'linear')
            expect(refusal === null, JSON.stringify(rule)).toBe(leastOf(rule, keys) >= rule.atLeast);
          return refusal === null;
        });
        const told = (claim: number) => certificateOf({ ...asked, rules: sound }, fee, worst, claim);
        const bound = multiplierBound(parsed(told(floor)));
        expect(bound).not.toBeNull();
        expect(bound ?? Infinity).toBeLessThanOrEqual(floor);
        bounded += 1;
        expect(verifyInFull(told(floor)).ok).toBe(true);
        expect(verifyInFull(told(floor + 1)).ok).toBe(false);
        // Where the second method gives up at once, the first one alone must not be talked into more.
        expect(verifyInFull(told(floor + 1), 2).ok).toBe(false);
      }),
      runs(),
    );
    expect(bounded).toBeGreaterThan(50);
    expect(refusedRows).toBeGreaterThan(20);
  });
});
