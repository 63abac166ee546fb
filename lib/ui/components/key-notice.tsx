import { useState, type ReactNode } from 'react';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts, useTopic } from '../shell/context';

/** The venue ended the API key: said above everything, with the one signature that gives another. */
export function KeyNotice(): ReactNode {
  const { view } = useTopic('account', null);
  return view?.account?.isKeyOver ? <Over /> : null;
}

function Over(): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const [pending, setPending] = useState(false);
  const renew = async (): Promise<void> => {
    if (pending) return;
    setPending(true);
    const reply = await command('renewKey', {});
    setPending(false);
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <section className="block" role="alert" aria-label={en.wallet.keyOverTitle}>
      <p className="judge">
        <strong>{en.wallet.keyOverTitle}</strong>
      </p>
      <p>{en.wallet.keyOver}</p>
      <button type="button" className="button" aria-disabled={pending} onClick={() => void renew()}>
        {en.wallet.renew}
      </button>
      <p className="soft" role="status">
        {plainText(note)}
      </p>
    </section>
  );
}
