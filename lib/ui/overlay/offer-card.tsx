import { useId, useState, type ReactNode } from 'react';
import type { ExecutionMode } from '../../domain/execution';
import type { OpportunityView } from '../../protocol/views';
import { Age, Glyph, Num } from '../components/basics';
import { ProofCard } from '../components/proof-card';
import * as en from '../../words/en';
import { moneyRoundedUp, plainText, resultRoundedDown } from '../../words/format';
import { ActionButton } from './action-button';

interface Props {
  readonly sentence: string;
  readonly opportunity: OpportunityView;
  readonly blocked: string | null;
  readonly faded: boolean;
  readonly mode: ExecutionMode;
  readonly nowMs: number;
}

/** A violation with a verified floor: what it is, what is bought, what can still go wrong, and the button. */
export function OfferCard({ sentence, opportunity, blocked, faded, mode, nowMs }: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const proofId = useId();
  const { partialWorstMicros, maxCostMicros } = opportunity;
  return (
    <section
      className={`card offer ${faded ? 'faded' : ''}`}
      aria-label="Facet"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <div className="head">
        <Glyph tone={faded ? 'quiet' : 'violation'} />
        <strong className="name">Facet</strong>
        <span className="headline">{plainText(sentence, 80)}</span>
        <span className="edge">
          at least <Num className={faded ? '' : 'floor strong'}>{resultRoundedDown(opportunity.edgeMicros)}</Num> after
          fees
        </span>
        <Age asOfMs={opportunity.asOfMs} nowMs={nowMs} label="books" />
      </div>
      <p className="what outside">{plainText(en.proof.basket(opportunity))}</p>
      <div className="foot">
        <button
          type="button"
          className="button"
          aria-expanded={open}
          aria-controls={open ? proofId : undefined}
          onClick={() => setOpen(!open)}
        >
          Why it cannot lose <span aria-hidden="true">{open ? '▴' : '▾'}</span>
        </button>
        <span className="partial">
          If only some legs fill:{' '}
          {partialWorstMicros === null ? (
            <span className="judge">loss not known</span>
          ) : (
            <>
              <Num className={faded ? '' : 'loss'}>{resultRoundedDown(partialWorstMicros)}</Num> at worst
            </>
          )}
        </span>
        {opportunity.passesThresholds ? null : <span className="soft">Below your thresholds</span>}
        <span className="push" />
        {blocked === null ? (
          <>
            <span className="pay soft">
              Pay at most <Num>{moneyRoundedUp(maxCostMicros)}</Num>
            </span>
            <ActionButton opportunity={opportunity} mode={mode} />
          </>
        ) : (
          <span className={`blocked ${opportunity.blockedBecause === null ? 'soft' : 'judge'}`}>
            {plainText(blocked)}
          </span>
        )}
      </div>
      {open ? <ProofCard opportunity={opportunity} id={proofId} /> : null}
    </section>
  );
}
