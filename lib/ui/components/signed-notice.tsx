import { useState, type ReactNode } from 'react';
import type { SignaturesView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText, shortHex } from '../../words/format';
import { usePorts, useTopic } from '../shell/context';
import { Outside } from './basics';

/** Bets that were signed and not sent: above everything while nobody has seen them; afterwards `full` folds them. */
export function SignedNotice({ full }: { readonly full: boolean }): ReactNode {
  const { view } = useTopic('signatures', null);
  if (view === null || view.bets.length + (view.problem === null ? 0 : 1) === 0) return null;
  if (view.problem !== null) return <Unseen view={view} />;
  return full ? (
    <details className="block">
      <summary>{en.signatures.list(view.bets.length + view.more)}</summary>
      <Bets view={view} />
      <p className="soft">{en.signatures.stops}</p>
    </details>
  ) : null;
}

function Unseen({ view }: { readonly view: SignaturesView }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const title = view.problem?.code === 'signatures-posted' ? en.signatures.posted : en.signatures.title;
  const seen = async (): Promise<void> => {
    const reply = await command('acknowledgeSignatures', {});
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <section className="block" role="alert" aria-label={title}>
      <p className="loss">
        <strong>{title}</strong>
      </p>
      {view.problem === null ? null : <p>{plainText(en.failure(view.problem), 1_000)}</p>}
      <Bets view={view} />
      <p className="soft">{en.signatures.stops}</p>
      <button type="button" className="button" onClick={() => void seen()}>
        {en.signatures.acknowledge}
      </button>
      <p className="soft">{note === '' ? en.signatures.acknowledgeNote : plainText(note)}</p>
    </section>
  );
}

function Bets({ view: { bets, more, connect } }: { readonly view: SignaturesView }): ReactNode {
  return (
    <>
      <ul className="list">
        {bets.map((bet, index) => (
          <li key={`${index} ${bet.label}`}>
            <Outside max={120}>{bet.eventTitle}</Outside>: {en.signatures.bet(bet)}{' '}
            <span className={bet.found === null ? 'soft' : 'loss'}>{en.signatures.state(bet)}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="soft">{en.signatures.more(more)}</p> : null}
      {connect === null ? null : <p className="judge">{en.signatures.connect(shortHex(connect))}</p>}
    </>
  );
}
