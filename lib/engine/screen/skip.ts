/**
 * Skip certificates (docs/maths.md 3.5): prices mu that the relations allow prove that no safe trade earns more than
 * R(mu) = sum of (worth - cost) over the asks that are cheaper than mu says (docs/maths.md 2.2). With mu inside every
 * band [1 - cost of NO, cost of YES] that is nothing at all. After a tick only the token that moved is compared again,
 * in O(1) while its best ask stays outside. mu is central in the bands, so that it survives small moves; an LP vertex
 * would lie on their edges. About the relaxation's trades without inventory to sell: on shapes where it is exact
 * (groups, lines, brackets) and with a void, a budget or minimum sizes, which only make less possible, nothing more can
 * be earned.
 */
import type { Level } from '../../domain/book';
import type { FeeSchedule, TokenSide } from '../../domain/condition';
import type { Instance } from '../../domain/instance';
import { isExecutable } from '../../domain/relation';
import { MICROS } from '../../domain/units';
import type { LpSolver } from '../../ports/lp-solver';
import { at, own } from '../../domain/arrays';
import { ProgramBuilder } from '../lp/program';
import { unitFee } from '../../domain/fees';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { bandOf, centralPrices, LEAST_ROOM } from './central';

export interface SkipTerms {
  readonly space: OutcomeSpace;
  /** By condition of the space. */
  readonly fees: readonly FeeSchedule[];
  /** Prices of YES by condition. @throws RangeError when they break a row of the space. */
  readonly worth: Float64Array;
}

export class SkipCertificate {
  readonly space: OutcomeSpace;
  readonly #fees: readonly FeeSchedule[];
  readonly #worth: Float64Array;
  /** What the asks of a token are worth over their cost, dollars: YES of condition i at 2i, NO at 2i + 1. */
  readonly #gain: Float64Array;
  #positive = 0;

  constructor({ space, fees, worth }: SkipTerms) {
    if (!isCoherent(space, worth)) throw new RangeError('prices of a skip certificate must obey every row');
    this.space = space;
    this.#fees = fees;
    this.#worth = worth;
    this.#gain = new Float64Array(2 * worth.length);
  }

  /**
   * New asks of one token, best first. True: still proven that there is nothing to gain. False says nothing; look at
   * `boundDollars`.
   */
  update(condition: number, token: TokenSide, asks: readonly Level[]): boolean {
    const fee = at(this.#fees, condition);
    const worth = token === 'yes' ? at(this.#worth, condition) : 1 - at(this.#worth, condition);
    let gain = 0;
    for (const { priceMicros, sizeMicros } of asks) {
      const over = worth - priceMicros / MICROS - unitFee(fee, priceMicros);
      // Costs rise with the price, so that the first level that is not worth taking ends it.
      if (over <= 0) break;
      gain += (over * sizeMicros) / MICROS;
    }
    const slot = 2 * condition + (token === 'yes' ? 0 : 1);
    this.#positive += Number(gain > 0) - Number(at(this.#gain, slot) > 0);
    this.#gain[slot] = gain;
    return this.#positive === 0;
  }

  /** Whether nothing can be gained now. */
  get proves(): boolean {
    return this.#positive === 0;
  }

  /**
   * No safe trade earns more, dollars; good to about 1e-9 per share of rounding. Below what is worth alerting about,
   * the solve can be skipped.
   */
  get boundDollars(): number {
    if (this.#positive === 0) return 0;
    let total = 0;
    for (const gain of this.#gain) total += gain;
    return total;
  }

  /** Price of YES that the certificate rests on. */
  worthOf(condition: number): number {
    return at(this.#worth, condition);
  }
}

/** Rounding that rows may show; what it could hide is a billionth of a dollar a share. */
const ROUNDING = 1e-9;

function isCoherent({ rows }: OutcomeSpace, worth: Float64Array): boolean {
  const inside = worth.every((value) => value >= 0 && value <= 1);
  return (
    inside &&
    rows.every((row) => {
      let over = -row.atLeast;
      for (let position = 0; position < row.indices.length; position += 1)
        over += at(row.coefficients, position) * at(worth, at(row.indices, position));
      return row.equality ? Math.abs(over) <= ROUNDING : over >= -ROUNDING;
    })
  );
}

/**
 * The certificate of these prices over these asks (YES of condition i at 2i, NO at 2i + 1); null when the prices are
 * not coherent.
 */
export function skipCertificateAt(
  worth: Float64Array,
  {
    space,
    fees,
    asks,
  }: {
    readonly space: OutcomeSpace;
    readonly fees: readonly FeeSchedule[];
    readonly asks: readonly (readonly Level[])[];
  },
): SkipCertificate | null {
  if (!isCoherent(space, worth)) return null;
  const certificate = new SkipCertificate({ space, fees, worth });
  for (let condition = 0; condition < fees.length; condition += 1) {
    certificate.update(condition, 'yes', at(asks, 2 * condition));
    certificate.update(condition, 'no', at(asks, 2 * condition + 1));
  }
  return certificate;
}

function certificateOf(instance: Instance, space: OutcomeSpace, worth: Float64Array): SkipCertificate | null {
  return skipCertificateAt(worth, {
    space,
    fees: instance.conditions.map(({ fee }) => fee),
    asks: instance.conditions.flatMap(({ key }) => {
      const book = own(instance.books, key);
      return [book?.yes.asks ?? [], book?.no.asks ?? []];
    }),
  });
}

function spaceOf(instance: Instance): OutcomeSpace {
  return buildSpace(
    instance.conditions.map(({ key }) => key),
    instance.relations.filter(isExecutable),
  );
}

/**
 * A certificate without any solver: prices in the middle of what bands and relations leave on a group or a chain, the
 * projected middle prices elsewhere. It may fall short of proving anything where a program would not, but its bound
 * holds. Null without coherent prices.
 */
export function centralSkipCertificate(instance: Instance): SkipCertificate | null {
  const space = spaceOf(instance);
  const worth = centralPrices(instance, space);
  return worth ? certificateOf(instance, space, worth) : null;
}

/**
 * By the program that makes the room inside every band as large as it can be; null when there is none: then there is
 * (or may be) something to gain.
 */
export function findSkipCertificate(instance: Instance, solver: LpSolver, timeLimitMs: number): SkipCertificate | null {
  const space = spaceOf(instance);
  const builder = new ProgramBuilder();
  // Wide bands need not be left in their middle, so the room stops at a cent.
  const room = builder.addColumn({ objective: 1, lower: 0, upper: 0.01 });
  for (const key of space.keys) {
    const { low, high } = bandOf(instance, key);
    const column = builder.addColumn({ objective: 0, lower: 0, upper: 1 });
    const above = builder.addRow(low > 0 ? low : -Infinity, Infinity);
    builder.put(above, column, 1);
    builder.put(above, room, -1);
    const under = builder.addRow(-Infinity, high < 1 ? high : Infinity);
    builder.put(under, column, 1);
    builder.put(under, room, 1);
  }
  for (const row of space.rows) {
    const index = builder.addRow(row.atLeast, row.equality ? row.atLeast : Infinity);
    row.indices.forEach((condition, position) => builder.put(index, condition + 1, at(row.coefficients, position)));
  }
  const solution = solver.solve(builder.build(), { timeLimitMs });
  if (solution.status !== 'optimal' || solution.objective < LEAST_ROOM) return null;
  const certificate = certificateOf(
    instance,
    space,
    solution.x.slice(1, 1 + space.keys.length).map((value) => Math.min(1, Math.max(0, value))),
  );
  return certificate?.proves ? certificate : null;
}
