import { useState, type ReactNode } from 'react';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts } from './context';

/**
 * Works without a view: it must be in reach when everything else is broken. Once pressed, only this button lifts it
 * again.
 */
export function Panic({ stopped = false }: { readonly stopped?: boolean }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const stop = async (): Promise<void> => {
    setNote(en.stop.stopping);
    setNote(en.stop.done(await command('panic', {})));
  };
  const resume = async (): Promise<void> => {
    const reply = await command('resume', {});
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <footer className="panic">
      {stopped ? (
        <button type="button" className="button" onClick={() => void resume()}>
          {en.stop.resume}
        </button>
      ) : null}
      <button type="button" className="button halt" onClick={() => void stop()}>
        {en.stop.button}
      </button>
      <span className="soft" role="status">
        {note !== '' ? plainText(note) : stopped ? en.stop.stopped : en.stop.means}
      </span>
    </footer>
  );
}
