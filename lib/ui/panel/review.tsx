/**
 * A set of bets that was opened from a page, read and confirmed where no page can reach. It follows the books while it
 * is read; what is sent is what stood here when it was pressed, and the background refuses it when that moved.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ExecutionMode } from '../../domain/execution';
import type { OpportunityView, ReviewView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { ModeTag, Outside } from '../components/basics';
import { Legs } from '../components/proof-card';
import { usePorts, useTopic } from '../shell/context';
import { isStale } from '../shell/stale';
import { OfferFacts } from './offer-facts';
import { SizeChoice } from './size-choice';

/** The panel opens under a pointer that may be pressing something else (docs/reliability.md 2.2). */
const REST_MS = 500;

interface Props {
  readonly mode: ExecutionMode;
  readonly nowMs: number;
  /** It was sent on its way; its record tells the rest. */
  readonly taken: () => void;
}

export function Review(props: Props): ReactNode {
  const { view } = useTopic('review', null);
  const asked = view?.asked ?? null;
  return asked === null ? null : <Asked key={asked.eventTitle} asked={asked} {...props} />;
}

function Asked({ asked, mode, nowMs, taken }: Props & { readonly asked: NonNullable<ReviewView['asked']> }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const [pending, setPending] = useState(false);
  const [rested, setRested] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    const timer = setTimeout(() => setRested(true), REST_MS);
    return () => clearTimeout(timer);
  }, []);
  const { opportunity } = asked;

  const confirm = async ({ certificateHash, maxCostMicros }: OpportunityView, toArm = false): Promise<void> => {
    if (pending || !rested) return;
    setPending(true);
    setNote(en.press.checking(mode));
    const reply = toArm
      ? await command('arm', { certificateHash, maxCostMicros })
      : await command('execute', { certificateHash, maxCostMicros, mode });
    setPending(false);
    if (!reply.ok) return setNote(en.failure(reply.error));
    await command('endReview', {});
    taken();
  };

  const stale = opportunity !== null && isStale(opportunity.asOfMs, nowMs);
  const why = opportunity?.blockedBecause ?? null;
  return (
    <section className="block review" aria-label={en.review.title}>
      <h2 ref={heading} tabIndex={-1}>
        {en.review.title} <ModeTag mode={mode} />
      </h2>
      <p>
        <Outside max={240}>{asked.eventTitle}</Outside>
      </p>
      {opportunity === null ? (
        <p className="judge">{en.review.gone}</p>
      ) : (
        <>
          <OfferFacts opportunity={opportunity} stale={stale} nowMs={nowMs} />
          {asked.size === null ? null : <SizeChoice key={asked.size.id} size={asked.size} />}
          <Legs legs={opportunity.legs} />
        </>
      )}
      <div className="actions">
        <button type="button" className="button" onClick={() => void command('endReview', {})}>
          {en.review.close}
        </button>
        {opportunity === null ? null : stale ? (
          <span className="soft">{en.review.stale}</span>
        ) : why !== null ? (
          <span className="judge">{plainText(en.blocked(why, 'order'))}</span>
        ) : (
          <>
            {mode === 'live' && opportunity.passesThresholds ? (
              <button
                type="button"
                className="button"
                data-mode={mode}
                aria-disabled={pending || !rested}
                onClick={(event) => void (event.detail > 1 || confirm(opportunity, true))}
              >
                {en.review.arm}
              </button>
            ) : null}
            <button
              type="button"
              className="button action"
              data-mode={mode}
              aria-disabled={pending || !rested}
              // The second half of a double click is not a second wish.
              onClick={(event) => void (event.detail > 1 || confirm(opportunity))}
            >
              {en.offer.action(mode, opportunity.legs.length, true)}
            </button>
          </>
        )}
      </div>
      {mode === 'live' && opportunity?.passesThresholds ? (
        <p className="soft">{en.review.arming(opportunity)}</p>
      ) : null}
      <p className="soft" role="status">
        {plainText(note)}
      </p>
    </section>
  );
}
