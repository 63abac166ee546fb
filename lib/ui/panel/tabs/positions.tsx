/** What is held by event and market, and each way from there to money with its one button. */
import { useState, type ReactNode } from 'react';
import type { CashOutView, CashRouteView, PositionGroupView, PositionsView } from '../../../protocol/views';
import * as en from '../../../words/en';
import { plainText } from '../../../words/format';
import { Age, Glyph, ModeTag } from '../../components/basics';
import { EventLink } from '../../components/event-link';
import { usePorts, useTopic } from '../../shell/context';

/** Runs a command and keeps what went wrong, in words. */
function useCommand(): readonly [run: (work: () => Promise<unknown>) => void, busy: boolean, problem: string] {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const run = (work: () => Promise<unknown>): void => {
    setBusy(true);
    setProblem('');
    void work()
      .then((said) => setProblem(typeof said === 'string' ? said : ''))
      .finally(() => setBusy(false));
  };
  return [run, busy, problem];
}

export function Positions({ nowMs }: { readonly nowMs: number }): ReactNode {
  const { view } = useTopic('positions', null);
  const { command } = usePorts();
  const [run, busy, problem] = useCommand();
  if (view === null) return <p className="block soft">Reading…</p>;
  if (!view.connected) return <p className="block soft">Connect your wallet in the popup to see what you hold.</p>;
  const refresh = async (): Promise<string> => {
    const read = await command('refreshPositions', {});
    return read.ok ? '' : en.failure(read.error);
  };
  return (
    <>
      <CashOuts cashOuts={view.cashOuts} />
      <section className="block positions" aria-label="Positions">
        <div className="across">
          <h2>
            Positions <ModeTag mode="live" />
          </h2>
          <span>
            <Age asOfMs={view.asOfMs} nowMs={nowMs} label="Read" />{' '}
            <button type="button" className="button" disabled={busy || view.reading} onClick={() => run(refresh)}>
              Read again
            </button>
          </span>
        </div>
        {view.failure ? <p className="judge">{plainText(en.failure(view.failure), 400)}</p> : null}
        {problem ? <p role="alert">{plainText(problem, 400)}</p> : null}
        {view.groups.length === 0 && view.asOfMs !== null ? <p className="soft">You hold no shares.</p> : null}
        <ul className="items">
          {view.groups.map((group) => (
            <Group key={group.eventSlug} group={group} view={view} />
          ))}
        </ul>
      </section>
      {view.relayerKey === 'not-needed' || (view.relayerKey === 'missing' && view.groups.length === 0) ? null : (
        <RelayerKey kept={view.relayerKey === 'kept'} />
      )}
    </>
  );
}

function Group({ group, view }: { readonly group: PositionGroupView; readonly view: PositionsView }): ReactNode {
  return (
    <li className="item">
      <EventLink slug={group.eventSlug}>{group.eventTitle}</EventLink>
      <p className="outside">{plainText(en.cash.group(group), 600)}</p>
      <ul className="list">
        {group.holdings.map((holding) => (
          <li key={`${holding.label} ${holding.token}`}>{plainText(en.cash.holding(holding), 500)}</li>
        ))}
      </ul>
      {group.failures.map((each, index) => (
        <p key={index} className="soft">
          {plainText(en.failure(each), 400)}
        </p>
      ))}
      <dl className="health-list">
        {group.routes.map((route) => (
          <RouteRow key={route.id ?? route.kind} route={route} view={view} />
        ))}
      </dl>
    </li>
  );
}

function RouteRow({ route, view }: { readonly route: CashRouteView; readonly view: PositionsView }): ReactNode {
  const { id, kind, cashMicros } = route;
  return (
    <div>
      <dt>{en.cash.name(kind)}</dt>
      <dd>
        <p className="outside">{plainText(en.cash.route(route), 900)}</p>
        {id === null || kind === 'sell' || kind === 'hold' ? null : view.relayerKey === 'missing' ? (
          <p className="soft">{plainText(en.cash.onTheSite(kind, route.gives, route.sizeMicros), 900)}</p>
        ) : (
          <CashButton id={id} cashMicros={cashMicros} label={en.cash.button(route)} />
        )}
      </dd>
    </div>
  );
}

function CashButton(props: { readonly id: string; readonly cashMicros: number; readonly label: string }): ReactNode {
  const { command } = usePorts();
  const [run, busy, problem] = useCommand();
  const press = async (): Promise<string> => {
    const begun = await command('cashOut', { route: props.id, cashMicros: props.cashMicros });
    return begun.ok ? '' : en.failure(begun.error);
  };
  return (
    <>
      <button type="button" className="button" disabled={busy} onClick={() => run(press)}>
        {props.label}
      </button>
      {problem ? <p role="alert">{plainText(problem, 500)}</p> : null}
    </>
  );
}

function CashOuts({ cashOuts }: { readonly cashOuts: readonly CashOutView[] }): ReactNode {
  const { command } = usePorts();
  if (cashOuts.length === 0) return null;
  return (
    <section className="block" aria-label="Turning into cash">
      <h2>Turning into cash</h2>
      <ul className="items">
        {cashOuts.map((each) => (
          <li key={each.id} className="item" data-tone={each.tone}>
            <EventLink slug={each.eventSlug}>{each.eventTitle}</EventLink>
            <p className="sentence outside">
              <Glyph tone={each.tone} />
              <span>{plainText(en.cash.sentence(each), 600)}</span>
            </p>
            {each.closable ? (
              <button type="button" className="button" onClick={() => void command('closeCashOut', { id: each.id })}>
                I looked myself: close it
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function RelayerKey({ kept }: { readonly kept: boolean }): ReactNode {
  const { command } = usePorts();
  const [key, setKey] = useState('');
  const [run, busy, problem] = useCommand();
  const save = async (next: string): Promise<string> => {
    const saved = await command('setRelayerKey', { key: next });
    if (saved.ok) setKey('');
    return saved.ok ? '' : en.failure(saved.error);
  };
  return (
    <section className="block" aria-label="Relayer key">
      <h2>Relayer key</h2>
      <p>{kept ? en.cash.keyKept : en.cash.keyMissing}</p>
      {kept ? (
        <button type="button" className="button" disabled={busy} onClick={() => run(() => save(''))}>
          Forget the key
        </button>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            run(() => save(key));
          }}
        >
          <label className="field wide">
            Relayer API key
            <input
              type="password"
              autoComplete="off"
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
            />
          </label>
          <button type="submit" className="button" disabled={busy || key.trim() === ''}>
            Keep the key
          </button>
        </form>
      )}
      {problem ? <p role="alert">{plainText(problem, 400)}</p> : null}
    </section>
  );
}
