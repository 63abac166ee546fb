/**
 * `npm run -s fills -- TABLE [--test OTHER] [--json]`: trains the fill model on the rows `train` of TABLE, calibrates
 * it on `cal` and reports on the rows `test` of OTHER, or else of TABLE (docs/formats.md 5). Exit 2: a file cannot be
 * read, is no such table, or lacks the rows that are needed.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { forEachTask, predictRow, trainFillModel, type FillModel } from '../lib/signals/fills/model';
import type { FillMoment } from '../lib/signals/fills/columns';
import { reportOn, type FillReport } from '../lib/signals/fills/report';
import { parseFillTable, type FillTable, type Split } from './formats/fill-table';
import { refuse } from './read-input';

interface Wanted {
  readonly table: string;
  readonly other: string;
  readonly asJson: boolean;
}

function wantedBy(words: readonly string[]): Wanted | { readonly problem: string } {
  const files: string[] = [];
  let other: string | null = null;
  let asJson = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--json') asJson = true;
    else if (word === '--test') {
      at += 1;
      const next = words[at];
      if (next === undefined || next.startsWith('--')) return { problem: '--test: name a table' };
      other = next;
    } else if (word.startsWith('-')) return { problem: `${word}: unknown option` };
    else files.push(word);
  }
  const [table, second] = files;
  if (table === undefined) return { problem: 'name a table' };
  if (second !== undefined) return { problem: `${second}: one table at a time` };
  return { table, other: other ?? table, asJson };
}

const GZIP = [0x1f, 0x8b] as const;

function readTable(file: string): FillTable {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
    if (bytes[0] === GZIP[0] && bytes[1] === GZIP[1]) bytes = gunzipSync(bytes);
  } catch {
    throw new Error(`${file}: cannot be read`);
  }
  try {
    return parseFillTable(bytes.toString('utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'is no table'}`);
  }
}

function rowsOf(file: string, { rows }: FillTable, split: Split): readonly FillMoment[] {
  const found = rows.filter((row) => row.split === split);
  if (found.length === 0) throw new Error(`${file}: no rows "${split}"`);
  return found;
}

/** Moments on which the time of one prediction is measured, and how often: the median is told. */
const TIMED_MOMENTS = 500;
const PASSES = 15;

function microsOfPrediction(model: FillModel, moments: readonly FillMoment[]): number {
  const rows: Float64Array[] = [];
  forEachTask(moments.slice(0, TIMED_MOMENTS), model.hazard, (row) => rows.push(Float64Array.from(row)));
  const passes = Array.from({ length: PASSES }, () => {
    const startedMs = performance.now();
    for (const row of rows) if (Number.isNaN(predictRow(model, row))) throw new Error('a prediction is no number');
    return ((performance.now() - startedMs) * 1_000) / rows.length;
  });
  return passes.sort((a, b) => a - b)[PASSES >> 1] ?? 0;
}

function main(): void {
  const wanted = wantedBy(process.argv.slice(2));
  if ('problem' in wanted) return refuse(wanted.problem);
  try {
    const table = readTable(wanted.table);
    const train = rowsOf(wanted.table, table, 'train');
    const calibrate = rowsOf(wanted.table, table, 'cal');
    const other = wanted.other === wanted.table ? table : readTable(wanted.other);
    const test = rowsOf(wanted.other, other, 'test');
    const startedMs = performance.now();
    const model = trainFillModel({ train, calibrate });
    const trainMs = Math.round(performance.now() - startedMs);
    say({ ...reportOn(model, test), trainMs, predictUs: microsOfPrediction(model, test) }, wanted.asJson);
  } catch (error) {
    refuse(error instanceof Error ? error.message : 'cannot be read');
  }
}

function say(report: FillReport & { readonly trainMs: number; readonly predictUs: number }, asJson: boolean): void {
  if (asJson) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  const line = (name: string, { brier, logLoss, auc }: FillReport | FillReport['hazard']): string =>
    `${name.padEnd(14)} Brier ${brier.toFixed(4)}  log loss ${logLoss.toFixed(4)}  AUC ${auc.toFixed(3)}`;
  const lines = [
    line('fill model', report),
    line('hazard', report.hazard),
    ...report.tasks.map((task) => line(`${task.size} ${task.ms} ms`, { ...task, tasks: [], hazard: task })),
    `trained in ${report.trainMs} ms; one prediction ${report.predictUs.toFixed(2)} us`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

main();
