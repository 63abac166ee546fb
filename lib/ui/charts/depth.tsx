/** One side of a book as steps: price across, shares up, the part that a bet walks filled, its limit dashed. */
import type { ReactNode } from 'react';
import type { DepthLevel } from '../../protocol/trade';

const WIDTH = 420;
const HEIGHT = 72;
const PAD = 2;

/** Corners of the steps up to `most` shares, in the unit of the levels; the first is on the ground. */
export function stepsOf(levels: readonly DepthLevel[], most: number): readonly (readonly [number, number])[] {
  const corners: (readonly [number, number])[] = [];
  let sum = 0;
  for (const { priceMicros, sizeMicros } of levels) {
    if (sum >= most) break;
    corners.push([priceMicros, sum]);
    sum = Math.min(most, sum + sizeMicros);
    corners.push([priceMicros, sum]);
  }
  return corners;
}

/** `label` says it to those who cannot see it; the numbers stand in the table beside it. */
export function DepthChart({
  levels,
  sizeMicros,
  limitMicros,
  label,
}: {
  readonly levels: readonly DepthLevel[];
  readonly sizeMicros: number;
  readonly limitMicros: number;
  readonly label: string;
}): ReactNode {
  const prices = [...levels.map(({ priceMicros }) => priceMicros), limitMicros];
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const total = levels.reduce((sum, level) => sum + level.sizeMicros, 0);
  const most = Math.max(total, sizeMicros, 1);
  const x = (price: number): number => PAD + ((price - low) / Math.max(1, high - low)) * (WIDTH - 2 * PAD);
  const y = (shares: number): number => HEIGHT - PAD - (shares / most) * (HEIGHT - 2 * PAD);
  const line = (corners: readonly (readonly [number, number])[]): string =>
    corners.map(([price, shares]) => `${x(price).toFixed(1)},${y(shares).toFixed(1)}`).join(' ');
  const walked = stepsOf(levels, sizeMicros);
  const [first, last] = [walked[0], walked.at(-1)];
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <polyline className="rest" points={line(stepsOf(levels, Infinity))} />
      {first === undefined || last === undefined ? null : (
        <polygon className="walked" points={line([...walked, [last[0], 0], first])} />
      )}
      <line className="limit" x1={x(limitMicros)} x2={x(limitMicros)} y1={0} y2={HEIGHT} />
    </svg>
  );
}
