/**
 * One condition's books as a list of ways to raise its net YES shares by one: buy YES at c_Y, or give back a NO that would have earned
 * 1 - c_N. Sorted, they are the slopes of a convex cost; buying every NO below a dollar is the starting point (maths 4.3, slope trick).
 */
import { at } from '../arrays';
import { levelCost } from '../arbitrage/build-lp';
import type { Lane } from '../arbitrage/lanes';
import { MICROS } from '../../domain/units';

export interface Segments {
  /** Dollars per share, by segment. */
  readonly costs: Float64Array;
  /** Shares, by segment. */
  readonly depths: Float64Array;
  /** Level it stands for: lane index and level index; for NO the share is given back. */
  readonly lanes: Int32Array;
  readonly levels: Int32Array;
  /** Shares of NO bought at the start, all of them. */
  readonly noDepth: number;
  /** What those NO shares earn over their cost if all pay. */
  readonly noGain: number;
}

/** Buy lanes only; the caller keeps instances with inventory or minimum sizes away from the structured solvers. */
export function segmentsOf(lanes: readonly Lane[], indices: readonly number[]): Segments {
  const parts: { readonly cost: number; readonly depth: number; readonly lane: number; readonly level: number }[] = [];
  let noDepth = 0;
  let noGain = 0;
  for (const index of indices) {
    const lane = at(lanes, index);
    for (let level = 0; level < lane.levels.length; level += 1) {
      const { priceMicros, sizeMicros } = at(lane.levels, level);
      const cost = levelCost(lane, priceMicros);
      const depth = sizeMicros / MICROS;
      if (lane.token === 'no') {
        noDepth += depth;
        noGain += (1 - cost) * depth;
      }
      parts.push({ cost: lane.token === 'yes' ? cost : 1 - cost, depth, lane: index, level });
    }
  }
  parts.sort((a, b) => a.cost - b.cost);
  return {
    costs: Float64Array.from(parts, ({ cost }) => cost),
    depths: Float64Array.from(parts, ({ depth }) => depth),
    lanes: Int32Array.from(parts, ({ lane }) => lane),
    levels: Int32Array.from(parts, ({ level }) => level),
    noDepth,
    noGain,
  };
}

export interface StructuredAnswer {
  /** Dollars. */
  readonly value: number;
  /** Shares by lane, micros. */
  readonly laneSizes: Float64Array;
}

/** Segments taken so far, turned into shares by lane: YES taken is bought, NO taken is given back. */
export class Shares {
  readonly laneSizes: Float64Array;
  readonly #lanes: readonly Lane[];

  constructor(lanes: readonly Lane[]) {
    this.#lanes = lanes;
    this.laneSizes = new Float64Array(lanes.length);
    for (let index = 0; index < lanes.length; index += 1) {
      const lane = at(lanes, index);
      if (lane.token === 'no') for (const level of lane.levels) this.laneSizes[index] = at(this.laneSizes, index) + level.sizeMicros;
    }
  }

  take(lane: number, shares: number): void {
    const sign = at(this.#lanes, lane).token === 'yes' ? 1 : -1;
    this.laneSizes[lane] = Math.max(0, at(this.laneSizes, lane) + sign * shares * MICROS);
  }
}
