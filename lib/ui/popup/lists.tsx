import type { ReactNode } from 'react';
import type { ExecutionState } from '../../domain/execution';
import type { ExecutionView, OpportunityView } from '../../protocol/views';
import { Age, Glyph, Num, Outside } from '../components/basics';
import { ExecutionLegs } from '../components/execution-progress';
import { plainText, resultRoundedDown } from '../../words/format';
import { isStale } from '../overlay/banner-state';

/** More than three is a list to study, and the popup is for a glance. */
const SHOWN = 3;

const URGENCY: Readonly<Record<ExecutionState, number>> = {
  partial: 0,
  unknown: 1,
  signing: 2,
  sending: 2,
  signed: 2,
  approved: 3,
  drafted: 3,
  failed: 4,
  refused: 5,
  abandoned: 5,
  matched: 5,
  settled: 6,
};

/** What needs the user first: held legs, unknown orders, what is under way; finished ones last. */
export function inOrderOfNeed(executions: readonly ExecutionView[]): readonly ExecutionView[] {
  return [...executions].sort((a, b) => URGENCY[a.state] - URGENCY[b.state] || b.updatedAtMs - a.updatedAtMs);
}

export function EventLink({ slug, children }: { readonly slug: string; readonly children: string }): ReactNode {
  return (
    <a
      className="event"
      href={`https://polymarket.com/event/${encodeURIComponent(slug)}`}
      target="_blank"
      rel="noreferrer"
    >
      <Outside max={120}>{children}</Outside>
    </a>
  );
}

export function Executions({
  executions,
  nowMs,
}: {
  readonly executions: readonly ExecutionView[];
  readonly nowMs: number;
}): ReactNode {
  if (executions.length === 0) return null;
  return (
    <section className="block" aria-label="Orders">
      <h2>Orders</h2>
      <ul className="items">
        {inOrderOfNeed(executions)
          .slice(0, SHOWN)
          .map((execution) => (
            <li key={execution.id} className="item" data-tone={execution.tone}>
              <div className="across">
                <EventLink slug={execution.eventSlug}>{execution.eventTitle}</EventLink>
                <span className="mode">{execution.mode === 'paper' ? 'Paper' : 'Live'}</span>
              </div>
              <p className="sentence outside">
                <Glyph tone={execution.tone} />
                <span>{plainText(execution.sentence, 500)}</span>
              </p>
              {URGENCY[execution.state] <= 3 ? <ExecutionLegs execution={execution} /> : null}
              <Age asOfMs={execution.updatedAtMs} nowMs={nowMs} label="state" />
            </li>
          ))}
      </ul>
    </section>
  );
}

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
          {opportunities.slice(0, SHOWN).map((opportunity) => {
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
