/** Whether 0/1 values exist that satisfy all rows, within what a service worker may be busy for. */
import { Propagator } from './propagate';
import { addedUp, type Row, type RowSystem } from './row';
import { findAtom, type SearchLimits } from './search';

export type Satisfied =
  | { readonly kind: 'yes'; readonly values: ReadonlyMap<string, boolean> }
  | { readonly kind: 'no' }
  | { readonly kind: 'unknown' };

/** Beyond them the answer is "unknown". The venue's structures are decided by propagation almost alone. */
export const CHECK_LIMITS: SearchLimits = {
  nodes: 40_000,
  // About a second, which a service worker may just be busy.
  work: 8_000_000,
  // A browser's stack holds about twice as many.
  depth: 4_000,
};

export function satisfy(rows: readonly Row[], fixed: ReadonlyMap<string, boolean> = new Map()): Satisfied {
  const system = rowSystem(rows, [...fixed.keys()]);
  const propagator = new Propagator(system);
  if (!propagator.feasible) return { kind: 'no' };
  const wanted = new Map(fixed);
  for (const [index, key] of system.keys.entries()) {
    const value = wanted.get(key);
    if (value !== undefined && !propagator.assign(index, value ? 1 : 0)) return { kind: 'no' };
  }
  const found = findAtom(propagator, CHECK_LIMITS);
  if (found.kind === 'none') return { kind: 'no' };
  if (found.kind === 'gave-up') return { kind: 'unknown' };
  const { value } = found;
  return { kind: 'yes', values: new Map(system.keys.map((key, index) => [key, value[index] === 1] as const)) };
}

/** The rows by position; `more` are keys that need not stand in a row. */
export function rowSystem(rows: readonly Row[], more: readonly string[] = []): RowSystem {
  const keys = [...new Set([...rows.flatMap((row) => row.terms.map(([key]) => key)), ...more])];
  const indexOf = new Map(keys.map((key, index) => [key, index] as const));
  return {
    keys,
    rows: rows.map(({ terms, atLeast, equality }) => {
      const sums = addedUp(terms);
      return {
        indices: Int32Array.from(sums, ([key]) => indexOf.get(key) ?? 0),
        // Not as 32-bit integers: the weights of a stored relation may be larger.
        coefficients: Float64Array.from(sums, ([, coefficient]) => coefficient),
        atLeast,
        equality,
      };
    }),
  };
}
