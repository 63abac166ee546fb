/** Sets of bets that are over: what was agreed beside what came of it, by mode, and as a file. */
import { useState, type ReactNode } from 'react';
import type { HistoryRow } from '../../../protocol/history';
import * as en from '../../../words/en';
import { plainText } from '../../../words/format';
import { HISTORY_FILTERS, type HistoryFilter } from '../../../words/history';
import { Age, ModeTag } from '../../components/basics';
import { EventLink } from '../../components/event-link';
import { usePorts, useTopic } from '../../shell/context';

export function History({ nowMs }: { readonly nowMs: number }): ReactNode {
  const { view } = useTopic('history', null);
  const { saveFile } = usePorts();
  const [shown, setShown] = useState<HistoryFilter>('all');
  if (view === null) return <p className="block soft">Reading…</p>;
  const rows = view.rows.filter(({ mode }) => shown === 'all' || shown === mode);
  return (
    <section className="block" aria-label={en.history.title}>
      <div className="across">
        <h2>{en.history.title}</h2>
        {rows.length === 0 ? null : (
          <button type="button" className="button" onClick={() => saveFile('facet-history.csv', en.history.csv(rows))}>
            {en.history.save}
          </button>
        )}
      </div>
      <p>{en.history.today(view.today)}</p>
      <p className="soft">{en.history.about}</p>
      <div className="filters" role="group" aria-label="Show">
        {HISTORY_FILTERS.map((key) => (
          <button key={key} type="button" className="chip" aria-pressed={shown === key} onClick={() => setShown(key)}>
            {en.history.filters[key]}
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <p className="soft">{view.rows.length === 0 ? en.history.none : en.history.noneHere}</p>
      ) : null}
      <ul className="items">
        {rows.map((row) => (
          <Row key={row.id} row={row} nowMs={nowMs} />
        ))}
      </ul>
      {view.more > 0 ? <p className="soft">{en.history.older(view.more)}</p> : null}
    </section>
  );
}

function Row({ row, nowMs }: { readonly row: HistoryRow; readonly nowMs: number }): ReactNode {
  return (
    <li className="item">
      <div className="across">
        <EventLink slug={row.eventSlug}>{row.eventTitle}</EventLink>
        <ModeTag mode={row.mode} />
      </div>
      <p className="outside">
        <strong>{en.history.headline(row)}</strong> <Age asOfMs={row.atMs} nowMs={nowMs} label="Set" />
      </p>
      <p className={row.acceptedTies > 0 ? 'outside judge' : 'outside'}>{plainText(en.history.sentence(row), 600)}</p>
    </li>
  );
}
