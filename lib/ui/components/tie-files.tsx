import { useState, type ReactNode } from 'react';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts } from '../shell/context';
import { FileButton } from './file-button';

/** A larger file is not a list of relations. */
const MAX_BYTES = 8_000_000;

export function Files({ onImported }: { readonly onImported: () => void }): ReactNode {
  const { command, saveFile } = usePorts();
  const [note, setNote] = useState('');
  const save = async (): Promise<void> => {
    const reply = await command('exportRelations', {});
    if (!reply.ok) return setNote(en.failure(reply.error));
    saveFile('facet-relations.json', reply.value.json);
    setNote('Saved as facet-relations.json.');
  };
  const take = async (file: File): Promise<void> => {
    if (file.size > MAX_BYTES) return setNote('This file is too large to be a list of ties. Nothing was changed.');
    const reply = await command('importRelations', { text: await file.text() });
    setNote(reply.ok ? en.ties.imported(reply.value) : en.failure(reply.error));
    if (reply.ok) onImported();
  };
  return (
    <section className="block files" aria-label="Move ties">
      <div className="actions">
        <button type="button" className="button" onClick={() => void save()}>
          Export ties
        </button>
        <FileButton label="Import ties" take={(file) => void take(file)} />
      </div>
      <p className="soft" role="status">
        {note === '' ? 'An imported file can propose and reject. It never puts a tie in force.' : plainText(note, 400)}
      </p>
    </section>
  );
}
