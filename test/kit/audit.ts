/**
 * A certificate against its instance and its family's worlds, sharing nothing with the engine: money again from the
 * recorded levels in BigInt, floors by going through every world, or, where there are too many, by an integer program
 * written here and checked in integers.
 */
import createGlpk, { type GLPK, type LP } from 'glpk.js/node';
import type { Certificate, Leg } from '../../lib/domain/basket';
import type { Instance } from '../../lib/domain/instance';
import type { RelationBody } from '../../lib/domain/relation';
import type { Family, World } from './families';
import { allows } from '../../lib/verifier/verify-rules';

const ONE = 1_000_000n;
const up = (numerator: bigint, divisor: bigint): bigint => (numerator + divisor - 1n) / divisor;

/** Shares by condition index, micros; a sell counts negative. */
function positionsOf(
  { legs }: Certificate,
  keys: readonly string[],
): { readonly yes: Float64Array; readonly no: Float64Array } {
  const positions = { yes: new Float64Array(keys.length), no: new Float64Array(keys.length) };
  for (const { condition, token, side, sizeMicros } of legs) {
    const index = keys.indexOf(condition);
    positions[token][index] = (positions[token][index] ?? 0) + (side === 'buy' ? sizeMicros : -sizeMicros);
  }
  return positions;
}

function payoffIn(world: World, { yes, no }: ReturnType<typeof positionsOf>): number {
  let payoff = 0;
  for (let index = 0; index < world.length; index += 1) payoff += (world[index] === 1 ? yes[index] : no[index]) ?? 0;
  return payoff;
}

/** Least payoff over the listed worlds, micros. */
export function leastOverWorlds(certificate: Certificate, family: Family, worlds: readonly World[]): number {
  const positions = positionsOf(certificate, family.keys);
  return worlds.reduce((least, world) => Math.min(least, payoffIn(world, positions)), Infinity);
}

/**
 * Least payoff with one condition void (half a dollar to each side, every relation it is in suspended), by going
 * through all truths.
 */
export function leastWithOneVoid(certificate: Certificate, { keys, bodies }: Family): number {
  const { yes, no } = positionsOf(certificate, keys);
  const all = 2 ** keys.length;
  const payoffs = new Float64Array(all);
  const refusals = bodies.map(() => new Uint8Array(all));
  for (let mask = 0; mask < all; mask += 1) {
    const truths = Object.fromEntries(keys.map((key, index) => [key, ((mask >> index) & 1) === 1]));
    keys.forEach((key, index) => {
      payoffs[mask] = (payoffs[mask] ?? 0) + ((truths[key] ? yes[index] : no[index]) ?? 0);
    });
    bodies.forEach((body, index) => {
      if (!allows(body, truths)) (refusals[index] ?? new Uint8Array(0))[mask] = 1;
    });
  }
  let least = Infinity;
  for (let voided = -1; voided < keys.length; voided += 1) {
    const name = keys[voided];
    const active = refusals.filter((_, index) => name === undefined || !mentions(bodies[index], name));
    for (let mask = 0; mask < all; mask += 1) {
      if (active.some((refused) => refused[mask] === 1)) continue;
      const paid = (((mask >> voided) & 1) === 1 ? yes[voided] : no[voided]) ?? 0;
      const half = voided < 0 ? 0 : ((yes[voided] ?? 0) + (no[voided] ?? 0)) / 2 - paid;
      least = Math.min(least, (payoffs[mask] ?? 0) + half);
    }
  }
  return least;
}

function mentions(body: RelationBody | undefined, key: string): boolean {
  return JSON.stringify(body ?? null).includes(JSON.stringify(key));
}

type Terms = readonly (readonly [name: string, coefficient: number])[];
interface IpRow {
  readonly terms: Terms;
  readonly low: number;
  readonly high: number;
}

/**
 * The relation as rows over 0/1 variables, from its meaning: big-M majorities, one extra variable for each possible
 * count.
 */
function ipRows(body: RelationBody, index: number): readonly IpRow[] {
  const all = (keys: readonly string[], coefficient = 1): Terms => keys.map((key) => [key, coefficient]);
  const row = (terms: Terms, low: number, high = Infinity): IpRow => ({ terms, low, high });
  switch (body.type) {
    case 'implies':
      return [
        row(
          [
            [body.then, 1],
            [body.if, -1],
          ],
          0,
        ),
      ];
    case 'excludes':
      return [row(all(body.of), 0, 1)];
    case 'exactly-one':
      return [row(all(body.of), 1, 1)];
    case 'at-least-one':
      return [row(all(body.of), 1)];
    case 'equivalent':
      return body.of.slice(1).map((key, position) =>
        row(
          [
            [key, 1],
            [body.of[position] ?? '', -1],
          ],
          0,
          0,
        ),
      );
    case 'not':
      return [row(all(body.of), 1, 1)];
    case 'and':
      return [
        ...body.of.map((key) =>
          row(
            [
              [key, 1],
              [body.result, -1],
            ],
            0,
          ),
        ),
        row([[body.result, 1], ...all(body.of, -1)], 1 - body.of.length),
      ];
    case 'or':
      return [
        ...body.of.map((key) =>
          row(
            [
              [body.result, 1],
              [key, -1],
            ],
            0,
          ),
        ),
        row([...all(body.of), [body.result, -1]], 0),
      ];
    case 'difference':
      return [
        row(
          [
            [body.result, 1],
            [body.of[0], -1],
            [body.of[1], 1],
          ],
          0,
          0,
        ),
      ];
    case 'count': {
      const names = Array.from({ length: body.of.length + 1 }, (_, count) => `#${index}.${count}`);
      return [
        row(all(names), 1, 1),
        row([...all(body.of), ...names.map((name, count) => [name, -count] as const)], 0, 0),
        ...Object.entries(body.exactly).map(([count, key]) =>
          names[Number(count)] === undefined
            ? row([[key, 1]], 0, 0)
            : row(
                [
                  [key, 1],
                  [names[Number(count)] ?? '', -1],
                ],
                0,
                0,
              ),
        ),
      ];
    }
    case 'majority': {
      const weighted: Terms = Object.entries(body.weights);
      const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
      return [
        row([...weighted, [body.result, -body.atLeast]], 0),
        row([...weighted, [body.result, -(total - body.atLeast + 1)]], -Infinity, body.atLeast - 1),
      ];
    }
    case 'linear':
      return [row(body.terms, body.atLeast)];
    case 'settled':
      return [row([[body.of, 1]], body.value ? 1 : 0, body.value ? 1 : 0)];
  }
}

/**
 * Least payoff by an integer program in lots; the point it stops at is checked against the relations' meaning. Null: no
 * answer.
 */
function leastByIntegerProgram(
  glpk: GLPK,
  certificate: Certificate,
  { family, lotMicros }: { readonly family: Family; readonly lotMicros: number },
): number | null {
  const positions = positionsOf(certificate, family.keys);
  const lots = family.keys.map((_, index) => ((positions.yes[index] ?? 0) - (positions.no[index] ?? 0)) / lotMicros);
  const constant = positions.no.reduce((sum, size) => sum + size, 0);
  if (!lots.every(Number.isSafeInteger)) return null;
  const rows = family.bodies.flatMap(ipRows);
  const names = [...new Set([...family.keys, ...rows.flatMap(({ terms }) => terms.map(([name]) => name))])];
  const lp: LP = {
    name: 'least payoff',
    objective: {
      direction: glpk.GLP_MIN,
      name: 'payoff',
      vars: family.keys.map((name, index) => ({ name, coef: lots[index] ?? 0 })),
    },
    subjectTo: rows.map(({ terms, low, high }, index) => ({
      name: `row${index}`,
      vars: terms.map(([name, coef]) => ({ name, coef })),
      bnds:
        low === high
          ? { type: glpk.GLP_FX, lb: low, ub: high }
          : low === -Infinity
            ? { type: glpk.GLP_UP, lb: 0, ub: high }
            : high === Infinity
              ? { type: glpk.GLP_LO, lb: low, ub: 0 }
              : { type: glpk.GLP_DB, lb: low, ub: high },
    })),
    binaries: names,
  };
  const { result } = glpk.solve(lp, { msglev: glpk.GLP_MSG_OFF, presol: true, tmlim: 60 });
  if (result.status !== glpk.GLP_OPT) return null;
  const truths = Object.fromEntries(family.keys.map((key) => [key, Math.round(result.vars[key] ?? 0) === 1]));
  if (!family.bodies.every((body) => allows(body, truths))) return null;
  const reached = family.keys.reduce((sum, key, index) => sum + (truths[key] ? (lots[index] ?? 0) : 0), 0);
  // The solver's bound is a float near a whole number of lots, and the point must reach it.
  return Math.abs(reached - result.z) > 0.01 ? null : constant + reached * lotMicros;
}

export type IntegerAudit = (certificate: Certificate, family: Family, lotMicros: number) => number | null;

export async function createIntegerAudit(): Promise<IntegerAudit> {
  const glpk = await createGlpk();
  return (certificate, family, lotMicros) => leastByIntegerProgram(glpk, certificate, { family, lotMicros });
}

function legProblem(leg: Leg, instance: Instance): string | null {
  const condition = instance.conditions.find(({ key }) => key === leg.condition);
  const book = instance.books[leg.condition];
  if (!condition || !book) return 'trades a condition without a book';
  const recorded = leg.side === 'buy' ? book[leg.token].asks : book[leg.token].bids;
  const { ratePpm } = condition.fee;
  // p(1-p) is below one: a fractional exponent at its floor can only make the fee too high.
  const exponent = Math.floor(condition.fee.exponent);
  let cost = 0n;
  let fee = 0n;
  let size = 0;
  for (const { priceMicros, sizeMicros } of leg.fills) {
    const p = BigInt(priceMicros);
    cost += leg.side === 'buy' ? up(p * BigInt(sizeMicros), ONE) : (p * BigInt(sizeMicros)) / ONE;
    fee +=
      up(
        BigInt(sizeMicros) * BigInt(ratePpm) * (p * (ONE - p)) ** BigInt(exponent),
        ONE * (ONE * ONE) ** BigInt(exponent) * 10n,
      ) * 10n;
    size += sizeMicros;
  }
  const offered = leg.fills.every(({ priceMicros, sizeMicros }) =>
    recorded.some((level) => level.priceMicros === priceMicros && level.sizeMicros >= sizeMicros),
  );
  if (!offered) return 'takes what the book does not offer';
  if (size !== leg.sizeMicros || Number(cost) !== leg.costMicros || Number(fee) !== leg.feeMicros)
    return 'has wrong money';
  if (leg.sizeMicros % instance.lotMicros !== 0) return 'is not in whole lots';
  if (leg.side === 'buy' && leg.sizeMicros < condition.minSizeMicros) return 'is under the minimum size';
  if (
    leg.side === 'buy' &&
    condition.minBuyMicros !== undefined &&
    leg.sizeMicros * (recorded[0]?.priceMicros ?? 0) < condition.minBuyMicros * 1_000_000
  )
    return 'is under the minimum money';
  if (leg.side === 'sell' && leg.sizeMicros > (instance.inventory[`${leg.condition}.${leg.token}`] ?? 0))
    return 'sells what is not held';
  return null;
}

/** What is wrong with the certificate's money on these books, floor aside; null when nothing is. */
export function moneyProblem(certificate: Certificate, instance: Instance): string | null {
  for (const leg of certificate.legs) {
    const problem = legProblem(leg, instance);
    if (problem) return `${leg.side} ${leg.condition}.${leg.token} ${problem}`;
  }
  const cost = certificate.legs.reduce(
    (sum, leg) => sum + (leg.side === 'buy' ? leg.costMicros : -leg.costMicros) + leg.feeMicros,
    0,
  );
  if (certificate.edgeMicros !== certificate.floorMicros - cost) return 'the edge is not floor minus cost';
  if (certificate.edgeMicros <= 0) return 'there is no edge';
  const spent = certificate.legs.reduce(
    (sum, leg) => sum + (leg.side === 'buy' ? leg.costMicros + leg.feeMicros : 0),
    0,
  );
  if (instance.budgetMicros !== null && spent > instance.budgetMicros) return 'it passes the budget';
  // A mirrored level is one resting order: what is sold into it and bought from it may not be more than it holds.
  for (const sell of certificate.legs.filter(({ side }) => side === 'sell')) {
    const buy = certificate.legs.find(
      (leg) => leg.side === 'buy' && leg.condition === sell.condition && leg.token !== sell.token,
    );
    for (const fill of buy ? sell.fills : []) {
      const twin = buy?.fills.find(({ priceMicros }) => priceMicros === 1_000_000 - fill.priceMicros);
      const resting = instance.books[sell.condition]?.[sell.token].bids.find(
        ({ priceMicros }) => priceMicros === fill.priceMicros,
      );
      if (twin && twin.sizeMicros + fill.sizeMicros > (resting?.sizeMicros ?? 0))
        return 'it takes a mirrored level twice';
    }
  }
  return null;
}
