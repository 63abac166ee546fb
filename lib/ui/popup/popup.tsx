import type { ReactNode } from 'react';
import type { HealthView } from '../../protocol/views';
import { Age, Glyph, ModeTag } from '../components/basics';
import { needsUser } from '../../domain/urgency';
import * as en from '../../words/en';
import { count, plainText } from '../../words/format';
import { Executions } from '../components/executions';
import { KeyNotice } from '../components/key-notice';
import { MemoryNotice } from '../components/memory-notice';
import { Opportunities } from '../components/opportunities';
import { SignedNotice } from '../components/signed-notice';
import { useNow, usePorts, useTopic } from '../shell/context';
import { CheckLine } from './check-line';
import { headTone, useDashboard, type DashboardReplicas, type DashboardView } from '../shell/dashboard';
import { Panic } from '../shell/panic';
import { Silence, isSilent } from '../shell/silence';
import { TradingLine } from '../shell/trading-line';
import { useSystemScheme } from '../shell/system-scheme';
import { ModeSwitch } from '../components/mode-switch';
import { Thresholds } from './thresholds';
import { Wallet } from '../components/wallet';

export function Popup({ replicas }: { readonly replicas: DashboardReplicas }): ReactNode {
  const { link, linkSinceMs, view } = useDashboard(replicas);
  const nowMs = useNow();
  const scheme = useSystemScheme();
  const silent = isSilent({ link, linkSinceMs }, nowMs);
  return (
    <main className="facet page popup" data-scheme={scheme}>
      <h1 className="unseen">Facet</h1>
      {silent ? <Silence gone={link === 'gone'} /> : null}
      <MemoryNotice />
      <KeyNotice />
      <SignedNotice full={false} />
      {view ? <Dashboard view={view} nowMs={nowMs} /> : silent ? null : <p className="block soft">Reading…</p>}
      <Panic stopped={view?.stopped ?? false} />
    </main>
  );
}

function Dashboard({ view, nowMs }: { readonly view: DashboardView; readonly nowMs: number }): ReactNode {
  const { status, health } = view;
  const needy = view.executions.filter(needsUser);
  const tone = headTone(view);
  return (
    <>
      <header className="block status">
        <p>
          <Glyph tone={tone} />
          <span className="outside">
            <ModeTag mode={view.mode} /> {plainText(en.status(status.fact), 500)}
            {needy.length === 0 || status.kind === 'refused' ? null : (
              <strong className="loss"> {count(needy.length, 'set')} of bets of yours need you; see below.</strong>
            )}
          </span>
        </p>
        <p className="soft health">
          <Health said={en.status(status.fact)} health={health} />{' '}
          <Age asOfMs={status.asOfMs} nowMs={nowMs} label="Books" />
        </p>
      </header>
      {health.oldTabs > 0 ? (
        <p className="block judge" role="status">
          {en.oldTabs(health.oldTabs)}
        </p>
      ) : null}
      <Executions executions={view.executions} nowMs={nowMs} />
      <Opportunities {...view} nowMs={nowMs} />
      <Today />
      <PanelLine waiting={view.relations?.waiting ?? 0} />
      <CheckLine liveBlockedBecause={view.liveBlockedBecause} />
      <ModeSwitch view={view} />
      <TradingLine trading={view.trading} />
      <Wallet account={view.account} login={view.login} />
      <Thresholds settings={view.settings} />
    </>
  );
}

/** What today's sets of bets came to. */
function Today(): ReactNode {
  const { view } = useTopic('history', null);
  return view === null ? null : <p className="block soft">{en.history.today(view.today)}</p>;
}

/** The way to what needs more room than a popup has. */
function PanelLine({ waiting }: { readonly waiting: number }): ReactNode {
  const { openPanel } = usePorts();
  if (openPanel === undefined) return null;
  return (
    <section className="block across" aria-label="Side panel">
      <span className={waiting > 0 ? 'judge' : 'soft'}>
        {waiting > 0
          ? `${count(waiting, 'tie')} between markets ${waiting === 1 ? 'waits' : 'wait'} for your word`
          : 'Ties between markets'}
      </span>
      <button type="button" className="button" onClick={() => openPanel()}>
        Side panel
      </button>
    </section>
  );
}

/** One short line when all is well, the sentences of what is not otherwise. */
function Health({
  health,
  said,
}: {
  readonly health: HealthView;
  /** What stands above; it is not said twice. */
  readonly said: string;
}): ReactNode {
  const { feed, engine, venue } = health;
  const parts = [
    ['Feed', feed.ok ? null : en.feed(feed.fact)],
    ['Engine', engine.failure && en.failure(engine.failure)],
    ['Venue', venue.failure && en.failure(venue.failure)],
  ] as const;
  const bad = parts.flatMap(([name, sentence]) => (sentence === null ? [] : [[name, sentence] as const]));
  if (bad.length === 0)
    return (
      <span>
        Feed, engine and venue are well. {count(health.watchedBooks, 'book')}. {en.shed(health.shedMarkets)}
      </span>
    );
  return bad
    .filter(([, sentence]) => sentence !== said)
    .map(([name, sentence]) => (
      <span key={name} className="judge">
        {name}: {plainText(sentence)}{' '}
      </span>
    ));
}
