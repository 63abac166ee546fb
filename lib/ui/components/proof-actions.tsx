import { useState, type ReactNode } from 'react';
import type { OpportunityView } from '../../protocol/views';
import { plainText } from '../../words/format';
import { usePorts } from '../shell/context';
import { proofText } from './proof-text';
import * as en from '../../words/en';

/** Re-check, Export, Copy as text, and one line that says what came of it. */
export function ProofActions({ opportunity }: { readonly opportunity: OpportunityView }): ReactNode {
  const { command, saveFile, copyText } = usePorts();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const { certificateHash } = opportunity;

  const run = async (work: () => Promise<string>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setNote(await work());
    setBusy(false);
  };
  const recheck = async (): Promise<string> => {
    const reply = await command('recheck', { certificateHash });
    return reply.ok ? reply.value.sentence : en.failure(reply.error);
  };
  const exportFile = async (): Promise<string> => {
    const reply = await command('exportCertificate', { certificateHash });
    if (!reply.ok) return en.failure(reply.error);
    const name = `facet-certificate-${certificateHash.slice(0, 12)}.json`;
    saveFile(name, reply.value.json);
    return `Saved as ${name}. Anyone can check it with the verifier, without Facet.`;
  };
  const copy = async (): Promise<string> =>
    (await copyText(proofText(opportunity))) ? 'Copied.' : 'The browser did not allow copying. Use Export.';

  return (
    <div className="proof-actions">
      <button type="button" className="button" onClick={() => void run(recheck)}>
        Re-check
      </button>
      <button type="button" className="button" onClick={() => void run(exportFile)}>
        Export
      </button>
      <button type="button" className="button" onClick={() => void run(copy)}>
        Copy as text
      </button>
      <span className="soft" role="status">
        {busy ? 'One moment…' : plainText(note)}
      </span>
    </div>
  );
}
