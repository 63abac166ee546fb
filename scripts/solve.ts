/**
 * `npm run -s solve -- FILE [--exact] [--json]` (docs/formats.md 1, docs/formats.md 2). Exit 0: solved; 2: bad input;
 * 3: empty outcome space; 1: the engine failed.
 */
import type { Certificate } from '../lib/domain/basket';
import type { Instance } from '../lib/domain/instance';
import { formatDecimalMicros } from '../lib/domain/units';
import { parseInstanceFile } from './formats/parse-instance';
import { PathError } from './formats/parse-json';
import { fairPrices } from '../lib/engine/projection/project';
import { lockedNowMicros } from '../lib/engine/pricing/locked';
import { solveInstance, type SolveAnswer } from '../lib/engine/solve';
import { describeBody } from '../lib/words/relation';
import { loadSolvers } from '../lib/workers/create-engine';
import { readArguments, readJson, refuse } from './read-input';
import { isProven } from '../lib/verifier/verify';
import { failureOf } from '../lib/domain/result';
import * as en from '../lib/words/en';

const TIME_LIMIT_MS = 60_000;
const EXIT_EMPTY = 3;

function money(value: number): string {
  const text = formatDecimalMicros(value);
  const [whole, fraction = ''] = text.split('.');
  return `${whole ?? '0'}.${fraction.padEnd(2, '0')}`;
}

async function main(): Promise<void> {
  const { file, options, problem } = readArguments(['--exact', '--json']);
  if (problem) return refuse(problem);
  const input = readJson(file);
  if (!input.ok) return refuse(input.problem);
  let instance: Instance;
  try {
    ({ instance } = parseInstanceFile(input.value));
  } catch (error) {
    if (error instanceof PathError) return refuse(error.message);
    throw error;
  }
  const { all } = await loadSolvers();
  const started = performance.now();
  const answer = solveOrFail(instance, {
    exact: options.has('--exact'),
    executable: false,
    solvers: all,
    timeLimitMs: TIME_LIMIT_MS,
    nowMs: () => performance.now(),
    accepts: isProven,
  });
  const ms = Math.round((performance.now() - started) * 1000) / 1000;
  const report = reportOf(instance, answer, ms);
  process.stdout.write(`${options.has('--json') ? JSON.stringify(report) : inWords(report)}\n`);
  if (answer.kind === 'empty') process.exitCode = EXIT_EMPTY;
  if (answer.kind === 'failed') process.exitCode = 1;
}

/**
 * A broken invariant (amounts that leave the exact integers, say) is a failure with a sentence, as in the Worker, not a
 * stack of lines.
 */
function solveOrFail(...[instance, options]: Parameters<typeof solveInstance>): SolveAnswer {
  try {
    return solveInstance(instance, options);
  } catch (error) {
    return {
      kind: 'failed',
      failure: failureOf('engine-fault', { reason: error instanceof Error ? error.message : 'unknown' }, 'later'),
    };
  }
}

type Report = Readonly<Record<string, unknown>> & { readonly status: string };

function reportOf(instance: Instance, answer: SolveAnswer, ms: number): Report {
  const base = { format: 'facet-solution/1' };
  const zero = {
    edge: '0.00',
    floor: '0.00',
    cost: '0.00',
    fees: '0.00',
    legs: [],
    worst: null,
    because: [],
    lockedNow: '0.00',
    certificate: null,
  };
  if (answer.kind === 'empty') {
    return {
      ...base,
      status: 'empty-outcome-space',
      ...zero,
      lower: '0.00',
      upper: null,
      fair: null,
      because: answer.clash.map(({ body }) => describeBody(body)),
      ms,
    };
  }
  if (answer.kind === 'failed') return { ...base, status: 'failed', message: en.failure(answer.failure), ms };
  const { walked, upperMicros, lowerMicros, closed } = answer;
  const status = walked ? (closed || upperMicros === null ? 'arbitrage' : 'unproven') : closed ? 'none' : 'unproven';
  const bounds = { lower: money(lowerMicros), upper: upperMicros === null ? null : money(upperMicros) };
  const fair = Object.fromEntries(
    fairPrices(instance).flatMap(({ key, fair: price }) =>
      price === null ? [] : [[key, Math.round(price * 1e6) / 1e6]],
    ),
  );
  return { ...base, status, ...zero, ...(walked ? found(walked) : {}), ...bounds, fair, ms };
}

function found(certificate: Certificate): Readonly<Record<string, unknown>> {
  return {
    edge: money(certificate.edgeMicros),
    floor: money(certificate.floorMicros),
    cost: money(certificate.costMicros),
    fees: money(certificate.feesMicros),
    legs: certificate.legs.map((leg) => ({
      condition: leg.condition,
      token: leg.token,
      side: leg.side,
      size: formatDecimalMicros(leg.sizeMicros),
      limitPrice: money(leg.limitPriceMicros),
      vwap: money(Math.round(Number((BigInt(leg.costMicros) * 1_000_000n) / BigInt(leg.sizeMicros)))),
      cost: money(leg.costMicros),
      fee: money(leg.feeMicros),
    })),
    worst: certificate.worst,
    because: [
      ...new Set(
        certificate.rules.filter(({ multiplierMicros }) => multiplierMicros > 0).map(({ body }) => describeBody(body)),
      ),
    ],
    lockedNow: money(lockedNowMicros(certificate)),
    certificate,
  };
}

function inWords(report: Report): string {
  if (report.status === 'failed') return `failed: ${String(report['message'])}`;
  if (report.status !== 'arbitrage')
    return (
      `${report.status}: ` +
      `${JSON.stringify({ lower: report['lower'], upper: report['upper'], because: report['because'] })}`
    );
  const legs = Array.isArray(report['legs'])
    ? report['legs'].map(
        (leg: Readonly<Record<string, string>>) =>
          `  ${leg['side'] ?? ''} ${leg['size'] ?? ''} ${(leg['token'] ?? '').toUpperCase()} of ` +
          `${leg['condition'] ?? ''} up to ${leg['limitPrice'] ?? ''}`,
      )
    : [];
  return [
    `edge ${String(report['edge'])}: pays at least ${String(report['floor'])} for ${String(report['cost'])} and ` +
      `${String(report['fees'])} in fees`,
    ...legs,
    `because ${Array.isArray(report['because']) ? report['because'].join('; ') : ''}`,
  ].join('\n');
}

await main();
