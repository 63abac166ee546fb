/** The last so many numbers, in memory that is taken once: what a signal keeps of each market must stay small. */

export interface Ring {
  readonly slots: Float32Array | Uint16Array;
  /** How many it holds. */
  count: number;
  /** Where the next one goes. */
  next: number;
}

/** Seven digits each, at half the memory. */
export function coarseRing(capacity: number): Ring {
  return { slots: new Float32Array(capacity), count: 0, next: 0 };
}

/** Of whole numbers from 0 to 65,535, exact; at a quarter of the memory. */
export function wholeRing(capacity: number): Ring {
  return { slots: new Uint16Array(capacity), count: 0, next: 0 };
}

/** Lets the oldest go where it is full. O(1). */
export function push(ring: Ring, value: number): void {
  ring.slots[ring.next] = value;
  ring.next = (ring.next + 1) % ring.slots.length;
  if (ring.count < ring.slots.length) ring.count += 1;
}

/** NaN where it is empty. */
export function newest({ slots, count, next }: Ring): number {
  return count === 0 ? NaN : (slots[(next + slots.length - 1) % slots.length] ?? NaN);
}

/** A copy, oldest first. */
export function inOrder({ slots, count, next }: Ring): Float64Array {
  const values = new Float64Array(count);
  const first = next + slots.length - count;
  for (let i = 0; i < count; i += 1) values[i] = slots[(first + i) % slots.length] ?? NaN;
  return values;
}
