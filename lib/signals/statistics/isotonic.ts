/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955): the rising steps nearest to the data in squared
 * error. Equal x are one point of their weighted mean; between the points it is read off linearly, outside them flat.
 */

export interface Isotonic {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface Block {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly mean: number;
}

export function fitIsotonic(x: readonly number[], y: readonly number[], weights?: readonly number[]): Isotonic {
  const points = merged(x, y, weights);
  const blocks: Block[] = [];
  for (const [at, { mean, weight }] of points.entries()) {
    let block: Block = { from: at, to: at, weight, mean };
    for (let last = blocks.at(-1); last !== undefined && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const sum = last.weight + block.weight;
      block = {
        from: last.from,
        to: block.to,
        weight: sum,
        mean: (last.mean * last.weight + block.mean * block.weight) / sum,
      };
    }
    blocks.push(block);
  }
  const heights = blocks.flatMap(({ from, to, mean }) => new Array<number>(to - from + 1).fill(clip(mean)));
  return withoutFlatMiddles(
    points.map((point) => point.x),
    heights,
  );
}

export function isotonicAt({ x, y }: Isotonic, at: number): number {
  let low = 0;
  let high = x.length - 1;
  if (!(at > (x[0] ?? 0))) return y[0] ?? 0;
  if (at >= (x[high] ?? 0)) return y[high] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [x[low], x[high], y[low], y[high]];
  return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function merged(x: readonly number[], y: readonly number[], weights?: readonly number[]) {
  const rows = x.map((value, i) => ({ x: value, y: y[i] ?? 0, weight: weights?.[i] ?? 1 })).sort((a, b) => a.x - b.x);
  const points: { x: number; mean: number; weight: number }[] = [];
  for (const row of rows) {
    const last = points.at(-1);
    if (last === undefined || last.x !== row.x) points.push({ x: row.x, mean: row.y, weight: row.weight });
    else {
      const weight = last.weight + row.weight;
      last.mean = (last.mean * last.weight + row.y * row.weight) / weight;
      last.weight = weight;
    }
  }
  return points;
}

/** Points inside a step say nothing: only its two ends are kept. */
function withoutFlatMiddles(x: readonly number[], y: readonly number[]): Isotonic {
  const kept = x.map((_, i) => i === 0 || i === x.length - 1 || y[i - 1] !== y[i] || y[i + 1] !== y[i]);
  return { x: x.filter((_, i) => kept[i]), y: y.filter((_, i) => kept[i]) };
}
