/**
 * `npm run -s bench -- [NAME] [--json]`: runs the benches whose name starts with NAME (all without it) and prints one
 * row per measurement with its baseline of the same run. `scale` has options of its own (scale/main.ts).
 */
import { cpus } from 'node:os';
import { advisorsBench } from './advisors';
import { armedBench } from './armed';
import { engineBenches } from './engine-benches';
import { hotPathBench } from './hot-path';
import { formatRows, ratioOf, type BenchRow } from './kit';
import { latencyBench } from './latency';
import { pageBench } from './page';
import { signalsBench } from './signals';
import { scaleMain } from './scale/main';

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const json = words.includes('--json');
  if (words[0] === 'scale') return scaleMain(words.slice(1));
  const [name, ...more] = words.filter((word) => word !== '--json');
  const all = [latencyBench, armedBench, pageBench, hotPathBench, ...engineBenches, advisorsBench, signalsBench];
  const chosen = all.filter((bench) => name === undefined || bench.name.startsWith(name));
  if (more.length > 0 || chosen.length === 0) {
    console.error(`usage: npm run -s bench -- [NAME] [--json]; names: ${all.map((bench) => bench.name).join(', ')}`);
    return 2;
  }
  const rows: BenchRow[] = [];
  for (const bench of chosen) {
    if (!json) console.error(`running ${bench.name} ...`);
    rows.push(...(await bench.run()));
  }
  const [cpu] = cpus();
  const machine =
    `${cpus().length} x ${cpu?.model.trim() ?? 'unknown processor'}, ${process.platform}, Node ` +
    `${process.versions.node}`;
  if (json)
    console.log(
      JSON.stringify(
        {
          format: 'facet-bench/1',
          at: new Date().toISOString(),
          machine,
          rows: rows.map((row) => ({ ...row, ratio: ratioOf(row) })),
        },
        null,
        2,
      ),
    );
  else console.log(`${machine}\n\n${formatRows(rows)}`);
  return 0;
}

process.exitCode = await main();
