import { useState, type ReactNode } from 'react';
import type { ExecutionView } from '../../protocol/views';
import { plainText } from '../../words/format';
import * as en from '../../words/en';
import { usePorts } from '../shell/context';

/** What can be done with one click about a set of bets of which a part filled; nothing where there is none. */
export function WaysOn({
  execution,
  inPage = false,
}: {
  readonly execution: ExecutionView;
  /** It is confirmed where no page can reach: there the button opens the panel. */
  readonly inPage?: boolean;
}): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const [pending, setPending] = useState(false);
  const ways = execution.held?.ways ?? [];
  if (ways.length === 0) return null;
  const press = async ({ way, resultMicros }: (typeof ways)[number]): Promise<void> => {
    if (pending) return;
    setPending(true);
    const reply = inPage
      ? await command('openPanel', {})
      : await command('repair', { executionId: execution.id, way, shownMicros: resultMicros });
    setPending(false);
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <div className="actions">
      {ways.map((each) => (
        <button
          key={each.way}
          type="button"
          className="button"
          data-mode={execution.mode}
          aria-disabled={pending}
          // Only the user's own press, and not the second half of a double click.
          onClick={(event) => void (!event.nativeEvent.isTrusted || event.detail > 1 || press(each))}
        >
          {en.execution.way(each, inPage)}
        </button>
      ))}
      <span className="note" role="status">
        {plainText(note)}
      </span>
    </div>
  );
}
