/**
 * Run counts of property tests: 300 in `npm test`, 10,000 with FACET_NIGHTLY=1, any number with FACET_RUNS. The seed is
 * always printed; a failure prints the line that replays it. FACET_SEED (and FACET_PATH, the shrunk case) repeat a run.
 */
import fc from 'fast-check';
import type { Parameters, RunDetails } from 'fast-check';
import { expect, vi } from 'vitest';

const USUAL_RUNS = 300;
const NIGHTLY_RUNS = 10_000;
const nightly = process.env['FACET_NIGHTLY'] === '1';
const asked = Number(process.env['FACET_RUNS'] ?? 0);
const MOST_MS = 7_200_000;

// A long run may take as long as it takes; `npm test` keeps the usual limit.
if (nightly || asked > USUAL_RUNS) vi.setConfig({ testTimeout: MOST_MS });

/** `share` below 1 is for properties whose single run does the work of many. */
export function runs(usual = USUAL_RUNS, share = 1): Parameters<unknown> & { readonly numRuns: number } {
  const seed = process.env['FACET_SEED'] === undefined ? Date.now() ^ process.pid : Number(process.env['FACET_SEED']);
  const path = process.env['FACET_PATH'];
  const { currentTestName = '', testPath = '' } = expect.getState();
  const numRuns = asked > 0 ? asked : nightly ? Math.ceil(NIGHTLY_RUNS * share) : usual;
  process.stdout.write(`property "${currentTestName}": ${numRuns} runs, seed ${seed}\n`);
  return {
    numRuns,
    seed,
    // Most cases are drawn from a number of their own: a smaller number is another case, not a simpler one.
    endOnFailure: true,
    ...(path === undefined ? {} : { path }),
    reporter: (details: RunDetails<unknown>) => {
      process.stdout.write(
        `property "${currentTestName}": ${details.numRuns} runs done, ${details.failed ? 'FAILED' : 'held'}\n`,
      );
      if (!details.failed) return;
      const file = testPath.slice(testPath.indexOf('test/'));
      // The name is a pattern to Vitest: whatever could mean something there matches itself as any character.
      const name = (currentTestName.split(' > ').at(-1) ?? '').replaceAll(/[^\w ]/g, '.');
      const replay =
        `FACET_SEED=${details.seed} FACET_PATH=${details.counterexamplePath ?? ''} npx vitest run ${file} -t ` +
        `'${name}'`;
      const reason =
        details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
      throw new Error(`${fc.defaultReportMessage(details)}\n${reason}\nReplay: ${replay}`);
    },
  };
}
