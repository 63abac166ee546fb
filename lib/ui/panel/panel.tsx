/**
 * The side panel: where work is done that needs room. One tab at a time; the status line and the stop button are always
 * there.
 */
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Age, Glyph } from '../components/basics';
import { count, plainText } from '../../words/format';
import { useNow } from '../shell/context';
import { useDashboard, type DashboardReplicas, type DashboardView } from '../shell/dashboard';
import { Executions, Opportunities } from '../popup/lists';
import { Panic, Silence, headTone, useSystemScheme } from '../popup/popup';
import { Relations } from './tabs/relations/relations';

const TABS = ['now', 'relations', 'health'] as const;
type Tab = (typeof TABS)[number];

/** A sleeping background wakes in tens of milliseconds; only a longer silence is worth words. */
const SILENT_MS = 1_500;

export function Panel({
  replicas,
  first = 'relations',
}: {
  readonly replicas: DashboardReplicas;
  readonly first?: Tab;
}): ReactNode {
  const { link, linkSinceMs, view } = useDashboard(replicas);
  const nowMs = useNow();
  const scheme = useSystemScheme();
  const silent = link !== 'live' && nowMs - linkSinceMs > SILENT_MS;
  const [tab, setTab] = useState<Tab>(first);
  const id = useId();
  const waiting = view?.relations?.waiting ?? 0;
  const names: Readonly<Record<Tab, string>> = {
    now: 'Now',
    relations: waiting > 0 ? `Relations (${waiting} to judge)` : 'Relations',
    health: 'Health',
  };

  /** Arrow keys go from tab to tab, as in every tab list. */
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    setTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };

  return (
    <main className="facet popup panel" data-scheme={scheme}>
      <h1 className="unseen">Facet</h1>
      {silent ? <Silence gone={link === 'gone'} /> : null}
      {view ? <Head view={view} nowMs={nowMs} /> : null}
      <div className="tabs" role="tablist" aria-label="Parts of Facet" onKeyDown={step}>
        {TABS.map((each) => (
          <button
            key={each}
            id={`${id}-${each}`}
            type="button"
            role="tab"
            aria-selected={tab === each}
            aria-controls={`${id}-body`}
            tabIndex={tab === each ? 0 : -1}
            onClick={() => setTab(each)}
          >
            {names[each]}
          </button>
        ))}
      </div>
      <div className="tab-body" role="tabpanel" id={`${id}-body`} aria-labelledby={`${id}-${tab}`}>
        {view === null ? (
          <p className="block soft">{silent ? '' : 'Reading…'}</p>
        ) : tab === 'relations' ? (
          <Relations summary={view.relations} />
        ) : tab === 'now' ? (
          <Now view={view} nowMs={nowMs} />
        ) : (
          <Health view={view} nowMs={nowMs} />
        )}
      </div>
      <Panic stopped={view?.stopped ?? false} />
    </main>
  );
}

function Head({ view, nowMs }: { readonly view: DashboardView; readonly nowMs: number }): ReactNode {
  return (
    <header className="block status">
      <p>
        <Glyph tone={headTone(view)} />
        <span className="outside">
          <strong>{view.mode === 'paper' ? 'Paper' : 'Live'}.</strong> {plainText(view.status.sentence)}{' '}
          <Age asOfMs={view.status.asOfMs} nowMs={nowMs} label="Books" />
        </span>
      </p>
    </header>
  );
}

function Now({ view, nowMs }: { readonly view: DashboardView; readonly nowMs: number }): ReactNode {
  return (
    <>
      <Executions executions={view.executions} nowMs={nowMs} />
      <Opportunities opportunities={view.opportunities} nowMs={nowMs} />
    </>
  );
}

function Health({ view, nowMs }: { readonly view: DashboardView; readonly nowMs: number }): ReactNode {
  const { health, relations } = view;
  const parts = [
    ['Price feed', health.feed],
    ['Engine', health.engine],
    ['Venue', health.venue],
  ] as const;
  return (
    <section className="block" aria-label="Health">
      <dl className="health-list">
        {parts.map(([name, part]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={part.ok ? '' : 'judge'}>{plainText(part.sentence, 400)}</dd>
          </div>
        ))}
        <div>
          <dt>Watched</dt>
          <dd>
            {count(health.watchedEvents, 'event')}, {count(health.watchedBooks, 'book')}.{' '}
            <Age asOfMs={view.status.asOfMs} nowMs={nowMs} label="Oldest book" />
          </dd>
        </div>
        <div>
          <dt>Relations</dt>
          <dd className={relations?.problem ? 'judge' : ''}>
            {relations === undefined
              ? 'Not known.'
              : (relations.problem ??
                `${relations.inForce} in force, ${relations.waiting} to judge, ${relations.heldBack} held back.`)}
          </dd>
        </div>
      </dl>
    </section>
  );
}
