import { useState, type ReactElement } from 'react';
import { chanceMicros, type Line, type SiteMarket } from '../data';
import { percent } from '../format';
import { useSite } from './context';

const WINDOWS: readonly (readonly [string, number])[] = [
  ['1M', 60],
  ['5M', 300],
  ['15M', 900],
  ['ALL', Infinity],
];
const WIDTH = 720;
const HEIGHT = 220;
const LINES_SHOWN = 4;

/** Chances over the time since this exchange was started and looked at. */
export function Chart({
  lines,
  markets,
}: {
  readonly lines: readonly Line[];
  readonly markets: readonly SiteMarket[];
}): ReactElement {
  const { quotes, trail } = useSite();
  const [span, setSpan] = useState('ALL');
  const chance = (market: SiteMarket) => chanceMicros(quotes[market.id] ?? market.quote);
  const top = [...markets].sort((a, b) => chanceMicros(b.quote) - chanceMicros(a.quote)).slice(0, LINES_SHOWN);
  const seconds = WINDOWS.find(([name]) => name === span)?.[1] ?? Infinity;
  const whole = top.map((market) => [
    ...(lines.find((line) => line.marketId === market.id)?.points ?? []),
    ...(trail[market.id] ?? []),
  ]);
  const end = Math.max(0, ...whole.map((points) => points.at(-1)?.[0] ?? 0));
  const kept = whole.map((points) => points.filter(([time]) => time >= end - seconds));
  const start = Math.min(end - 1, ...kept.flatMap((points) => points.map(([time]) => time)));
  const highest = Math.max(100_000, ...kept.flatMap((points) => points.map(([, value]) => value)));
  const ceiling = Math.min(1_000_000, Math.ceil(highest / 200_000) * 200_000);
  const x = (time: number) => Math.round(((time - start) / (end - start)) * WIDTH * 10) / 10;
  const y = (value: number) => Math.round((HEIGHT - 8 - (value / ceiling) * (HEIGHT - 24)) * 10) / 10;
  return (
    <div id="group-chart-container">
      <ul className="legend">
        {top.map((market, index) => (
          <li key={market.id} className={`line-${index}`}>
            <i />
            {markets.length > 1 ? market.title : 'Yes'} <b>{percent(chance(market))}</b>
          </li>
        ))}
      </ul>
      <svg viewBox={`0 0 ${WIDTH + 44} ${HEIGHT}`} role="img" aria-label="Chance over time">
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <g key={part} className="grid">
            <line x1="0" x2={WIDTH} y1={y(part * ceiling)} y2={y(part * ceiling)} />
            <text x={WIDTH + 8} y={y(part * ceiling) + 4}>
              {Math.round((part * ceiling) / 10_000)}%
            </text>
          </g>
        ))}
        {kept.map((points, index) => {
          const last = points.at(-1);
          const path = points
            .map(([time, value], at) => (at === 0 ? `M0 ${y(value)}H${x(time)}` : `H${x(time)}V${y(value)}`))
            .join('');
          return (
            <g key={top[index]?.id} className={`line-${index}`}>
              <path d={path} />
              {last && <circle cx={x(last[0])} cy={y(last[1])} r="4" />}
            </g>
          );
        })}
      </svg>
      <div className="chart-foot">
        <span className="faint">Prices seen since this exchange started</span>
        <div role="tablist" aria-label="Select chart window">
          {WINDOWS.map(([name]) => (
            <button key={name} type="button" role="tab" aria-selected={name === span} onClick={() => setSpan(name)}>
              {name}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
