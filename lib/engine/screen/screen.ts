/**
 * Integer screens over every watched condition (maths 3.5): after one ask changed, which single rules are broken now. Costs are nano-dollars
 * with the fee, rounded up, so that a screen that fires is a real single-rule edge at the top of the book; multi-rule edges need the LP. One
 * tick touches one condition, its groups' running sums and its pairs: typed arrays, no allocation.
 */
import type { FeeSchedule, TokenSide } from '../../domain/condition';
import { MICROS } from '../../domain/units';
import { at } from '../arrays';
import { wholeExponent } from '../../domain/fees';

const NANOS = 1_000_000_000;
/** Cost of a token without asks: more than any sum of a group needs to stay unbroken. */
const NO_ASK = 2_000_000_000;

export type PairKind = 'implies' | 'excludes' | 'covers';

export interface ScreenSpec {
  readonly fees: readonly FeeSchedule[];
  readonly groups: readonly { readonly members: readonly number[]; readonly exhaustive: boolean }[];
  /** implies: a implies b; excludes: not both; covers: at least one. */
  readonly pairs: readonly { readonly kind: PairKind; readonly a: number; readonly b: number }[];
}

/** Bits of what fired. */
export const FIRED = { binary: 1, group: 2, pair: 4 } as const;

export class Screen {
  readonly #rate: Float64Array;
  readonly #exponent: Uint8Array;
  /** Cost of YES at 2i, of NO at 2i + 1. */
  readonly #cost: Int32Array;
  readonly #groupStart: Int32Array;
  readonly #groupMember: Int32Array;
  readonly #exhaustive: Uint8Array;
  readonly #yesSum: Float64Array;
  readonly #noGain: Float64Array;
  readonly #ofStart: Int32Array;
  readonly #ofGroup: Int32Array;
  /** By condition: pairs as two token slots whose costs must not add up to less than a dollar. */
  readonly #pairStart: Int32Array;
  readonly #pairMine: Int32Array;
  readonly #pairOther: Int32Array;
  readonly #pairSlots: Int32Array;

  constructor(spec: ScreenSpec) {
    const size = spec.fees.length;
    this.#rate = Float64Array.from(spec.fees, ({ ratePpm }) => ratePpm);
    this.#exponent = Uint8Array.from(spec.fees, ({ exponent }) => wholeExponent(exponent));
    this.#cost = new Int32Array(2 * size).fill(NO_ASK);
    ({ start: this.#groupStart, values: this.#groupMember } = packed(spec.groups.map(({ members }) => members)));
    this.#exhaustive = Uint8Array.from(spec.groups, ({ exhaustive }) => (exhaustive ? 1 : 0));
    this.#yesSum = Float64Array.from(spec.groups, ({ members }) => members.length * NO_ASK);
    this.#noGain = new Float64Array(spec.groups.length);
    const groupsOf: number[][] = Array.from({ length: size }, () => []);
    spec.groups.forEach(({ members }, group) => members.forEach((member) => at(groupsOf, member).push(group)));
    ({ start: this.#ofStart, values: this.#ofGroup } = packed(groupsOf));
    const slots = spec.pairs.map(({ kind, a, b }) => (kind === 'implies' ? [2 * a + 1, 2 * b] : kind === 'excludes' ? [2 * a + 1, 2 * b + 1] : [2 * a, 2 * b]));
    this.#pairSlots = Int32Array.from(slots.flat());
    const mine: number[][] = Array.from({ length: size }, () => []);
    const other: number[][] = Array.from({ length: size }, () => []);
    for (const [left = 0, right = 0] of slots) {
      at(mine, left >> 1).push(left);
      at(other, left >> 1).push(right);
      at(mine, right >> 1).push(right);
      at(other, right >> 1).push(left);
    }
    ({ start: this.#pairStart, values: this.#pairMine } = packed(mine));
    ({ values: this.#pairOther } = packed(other));
  }

  /** Cost in nano-dollars of one share at a price, fee included, rounded up. */
  costNanos(condition: number, priceMicros: number): number {
    const rate = this.#rate[condition] ?? 0;
    if (rate === 0) return priceMicros * 1000;
    const exponent = this.#exponent[condition] ?? 1;
    const variance = (priceMicros * (MICROS - priceMicros)) / 1e12;
    const fee = exponent === 1 ? variance : variance ** exponent;
    // One nano more than the float says: its error is far below that.
    return priceMicros * 1000 + Math.ceil(fee * rate * 1000) + 1;
  }

  /** The best ask of a token changed (null: none left). Returns the bits of the rules that are broken now. */
  update(condition: number, token: TokenSide, priceMicros: number | null): number {
    const slot = 2 * condition + (token === 'yes' ? 0 : 1);
    const cost = this.#cost;
    const before = cost[slot] ?? 0;
    const now = priceMicros === null ? NO_ASK : this.costNanos(condition, priceMicros);
    cost[slot] = now;
    let fired = now + (cost[slot ^ 1] ?? 0) < NANOS ? FIRED.binary : 0;
    for (let entry = this.#ofStart[condition] ?? 0, end = this.#ofStart[condition + 1] ?? 0; entry < end; entry += 1) {
      const group = this.#ofGroup[entry] ?? 0;
      if (token === 'yes') {
        const sum = (this.#yesSum[group] ?? 0) + now - before;
        this.#yesSum[group] = sum;
        if (sum < NANOS && this.#exhaustive[group] === 1) fired |= FIRED.group;
      } else {
        const gain = (this.#noGain[group] ?? 0) + (now < NANOS ? NANOS - now : 0) - (before < NANOS ? NANOS - before : 0);
        this.#noGain[group] = gain;
        if (gain > NANOS) fired |= FIRED.group;
      }
    }
    for (let entry = this.#pairStart[condition] ?? 0, end = this.#pairStart[condition + 1] ?? 0; entry < end; entry += 1) {
      if (this.#pairMine[entry] === slot && now + (cost[this.#pairOther[entry] ?? 0] ?? 0) < NANOS) fired |= FIRED.pair;
    }
    return fired;
  }

  /** Everything from scratch: how many conditions, groups and pairs are broken. */
  sweep(): { readonly binary: number; readonly group: number; readonly pair: number } {
    const cost = this.#cost;
    let binary = 0;
    for (let slot = 0; slot < cost.length; slot += 2) if ((cost[slot] ?? 0) + (cost[slot + 1] ?? 0) < NANOS) binary += 1;
    let group = 0;
    const start = this.#groupStart;
    const member = this.#groupMember;
    for (let index = 0; index + 1 < start.length; index += 1) {
      let sum = 0;
      let gain = 0;
      for (let entry = start[index] ?? 0, end = start[index + 1] ?? 0; entry < end; entry += 1) {
        const slot = 2 * (member[entry] ?? 0);
        const no = cost[slot + 1] ?? 0;
        sum += cost[slot] ?? 0;
        if (no < NANOS) gain += NANOS - no;
      }
      if (gain > NANOS || (sum < NANOS && this.#exhaustive[index] === 1)) group += 1;
    }
    let pair = 0;
    const slots = this.#pairSlots;
    for (let entry = 0; entry < slots.length; entry += 2) if ((cost[slots[entry] ?? 0] ?? 0) + (cost[slots[entry + 1] ?? 0] ?? 0) < NANOS) pair += 1;
    return { binary, group, pair };
  }
}

function packed(lists: readonly (readonly number[])[]): { readonly start: Int32Array; readonly values: Int32Array } {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    start[index + 1] = at(start, index) + list.length;
  });
  return { start, values: Int32Array.from(lists.flat()) };
}
