import { useId, useState, type ReactNode } from 'react';
import type { ExecutionMode } from '../../domain/execution';
import { plainText } from '../../words/format';
import { usePorts } from '../shell/context';
import * as en from '../../words/en';

interface Props {
  readonly mode: ExecutionMode;
  readonly liveBlockedBecause: string | null;
}

const TEXTS: Readonly<Record<ExecutionMode, string>> = {
  paper: 'Nothing is sent. Fills are worked out from the real books.',
  live: 'Real orders, each one signed in your wallet.',
};

export function ModeSwitch({ mode, liveBlockedBecause }: Props): ReactNode {
  const { command } = usePorts();
  const name = useId();
  const [note, setNote] = useState('');
  const choose = async (next: ExecutionMode): Promise<void> => {
    const reply = await command('setMode', { mode: next });
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <fieldset className="block modes">
      <legend className="unseen">Mode</legend>
      <div className="segments">
        {(['paper', 'live'] as const).map((each) => (
          <label key={each} className={mode === each ? 'chosen' : ''}>
            <input
              type="radio"
              name={name}
              checked={mode === each}
              disabled={each === 'live' && mode !== 'live' && liveBlockedBecause !== null}
              onChange={() => void choose(each)}
            />
            {each === 'paper' ? 'Paper' : 'Live'}
          </label>
        ))}
      </div>
      <p className="soft">{TEXTS[mode]}</p>
      {mode === 'paper' && liveBlockedBecause !== null ? (
        <p className="judge">Live is not possible now: {plainText(liveBlockedBecause)}</p>
      ) : null}
      {note === '' ? null : (
        <p className="loss" role="alert">
          {plainText(note)}
        </p>
      )}
    </fieldset>
  );
}
