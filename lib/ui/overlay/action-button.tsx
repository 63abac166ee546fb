import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import type { ExecutionMode } from '../../domain/execution';
import type { OpportunityView } from '../../protocol/views';
import { plainText } from '../../words/format';
import { usePorts } from '../shell/context';
import { createClickGuard, readPress, watchButton } from './click-guard';
import * as en from '../../words/en';

interface Intent {
  readonly certificateHash: string;
  readonly maxCostMicros: number;
  readonly mode: ExecutionMode;
}

interface Props {
  readonly opportunity: OpportunityView;
  readonly mode: ExecutionMode;
}

/**
 * The one button that moves money. What is sent is what the button stood for when it was pressed down; the background
 * refuses it when the book has moved since. It is unmounted, not disabled, when there is nothing to press.
 */
export function ActionButton({ opportunity, mode }: Props): ReactNode {
  const { command, nowMs } = usePorts();
  const [guard] = useState(createClickGuard);
  const [note, setNote] = useState('');
  const [pending, setPending] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const underway = useRef(false);
  const pressed = useRef<Intent | null>(null);

  useEffect(() => {
    if (!button.current) return;
    const end = new AbortController();
    watchButton({ button: button.current, guard, nowMs, signal: end.signal });
    return () => end.abort();
  }, [guard, nowMs]);
  useEffect(() => guard.changed(nowMs()), [guard, nowMs, mode, opportunity.actionLabel]);

  const intent: Intent = {
    certificateHash: opportunity.certificateHash,
    maxCostMicros: opportunity.maxCostMicros,
    mode,
  };

  const press = async (event: MouseEvent): Promise<void> => {
    const wanted = (event.detail > 0 ? pressed.current : null) ?? intent;
    pressed.current = null;
    // The second half of a double click is not a second wish.
    if (underway.current || event.detail > 1 || !button.current) return;
    const verdict = guard.judge(readPress(event.nativeEvent, button.current, nowMs()));
    if (!verdict.act) {
      if (verdict.why !== null) setNote(verdict.why);
      return;
    }
    underway.current = true;
    setPending(true);
    setNote(
      mode === 'live' ? 'Checking once more. Your wallet will ask you to sign.' : 'Checking the books once more.',
    );
    const reply = await command('execute', wanted);
    // When it was taken, the execution's own state replaces this button; until then it stays pressed.
    if (reply.ok) return;
    setNote(en.failure(reply.error));
    if (reply.error.retry === 'unknown') return;
    underway.current = false;
    setPending(false);
    guard.changed(nowMs());
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className="button action"
        data-mode={mode}
        aria-disabled={pending}
        onPointerDown={() => {
          pressed.current = intent;
        }}
        onClick={(event) => void press(event)}
      >
        {plainText(opportunity.actionLabel, 60)}
      </button>
      <span className="note" role="status">
        {plainText(note)}
      </span>
    </>
  );
}
