/** The list of relations: what waits for judgement first. The list does not move while a card is open. */
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Failure } from '../../../../domain/result';
import type { RelationsSummary, RelationsView, Shown } from '../../../../protocol/relations';
import { count, plainText } from '../../../../words/format';
import { usePorts } from '../../../shell/context';
import { Files } from '../../../components/tie-files';
import { Model } from '../../../components/model';
import { RelationCard } from './relation-card';
import * as en from '../../../../words/en';

const FILTERS: readonly (readonly [Shown, string])[] = [
  ['waiting', 'To judge'],
  ['in-force', 'In force'],
  ['held-back', 'Held back'],
  ['rejected', 'Rejected'],
  ['all', 'All'],
];
const EMPTY: Readonly<Record<Shown, string>> = {
  waiting: 'Nothing waits for your judgement.',
  'in-force': 'No relation is in force.',
  'held-back': 'Nothing is held back.',
  rejected: 'You have rejected nothing.',
  all: 'No relation is known yet. Facet looks for them among the watched markets.',
};

export function Relations({ summary }: { readonly summary: RelationsSummary | undefined }): ReactNode {
  const [shown, setShown] = useState<Shown>('waiting');
  const [openId, setOpenId] = useState<string | null>(null);
  const { list, failure, reload } = useList(shown, summary?.revision ?? 0);
  const [frozen, setFrozen] = useState<RelationsView | null>(null);
  const view = openId !== null && frozen !== null ? frozen : list;
  const moved = openId !== null && frozen !== null && list !== null && ids(list) !== ids(frozen);

  const open = (id: string | null): void => {
    setOpenId(id);
    setFrozen(id === null ? null : view);
  };
  const choose = (next: Shown): void => {
    open(null);
    setShown(next);
  };
  const shownFailure = failure ?? view?.problem ?? null;
  const problem = shownFailure === null ? null : en.failure(shownFailure);

  return (
    <>
      <section className="block" aria-label="Relations between markets">
        <h2 className="unseen">Relations between markets</h2>
        <div className="filters" role="group" aria-label="Show">
          {FILTERS.map(([key, label]) => (
            <button key={key} type="button" className="chip" aria-pressed={shown === key} onClick={() => choose(key)}>
              {label} {view === null ? '' : view.counts[key]}
            </button>
          ))}
        </div>
        {problem === null ? null : (
          <p className="judge" role="alert">
            {plainText(problem, 500)}
          </p>
        )}
        {moved ? (
          <p className="moved">
            <button type="button" className="button" onClick={() => open(null)}>
              The list changed. Show it as it is now
            </button>
          </p>
        ) : null}
        {view === null ? (
          <p className="soft">{failure === null ? 'Reading…' : ''}</p>
        ) : view.rows.length === 0 ? (
          <p className="soft">{EMPTY[shown]}</p>
        ) : null}
        <ul className="items relations">
          {view?.rows.map((row) => (
            <RelationCard
              key={row.id}
              row={row}
              open={openId === row.id}
              onToggle={() => open(openId === row.id ? null : row.id)}
              onDecided={() => {
                open(null);
                reload();
              }}
            />
          ))}
        </ul>
        {view !== null && view.rows.length < view.counts[shown] ? (
          <p className="soft">
            The first {count(view.rows.length, 'relation')} of {view.counts[shown]}. Export the list to see them all.
          </p>
        ) : null}
      </section>
      <Files onImported={reload} />
      <Model />
    </>
  );
}

function ids(view: RelationsView): string {
  return view.rows.map(({ id, version }) => `${id} ${version}`).join();
}

function useList(
  shown: Shown,
  revision: number,
): { readonly list: RelationsView | null; readonly failure: Failure | null; readonly reload: () => void } {
  const { command } = usePorts();
  const [answer, setAnswer] = useState<{ readonly shown: Shown; readonly list: RelationsView } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const asked = useRef(0);
  const load = useCallback(async (): Promise<void> => {
    asked.current += 1;
    const own = asked.current;
    const reply = await command('listRelations', { shown });
    // An older answer must not cover a newer one.
    if (own !== asked.current) return;
    setFailure(reply.ok ? null : reply.error);
    if (reply.ok) setAnswer({ shown, list: reply.value });
  }, [command, shown]);
  useEffect(() => void load(), [load, revision]);
  return { list: answer?.shown === shown ? answer.list : null, failure, reload: () => void load() };
}
