/**
 * The user's word. Accepting puts money behind a sentence, so it asks for both rule texts and says what is lost if the
 * sentence is wrong.
 */
import type { FailureCode } from '../../../../domain/result';
import { useId, useState, type ReactNode } from 'react';
import type { RelationDetail } from '../../../../protocol/relations';
import * as en from '../../../../words/en';
import { plainText } from '../../../../words/format';
import { ties } from '../../../../words/ties';
import { usePorts } from '../../../shell/context';
import { Sentence } from './words';

/** Reading the same screen once more would not help. */
const OUTDATED: ReadonlySet<FailureCode> = new Set(['rules-changed', 'relation-changed']);

interface Props {
  readonly detail: RelationDetail;
  readonly read: ReadonlyMap<string, string>;
  readonly onDecided: () => void;
  /** What is on the screen is not what holds now. */
  readonly onOutdated: (reason: string) => void;
}

export function Judgement({ detail, read, onDecided, onOutdated }: Props): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const hint = useId();
  const { row, markets, cannotAccept } = detail;
  const unread = markets.filter(({ key }) => !read.has(key)).length;
  const obstacle =
    (cannotAccept === null ? null : ties.obstacle(cannotAccept)) ??
    (unread > 0 ? `Read the rules first: ${markets.length - unread} of ${markets.length} opened.` : null);

  const decide = async (decision: 'accept' | 'reject' | 'withdraw'): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const reply = await command('decideRelation', {
      id: row.id,
      version: row.version,
      decision,
      readTexts: decision === 'accept' ? Object.fromEntries(read) : {},
    });
    setBusy(false);
    if (reply.ok) return onDecided();
    if (OUTDATED.has(reply.error.code)) return onOutdated(en.failure(reply.error));
    setNote(en.failure(reply.error));
  };

  return (
    <section className="part judgement">
      {row.status === 'proposed' ? (
        <>
          <h3>If you accept it</h3>
          <p>
            Facet will treat it as a fact: what it calls guaranteed then rests on your word, in amber. You lose up to
            all that you paid for such a set of bets, if: <Sentence words={en.tieSentence.breaks(row.says)} />
          </p>
          {row.covers === undefined ? null : <p>{ties.covers(row.covers)}</p>}
          <p className="soft">When one of the rule texts changes, your word ends and you are asked again.</p>
        </>
      ) : null}
      <div className="actions">
        {row.status === 'proposed' ? (
          <button
            type="button"
            className="button accept"
            aria-disabled={obstacle !== null || busy}
            aria-describedby={hint}
            onClick={() => {
              if (obstacle === null) void decide('accept');
            }}
          >
            I read the rules: accept
          </button>
        ) : null}
        {row.status === 'rejected' || row.status === 'accepted' ? (
          <button type="button" className="button" onClick={() => void decide('withdraw')}>
            Take back {row.status === 'accepted' ? 'my acceptance' : 'my rejection'}
          </button>
        ) : null}
        {row.status === 'rejected' || row.status === 'retired' ? null : (
          <button type="button" className="button" onClick={() => void decide('reject')}>
            {row.status === 'proposed' ? 'Reject' : 'Reject, never use it'}
          </button>
        )}
      </div>
      {row.status === 'proposed' ? (
        <p id={hint} className={obstacle === null ? 'soft' : 'judge'}>
          {obstacle === null ? 'You opened every rule text of it.' : plainText(obstacle, 300)}
        </p>
      ) : null}
      <p className="judge" role="alert">
        {plainText(note, 600)}
      </p>
    </section>
  );
}
