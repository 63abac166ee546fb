/**
 * A component of known shape, prepared once: books come in one token at a time, and `solve` gives the optimum of the
 * safe-trade program (docs/maths.md 2.3), the shares in whole lots and the multipliers that prove their floor, without
 * a solver. Without budget, voids, minimum sizes and inventory, which stay with the caller. Nothing is allocated while
 * solving.
 */
import type { Level } from '../../domain/book';
import type { FeeSchedule, TokenSide } from '../../domain/condition';
import type { OutcomeSpace } from '../space/space';
import { GroupKernel } from './group';
import { LineKernel } from './line';
import type { LineShape } from './line-walk';
import { floorsOf, type Floors } from './multipliers';
import { shapeOf, type LineMember, type Shape } from './shape';
import { DOLLARS, Ways, type Taken } from './ways';

/**
 * A lot is completed when the optimum misses less than a ten-thousandth of it: whole micros need no more, and depths
 * are mostly whole lots.
 */
const LOT_NOISE = 1e-4;

/**
 * What a kernel leaves behind: net micro-shares and fair price by item, and T, the floor less the NO shares, in micros.
 */
interface Kernel {
  readonly net: Float64Array;
  readonly fair: Float64Array;
  readonly floor: number;
  solve(): void;
  forget(): void;
  touch(item: number): void;
}

export interface StructuredTerms {
  /** By condition of the space. */
  readonly fees: readonly FeeSchedule[];
  /** Shares are rounded down to multiples of this; 1 for the optimum itself. */
  readonly lotMicros: number;
}

export class StructuredSolver {
  readonly space: OutcomeSpace;
  readonly kind: Shape['kind'];
  /** Whole-lot shares after `solve`, micros: YES of condition i at 2i, NO at 2i + 1. */
  readonly sizes: Float64Array;
  /** By row of the space, whole micros, signed for equalities: they prove `floorMicros` for `sizes`. */
  readonly multipliers: Float64Array;
  /** Prices at which nothing is worth taking any more, by condition. */
  readonly fair: Float64Array;
  /** Least payoff of `sizes` over the outcomes, exact. */
  floorMicros = Number.NaN;
  /** Value of the fair prices, dollars: an upper bound of every safe trade, equal to the value up to rounding. */
  bound = Number.NaN;
  readonly #ways: Ways;
  readonly #kernel: Kernel;
  readonly #floors: Floors;
  /** Item of each condition, and whether it stands there upside down. */
  readonly #itemOf: Int32Array;
  readonly #flipped: Uint8Array;
  readonly #lotMicros: number;
  readonly #net: Float64Array;
  readonly #taken: Taken = { yes: Number.NaN, no: Number.NaN, profit: Number.NaN };

  constructor(space: OutcomeSpace, shape: Shape, { fees, lotMicros }: StructuredTerms) {
    const size = space.keys.length;
    const order =
      shape.kind === 'group'
        ? space.keys.map((_, condition) => ({ condition, flipped: false }))
        : alongTheLine(shape.members);
    const fee = (condition: number): FeeSchedule => fees[condition] ?? { ratePpm: 0, exponent: 1, takerOnly: true };
    this.space = space;
    this.kind = shape.kind;
    this.#ways = new Ways(
      order.map(({ condition, flipped }) => ({ fee: fee(condition), flipped })),
      shape.kind === 'line' && shape.members.some(({ kind }) => kind === 'bucket'),
    );
    this.#kernel =
      shape.kind === 'group'
        ? new GroupKernel(this.#ways, shape.exhaustive)
        : new LineKernel(this.#ways, lineShape(shape));
    this.#floors = floorsOf(shape);
    this.#itemOf = new Int32Array(size);
    order.forEach(({ condition }, item) => {
      this.#itemOf[condition] = item;
    });
    this.#flipped = Uint8Array.from(space.keys, (_, condition) =>
      order.some((member) => member.condition === condition && member.flipped) ? 1 : 0,
    );
    this.#lotMicros = lotMicros;
    this.sizes = new Float64Array(2 * size);
    this.multipliers = new Float64Array(space.rows.length);
    this.fair = new Float64Array(size);
    this.#net = new Float64Array(size);
  }

  /**
   * New asks of one token, best first; the others stay as they are. @throws RangeError for a condition that is not in
   * the space.
   */
  update(condition: number, token: TokenSide, asks: readonly Level[]): void {
    const item = this.#itemOf[condition] ?? -1;
    this.#ways.update(item, token, asks);
    this.#kernel.touch(item);
  }

  /** The optimum in dollars, before lots; `sizes`, `multipliers`, `fair`, `floorMicros` and `bound` say the rest. */
  solve(): number {
    const kernel = this.#kernel;
    kernel.solve();
    const { sizes, fair: prices } = this;
    const items = kernel.net;
    const fairs = kernel.fair;
    const { crossed } = this.#ways;
    const itemOf = this.#itemOf;
    const flips = this.#flipped;
    const nets = this.#net;
    let profit = 0;
    let dual = 0;
    let noShares = 0;
    for (let condition = 0; condition < prices.length; condition += 1) {
      const item = itemOf[condition] ?? 0;
      const net = items[item] ?? 0;
      const fair = fairs[item] ?? 0;
      const flipped = flips[condition] === 1;
      prices[condition] = flipped ? 1 - fair : fair;
      if (net === 0 && crossed[item] === 0) {
        sizes[2 * condition] = 0;
        sizes[2 * condition + 1] = 0;
        nets[condition] = 0;
        continue;
      }
      const taken = this.#taken;
      this.#ways.take(item, net, taken);
      profit += taken.profit;
      dual += fair * net;
      const yes = this.#lots(flipped ? taken.no : taken.yes);
      const no = this.#lots(flipped ? taken.yes : taken.no);
      sizes[2 * condition] = yes;
      sizes[2 * condition + 1] = no;
      nets[condition] = yes - no;
      noShares += no;
    }
    this.floorMicros = this.#floors.fit(nets, this.multipliers) + noShares;
    this.bound = (profit + dual) * DOLLARS;
    return (profit + kernel.floor) * DOLLARS;
  }

  /** The next solve starts from nothing instead of from the last optimum; the value is the same. */
  forget(): void {
    this.#kernel.forget();
  }

  #lots(shares: number): number {
    return Math.floor(shares / this.#lotMicros + LOT_NOISE) * this.#lotMicros;
  }

  /**
   * The best multipliers for any shares (net YES micros by condition), into `multipliers`; returns the least of net.y
   * over the outcomes.
   */
  fit(net: Float64Array, multipliers: Float64Array): number {
    return this.#floors.fit(net, multipliers);
  }
}

/** Null when the component has no shape that is solved without a program. */
export function prepareStructured(space: OutcomeSpace, terms: StructuredTerms): StructuredSolver | null {
  const shape = shapeOf(space);
  return shape ? new StructuredSolver(space, shape, terms) : null;
}

/** In the order in which the line is walked, so that memory is read in order too. */
function alongTheLine(members: readonly LineMember[]): readonly LineMember[] {
  return [...members].sort(
    (a, b) => a.position - b.position || Number(a.kind === 'bucket') - Number(b.kind === 'bucket'),
  );
}

function lineShape({ thresholds, members }: Extract<Shape, { kind: 'line' }>): LineShape {
  const order = alongTheLine(members);
  const cells = new Int32Array(thresholds + 1).fill(-1);
  const start = new Int32Array(thresholds + 2);
  const items: number[] = [];
  order.forEach(({ kind, position }, item) => {
    if (kind === 'bucket') {
      cells[position] = item;
      return;
    }
    items.push(item);
    start[position + 1] = items.length;
  });
  return { cells, start, items: Int32Array.from(items) };
}
