/**
 * `tsx scripts/threshold.ts FILE CONDITION yes|no`: the price at which an edge appears when one ask falls tick by tick,
 * net of fees.
 */
import { formatDecimalMicros } from '../lib/domain/units';
import { isProven } from '../lib/verifier/verify';
import { edgeThreshold } from '../lib/engine/pricing/threshold';
import { parseInstanceFile } from './formats/parse-instance';
import { PathError, shown } from './formats/parse-json';
import { loadSolvers } from '../lib/workers/create-engine';
import { readJson, refuse } from './read-input';

async function main(): Promise<void> {
  const [file, key, token] = process.argv.slice(2);
  const input = readJson(file);
  if (!input.ok) return refuse(input.problem);
  if (key === undefined || (token !== 'yes' && token !== 'no')) return refuse('name a condition, and yes or no');
  try {
    const { instance } = parseInstanceFile(input.value);
    if (!instance.conditions.some((condition) => condition.key === key))
      return refuse(`unknown condition ${shown(key)}`);
    const { all } = await loadSolvers();
    const found = edgeThreshold(
      instance,
      { key, token },
      {
        exact: false,
        executable: false,
        solvers: all,
        timeLimitMs: 10_000,
        nowMs: () => performance.now(),
        accepts: isProven,
      },
    );
    process.stdout.write(
      found
        ? `${key}.${token} at ${formatDecimalMicros(found.priceMicros)} (${found.ticks} ticks below its ask): edge ` +
            `${formatDecimalMicros(found.edgeMicros)}\n`
        : `${key}.${token}: no price gives an edge\n`,
    );
  } catch (error) {
    if (error instanceof PathError) return refuse(error.message);
    throw error;
  }
}

await main();
