import { memo, type ReactNode } from 'react';
import { deepEqual } from '../../domain/deep-equal';
import type { FairValueView, SignalReading } from '../../protocol/signals';
import type { OutcomeView } from '../../protocol/views';
import { Glyph, Num, Outside } from '../components/basics';
import * as en from '../../words/en';
import { age, cents, fairCents } from '../../words/format';
import { isStale } from '../shell/stale';

interface Props {
  readonly outcome: OutcomeView;
  /** By the signal's id. */
  readonly signals?: Readonly<Record<string, SignalReading>> | undefined;
  readonly nowMs: number;
  /** From spot prices; shown only where there is one. */
  readonly fair?: FairValueView | undefined;
  /** The page shows no row of its own for this outcome. */
  readonly named?: boolean;
  /** Nothing here is fresh: the background is silent or the feed is down. */
  readonly faded: boolean;
}

/** A row says the same until a number of it changes; its age is told once a second. */
function saysTheSame(before: Props, now: Props): boolean {
  const said = ({ outcome, signals, fair, nowMs, named, faded }: Props): unknown => {
    const reading = signals?.['microprice'];
    return [
      Math.floor(nowMs / 1_000),
      { ...outcome, asOfMs: outcome.asOfMs === null },
      reading?.kind === 'value' ? reading.value : reading,
      fair === undefined ? null : { ...fair, asOfMs: 0 },
      named ?? false,
      faded,
    ];
  };
  return deepEqual(said(before), said(now));
}

/** Fair price, microprice, cost of a share at the sample size, stake for these odds and age of one outcome. */
export const RowLine = memo(function Row({
  outcome,
  signals = {},
  fair,
  nowMs,
  named = false,
  faded,
}: Props): ReactNode {
  const { fairMicros, tickMicros } = outcome;
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
        <span className="row-problem">{en.row.problem(outcome.problem)}</span>
      </div>
    );
  }
  const unit = (micros: number | null): string =>
    micros === null ? en.row.tooThin : cents({ micros, tickMicros, round: 'up' });
  return (
    <div className={`row-line ${stale ? 'faded' : ''}`}>
      <Glyph tone="coherent" />
      {label}
      <span title={en.row.fairMeans}>
        fair <Num room={6}>{fairMicros === null ? '–' : fairCents(fairMicros, tickMicros)}</Num>
        {fairMicros === null ? '' : en.proof.within(outcome.fairWithinMicros)}
      </span>
      {fair?.kind === 'value' ? (
        <span title={`${en.fairValue.rests(fair)} ${age(nowMs - fair.asOfMs)} old.`}>
          {en.fairValue.name} <Num room={6}>{en.fairValue.short(fair, tickMicros)}</Num>
        </span>
      ) : null}
      <Microprice reading={signals['microprice']} tickMicros={tickMicros} nowMs={nowMs} />
      <span>
        Yes <Num room={6}>{unit(outcome.yesUnitCostMicros)}</Num> · No{' '}
        <Num room={6}>{unit(outcome.noUnitCostMicros)}</Num>
      </span>
      <span className="row-per">{en.row.per(outcome)}</span>
      <span className="row-stake" title={en.row.stakeMeans}>
        stake <Num room={2}>{en.row.stake(outcome)}</Num>
      </span>
      {outcome.asOfMs === null ? null : (
        <span className="age row-age">
          <b>{age(nowMs - outcome.asOfMs)}</b>
        </span>
      )}
    </div>
  );
}, saysTheSame);

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
