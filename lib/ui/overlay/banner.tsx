import { useState, type ReactNode } from 'react';
import type { ExecutionView, OutcomeView, PageView } from '../../protocol/views';
import { Age, Glyph } from '../components/basics';
import { ExecutionLegs } from '../components/execution-progress';
import { plainText } from '../../words/format';
import { isDismissable, type BannerState } from './banner-state';
import { OfferCard } from './offer-card';
import { RowLine } from './row-line';

interface Props {
  readonly state: BannerState;
  readonly view: PageView | null;
  /** Outcomes that have no row of their own in the page. */
  readonly loose: readonly OutcomeView[];
  readonly nowMs: number;
  readonly dismiss: (executionId: string) => void;
}

export function Banner({ state, view, loose, nowMs, dismiss }: Props): ReactNode {
  return (
    <>
      <Main state={state} view={view} nowMs={nowMs} dismiss={dismiss} />
      {loose.length === 0 ? null : (
        <div className="loose">
          {loose.map((outcome) => (
            <RowLine
              key={outcome.marketId}
              outcome={outcome}
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

function Main({ state, view, nowMs, dismiss }: Omit<Props, 'loose'>): ReactNode {
  switch (state.kind) {
    case 'line':
      return (
        <div className={`line ${state.faded ? 'faded' : ''}`} data-tone={state.tone}>
          <Glyph tone={state.tone} />
          <strong className="name">Facet</strong>
          <span className="headline" title={plainText(state.sentence)}>
            {plainText(state.sentence)}
          </span>
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
