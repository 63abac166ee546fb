/**
 * `npm run -s chaos -- [FAMILY] [--runs N] [--seed S] [--json]`: harms the shipped build in Chromium and asserts in the
 * exchange's ledger (CONTRIBUTING.md). Prints what was injected and how often, and the counts that must be 0. Exit 0
 * only if they are; 1 if one is not; 2 for a family or a number that is none.
 */
import { ORDERS_FAMILIES, ORDERS_RUNS, runOrders } from '../test/chaos/orders';
import { runSettlement } from '../test/chaos/settlement';
import { runStorage } from '../test/chaos/storage';

interface Report {
  readonly injected: Readonly<Record<string, number>>;
  /** Counts by name; each must be 0. */
  readonly zeros: Readonly<Record<string, number>>;
  readonly slowestSeconds: number;
  readonly problems: readonly string[];
}

interface Family {
  readonly runs: number;
  run(options: {
    readonly runs: number;
    readonly seed: number;
    readonly tell: (line: string) => void;
  }): Promise<Report>;
}

/** Every family prints all of them, also what it cannot bring about. */
const NONE = { lost: 0, doubled: 0, stuck: 0, overLimit: 0, untrue: 0, looser: 0 };

const families: Readonly<Record<string, Family>> = {
  settlement: {
    runs: 100,
    async run(options) {
      const { doubled, untrue, stuck, uneven, ...rest } = await runSettlement(options);
      return { ...rest, zeros: { ...NONE, doubled, untrue, stuck, uneven } };
    },
  },
  storage: {
    runs: 40,
    async run(options) {
      const { runs, said, looser, forgottenStops, untrue, doubled, falseAlarms, ...rest } = await runStorage(options);
      return { ...rest, zeros: { ...NONE, unsaid: runs - said, looser, forgottenStops, untrue, doubled, falseAlarms } };
    },
  },
  ...Object.fromEntries(
    ORDERS_FAMILIES.map((name): [string, Family] => [
      name,
      { runs: ORDERS_RUNS[name], run: (options) => runOrders(name, options) },
    ]),
  ),
};

function numberAfter(words: readonly string[], name: string): number | null {
  const at = words.indexOf(name);
  if (at < 0) return null;
  const value = Number(words[at + 1]);
  if (!Number.isSafeInteger(value) || value < 1) stop(`${name} needs a whole number from 1`);
  return value;
}

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}

const words = process.argv.slice(2);
const json = words.includes('--json');
const names = words.filter((word, index) => !word.startsWith('--') && !/^--(runs|seed)$/.test(words[index - 1] ?? ''));
const unknown = names.find((name) => !Object.hasOwn(families, name));
if (unknown !== undefined) stop(`unknown family "${unknown}"; there is ${Object.keys(families).join(', ')}`);
const seed = numberAfter(words, '--seed') ?? Math.floor(Math.random() * 2 ** 31) + 1;
const runs = numberAfter(words, '--runs');

const reports: Record<string, Report> = {};
for (const [name, family] of Object.entries(families)) {
  if (names.length > 0 && !names.includes(name)) continue;
  reports[name] = await family.run({
    runs: runs ?? family.runs,
    seed,
    tell: (line) => {
      if (!json) console.log(line);
    },
  });
}
const failed = Object.values(reports).some(({ zeros }) => Object.values(zeros).some((count) => count !== 0));
if (json) console.log(JSON.stringify({ seed, families: reports }));
else {
  for (const [name, report] of Object.entries(reports)) {
    console.log(`\n${name}`);
    for (const [what, count] of Object.entries(report.injected)) console.log(`  injected ${what}: ${count}`);
    console.log(
      `  ${Object.entries(report.zeros)
        .map(([what, count]) => `${what} ${count}`)
        .join(', ')}`,
    );
    console.log(`  slowest ${report.slowestSeconds} s`);
    for (const problem of report.problems) console.log(`  ${problem}`);
  }
  console.log(`seed ${seed}`);
}
process.exitCode = failed ? 1 : 0;
