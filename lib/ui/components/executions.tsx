import { useState, type ReactNode } from 'react';
import { firstByNeed, isUnderWay, needsUser } from '../../domain/urgency';
import type { ExecutionView } from '../../protocol/views';
import { plainText } from '../../words/format';
import * as en from '../../words/en';
import { Age, Amounts, Glyph, ModeTag } from './basics';
import { usePorts } from '../shell/context';
import { EventLink } from './event-link';
import { ExecutionLegs } from './execution-progress';
import { WaysOn } from './ways-on';

/** More than three is a list to study, and these are for a glance. */
export const GLANCE = 3;

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
        {firstByNeed(executions, GLANCE).map((execution) => (
          <li key={execution.id} className="item" data-tone={execution.tone}>
            <div className="across">
              <EventLink slug={execution.eventSlug}>{execution.eventTitle}</EventLink>
              <ModeTag mode={execution.mode} />
            </div>
            <p className="sentence outside">
              <Glyph tone={execution.tone} />
              <span>
                <Amounts>{plainText(en.execution.sentence(execution), 1_200)}</Amounts>
              </span>
            </p>
            {isUnderWay(execution) ? <ExecutionLegs execution={execution} /> : null}
            <WaysOn execution={execution} />
            {execution.armed === null ? null : <Disarm id={execution.id} />}
            {needsUser(execution) ? <ByHand execution={execution} /> : null}
            <Age asOfMs={execution.updatedAtMs} nowMs={nowMs} label="state" />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Disarm({ id }: { readonly id: string }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const press = async (): Promise<void> => {
    const reply = await command('disarm', { executionId: id });
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <div className="across">
      <span className="soft" role="status">
        {plainText(note)}
      </span>
      <button type="button" className="button" onClick={() => void press()}>
        {en.execution.disarm}
      </button>
    </div>
  );
}

/** The user's last word: pressed twice, since it ends what Facet would go on asking about. */
function ByHand({ execution }: { readonly execution: ExecutionView }): ReactNode {
  const { command } = usePorts();
  const [asked, setAsked] = useState(false);
  const [note, setNote] = useState('');
  const word = execution.state === 'unknown' ? 'close' : 'keep';
  const words = en.execution.byHand[word];
  const say = async (): Promise<void> => {
    const reply = await command('settleByHand', { executionId: execution.id, word });
    setAsked(false);
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <div className="across">
      <span className="soft" role="status">
        {plainText(note === '' && asked ? words.means : note)}
      </span>
      <button type="button" className="button quiet" onClick={() => (asked ? void say() : setAsked(true))}>
        {asked ? words.sure : words.ask}
      </button>
    </div>
  );
}
