/** Run counts of property tests: small in `npm test`, FACET_NIGHTLY multiplies them; a failure prints its seed and path. */
import type { Parameters } from 'fast-check';

const NIGHTLY_RUNS = 10_000;

/** FACET_NIGHTLY=1 runs 10,000 of each family; FACET_SEED repeats a run. */
export function runs(count: number): Parameters<unknown> {
  const seed = process.env['FACET_SEED'];
  const chosen = seed === undefined ? Date.now() ^ process.pid : Number(seed);
  process.stdout.write(`property seed ${chosen} (FACET_SEED=${chosen} repeats it)\n`);
  return { numRuns: process.env['FACET_NIGHTLY'] ? Math.max(NIGHTLY_RUNS, count) : count, seed: chosen };
}
