import type { ReactNode } from 'react';
import type { OpportunityView } from '../../protocol/views';
import { plainText, resultRoundedDown } from '../../words/format';
import { isStale } from '../shell/stale';
import { Age, Num } from './basics';
import { EventLink } from './event-link';
import { GLANCE } from './executions';

export function Opportunities({
  opportunities,
  nowMs,
}: {
  readonly opportunities: readonly OpportunityView[];
  readonly nowMs: number;
}): ReactNode {
  return (
    <section className="block" aria-label="Baskets that cannot lose">
      <h2>Baskets that cannot lose</h2>
      {opportunities.length === 0 ? (
        <p className="soft">None right now. Facet keeps looking and tells you.</p>
      ) : (
        <ul className="items">
          {opportunities.slice(0, GLANCE).map((opportunity) => {
            const stale = isStale(opportunity.asOfMs, nowMs);
            return (
              <li key={opportunity.id} className={`item ${stale ? 'faded' : ''}`}>
                <EventLink slug={opportunity.eventSlug}>{opportunity.eventTitle}</EventLink>
                <div className="across">
                  <span>
                    at least{' '}
                    <Num className={stale ? '' : 'floor strong'}>{resultRoundedDown(opportunity.edgeMicros)}</Num> after
                    fees
                  </span>
                  <Age asOfMs={opportunity.asOfMs} nowMs={nowMs} label="books" />
                </div>
                {stale ? (
                  <p className="soft">These books are too old to act on.</p>
                ) : opportunity.blockedBecause !== null ? (
                  <p className="judge">{plainText(opportunity.blockedBecause)}</p>
                ) : opportunity.passesThresholds ? null : (
                  <p className="soft">Below your thresholds</p>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
