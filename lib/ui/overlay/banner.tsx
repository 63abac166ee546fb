import { useEffect, useState, type ReactNode } from 'react';
import type { ExecutionView } from '../../protocol/views';
import * as en from '../../words/en';
import { Age, Amounts, Glyph, ModeTag } from '../components/basics';
import { ExecutionLegs } from '../components/execution-progress';
import { WaysOn } from '../components/ways-on';
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
              fair={signals?.fair[outcome.marketId]}
              nowMs={nowMs}
              named={loose.length > 1}
              faded={state.kind !== 'execution' && state.faded}
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
          <span className="headline">{plainText(state.sentence, 500)}</span>
          {view?.mode === 'live' ? <ModeTag mode="live" /> : null}
          <Proven proven={state.tone === 'coherent' && view?.provenNone === true} />
          <Age asOfMs={state.asOfMs} nowMs={nowMs} label="books" />
        </div>
      );
    case 'offer':
      return (
        <OfferCard
          opportunity={state.opportunity}
          blocked={state.blocked}
          faded={state.faded}
          mode={view?.mode ?? 'paper'}
          confirmIn={view?.confirmIn ?? 'panel'}
          nowMs={nowMs}
        />
      );
    case 'execution':
      return <ExecutionCard {...state} nowMs={nowMs} dismiss={dismiss} />;
  }
}

/** A proof of quiet books is over with the next tick: words that came and went with it would move the page. */
const QUIET_MS = 3_000;

function Proven({ proven }: { readonly proven: boolean }): ReactNode {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!proven) return setLasts(false);
    const timer = setTimeout(() => setLasts(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [proven]);
  return proven && lasts ? <span className="soft">{en.proof.provenNone}</span> : null;
}

interface ExecutionProps {
  readonly execution: ExecutionView;
  /** The background is silent. */
  readonly lost: boolean;
  readonly nowMs: number;
  readonly dismiss: (executionId: string) => void;
}

/** Replaces the button from the moment of the press until the result was read. */
function ExecutionCard({ execution, lost, nowMs, dismiss }: ExecutionProps): ReactNode {
  const sentence = en.execution.sentence(execution);
  const [legs, setLegs] = useState(execution.state !== 'refused' && execution.state !== 'abandoned');
  return (
    <section className="card" data-tone={lost ? 'attention' : execution.tone} aria-label="Facet">
      <div className="head">
        <Glyph tone={lost ? 'attention' : execution.tone} />
        <strong className="name">Facet</strong>
        <span className="headline">{en.execution.headline(execution)}</span>
        <ModeTag mode={execution.mode} />
        <Age asOfMs={execution.updatedAtMs} nowMs={nowMs} label="state" />
      </div>
      <p className="what outside" role="status">
        <Amounts>{plainText(lost ? en.execution.lastKnown(sentence) : sentence, 1_200)}</Amounts>
      </p>
      {legs ? <ExecutionLegs execution={execution} /> : null}
      {lost ? null : <WaysOn execution={execution} inPage />}
      <div className="foot">
        <button type="button" className="button quiet" aria-expanded={legs} onClick={() => setLegs(!legs)}>
          {legs ? 'Hide the bets' : 'Show the bets'}
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
