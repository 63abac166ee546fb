import type { ReactNode } from 'react';
import type { DepthLevel, DepthView } from '../../../../protocol/trade';
import type { LegView } from '../../../../protocol/views';
import * as en from '../../../../words/en';
import { answerWord, cents, plainText, shares } from '../../../../words/format';
import { DepthChart } from '../../../charts/depth';
import { Age, BetName } from '../../../components/basics';
import { HeadRow } from '../../../components/head-row';

/** Each bet against its book, as a picture and as a table. */
export function Depth({
  legs,
  depth,
  nowMs,
}: {
  readonly legs: readonly LegView[];
  readonly depth: readonly DepthView[];
  readonly nowMs: number;
}): ReactNode {
  return (
    <div className="part">
      <h3>{en.trade.depth}</h3>
      <p className="soft">{en.trade.depthAbout}</p>
      {legs.map((leg, index) => {
        const view = depth[index];
        return view === undefined ? null : (
          <LegDepth key={`${index} ${leg.label}`} leg={leg} view={view} nowMs={nowMs} />
        );
      })}
    </div>
  );
}

function LegDepth({
  leg,
  view,
  nowMs,
}: {
  readonly leg: LegView;
  readonly view: DepthView;
  readonly nowMs: number;
}): ReactNode {
  const name = `${answerWord(leg.token)}, ${plainText(leg.label, 120)}`;
  return (
    <div className="depth">
      <p>
        <BetName bet={leg} /> <Age asOfMs={view.asOfMs} nowMs={nowMs} label="book" />
      </p>
      {view.fault === null ? (
        <>
          <DepthChart
            levels={view.levels}
            sizeMicros={leg.sizeMicros}
            limitMicros={leg.limitPriceMicros}
            label={en.trade.picture(name, leg.sizeMicros, view.levels.length)}
          />
          <details>
            <summary>{en.trade.levels}</summary>
            <Levels levels={view.levels} more={view.more} side={leg.side} />
          </details>
        </>
      ) : (
        <p className="judge">{en.trade.fault(view.fault)}</p>
      )}
    </div>
  );
}

function Levels({
  levels,
  more,
  side,
}: {
  readonly levels: readonly DepthLevel[];
  readonly more: number;
  readonly side: LegView['side'];
}): ReactNode {
  const sums = levels.reduce<readonly number[]>(
    (before, { sizeMicros }) => [...before, (before.at(-1) ?? 0) + sizeMicros],
    [],
  );
  return (
    <>
      <table className="legs">
        <HeadRow names={en.trade.head} />
        <tbody>
          {levels.map(({ priceMicros, sizeMicros }, index) => (
            <tr key={priceMicros}>
              <th scope="row">
                {cents({ micros: priceMicros, tickMicros: priceMicros, round: side === 'buy' ? 'up' : 'down' })}
              </th>
              <td>{shares(sizeMicros)}</td>
              <td>{shares(sums[index] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? <p className="soft">{en.trade.more(more)}</p> : null}
    </>
  );
}
