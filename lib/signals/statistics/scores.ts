/** How good probabilities were: Brier, log loss, area under the curve, and Murphy's parts of 1973 over ten bins. */

export interface BinOfScores {
  readonly bin: number;
  readonly n: number;
  readonly meanP: number;
  readonly rate: number;
}

const BINS = 10;
const LEAST = 1e-15;

export function brier(p: readonly number[], y: readonly number[]): number {
  return mean(p.map((value, i) => (value - (y[i] ?? 0)) ** 2));
}

export function logLoss(p: readonly number[], y: readonly number[]): number {
  return mean(
    p.map((value, i) => {
      const safe = Math.min(1 - LEAST, Math.max(LEAST, value));
      return y[i] === 1 ? -Math.log(safe) : -Math.log1p(-safe);
    }),
  );
}

/** Chance that a random yes got more than a random no, ties counted half; NaN where there is only one kind. */
export function areaUnderCurve(p: readonly number[], y: readonly number[]): number {
  const rows = p.map((value, i) => ({ value, yes: y[i] === 1 })).sort((a, b) => a.value - b.value);
  const yes = rows.filter((row) => row.yes).length;
  let rankSum = 0;
  for (let from = 0; from < rows.length;) {
    let to = from;
    while (to < rows.length && rows[to]?.value === rows[from]?.value) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i += 1) if (rows[i]?.yes === true) rankSum += rank;
    from = to;
  }
  return (rankSum - (yes * (yes + 1)) / 2) / (yes * (rows.length - yes));
}

/** Bins floor(10 p) that hold something. */
export function reliabilityBins(p: readonly number[], y: readonly number[]): readonly BinOfScores[] {
  const sums = Array.from({ length: BINS }, () => ({ n: 0, p: 0, y: 0 }));
  for (const [i, value] of p.entries()) {
    const bin = sums[Math.min(BINS - 1, Math.max(0, Math.floor(value * BINS)))];
    if (bin === undefined) continue;
    bin.n += 1;
    bin.p += value;
    bin.y += y[i] ?? 0;
  }
  return sums.flatMap((sum, bin) =>
    sum.n === 0 ? [] : [{ bin, n: sum.n, meanP: sum.p / sum.n, rate: sum.y / sum.n }],
  );
}

export interface ScoreParts {
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  /** Mean distance of said and seen. */
  readonly ece: number;
}

export function scoreParts(p: readonly number[], y: readonly number[]): ScoreParts {
  const bins = reliabilityBins(p, y);
  const base = mean(y);
  const over = (of: (bin: BinOfScores) => number): number =>
    bins.reduce((sum, bin) => sum + (bin.n / p.length) * of(bin), 0);
  return {
    reliability: over(({ meanP, rate }) => (meanP - rate) ** 2),
    resolution: over(({ rate }) => (rate - base) ** 2),
    uncertainty: base * (1 - base),
    ece: over(({ meanP, rate }) => Math.abs(meanP - rate)),
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
