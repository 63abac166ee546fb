import { useEffect, useState, type ReactNode } from 'react';
import type { HealthView, Tone } from '../../protocol/views';
import { Age, Glyph } from '../components/basics';
import { count, plainText } from '../../words/format';
import { useNow, usePorts } from '../shell/context';
import { useDashboard, type DashboardReplicas, type DashboardView } from '../shell/dashboard';
import { Executions, Opportunities } from './lists';
import { ModeSwitch } from './mode-switch';
import { Thresholds } from './thresholds';
import { Wallet } from './wallet';

/** A sleeping background wakes in tens of milliseconds; only a longer silence is worth words. */
const SILENT_MS = 1_500;

export function Popup({ replicas }: { readonly replicas: DashboardReplicas }): ReactNode {
  const { link, linkSinceMs, view } = useDashboard(replicas);
  const nowMs = useNow();
  const scheme = useSystemScheme();
  const silent = link !== 'live' && nowMs - linkSinceMs > SILENT_MS;
  return (
    <main className="facet popup" data-scheme={scheme}>
      <h1 className="unseen">Facet</h1>
      {silent ? <Silence gone={link === 'gone'} /> : null}
      {view ? <Dashboard view={view} nowMs={nowMs} /> : silent ? null : <p className="block soft">Reading…</p>}
      <Panic stopped={view?.stopped ?? false} />
    </main>
  );
}

export function Silence({ gone }: { readonly gone: boolean }): ReactNode {
  return (
    <p className="block judge" role="status">
      {gone
        ? 'Facet was updated. Close this window and open it again.'
        : 'Facet is not answering; trying again. What you see is the last known state, and nothing can be sent until it is back.'}
    </p>
  );
}

function Dashboard({ view, nowMs }: { readonly view: DashboardView; readonly nowMs: number }): ReactNode {
  const { status, health } = view;
  const needy = view.executions.filter(({ state }) => state === 'partial' || state === 'unknown');
  const tone = headTone(view);
  return (
    <>
      <header className="block status">
        <p>
          <Glyph tone={tone} />
          <span className="outside">
            <strong>{view.mode === 'paper' ? 'Paper' : 'Live'}.</strong>{' '}
            {needy.length === 0
              ? plainText(status.sentence)
              : `${count(needy.length, 'basket')} of yours ${needy.length === 1 ? 'is' : 'are'} incomplete; see below what you hold.`}
          </span>
        </p>
        <p className="soft health">
          <Health health={health} /> <Age asOfMs={status.asOfMs} nowMs={nowMs} label="Books" />
        </p>
      </header>
      <Executions executions={view.executions} nowMs={nowMs} />
      <Opportunities opportunities={view.opportunities} nowMs={nowMs} />
      <PanelLine waiting={view.relations?.waiting ?? 0} />
      <ModeSwitch mode={view.mode} liveBlockedBecause={view.liveBlockedBecause} />
      <Wallet account={view.account} />
      <Thresholds settings={view.settings} />
    </>
  );
}

/** The way to what needs more room than a popup has. */
function PanelLine({ waiting }: { readonly waiting: number }): ReactNode {
  const { openPanel } = usePorts();
  if (openPanel === undefined) return null;
  return (
    <section className="block across" aria-label="Side panel">
      <span className={waiting > 0 ? 'judge' : 'soft'}>
        {waiting > 0
          ? `${count(waiting, 'relation')} between markets ${waiting === 1 ? 'waits' : 'wait'} for your judgement`
          : 'Relations between markets'}
      </span>
      <button type="button" className="button" onClick={openPanel}>
        Side panel
      </button>
    </section>
  );
}

/** What is held and incomplete outranks anything on offer. */
export function headTone({ status, executions }: DashboardView): Tone {
  if (executions.some(({ state }) => state === 'partial')) return 'loss';
  if (executions.some(({ state }) => state === 'unknown')) return 'attention';
  if (status.kind === 'violation' || status.kind === 'coherent' || status.kind === 'loading') return status.tone;
  return status.tone === 'loss' ? 'loss' : 'attention';
}

/** One short line when all is well, the sentences of what is not otherwise. */
function Health({ health }: { readonly health: HealthView }): ReactNode {
  const parts = [
    ['Feed', health.feed],
    ['Engine', health.engine],
    ['Venue', health.venue],
  ] as const;
  const bad = parts.filter(([, part]) => !part.ok);
  if (bad.length === 0) return <span>{`Feed, engine and venue are well. ${count(health.watchedBooks, 'book')}.`}</span>;
  return bad.map(([name, part]) => (
    <span key={name} className="judge">
      {name}: {plainText(part.sentence)}{' '}
    </span>
  ));
}

/**
 * Works without a view: it must be in reach when everything else is broken. Once pressed, only this button lifts it
 * again.
 */
export function Panic({ stopped = false }: { readonly stopped?: boolean }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const stop = async (): Promise<void> => {
    setNote('Stopping…');
    const reply = await command('panic', {});
    setNote(
      reply.ok
        ? `Stopped. Back to paper; ${count(reply.value.cancelled, 'resting order')} cancelled.`
        : reply.error.message,
    );
  };
  const goOn = async (): Promise<void> => {
    const reply = await command('resume', {});
    setNote(reply.ok ? '' : reply.error.message);
  };
  return (
    <footer className="panic">
      {stopped ? (
        <button type="button" className="button" onClick={() => void goOn()}>
          Go on
        </button>
      ) : null}
      <button type="button" className="button halt" onClick={() => void stop()}>
        Stop everything
      </button>
      <span className="soft" role="status">
        {note !== ''
          ? plainText(note)
          : stopped
            ? 'Stopped. Nothing is taken until you say so.'
            : 'Cancels what rests, sends nothing more.'}
      </span>
    </footer>
  );
}

export function useSystemScheme(): 'light' | 'dark' {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const take = (): void => setDark(query.matches);
    query.addEventListener('change', take);
    return () => query.removeEventListener('change', take);
  }, []);
  return dark ? 'dark' : 'light';
}
