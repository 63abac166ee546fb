/**
 * What a bench is, how samples become a row, and how rows are printed. A baseline is measured in the same run, on the
 * same machine.
 */

export interface Summary {
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly samples: number;
}

export interface BenchRow extends Summary {
  readonly name: string;
  readonly unit: 'ms' | 'µs' | '1/s' | 'MB';
  /** What the row is compared with; null when there is nothing fair to compare with. */
  readonly baseline: { readonly name: string; readonly median: number; readonly p99: number } | null;
  /** Said below the table. */
  readonly note?: string;
}

export interface Bench {
  /** Word by which it is chosen on the command line. */
  readonly name: string;
  run(): Promise<readonly BenchRow[]>;
}

/** Value below which the share `q` of the samples lies (nearest rank). @throws RangeError without samples. */
export function quantile(sorted: readonly number[], q: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))];
  if (value === undefined) throw new RangeError('no samples');
  return value;
}

export function summarise(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    samples: sorted.length,
  };
}

/** Milliseconds of each call, after `warmUp` calls that are not counted. */
export async function timeCalls(
  call: () => unknown,
  options: { readonly times: number; readonly warmUp: number },
): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let i = -options.warmUp; i < options.times; i += 1) {
    const started = performance.now();
    await call();
    if (i >= 0) samples.push(performance.now() - started);
  }
  return samples;
}

/** Ours over theirs: below 1 is faster (for rates, above 1 is). */
export function ratioOf(row: BenchRow): number | null {
  return row.baseline === null || row.baseline.median === 0 ? null : row.median / row.baseline.median;
}

function short(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 4));
}

export function formatRows(rows: readonly BenchRow[]): string {
  const head = ['bench', 'median', 'p95', 'p99', 'unit', 'n', 'baseline', 'its median', 'ratio'];
  const body = rows.map((row) => {
    const ratio = ratioOf(row);
    return [
      row.name,
      short(row.median),
      short(row.p95),
      short(row.p99),
      row.unit,
      String(row.samples),
      row.baseline?.name ?? '-',
      row.baseline === null ? '-' : short(row.baseline.median),
      ratio === null ? '-' : ratio.toFixed(2),
    ];
  });
  const cells = [head, ...body];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const isText = new Set([0, 4, 6]);
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        isText.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const notes = rows.flatMap((row) => (row.note === undefined ? [] : [`${row.name}: ${row.note}`]));
  return [...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}
