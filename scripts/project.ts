/**
 * `npm run -s project -- FILE [--json]`: prices projected onto the outcome space. Exit 0; 1: no answer; 2: bad input;
 * 3: empty outcome space.
 */
import { MICROS } from '../lib/domain/units';
import { parseInstanceFile, type InstanceFile } from './formats/parse-instance';
import { PathError } from './formats/parse-json';
import { projectExactly } from '../lib/engine/projection/exactly';
import { quotesOf, type Quote } from '../lib/engine/projection/quotes';
import { loadSolvers } from '../lib/workers/create-engine';
import { readArguments, readJson, refuse } from './read-input';

/** Mids of the file, else the middle of its books; weights of the file, else 1. */
function quotesIn({ instance, mids, weights }: InstanceFile): ReadonlyMap<string, Quote> {
  const fromBooks = quotesOf(instance);
  const quotes = new Map<string, Quote>();
  for (const { key } of instance.conditions) {
    const mid = Object.hasOwn(mids, key) ? mids[key] : undefined;
    const price = mid === undefined ? fromBooks.get(key)?.price : mid / MICROS;
    const weight = Object.hasOwn(weights, key) ? (weights[key] ?? MICROS) / MICROS : 1;
    if (price !== undefined) quotes.set(key, { price, weight });
  }
  return quotes;
}

const TIME_LIMIT_MS = 30_000;

async function main(): Promise<void> {
  const { file, options, problem } = readArguments(['--json']);
  if (problem) return refuse(problem);
  const input = readJson(file);
  if (!input.ok) return refuse(input.problem);
  let parsed: InstanceFile;
  try {
    parsed = parseInstanceFile(input.value);
  } catch (error) {
    if (error instanceof PathError) return refuse(error.message);
    throw error;
  }
  const keys = parsed.instance.conditions.map(({ key }) => key);
  const { relations } = parsed.instance;
  const { all } = await loadSolvers();
  const answer = projectExactly({
    keys,
    relations,
    quotes: quotesIn(parsed),
    market: parsed.market,
    solvers: all,
    timeLimitMs: TIME_LIMIT_MS,
    nowMs: () => performance.now(),
  });
  if (answer.kind !== 'projected') {
    const status = answer.kind === 'empty' ? 'empty-outcome-space' : 'unproven';
    process.stdout.write(
      options.has('--json') ? `${JSON.stringify({ format: 'facet-projection/1', status })}\n` : `${status}\n`,
    );
    process.exitCode = answer.kind === 'empty' ? 3 : 1;
    return;
  }
  const { means, trade, divergence, gap, iterations, oracleCalls, methods } = answer.projection;
  if (options.has('--json')) {
    const report = {
      format: 'facet-projection/1',
      status: 'projected',
      mu: Object.fromEntries(means),
      divergence,
      gap: Number.isFinite(gap) ? gap : null,
      iterations,
      oracleCalls,
      methods,
      trade: Object.fromEntries(trade),
    };
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  for (const [key, mean] of means) {
    const shares = trade.get(key) ?? null;
    process.stdout.write(
      `${key} ${mean.toFixed(7)}${shares === null || Math.abs(shares) < 5e-7 ? '' : `  trade ${shares.toFixed(6)}`}\n`,
    );
  }
  process.stdout.write(
    `divergence ${divergence.toFixed(9)} (gap ${gap.toExponential(1)}, ${iterations} iterations, ${oracleCalls} ` +
      `oracle calls, ${[...new Set(methods)].join(' and ')})\n`,
  );
}

await main();
