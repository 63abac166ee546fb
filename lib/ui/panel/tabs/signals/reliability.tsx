import type { ReactNode } from 'react';
import type { FillModelView } from '../../../../protocol/fills';
import * as en from '../../../../words/en';
import { HeadRow } from '../../../components/head-row';

const SIZE = 160;
const at = (share: number): number => 8 + share * (SIZE - 16);
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** What was said against what was seen, with its ranges; the same numbers stand in the table below it. */
export function Reliability({ bins }: { readonly bins: FillModelView['bins'] }): ReactNode {
  const shown = bins.filter(({ n }) => n > 0);
  const { title, about, head } = en.fillModel.reliability;
  return (
    <figure>
      <figcaption>
        {title}. <span className="soft">{about}</span>
      </figcaption>
      <svg width={SIZE} height={SIZE} aria-hidden="true" stroke="currentColor" fill="none">
        <rect x={8} y={8} width={SIZE - 16} height={SIZE - 16} strokeOpacity={0.3} />
        <line x1={at(0)} y1={at(1)} x2={at(1)} y2={at(0)} strokeOpacity={0.3} strokeDasharray="3 3" />
        {shown.map(({ said, seen, low, high }) => (
          <g key={said}>
            <line x1={at(said)} x2={at(said)} y1={at(1 - low)} y2={at(1 - high)} />
            <circle cx={at(said)} cy={at(1 - (seen ?? 0))} r={2.5} fill="currentColor" />
          </g>
        ))}
      </svg>
      <table className="readings">
        <HeadRow names={head} />
        <tbody>
          {shown.map(({ n, said, seen, low, high }) => (
            <tr key={said}>
              <th scope="row">{percent(said)}</th>
              <td>{seen === null ? '–' : percent(seen)}</td>
              <td>
                {percent(low)} - {percent(high)}
              </td>
              <td>{Math.round(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
