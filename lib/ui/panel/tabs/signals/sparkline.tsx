import type { ReactNode } from 'react';

const WIDTH = 72;
const HEIGHT = 18;

/** A few values in their order; `label` says them to those who cannot see it. */
export function Sparkline({
  values,
  label,
}: {
  readonly values: readonly number[];
  readonly label: string;
}): ReactNode {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const range = most - least || 1;
  const points = values.map((value, i) => {
    const x = values.length < 2 ? WIDTH / 2 : 1 + (i * (WIDTH - 2)) / (values.length - 1);
    return [x, 1 + ((most - value) * (HEIGHT - 2)) / range] as const;
  });
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} fill="none" stroke="currentColor">
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {points.slice(-1).map(([x, y]) => (
        <circle key="last" cx={x} cy={y} r={1.5} fill="currentColor" />
      ))}
    </svg>
  );
}
