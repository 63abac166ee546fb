import { useId, useRef, useState, type ReactNode } from 'react';
import type { ExecutionMode } from '../../domain/execution';
import type { ConfirmPlace } from '../../protocol/settings';
import type { OpportunityView } from '../../protocol/views';
import { Age, Amounts, Glyph, ModeTag, Num } from '../components/basics';
import { ProofCard } from '../components/proof-card';
import * as en from '../../words/en';
import { plainText, resultRoundedDown } from '../../words/format';
import { ActionButton } from './action-button';

interface Props {
  readonly opportunity: OpportunityView;
  readonly blocked: string | null;
  readonly faded: boolean;
  readonly mode: ExecutionMode;
  readonly confirmIn: ConfirmPlace;
  readonly nowMs: number;
}

/** A violation with a verified floor: result and what it hangs on, worst, action. Amber where it is the user's word. */
export function OfferCard({ opportunity, blocked, faded, mode, confirmIn, nowMs }: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const proofId = useId();
  /** What must be seen whole before the button counts: all but the proof. */
  const money = useRef<HTMLDivElement>(null);
  const { partialWorstMicros, voidWorstMicros } = opportunity;
  const word = en.offer.yourWord(opportunity);
  const thinning = en.fills.thinning(opportunity.fills);
  const tone = word === null ? 'violation' : 'attention';
  return (
    <section
      className={`card offer ${faded ? 'faded' : ''}`}
      data-tone={tone}
      aria-label="Facet"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <div className="money" ref={money}>
        <div className="head">
          <Glyph tone={faded ? 'quiet' : tone} />
          <strong className="name">Facet</strong>
          <span className="headline">{plainText(en.offer.headline(opportunity), 120)}</span>
          <ModeTag mode={mode} />
          <Age asOfMs={opportunity.asOfMs} nowMs={nowMs} label="books" />
        </div>
        <p className="what outside">
          <Amounts>{plainText(en.offer.basket(opportunity), 1_200)}</Amounts>
        </p>
        <p className="worth">
          <span className="edge">
            at least{' '}
            <Num className={faded ? '' : word === null ? 'floor strong' : 'judge strong'}>
              {resultRoundedDown(opportunity.edgeMicros)}
            </Num>{' '}
            after fees
          </span>
          <Num>{en.offer.percent(opportunity.edgeBps)}</Num>
          <span>{en.offer.cash(opportunity.cashAt)}</span>
          <span className="worst">
            void <Num className={faded || voidWorstMicros >= 0 ? '' : 'loss'}>{en.offer.void(voidWorstMicros)}</Num> ·
            partial{' '}
            {partialWorstMicros === null ? (
              <span className="judge">{en.offer.partial(null)}</span>
            ) : (
              <Num className={faded || partialWorstMicros >= 0 ? '' : 'loss'}>
                {en.offer.partial(partialWorstMicros)}
              </Num>
            )}{' '}
            now
          </span>
        </p>
        {word === null ? null : <p className="word judge">{word}</p>}
        {thinning === null ? null : <p className="word soft">{thinning}</p>}
        <div className="foot">
          <button
            type="button"
            className="button"
            aria-expanded={open}
            aria-controls={open ? proofId : undefined}
            aria-label={`Why: ${en.proof.title}`}
            onClick={() => setOpen(!open)}
          >
            Why <span aria-hidden="true">{open ? '▴' : '▾'}</span>
          </button>
          {opportunity.passesThresholds ? null : <span className="soft">Below your thresholds</span>}
          <span className="push" />
          {blocked === null ? (
            <ActionButton opportunity={opportunity} mode={mode} confirmIn={confirmIn} card={money} />
          ) : (
            <span className={`blocked ${opportunity.blockedBecause === null ? 'soft' : 'judge'}`}>
              {plainText(blocked)}
            </span>
          )}
        </div>
      </div>
      {open ? <ProofCard opportunity={opportunity} id={proofId} /> : null}
    </section>
  );
}
