/** One set of bets with room to read it: what it is worth, the depth that each bet walks, the proof, and the way on. */
import { useState, type ReactNode } from 'react';
import type { ExecutionMode } from '../../../../domain/execution';
import type { TradeView } from '../../../../protocol/trade';
import type { OpportunityView } from '../../../../protocol/views';
import * as en from '../../../../words/en';
import { plainText, resultRoundedDown } from '../../../../words/format';
import { EventLink } from '../../../components/event-link';
import { ProofCard } from '../../../components/proof-card';
import { usePorts, useTopic } from '../../../shell/context';
import { isStale } from '../../../shell/stale';
import { OfferFacts } from '../../offer-facts';
import { SizeChoice } from '../../size-choice';
import { Depth } from './depth';

export function Trade({ mode, nowMs }: { readonly mode: ExecutionMode; readonly nowMs: number }): ReactNode {
  const [id, setId] = useState<string | null>(null);
  const { view } = useTopic('trade', id);
  if (view === null) return <p className="block soft">Reading…</p>;
  const { opportunity } = view;
  const stale = opportunity !== null && isStale(opportunity.asOfMs, nowMs);
  if (view.open.length === 0) return <p className="block soft">{en.trade.none}</p>;
  return (
    <section className="block trade" aria-label={en.trade.title}>
      <Choice view={view} id={id ?? opportunity?.id ?? ''} choose={setId} />
      {opportunity === null ? (
        <p className="judge">{en.trade.gone}</p>
      ) : (
        <>
          <p>
            <EventLink slug={opportunity.eventSlug}>{opportunity.eventTitle}</EventLink>
          </p>
          <OfferFacts opportunity={opportunity} stale={stale} nowMs={nowMs} />
          {view.size === null ? null : <SizeChoice key={view.size.id} size={view.size} />}
          <WayOn opportunity={opportunity} mode={mode} stale={stale} />
          <ProofCard opportunity={opportunity} id="trade-proof" />
          <Depth legs={opportunity.legs} depth={view.depth} nowMs={nowMs} />
        </>
      )}
    </section>
  );
}

function Choice({
  view,
  id,
  choose,
}: {
  readonly view: TradeView;
  readonly id: string;
  readonly choose: (id: string) => void;
}): ReactNode {
  if (view.open.length < 2 && view.opportunity !== null) return null;
  const known = view.open.some((each) => each.id === id);
  return (
    <div className="field wide">
      <label htmlFor="trade-choice">{en.trade.choose}</label>
      <select id="trade-choice" value={known ? id : ''} onChange={(event) => choose(event.target.value)}>
        {known ? null : <option value="" />}
        {view.open.map((each) => (
          <option key={each.id} value={each.id}>
            {plainText(each.eventTitle, 80)}: {resultRoundedDown(each.edgeMicros)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** It is read and confirmed at the top of the panel, as when it comes from a page. */
function WayOn({
  opportunity,
  mode,
  stale,
}: {
  readonly opportunity: OpportunityView;
  readonly mode: ExecutionMode;
  readonly stale: boolean;
}): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const open = async (): Promise<void> => {
    const reply = await command('review', { certificateHash: opportunity.certificateHash });
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  // Where it cannot be taken now, the reason stands in the place of the button, as where it is confirmed.
  if (stale) return <p className="soft">{en.review.stale}</p>;
  const why = opportunity.blockedBecause;
  if (why !== null) return <p className="judge">{plainText(en.blocked(why, 'order'))}</p>;
  return (
    <div className="actions">
      <button type="button" className="button action" data-mode={mode} onClick={() => void open()}>
        {en.review.title}
      </button>
      <span className="soft" role="status">
        {plainText(note)}
      </span>
    </div>
  );
}
