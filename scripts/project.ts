/** `npm run -s project -- FILE [--json]`: prices projected onto what the relations allow. Exit 0; 2: bad input; 3: empty outcome space. */
import { MICROS } from '../lib/domain/units';
import { parseInstanceFile, type InstanceFile } from '../lib/engine/files/parse-instance';
import { PathError } from '../lib/engine/files/parse-json';
import { projectPrices } from '../lib/engine/projection/project';
import { quotesOf, type Quote } from '../lib/engine/projection/quotes';
import { componentsOf } from '../lib/engine/space/components';
import { emptiness } from '../lib/engine/space/search';
import { buildSpace } from '../lib/engine/space/space';
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

function main(): void {
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
  const empty = componentsOf(keys, relations).some((component) => emptiness(buildSpace(component.keys, component.relations)).kind === 'none');
  const projection = empty ? null : projectPrices({ keys, relations, quotes: quotesIn(parsed), market: parsed.market });
  if (!projection) {
    process.stdout.write(options.has('--json') ? '{"format":"facet-projection/1","status":"empty-outcome-space"}\n' : 'empty-outcome-space\n');
    process.exitCode = 3;
    return;
  }
  const { divergence, gap, iterations, oracleCalls } = projection;
  const mu = Object.fromEntries(projection.means);
  if (options.has('--json')) {
    process.stdout.write(`${JSON.stringify({ format: 'facet-projection/1', status: 'projected', mu, divergence, gap, iterations, oracleCalls })}\n`);
    return;
  }
  for (const [key, mean] of projection.means) process.stdout.write(`${key} ${mean.toFixed(7)}\n`);
  process.stdout.write(`divergence ${divergence.toFixed(9)} (gap ${gap.toExponential(1)}, ${iterations} iterations)\n`);
}

main();
