/** What speaks for and against a relation. */
import type { ReactNode } from 'react';
import type { PriceHistoryView, RelationDetail } from '../../../../protocol/relations';
import { Outside } from '../../../components/basics';
import * as en from '../../../../words/en';
import { age, cents, count, plainText } from '../../../../words/format';
import { useNow } from '../../../shell/context';
import { Sentence } from './words';

export function Against({ detail }: { readonly detail: RelationDetail }): ReactNode {
  const { clash, fixes, refuted, follows, row } = detail;
  const nothing = clash.length === 0 && fixes.length === 0 && !refuted && row.disagreements.length === 0;
  return (
    <section className="part">
      <h3>What speaks against it</h3>
      {refuted ? <p className="loss">Markets that are resolved already show that it is false.</p> : null}
      {clash.length > 0 ? (
        <>
          <p className="judge">
            It cannot hold together with{' '}
            {clash.length === 1 ? 'this relation, which is' : `these ${clash.length} relations, which are`} in force. At
            least one of them is wrong:
          </p>
          <ul className="list">
            {clash.map((tie, index) => (
              <li key={index}>
                <Sentence words={en.tieSentence.says(tie)} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {fixes.map(({ market, value }, index) => (
        <p key={index} className="judge">
          It would leave{' '}
          <q className="market">
            <Outside max={240}>{market}</Outside>
          </q>{' '}
          no answer but {value ? 'Yes' : 'No'}, although its market is open.
        </p>
      ))}
      {row.disagreements.map((text) => (
        <p key={text} className="judge outside">
          {plainText(en.reasonText(text), 400)}.
        </p>
      ))}
      {nothing ? <p className="soft">Nothing that Facet can check. That is no proof that it holds.</p> : null}
      {follows.length > 0 ? (
        <p className="soft">
          It already follows from {count(follows.length, 'relation')} in force, so accepting it changes nothing.
        </p>
      ) : null}
    </section>
  );
}

export function PriceHistory({ history }: { readonly history: PriceHistoryView | null }): ReactNode {
  const nowMs = useNow();
  return (
    <section className="part">
      <h3>How prices kept to it</h3>
      {history === null ? (
        <p className="soft">Not known: Facet has not yet seen these markets offered at the same time.</p>
      ) : history.broken === 0 ? (
        <p>
          Never broken at prices that could be traded, at {count(history.moments, 'moment')} in the last{' '}
          {age(nowMs - history.sinceMs)}. That is no proof that it holds.
        </p>
      ) : (
        <p className="judge">
          Broken at {history.broken} of {count(history.moments, 'moment')} in the last {age(nowMs - history.sinceMs)},
          by up to {cents({ micros: history.deepestMicros, tickMicros: 1_000, round: 'up' })} a set before fees, for up
          to {age(history.longestMs)} on end. Whoever trades these markets may know that it does not hold.
        </p>
      )}
    </section>
  );
}

export function Evidence({
  quotes,
  lines,
  imported,
}: {
  readonly quotes: readonly string[];
  readonly lines: readonly string[];
  readonly imported: boolean;
}): ReactNode {
  if (quotes.length === 0 && lines.length === 0) return null;
  return (
    <section className="part">
      {quotes.length === 0 ? null : (
        <>
          <h3>Quoted from the rules</h3>
          {quotes.map((text) => (
            <blockquote key={text}>
              <Outside max={500}>{text}</Outside>
            </blockquote>
          ))}
        </>
      )}
      {lines.length === 0 ? null : (
        <details>
          <summary>{imported ? 'What the file says of it' : 'How it was found'}</summary>
          <ul className="list soft">
            {lines.map((text, index) => (
              <li key={`${index} ${text.slice(0, 20)}`}>
                <Outside max={700}>{en.evidenceText(text)}</Outside>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const STATUS: Readonly<Record<RelationDetail['steps'][number]['status'], string>> = {
  proposed: 'Proposed',
  proven: 'Proven',
  accepted: 'Accepted',
  rejected: 'Rejected',
  retired: 'Over',
};

export function Steps({ steps }: { readonly steps: RelationDetail['steps'] }): ReactNode {
  const nowMs = useNow();
  return (
    <details className="part">
      <summary>What happened to it</summary>
      <ul className="list soft">
        {steps.map((step, index) => (
          <li key={index}>
            {STATUS[step.status]} {age(nowMs - step.atMs)} ago: {plainText(en.reasonText(step.because), 200)}
          </li>
        ))}
      </ul>
    </details>
  );
}
