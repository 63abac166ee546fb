import type { ReactNode } from 'react';
import type { ExecutionState } from '../../domain/execution';
import type { ExecutionView } from '../../protocol/views';
import { plainText } from '../../words/format';
import { Age, Glyph } from './basics';
import { EventLink } from './event-link';
import { ExecutionLegs } from './execution-progress';

/** More than three is a list to study, and these are for a glance. */
export const GLANCE = 3;

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
          .slice(0, GLANCE)
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
