/**
 * Integer screens over every watched condition (docs/maths.md 3.5): after one best ask changed, which single rules are
 * broken now. A screen that fires is a real edge at the top of the book; one that does not fire proves nothing, because
 * edges of several rules together need the program. Rules:
 *   binary   YES and NO of one condition for less than a dollar
 *   group    exactly one or at most one of the members: all YES for less than a dollar, or NO shares
 *            that save more than a dollar
 *   pair     a implies b (NO a, YES b), not both (two NO), at least one (two YES) for less than a dollar
 *   chain    a pair of any two of nested conditions, adjacent or not
 *   row      any relation's row alpha.y >= beta: YES of alpha+ and NO of alpha- for less than beta + sum alpha-
 * Costs are whole micro-dollars with the fee, rounded up. A token without asks counts as a dollar, and no rule fires on
 * it.
 */
import type { FeeSchedule, TokenSide } from '../../domain/condition';
import { MICROS } from '../../domain/units';
import { at } from '../../domain/arrays';
import { wholeExponent } from '../../domain/fees';

export type PairKind = 'implies' | 'excludes' | 'covers';

export interface ScreenRow {
  /** Members with their coefficients: YES is bought where it is positive, NO where it is negative. */
  readonly terms: readonly (readonly [condition: number, coefficient: number])[];
  readonly atLeast: number;
}

export interface ScreenSpec {
  readonly fees: readonly FeeSchedule[];
  readonly groups: readonly { readonly members: readonly number[]; readonly exhaustive: boolean }[];
  /** implies: a implies b; excludes: not both; covers: at least one. */
  readonly pairs: readonly { readonly kind: PairKind; readonly a: number; readonly b: number }[];
  /** Conditions from the most to the least likely, each implied by the next; a condition is in one chain at most. */
  readonly chains?: readonly (readonly number[])[];
  readonly rows?: readonly ScreenRow[];
}

/** Bits of what fired. */
export const FIRED = { binary: 1, group: 2, pair: 4, chain: 8, row: 16 } as const;

export interface SweepCount {
  readonly binary: number;
  readonly group: number;
  readonly pair: number;
  readonly chain: number;
  readonly row: number;
}

/** The product of rate and p(1-p) is a float that may fall short by a few of its last bits. */
const NEVER_SHORT = 1 + 8 * Number.EPSILON;
/** Truncated after adding this, a fee is rounded up: it comes in steps of 1e-8 micros at prices in ticks of 0.0001. */
const UP = 1 - 1e-10;
/** Pairs of 16-bit slots fit one number. */
const SMALL = 65_536;

/**
 * Conditions are kept in the order of their groups, so that one pass over typed arrays tests every condition and group;
 * comparisons are sign bits. `sweep` loops write a dollar as a literal: an imported constant would be loaded again in
 * every turn.
 */
export class Screen {
  readonly #size: number;
  readonly #positionOf: Int32Array;
  /** Costs of the best asks by slot, fee included, MICROS for none: YES at the position, NO at size + position. */
  readonly #cost: Int32Array;
  /** Fee as micros per p(1-p) in square micros; zero for unusual fees, which have another exponent than 1. */
  readonly #rate: Float64Array;
  readonly #unusual: ReadonlyMap<number, FeeSchedule>;
  /**
   * Stretches of positions: a group that has its members to itself, or conditions without a group (then not counted).
   */
  readonly #stretchEnd: Int32Array;
  readonly #stretchPays: Int32Array;
  readonly #stretchCounts: Int32Array;
  /** Members of the groups that share some with an earlier group. */
  readonly #otherStart: Int32Array;
  readonly #otherMember: Int32Array;
  readonly #otherPays: Int32Array;
  /**
   * By group of the spec: what all YES must cost less than (nothing, for a group that may stay empty), and the running
   * sums.
   */
  readonly #groupPays: Int32Array;
  readonly #yesSum: Int32Array;
  readonly #noGain: Int32Array;
  readonly #ofStart: Int32Array;
  readonly #ofGroup: Int32Array;
  /**
   * Pairs as two slots whose costs must not add up to less than a dollar: packed while slots are small, left then right
   * otherwise.
   */
  readonly #packedPairs: Uint32Array;
  readonly #pairs: Int32Array;
  /** By slot, the other slots of its pairs. */
  readonly #pairStart: Int32Array;
  readonly #pairOther: Int32Array;
  readonly #chainStart: Int32Array;
  readonly #chainMember: Int32Array;
  readonly #chainOf: Int32Array;
  readonly #rowStart: Int32Array;
  readonly #rowSlot: Int32Array;
  readonly #rowWeight: Int32Array;
  readonly #rowPays: Float64Array;
  readonly #slotRowStart: Int32Array;
  readonly #slotRow: Int32Array;

  constructor({ fees, groups, pairs, chains = [], rows = [] }: ScreenSpec) {
    const size = fees.length;
    this.#size = size;
    const { order, own, others } = arranged(
      size,
      groups.map(({ members }) => members),
    );
    this.#positionOf = new Int32Array(size);
    order.forEach((condition, position) => {
      this.#positionOf[condition] = position;
    });
    const placed = (condition: number): number => at(this.#positionOf, condition);
    this.#cost = new Int32Array(2 * size).fill(MICROS);
    const usual = fees.map(({ ratePpm, exponent }) => ratePpm === 0 || wholeExponent(exponent) === 1);
    this.#rate = Float64Array.from(order, (condition) =>
      at(usual, condition) ? (at(fees, condition).ratePpm / (MICROS * MICROS)) * NEVER_SHORT : 0,
    );
    this.#unusual = new Map(
      fees.flatMap((fee, condition) => (at(usual, condition) ? [] : [[placed(condition), fee] as const])),
    );
    const pays = groups.map(({ exhaustive }) => (exhaustive ? MICROS : 0));
    this.#stretchEnd = Int32Array.from([...own.map(({ end }) => end), size]);
    this.#stretchPays = Int32Array.from([...own.map(({ group }) => at(pays, group)), 0]);
    this.#stretchCounts = Int32Array.from([...own.map(() => 1), 0]);
    ({ start: this.#otherStart, values: this.#otherMember } = packed(
      others.map((group) => at(groups, group).members.map(placed)),
    ));
    this.#otherPays = Int32Array.from(others, (group) => at(pays, group));
    this.#groupPays = Int32Array.from(pays);
    this.#yesSum = Int32Array.from(groups, ({ members }) => members.length * MICROS);
    this.#noGain = new Int32Array(groups.length);
    ({ start: this.#ofStart, values: this.#ofGroup } = packed(
      inverse(
        size,
        groups.map(({ members }) => members.map(placed)),
      ),
    ));
    const slots = pairs.map(
      ({ kind, a, b }) =>
        [kind === 'covers' ? placed(a) : size + placed(a), kind === 'excludes' ? size + placed(b) : placed(b)] as const,
    );
    const small = 2 * size <= SMALL;
    this.#packedPairs = Uint32Array.from(small ? slots.map(([left, right]) => left * SMALL + right) : []);
    this.#pairs = Int32Array.from(small ? [] : slots.flat());
    const partners: number[][] = Array.from({ length: 2 * size }, () => []);
    for (const [left, right] of slots) {
      at(partners, left).push(right);
      at(partners, right).push(left);
    }
    ({ start: this.#pairStart, values: this.#pairOther } = packed(partners));
    ({ start: this.#chainStart, values: this.#chainMember } = packed(chains.map((chain) => chain.map(placed))));
    this.#chainOf = new Int32Array(size).fill(-1);
    chains.forEach((chain, index) => {
      for (const member of chain) this.#chainOf[placed(member)] = index;
    });
    const rowSlots = rows.map(({ terms }) =>
      terms.map(([condition, coefficient]) => (coefficient > 0 ? placed(condition) : size + placed(condition))),
    );
    ({ start: this.#rowStart, values: this.#rowSlot } = packed(rowSlots));
    this.#rowWeight = Int32Array.from(
      rows.flatMap(({ terms }) => terms.map(([, coefficient]) => Math.abs(coefficient))),
    );
    this.#rowPays = Float64Array.from(
      rows,
      ({ terms, atLeast }) => MICROS * terms.reduce((sum, [, coefficient]) => sum + Math.max(0, -coefficient), atLeast),
    );
    ({ start: this.#slotRowStart, values: this.#slotRow } = packed(inverse(2 * size, rowSlots)));
  }

  /**
   * Cost in micro-dollars of one share at a price, fee included, rounded up. A price of a dollar stands for no ask and
   * costs just that.
   */
  costMicros(condition: number, priceMicros: number): number {
    const position = at(this.#positionOf, condition);
    const unusual = this.#unusual.get(position);
    return unusual
      ? unusualCost(unusual, priceMicros)
      : priceMicros + (((this.#rate[position] ?? 0) * (priceMicros * (MICROS - priceMicros)) + UP) | 0);
  }

  /**
   * The best ask of a token changed (null: none left). Returns the bits of the condition's rules that are broken now.
   */
  update(condition: number, token: TokenSide, priceMicros: number | null): number {
    const size = this.#size;
    const cost = this.#cost;
    const position = this.#positionOf[condition] ?? 0;
    const isYes = token === 'yes';
    const slot = isYes ? position : size + position;
    const before = cost[slot] ?? 0;
    const price = priceMicros ?? MICROS;
    const unusual = this.#unusual.size > 0 ? this.#unusual.get(position) : undefined;
    const now = unusual
      ? unusualCost(unusual, price)
      : price + (((this.#rate[position] ?? 0) * (price * (MICROS - price)) + UP) | 0);
    cost[slot] = now;
    let fired = now + (cost[isYes ? size + position : position] ?? 0) < MICROS ? FIRED.binary : 0;
    for (let entry = this.#ofStart[position] ?? 0, end = this.#ofStart[position + 1] ?? 0; entry < end; entry += 1) {
      const group = this.#ofGroup[entry] ?? 0;
      if (isYes) {
        const sum = ((this.#yesSum[group] ?? 0) + now - before) | 0;
        this.#yesSum[group] = sum;
        if (sum < (this.#groupPays[group] ?? 0)) fired |= FIRED.group;
      } else {
        const gain = ((this.#noGain[group] ?? 0) + saved(now) - saved(before)) | 0;
        this.#noGain[group] = gain;
        if (gain > MICROS) fired |= FIRED.group;
      }
    }
    for (let entry = this.#pairStart[slot] ?? 0, end = this.#pairStart[slot + 1] ?? 0; entry < end; entry += 1) {
      if (now + (cost[this.#pairOther[entry] ?? 0] ?? 0) < MICROS) fired |= FIRED.pair;
    }
    if (this.#chainStart.length > 1 && this.#chainBroken(position, isYes, now)) fired |= FIRED.chain;
    for (let entry = this.#slotRowStart[slot] ?? 0, end = this.#slotRowStart[slot + 1] ?? 0; entry < end; entry += 1) {
      if (this.#rowBroken(this.#slotRow[entry] ?? 0)) fired |= FIRED.row;
    }
    return fired;
  }

  /** YES of a condition with NO of any that implies it, or the other way round. */
  #chainBroken(position: number, isYes: boolean, now: number): boolean {
    const chain = this.#chainOf[position] ?? -1;
    if (chain < 0) return false;
    const cost = this.#cost;
    const member = this.#chainMember;
    const end = this.#chainStart[chain + 1] ?? 0;
    let entry = this.#chainStart[chain] ?? 0;
    if (!isYes) {
      for (; entry < end && member[entry] !== position; entry += 1)
        if ((cost[member[entry] ?? 0] ?? 0) + now < MICROS) return true;
      return false;
    }
    while (member[entry] !== position) entry += 1;
    for (entry += 1; entry < end; entry += 1)
      if ((cost[this.#size + (member[entry] ?? 0)] ?? 0) + now < MICROS) return true;
    return false;
  }

  #rowBroken(row: number): boolean {
    let sum = 0;
    for (let entry = this.#rowStart[row] ?? 0, end = this.#rowStart[row + 1] ?? 0; entry < end; entry += 1)
      sum += (this.#rowWeight[entry] ?? 0) * (this.#cost[this.#rowSlot[entry] ?? 0] ?? 0);
    return sum < (this.#rowPays[row] ?? 0);
  }

  /** Every rule again from the costs: how many conditions and rules are broken. */
  sweep(): SweepCount {
    const { binary, group } = this.#sweepConditions();
    return {
      binary,
      group: group + this.#sweepOtherGroups(),
      pair: this.#sweepPairs(),
      chain: this.#sweepChains(),
      row: this.#sweepRows(),
    };
  }

  #sweepConditions(): { readonly binary: number; readonly group: number } {
    const dollar = 1_000_000;
    const size = this.#size;
    const cost = this.#cost;
    const ends = this.#stretchEnd;
    const pays = this.#stretchPays;
    const counts = this.#stretchCounts;
    const stretches = ends.length;
    let binary = 0;
    let group = 0;
    let position = 0;
    for (let stretch = 0; stretch < stretches; stretch += 1) {
      const end = ends[stretch] ?? 0;
      let sum = 0;
      let gain = 0;
      for (; position < end; position += 1) {
        const yes = cost[position] ?? 0;
        const saving = (dollar - (cost[size + position] ?? 0)) | 0;
        binary = (binary - ((yes - saving) >> 31)) | 0;
        sum = (sum + yes) | 0;
        gain = (gain + (saving & ~(saving >> 31))) | 0;
      }
      group =
        (group + ((((sum - (pays[stretch] ?? 0)) >>> 31) | ((dollar - gain) >>> 31)) & (counts[stretch] ?? 0))) | 0;
    }
    return { binary, group };
  }

  #sweepOtherGroups(): number {
    const size = this.#size;
    const cost = this.#cost;
    let broken = 0;
    for (let group = 0; group < this.#otherPays.length; group += 1) {
      let sum = 0;
      let gain = 0;
      for (let entry = this.#otherStart[group] ?? 0, end = this.#otherStart[group + 1] ?? 0; entry < end; entry += 1) {
        const position = this.#otherMember[entry] ?? 0;
        sum += cost[position] ?? 0;
        gain += saved(cost[size + position] ?? 0);
      }
      if (sum < (this.#otherPays[group] ?? 0) || gain > MICROS) broken += 1;
    }
    return broken;
  }

  #sweepPairs(): number {
    const dollar = 1_000_000;
    const cost = this.#cost;
    const small = this.#packedPairs;
    const count = small.length;
    let broken = 0;
    for (let pair = 0; pair < count; pair += 1) {
      const slots = (small[pair] ?? 0) | 0;
      broken = (broken - (((cost[slots >>> 16] ?? 0) + (cost[slots & 65_535] ?? 0) - dollar) >> 31)) | 0;
    }
    const large = this.#pairs;
    for (let entry = 0; entry < large.length; entry += 2)
      if ((cost[large[entry] ?? 0] ?? 0) + (cost[large[entry + 1] ?? 0] ?? 0) < dollar) broken += 1;
    return broken;
  }

  /** One pass per chain: the cheapest YES so far against each NO. */
  #sweepChains(): number {
    const dollar = 1_000_000;
    const size = this.#size;
    const cost = this.#cost;
    const start = this.#chainStart;
    const member = this.#chainMember;
    const chains = start.length - 1;
    let broken = 0;
    let entry = 0;
    for (let chain = 0; chain < chains; chain += 1) {
      const end = start[chain + 1] ?? 0;
      let cheapest = dollar;
      let worst = 0;
      for (; entry < end; entry += 1) {
        const position = member[entry] ?? 0;
        const yes = cost[position] ?? 0;
        // Negative once a NO and an earlier YES cost less than a dollar.
        worst |= (cheapest + (cost[size + position] ?? 0) - dollar) | 0;
        if (yes < cheapest) cheapest = yes;
      }
      broken += worst >>> 31;
    }
    return broken;
  }

  #sweepRows(): number {
    let broken = 0;
    for (let row = 0; row < this.#rowPays.length; row += 1) if (this.#rowBroken(row)) broken += 1;
    return broken;
  }
}

function unusualCost({ ratePpm, exponent }: FeeSchedule, priceMicros: number): number {
  if (priceMicros >= MICROS) return MICROS;
  const price = priceMicros / MICROS;
  return priceMicros + Math.floor(ratePpm * (price * (1 - price)) ** wholeExponent(exponent) * NEVER_SHORT) + 1;
}

interface Arrangement {
  /** Conditions by position. */
  readonly order: readonly number[];
  /** Groups that lie in one piece, in the order of their positions, with the position after their last member. */
  readonly own: readonly { readonly group: number; readonly end: number }[];
  readonly others: readonly number[];
}

/** Groups in one piece each, as long as their members are still free; then the conditions without such a group. */
function arranged(size: number, groups: readonly (readonly number[])[]): Arrangement {
  const order: number[] = [];
  const placed = new Set<number>();
  const own: { group: number; end: number }[] = [];
  const others: number[] = [];
  for (const [group, members] of groups.entries()) {
    if (new Set(members).size < members.length || members.some((member) => placed.has(member))) {
      others.push(group);
      continue;
    }
    for (const member of members) {
      placed.add(member);
      order.push(member);
    }
    own.push({ group, end: order.length });
  }
  for (let condition = 0; condition < size; condition += 1) if (!placed.has(condition)) order.push(condition);
  return { order, own, others };
}

/** What one NO share of a member that cannot come with the others saves. */
function saved(cost: number): number {
  return cost < MICROS ? MICROS - cost : 0;
}

function packed(lists: readonly (readonly number[])[]): { readonly start: Int32Array; readonly values: Int32Array } {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    start[index + 1] = at(start, index) + list.length;
  });
  return { start, values: Int32Array.from(lists.flat()) };
}

/** For each of `size` values, the lists that hold it. */
function inverse(size: number, lists: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const holders: number[][] = Array.from({ length: size }, () => []);
  lists.forEach((list, index) => {
    for (const value of new Set(list)) at(holders, value).push(index);
  });
  return holders;
}
