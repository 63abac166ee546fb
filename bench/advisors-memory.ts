/**
 * How much memory the whole job of the rule advisors takes at most. It runs in a process of its own whose heap may not
 * grow beyond the target; the collector of that process says how full the heap was whenever it had to work, which is
 * when it is fullest.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { rowOf } from './engine-rows';
import type { BenchRow } from './kit';

const LIMIT_MB = 200;
const CHILD = fileURLToPath(new URL('advisors-memory-child.ts', import.meta.url));
const NAME = 'peak memory of index, candidates and all rule relations';
/** "Scavenge 24.9 (33.9) -> 17.6 (32.4) MB": in use and reserved, before and after. */
const COLLECTED = /: ([A-Z][\w-]+)[^\n]*? ([\d.]+) \(([\d.]+)\) -> ([\d.]+) \([\d.]+\) MB/g;

export function memoryRow(): BenchRow {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${LIMIT_MB}`, '--trace-gc', '--import', 'tsx', CHILD],
    { encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const collections = [...stdout.matchAll(COLLECTED)].map(([, kind = '', used, reserved, left]) => ({
    full: kind.startsWith('Mark'),
    used: Number(used),
    reserved: Number(reserved),
    left: Number(left),
  }));
  const most = (of: readonly number[]): number => Math.max(0, ...of);
  // The collector counts in mebibytes.
  const mb = (mebibytes: number): number => (mebibytes * 2 ** 20) / 1e6;
  const used = mb(most(collections.map((each) => each.used)));
  const said = /^\{"residentMb":([\d.]+),"relations":(\d+)/m.exec(stderr);
  if (status !== 0 || said === null) {
    return rowOf(`FAILED: ${NAME}`, [used], {
      unit: 'MB',
      note:
        `target ${LIMIT_MB} MB MISSED: with a heap of ${LIMIT_MB} MB the process died ` +
        `(${signal ?? `exit ${status}`}) when ${used.toFixed(0)} MB were in use`,
    });
  }
  const resident = Number(said[1]);
  const heap =
    `heap in use ${used.toFixed(0)} MB at most, reserved ` +
    `${mb(most(collections.map((each) => each.reserved))).toFixed(0)} MB, left by a full collection ` +
    `${mb(most(collections.filter(({ full }) => full).map(({ left }) => left))).toFixed(0)} MB`;
  return rowOf(NAME, [resident], {
    unit: 'MB',
    note:
      `target ${LIMIT_MB} MB ${resident <= LIMIT_MB && used <= LIMIT_MB ? 'met' : 'MISSED'}; resident over the ` +
      `start of a process whose heap is limited to ${LIMIT_MB} MB; ${heap}; ${said[2] ?? ''} relations`,
  });
}
