import { useState, type ReactNode } from 'react';
import { count, plainText } from '../../words/format';
import { usePorts } from './context';
import * as en from '../../words/en';

/**
 * Works without a view: it must be in reach when everything else is broken. Once pressed, only this button lifts it
 * again.
 */
export function Panic({ stopped = false }: { readonly stopped?: boolean }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const stop = async (): Promise<void> => {
    setNote('Stopping…');
    const reply = await command('panic', {});
    setNote(
      reply.ok
        ? `Stopped. Back to paper; ${count(reply.value.cancelled, 'resting order')} cancelled.`
        : en.failure(reply.error),
    );
  };
  const goOn = async (): Promise<void> => {
    const reply = await command('resume', {});
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <footer className="panic">
      {stopped ? (
        <button type="button" className="button" onClick={() => void goOn()}>
          Go on
        </button>
      ) : null}
      <button type="button" className="button halt" onClick={() => void stop()}>
        Stop everything
      </button>
      <span className="soft" role="status">
        {note !== ''
          ? plainText(note)
          : stopped
            ? 'Stopped. Nothing is taken until you say so.'
            : 'Cancels what rests, sends nothing more.'}
      </span>
    </footer>
  );
}
