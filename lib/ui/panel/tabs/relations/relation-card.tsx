/** One relation: what it says, who says so, and, opened, everything that is needed to judge it. */
import { useEffect, useId, useState, type ReactNode } from 'react';
import type { RelationSource } from '../../../../domain/relation';
import type { Failure } from '../../../../domain/result';
import type { RelationDetail, RelationRow } from '../../../../protocol/relations';
import { Glyph } from '../../../components/basics';
import { plainText } from '../../../../words/format';
import { ties } from '../../../../words/ties';
import { usePorts } from '../../../shell/context';
import { Against, Evidence, PriceHistory, Steps } from './findings';
import { Judgement } from './judgement';
import { Rules } from './rules';
import { Sentence } from './words';
import * as en from '../../../../words/en';

const SOURCES: Readonly<Record<RelationSource, string>> = {
  structure: "Polymarket's own construction",
  rule: 'found by a written rule',
  user: 'written by a person',
  llm: 'proposed by a language model',
};
const LABELS: Readonly<Record<RelationRow['standing'], string>> = {
  waiting: 'To judge',
  'in-force': 'In force',
  'held-back': 'Held back',
  rejected: 'Rejected',
  retired: 'Over',
  unwatched: 'Not watched',
};

interface Props {
  readonly row: RelationRow;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onDecided: () => void;
}

export function RelationCard({ row, open, onToggle, onDecided }: Props): ReactNode {
  const id = useId();
  const needy = row.standing === 'waiting' || row.standing === 'held-back';
  return (
    <li className="item relation" data-type={row.type}>
      <p className="says">
        <Glyph tone={needy ? 'attention' : 'quiet'} />
        <span>
          <Sentence words={en.tieSentence.says(row.says)} />
        </span>
      </p>
      <p className="about soft">
        <strong className={needy ? 'judge' : ''}>{LABELS[row.standing]}</strong>,{' '}
        {row.status === 'accepted' ? 'accepted by you, ' : ''}
        {row.imported === true ? 'from an imported file' : SOURCES[row.source]}
      </p>
      {needy && !open
        ? row.disagreements.map((text) => (
            <p key={text} className="about judge outside">
              What disagrees: {plainText(en.reasonText(text), 400)}.
            </p>
          ))
        : null}
      {needy && !open && row.covers !== undefined ? <p className="about">{ties.stands(row.covers)}</p> : null}
      {row.standing === 'held-back' ? (
        <p className="about judge outside">{plainText(ties.standing(row.because), 500)}</p>
      ) : null}
      <button type="button" className="button look" aria-expanded={open} aria-controls={id} onClick={onToggle}>
        {open ? 'Close' : row.standing === 'waiting' ? 'Look closer and decide' : 'Look closer'}
      </button>
      {open ? (
        <div id={id}>
          <Detail row={row} onDecided={onDecided} />
        </div>
      ) : null}
    </li>
  );
}

function Detail({ row, onDecided }: { readonly row: RelationRow; readonly onDecided: () => void }): ReactNode {
  const { command } = usePorts();
  const [detail, setDetail] = useState<RelationDetail | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [read, setRead] = useState<ReadonlyMap<string, string>>(new Map());
  /** Why it is shown anew; counted, so that the same sentence twice is two readings. */
  const [again, setAgain] = useState({ times: 0, reason: '' });
  useEffect(() => {
    let current = true;
    void command('relationDetail', { id: row.id }).then((reply) => {
      if (!current) return;
      if (reply.ok) setDetail(reply.value);
      else setFailure(reply.error);
    });
    return () => {
      current = false;
    };
  }, [command, row.id, again.times]);

  if (failure !== null)
    return (
      <p className="judge" role="alert">
        {plainText(en.failure(failure), 500)}
      </p>
    );
  if (detail === null) return <p className="soft">Reading…</p>;
  const outdated = (reason: string): void => {
    // The old texts must not stand there as if they were the new ones, and none of the new ones was opened.
    setDetail(null);
    setRead(new Map());
    setAgain(({ times }) => ({ times: times + 1, reason }));
  };
  return (
    <>
      {again.reason === '' ? null : (
        <p className="judge" role="alert">
          {plainText(again.reason, 600)} What you see now is as it stands now.
        </p>
      )}
      {detail.row.standing === 'held-back' ? null : (
        <p className="soft outside">{plainText(ties.standing(detail.row.because), 500)}</p>
      )}
      <section className="part">
        <h3>Why</h3>
        <p className="outside">{plainText(en.reasonText(detail.why), 1_000)}</p>
      </section>
      <Rules
        markets={detail.markets}
        missing={detail.missing}
        read={read}
        onRead={(market) => setRead((before) => new Map(before).set(market.key, market.textHash))}
      />
      <Against detail={detail} />
      <PriceHistory history={detail.history} />
      <Evidence quotes={detail.quotes} lines={detail.evidence} imported={detail.row.imported === true} />
      <Steps steps={detail.steps} />
      <Judgement detail={detail} read={read} onDecided={onDecided} onOutdated={outdated} />
    </>
  );
}
