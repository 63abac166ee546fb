/**
 * The side panel: where work is done that needs room. One tab at a time; the status line and the stop button are always
 * there.
 */
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { needsUser } from '../../domain/urgency';
import { KeyNotice } from '../components/key-notice';
import { MemoryNotice } from '../components/memory-notice';
import { SignedNotice } from '../components/signed-notice';
import { StatusHead } from '../components/status-head';
import { useNow } from '../shell/context';
import { useDashboard, type DashboardReplicas } from '../shell/dashboard';
import { Panic } from '../shell/panic';
import { Silence, isSilent } from '../shell/silence';
import { TradingLine } from '../shell/trading-line';
import { useSystemScheme } from '../shell/system-scheme';
import { Review } from './review';
import { tabs, type TabId } from './tabs';

export function Panel({
  replicas,
  first = 'relations',
}: {
  readonly replicas: DashboardReplicas;
  readonly first?: TabId;
}): ReactNode {
  const { link, linkSinceMs, view } = useDashboard(replicas);
  const nowMs = useNow();
  const scheme = useSystemScheme();
  const silent = isSilent({ link, linkSinceMs }, nowMs);
  const [chosen, setTab] = useState<TabId | null>(null);
  // What needs the user when the panel opens is what it was opened for; later nothing pulls them out of a tab.
  const [opened, setOpened] = useState<TabId | null>(null);
  if (view && opened === null) setOpened(view.executions.some(needsUser) ? 'now' : first);
  const tab = chosen ?? opened ?? first;
  const id = useId();

  /** Arrow keys go from tab to tab, as in every tab list. */
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.findIndex((each) => each.id === tab) + by + tabs.length) % tabs.length];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    setTab(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  };

  return (
    <main className="facet page panel" data-scheme={scheme}>
      <h1 className="unseen">Facet</h1>
      {silent ? <Silence gone={link === 'gone'} /> : null}
      <MemoryNotice />
      <KeyNotice />
      <SignedNotice full />
      {view ? <StatusHead view={view} nowMs={nowMs} /> : null}
      {view ? <TradingLine trading={view.trading} /> : null}
      {view ? <Review mode={view.mode} nowMs={nowMs} taken={() => setTab('now')} /> : null}
      <div className="tabs" role="tablist" aria-label="Parts of Facet" onKeyDown={step}>
        {tabs.map((each) => (
          <button
            key={each.id}
            id={`${id}-${each.id}`}
            type="button"
            role="tab"
            aria-selected={tab === each.id}
            aria-controls={`${id}-body`}
            tabIndex={tab === each.id ? 0 : -1}
            onClick={() => setTab(each.id)}
          >
            {each.name(view)}
          </button>
        ))}
      </div>
      <div className="tab-body" role="tabpanel" id={`${id}-body`} aria-labelledby={`${id}-${tab}`}>
        {view === null ? (
          <p className="block soft">{silent ? '' : 'Reading…'}</p>
        ) : (
          tabs.find((each) => each.id === tab)?.render(view, nowMs)
        )}
      </div>
      <Panic stopped={view?.stopped ?? false} />
    </main>
  );
}
