import type { ReactNode } from 'react';
import type { LeadView } from '../../../../protocol/signals';
import * as en from '../../../../words/en';
import { HeadRow } from '../../../components/head-row';

const WIDTH = 320;
const HEIGHT = 96;
const EDGE = 4;
/** Shifts in the table: every tenth of those in the picture. */
const TABLE_STEP = 10;

type Lead = Extract<LeadView, { kind: 'value' }>;

/** How much spot and share move together by shift, with its band and where they do most; the same below as a table. */
export function LeadCurve({ lead }: { readonly lead: Lead }): ReactNode {
  const { curve, leadMs, lowMs, highMs } = lead;
  const most = Math.max(0.05, ...curve.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))));
  const furthest = Math.max(1, ...curve.map(({ shiftMs }) => Math.abs(shiftMs)));
  const x = (shiftMs: number): number => EDGE + ((shiftMs + furthest) / (2 * furthest)) * (WIDTH - 2 * EDGE);
  const y = (value: number): number => HEIGHT / 2 - (value / most) * (HEIGHT / 2 - EDGE);
  const line = (of: (point: Lead['curve'][number]) => number): string =>
    curve.map((point) => `${x(point.shiftMs).toFixed(1)},${y(of(point)).toFixed(1)}`).join(' ');
  const band = `${line(({ high }) => high)} ${line(({ low }) => low)
    .split(' ')
    .reverse()
    .join(' ')}`;
  const { about, head, axis, show } = en.lead.curve;
  return (
    <figure className="curve">
      <figcaption>
        {en.lead.title}. <span className="soft">{about}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 14}`} aria-hidden="true" stroke="currentColor" fill="none">
        <polygon points={band} fill="currentColor" fillOpacity={0.15} stroke="none" />
        <line x1={EDGE} x2={WIDTH - EDGE} y1={y(0)} y2={y(0)} strokeOpacity={0.3} />
        <line x1={x(0)} x2={x(0)} y1={EDGE} y2={HEIGHT - EDGE} strokeOpacity={0.3} />
        <polyline points={line(({ correlation }) => correlation)} />
        {lead.first === null ? null : (
          <>
            <line x1={x(lowMs)} x2={x(highMs)} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} strokeWidth={3} />
            <line x1={x(leadMs)} x2={x(leadMs)} y1={EDGE} y2={HEIGHT - EDGE} strokeDasharray="3 3" />
          </>
        )}
        <text x={EDGE} y={HEIGHT + 10} className="axis">
          {axis.left} −{furthest} ms
        </text>
        <text x={WIDTH - EDGE} y={HEIGHT + 10} textAnchor="end" className="axis">
          {axis.right} {furthest} ms
        </text>
      </svg>
      <details>
        <summary>{show}</summary>
        <table className="readings">
          <HeadRow names={head} />
          <tbody>
            {curve
              .filter((_, index) => index % TABLE_STEP === 0)
              .map(({ shiftMs, correlation, low, high }) => (
                <tr key={shiftMs}>
                  <th scope="row">{shiftMs} ms</th>
                  <td>{correlation.toFixed(2)}</td>
                  <td>
                    {low.toFixed(2)} to {high.toFixed(2)}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
