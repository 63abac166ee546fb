import type { ReactNode } from 'react';
import type { OutcomeView, SignalReading } from '../../protocol/views';
import { Glyph, Num, Outside } from '../components/basics';
import * as en from '../../words/en';
import { age, cents, fairCents, plainText, shares } from '../../words/format';
import { isStale } from '../shell/stale';

interface Props {
  readonly outcome: OutcomeView;
  /** By the signal's id. */
  readonly signals?: Readonly<Record<string, SignalReading>> | undefined;
  readonly nowMs: number;
  /** The page shows no row of its own for this outcome. */
  readonly named?: boolean;
  /** Nothing here is fresh: the background is silent or the feed is down. */
  readonly faded: boolean;
}

/** Fair price, microprice, cost of the sample size, Kelly size and age of one outcome. */
export function RowLine({ outcome, signals = {}, nowMs, named = false, faded }: Props): ReactNode {
  const { fairMicros, tickMicros, sizeMicros, kellySizeMicros, kellyToken } = outcome;
  const stale = faded || outcome.stale || isStale(outcome.asOfMs, nowMs);
  const label = named ? (
    <span className="row-name">
      <Outside max={60}>{outcome.label}</Outside>
    </span>
  ) : null;
  if (outcome.problem !== null) {
    return (
      <div className="row-line faded">
        <Glyph tone="quiet" />
        {label}
        <span className="row-problem">{plainText(outcome.problem)}</span>
      </div>
    );
  }
  const unit = (micros: number | null): string =>
    micros === null ? 'too thin' : cents({ micros, tickMicros, round: 'up' });
  return (
    <div className={`row-line ${stale ? 'faded' : ''}`}>
      <Glyph tone="coherent" />
      {label}
      <span title="Given the other prices. Not a forecast.">
        fair <Num room={6}>{fairMicros === null ? '–' : fairCents(fairMicros, tickMicros)}</Num>
        {fairMicros === null ? '' : en.proof.within(outcome.fairWithinMicros)}
      </span>
      <Microprice reading={signals['microprice']} tickMicros={tickMicros} nowMs={nowMs} />
      <span>
        {shares(sizeMicros)} sh cost Yes <Num room={6}>{unit(outcome.yesUnitCostMicros)}</Num>
        <span className="row-no">
          {' '}
          No <Num room={6}>{unit(outcome.noUnitCostMicros)}</Num>
        </span>{' '}
        <span className="row-fee">after fee</span>
      </span>
      <span className="row-kelly" title="Kelly size at the fair price, after fees, at your fraction of your bankroll.">
        Kelly{' '}
        <Num room={1}>
          {kellyToken === null || kellySizeMicros === 0
            ? '0'
            : `${shares(kellySizeMicros)} sh ${kellyToken === 'yes' ? 'Yes' : 'No'}`}
        </Num>
      </span>
      {outcome.asOfMs === null ? null : (
        <span className="age row-age">
          <b>{age(nowMs - outcome.asOfMs)}</b>
        </span>
      )}
    </div>
  );
}

interface MicropriceProps {
  readonly reading: SignalReading | undefined;
  readonly tickMicros: number;
  readonly nowMs: number;
}

/** Its room is there before its number is, so that nothing moves when it comes. */
function Microprice({ reading, tickMicros, nowMs }: MicropriceProps): ReactNode {
  const { name, means, notEnough } = en.signals.microprice;
  const hasValue = reading?.kind === 'value';
  const title = reading?.kind === 'not-enough' ? `${means} ${notEnough(reading.have, reading.need)}` : means;
  return (
    <span className={`row-micro ${hasValue && isStale(reading.asOfMs, nowMs) ? 'faded' : ''}`} title={title}>
      {name} <Num room={6}>{hasValue ? fairCents(reading.value, tickMicros) : '–'}</Num>
    </span>
  );
}
