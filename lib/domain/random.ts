/** Uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * Mulberry32: the same numbers at every run and everywhere for the same seed. For what must be repeatable (ties, tests,
 * the local exchange), never for secrets.
 */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
