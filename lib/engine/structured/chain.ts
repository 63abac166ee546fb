/**
 * A chain y_1 >= y_2 >= ... without a solver (slope trick). Outcome j makes the first j conditions true and pays sum X_N plus the prefix
 * sum S_j of the net YES shares, so the floor is sum X_N + T with T = min S_j <= 0. With S' = S - T >= 0 at the price of a dollar each, a walk
 * along the chain holds a concave function of S' as a heap of marginal costs: each condition adds its own ways to raise S', and its NO
 * shares, all bought, take S' down by their number, paid for by the cheapest ways there are. O(K log K).
 */
import { at } from '../arrays';
import type { Lane } from '../arbitrage/lanes';
import { segmentsOf, Shares, type Segments, type StructuredAnswer } from './segments';

/** `order`: conditions from the most to the least likely (each implied by the next). */
export function solveChain(lanes: readonly Lane[], order: readonly number[]): StructuredAnswer {
  const byCondition = new Map<number, number[]>(order.map((condition) => [condition, []]));
  lanes.forEach((lane, index) => byCondition.get(lane.condition)?.push(index));
  const heap = new CostHeap();
  const shares = new Shares(lanes);
  let value = 0;
  for (const condition of order) {
    const part = segmentsOf(lanes, byCondition.get(condition) ?? []);
    value += part.noGain;
    for (let segment = 0; segment < part.costs.length; segment += 1) heap.push(part, segment);
    let left = part.noDepth;
    while (left > 0) {
      const cheapest = heap.top();
      // Nothing under a dollar is left: the floor T itself gives way.
      if (!cheapest || cheapest.cost >= 1) {
        value -= left;
        break;
      }
      const taken = Math.min(left, cheapest.depth);
      value -= taken * cheapest.cost;
      shares.take(cheapest.lane, taken);
      left -= taken;
      heap.takeTop(taken);
    }
  }
  return { value, laneSizes: shares.laneSizes };
}

interface Entry {
  readonly cost: number;
  depth: number;
  readonly lane: number;
}

/** Binary heap of segments, cheapest first. */
class CostHeap {
  readonly #entries: Entry[] = [];

  push(part: Segments, segment: number): void {
    const entry: Entry = { cost: at(part.costs, segment), depth: at(part.depths, segment), lane: at(part.lanes, segment) };
    let index = this.#entries.length;
    this.#entries.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (at(this.#entries, parent).cost <= entry.cost) break;
      this.#entries[index] = at(this.#entries, parent);
      index = parent;
    }
    this.#entries[index] = entry;
  }

  top(): Readonly<Entry> | undefined {
    return this.#entries[0];
  }

  takeTop(shares: number): void {
    const top = at(this.#entries, 0);
    top.depth -= shares;
    if (top.depth > 0) return;
    const last = this.#entries.pop();
    if (!last || this.#entries.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#entries.length) break;
      if (child + 1 < this.#entries.length && at(this.#entries, child + 1).cost < at(this.#entries, child).cost) child += 1;
      if (at(this.#entries, child).cost >= last.cost) break;
      this.#entries[index] = at(this.#entries, child);
      index = child;
    }
    this.#entries[index] = last;
  }
}
