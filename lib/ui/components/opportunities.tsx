import type { ReactNode } from 'react';
import type { NowView, OpportunityView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText, resultRoundedDown } from '../../words/format';
import { isStale } from '../shell/stale';
import { Age, Amounts, Num } from './basics';
import { EventLink } from './event-link';
import { GLANCE } from './executions';

type Props = Pick<NowView, 'opportunities' | 'open' | 'passing' | 'status'> & { readonly nowMs: number };

export function Opportunities({ opportunities, open, passing, status, nowMs }: Props): ReactNode {
  const shown = opportunities.slice(0, GLANCE);
  return (
    <section className="block" aria-label="Open now">
      <h2>Open now{open > 0 ? ` (${open})` : ''}</h2>
      {open === 0 ? (
        <p className="soft">{status.kind === 'offline' ? en.trade.unknown : 'No set of bets right now.'}</p>
      ) : (
        <>
          <p className="soft">{en.list.passing(passing, open)}</p>
          <ul className="items">
            {shown.map((opportunity) => (
              <Item key={opportunity.id} opportunity={opportunity} nowMs={nowMs} />
            ))}
          </ul>
          {open > shown.length ? <p className="soft">{en.list.more(open - shown.length)}</p> : null}
        </>
      )}
    </section>
  );
}

function Item({ opportunity, nowMs }: { readonly opportunity: OpportunityView; readonly nowMs: number }): ReactNode {
  const stale = isStale(opportunity.asOfMs, nowMs);
  const word = en.offer.yourWord(opportunity);
  const why = opportunity.blockedBecause;
  return (
    <li className={`item ${stale ? 'faded' : ''}`} data-tone={word === null ? undefined : 'attention'}>
      <EventLink slug={opportunity.eventSlug}>{opportunity.eventTitle}</EventLink>
      <div className="across">
        <span>
          at least{' '}
          <Num className={stale ? '' : word === null ? 'floor strong' : 'judge strong'}>
            {resultRoundedDown(opportunity.edgeMicros)}
          </Num>{' '}
          <Num>{en.offer.percent(opportunity.edgeBps)}</Num>
        </span>
        <Age asOfMs={opportunity.asOfMs} nowMs={nowMs} label="books" />
      </div>
      <p className="soft">
        after fees, {en.offer.conditions(opportunity)}. Void{' '}
        <Amounts>{en.offer.void(opportunity.voidWorstMicros)}</Amounts> · partial{' '}
        <Amounts>{en.offer.partial(opportunity.partialWorstMicros)}</Amounts> now · {en.offer.cash(opportunity.cashAt)}
      </p>
      {word === null ? null : <p className="judge">{word}</p>}
      {opportunity.passesThresholds ? null : <p className="soft">Below your thresholds</p>}
      {stale ? (
        <p className="soft">These books are too old to act on.</p>
      ) : why === null ? null : (
        <p className="judge">{plainText(en.blocked(why, 'order'))}</p>
      )}
    </li>
  );
}
