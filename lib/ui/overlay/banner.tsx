import { useState, type ReactNode } from 'react';
import type { ExecutionView } from '../../protocol/views';
import { Age, Glyph } from '../components/basics';
import { ExecutionLegs } from '../components/execution-progress';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { isDismissable } from './banner-state';
import type { EventShown } from './event-shown';
import { OfferCard } from './offer-card';
import { RowLine } from './row-line';

type Props = Omit<EventShown, 'faded'>;

export function Banner({ state, view, signals, loose, nowMs, dismiss }: Props): ReactNode {
  return (
    <>
      <Main state={state} view={view} nowMs={nowMs} dismiss={dismiss} />
      {loose.length === 0 ? null : (
        <div className="loose">
          {loose.map((outcome) => (
            <RowLine
              key={outcome.marketId}
              outcome={outcome}
              signals={signals?.markets[outcome.marketId]}
              nowMs={nowMs}
              named={loose.length > 1}
              faded={state.kind === 'line' && state.faded}
            />
          ))}
        </div>
      )}
    </>
  );
}

function Main({ state, view, nowMs, dismiss }: Omit<Props, 'loose' | 'signals'>): ReactNode {
  switch (state.kind) {
    case 'line':
      return (
        <div className={`line ${state.faded ? 'faded' : ''}`} data-tone={state.tone}>
          <Glyph tone={state.tone} />
          <strong className="name">Facet</strong>
          <span className="headline" title={plainText(state.sentence)}>
            {plainText(state.sentence)}
          </span>
          {state.tone === 'coherent' && view?.provenNone === true ? (
            <span className="soft">{en.proof.provenNone}</span>
          ) : null}
          <Age asOfMs={state.asOfMs} nowMs={nowMs} label="books" />
        </div>
      );
    case 'offer':
      return (
        <OfferCard
          sentence={state.sentence}
          opportunity={state.opportunity}
          blocked={state.blocked}
          faded={state.faded}
          mode={view?.mode ?? 'paper'}
          nowMs={nowMs}
        />
      );
    case 'execution':
      return <ExecutionCard execution={state.execution} nowMs={nowMs} dismiss={dismiss} />;
  }
}

interface ExecutionProps {
  readonly execution: ExecutionView;
  readonly nowMs: number;
  readonly dismiss: (executionId: string) => void;
}

/** Replaces the button from the moment of the press until the result was read. */
function ExecutionCard({ execution, nowMs, dismiss }: ExecutionProps): ReactNode {
  const [legs, setLegs] = useState(execution.state !== 'refused' && execution.state !== 'abandoned');
  return (
    <section className="card" data-tone={execution.tone} aria-label="Facet">
      <div className="head">
        <Glyph tone={execution.tone} />
        <strong className="name">Facet</strong>
        <span className="headline">
          {execution.mode === 'paper' && isFilled(execution) ? 'Filled on paper' : HEADLINES[execution.state]}
        </span>
        <span className="mode">{execution.mode === 'paper' ? 'Paper' : 'Live'}</span>
        <Age asOfMs={execution.updatedAtMs} nowMs={nowMs} label="state" />
      </div>
      <p className="what outside" role="status">
        {plainText(execution.sentence, 500)}
      </p>
      {legs ? <ExecutionLegs execution={execution} /> : null}
      <div className="foot">
        <button type="button" className="button quiet" aria-expanded={legs} onClick={() => setLegs(!legs)}>
          {legs ? 'Hide the legs' : 'Show the legs'}
        </button>
        <span className="push" />
        {isDismissable(execution) ? (
          <button type="button" className="button" onClick={() => dismiss(execution.id)}>
            Close
          </button>
        ) : null}
      </div>
    </section>
  );
}

function isFilled({ state }: ExecutionView): boolean {
  return state === 'matched' || state === 'settled';
}

const HEADLINES: Readonly<Record<ExecutionView['state'], string>> = {
  drafted: 'Checking',
  approved: 'Checked',
  signing: 'Waiting for your wallet',
  signed: 'Signed',
  sending: 'Sending',
  matched: 'All legs filled',
  partial: 'Only some legs filled',
  unknown: 'Not known yet',
  failed: 'Nothing filled',
  abandoned: 'Stopped',
  refused: 'Refused, nothing sent',
  settled: 'Confirmed on chain',
};
