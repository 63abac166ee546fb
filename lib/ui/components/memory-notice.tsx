import { useState, type ReactNode } from 'react';
import type { MemoryView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts, useTopic } from '../shell/context';

/** Stands above everything else while memory is damaged and nobody has looked. */
export function MemoryNotice(): ReactNode {
  const { view } = useTopic('memory', null);
  return view === null || view.damage === null ? null : <Damage damage={view.damage} />;
}

function Damage({ damage }: { readonly damage: NonNullable<MemoryView['damage']> }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const goOn = async (): Promise<void> => {
    const reply = await command('acknowledgeMemory', {});
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <section className="block" role="alert" aria-label={en.memory.title}>
      <p className="loss">
        <strong>{en.memory.title}</strong>
      </p>
      {en.memory.sentences(damage).map((sentence) => (
        <p key={sentence} className="outside">
          {plainText(sentence, 1_000)}
        </p>
      ))}
      <button type="button" className="button" onClick={() => void goOn()}>
        {en.memory.acknowledge}
      </button>
      <p className="soft">{note === '' ? en.memory.acknowledgeNote : plainText(note)}</p>
    </section>
  );
}
