/**
 * Has the mean of a stream changed? A window that is cut where its two halves differ by more than chance allows
 * (Bifet and Gavalda 2007), over an exponential histogram of O(log n) buckets. Items lie in a bounded range.
 */

export interface AdwinRules {
  /** Chance of a false alarm at a check. */
  readonly delta: number;
  /** Cuts are tried after every so many items. */
  readonly clock: number;
}

const ADWIN_RULES: AdwinRules = { delta: 0.002, clock: 32 };

interface Bucket {
  readonly sum: number;
  /** Sum of squared distances from the bucket's own mean. */
  readonly spread: number;
}

export interface Adwin {
  readonly seen: number;
  readonly width: number;
  readonly sum: number;
  readonly spread: number;
  /** Row i holds buckets of 2^i items, oldest first. */
  readonly rows: readonly (readonly Bucket[])[];
}

export const ADWIN_START: Adwin = { seen: 0, width: 0, sum: 0, spread: 0, rows: [] };

/** Buckets that a row may hold before its two oldest become one of the next row. */
const BUCKETS = 5;
/** Least items on each side of a cut, and in the window before any is tried. */
const LEAST_SIDE = 5;
const LEAST_WIDTH = 10;

export interface AdwinStep {
  readonly state: Adwin;
  readonly changed: boolean;
}

export function adwin(before: Adwin, value: number, rules: AdwinRules = ADWIN_RULES): AdwinStep {
  const added = compressed(insert(before, value));
  if (added.seen % rules.clock !== 0 || added.width <= LEAST_WIDTH) return { state: added, changed: false };
  return cut(added, rules.delta);
}

function insert(state: Adwin, value: number): Adwin {
  const [first = [], ...rest] = state.rows;
  const n = state.width;
  const distance = n === 0 ? 0 : value - state.sum / n;
  return {
    seen: state.seen + 1,
    width: n + 1,
    sum: state.sum + value,
    spread: state.spread + (n * distance * distance) / (n + 1),
    rows: [[...first, { sum: value, spread: 0 }], ...rest],
  };
}

function compressed(state: Adwin): Adwin {
  const rows = state.rows.map((row) => [...row]);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? [];
    if (row.length <= BUCKETS) break;
    const [a, b] = row.splice(0, 2);
    if (a === undefined || b === undefined) break;
    const size = 2 ** at;
    const distance = (a.sum - b.sum) / size;
    (rows[at + 1] ??= []).push({ sum: a.sum + b.sum, spread: a.spread + b.spread + (size * distance * distance) / 2 });
  }
  return { ...state, rows };
}

/** Drops the oldest bucket as long as some cut tells two different means. */
function cut(state: Adwin, delta: number): AdwinStep {
  let changed = false;
  let now = state;
  while (now.width > LEAST_WIDTH && hasCut(now, delta)) {
    now = withoutOldest(now);
    changed = true;
  }
  return { state: now, changed };
}

function hasCut({ rows, width, sum, spread }: Adwin, delta: number): boolean {
  const logTerm = Math.log((2 * Math.log(width)) / delta);
  const variance = spread / width;
  let n0 = 0;
  let sum0 = 0;
  for (let at = rows.length - 1; at >= 0; at -= 1)
    for (const bucket of rows[at] ?? []) {
      n0 += 2 ** at;
      sum0 += bucket.sum;
      const n1 = width - n0;
      if (n1 < LEAST_SIDE) return false;
      if (n0 < LEAST_SIDE) continue;
      const m = 1 / (n0 - LEAST_SIDE + 1) + 1 / (n1 - LEAST_SIDE + 1);
      const bound = Math.sqrt(2 * m * variance * logTerm) + (2 / 3) * m * logTerm;
      if (Math.abs(sum0 / n0 - (sum - sum0) / n1) > bound) return true;
    }
  return false;
}

function withoutOldest(state: Adwin): Adwin {
  const at = state.rows.length - 1;
  const [oldest, ...left] = state.rows[at] ?? [];
  const rows = state.rows.slice(0, at);
  if (left.length > 0) rows.push(left);
  if (oldest === undefined) return { ...state, rows };
  const size = 2 ** at;
  const width = state.width - size;
  const sum = state.sum - oldest.sum;
  const distance = oldest.sum / size - sum / width;
  const gone = oldest.spread + (size * width * distance * distance) / (size + width);
  return { ...state, rows, width, sum, spread: Math.max(0, state.spread - gone) };
}
