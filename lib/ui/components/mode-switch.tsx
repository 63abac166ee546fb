import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ExecutionMode } from '../../domain/execution';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts } from '../shell/context';
import type { ConfirmPlace } from '../../protocol/settings';
import type { DashboardView } from '../shell/dashboard';

type Shown = Pick<DashboardView, 'mode' | 'liveBlockedBecause' | 'account' | 'settings'>;

const MODES = ['paper', 'live'] as const;
const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** Arrow keys only move the focus; paper is chosen at once, live is asked about first. */
export function ModeSwitch({ view }: { readonly view: Shown }): ReactNode {
  const { mode, liveBlockedBecause } = view;
  const { command } = usePorts();
  const id = useId();
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState(false);
  const buttons = useRef<Partial<Record<ExecutionMode, HTMLButtonElement | null>>>({});
  const blocked = mode === 'paper' && liveBlockedBecause !== null;
  const isAsking = asking && mode === 'paper' && !blocked;

  const take = async (next: ExecutionMode, confirmIn?: ConfirmPlace): Promise<void> => {
    const reply = await command('setMode', { mode: next, ...(confirmIn && { confirmIn }) });
    setNote(reply.ok ? '' : en.failure(reply.error));
    setAsking(false);
    buttons.current[next]?.focus();
  };
  const choose = (next: ExecutionMode): void => {
    if (next === mode) return setAsking(false);
    if (next === 'paper') return void take('paper');
    if (!blocked) setAsking(true);
  };
  const move = (event: KeyboardEvent, from: ExecutionMode): void => {
    const by = ARROWS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = MODES[(MODES.indexOf(from) + by + MODES.length) % MODES.length];
    if (next !== undefined) buttons.current[next]?.focus();
  };

  return (
    <section className="block modes" aria-label="Mode">
      <div className="segments" role="radiogroup" aria-label="Mode">
        {MODES.map((each) => (
          <button
            key={each}
            ref={(button) => {
              buttons.current[each] = button;
            }}
            type="button"
            role="radio"
            data-mode={each}
            aria-checked={mode === each}
            aria-disabled={each === 'live' && blocked}
            aria-describedby={each === 'live' && blocked ? `${id}-why` : undefined}
            tabIndex={mode === each ? 0 : -1}
            onKeyDown={(event) => move(event, each)}
            onClick={() => choose(each)}
          >
            {each === 'paper' ? 'Paper' : 'Live'}
          </button>
        ))}
      </div>
      <p className="soft">{en.mode[mode]}</p>
      {isAsking ? (
        <Ask
          view={view}
          confirm={(place) => void take('live', place)}
          cancel={() => {
            setAsking(false);
            buttons.current.live?.focus();
          }}
        />
      ) : null}
      {blocked && liveBlockedBecause !== null ? (
        <p className="judge" id={`${id}-why`}>
          {en.mode.notPossible} {plainText(en.blocked(liveBlockedBecause, 'live'))}
        </p>
      ) : null}
      {note === '' ? null : (
        <p className="loss" role="alert">
          {plainText(note)}
        </p>
      )}
    </section>
  );
}

interface AskProps {
  readonly view: Shown;
  readonly confirm: (place: ConfirmPlace) => void;
  readonly cancel: () => void;
}

/** Limits, balance, wallet and what is asked; nothing but a press of its button goes live. */
function Ask({ view, confirm, cancel }: AskProps): ReactNode {
  const id = useId();
  const [place, setPlace] = useState<ConfirmPlace>('panel');
  const heading = useRef<HTMLHeadingElement>(null);
  const pressed = useRef(false);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div
      className="ask"
      role="alertdialog"
      aria-labelledby={`${id}-ask`}
      aria-describedby={`${id}-facts`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        cancel();
      }}
    >
      <h3 id={`${id}-ask`} ref={heading} tabIndex={-1}>
        {en.mode.ask}
      </h3>
      <dl id={`${id}-facts`}>
        {en.mode.facts(view.account, view.settings).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Places id={id} place={place} choose={setPlace} />
      <div className="actions">
        <button type="button" className="button" onClick={cancel}>
          {en.mode.cancel}
        </button>
        <button
          type="button"
          className="button action"
          data-mode="live"
          onClick={() => {
            if (pressed.current) return;
            pressed.current = true;
            confirm(place);
          }}
        >
          {en.mode.confirm}
        </button>
      </div>
    </div>
  );
}

interface PlacesProps {
  readonly id: string;
  readonly place: ConfirmPlace;
  readonly choose: (place: ConfirmPlace) => void;
}

/** Where each set of bets will be confirmed, with what it risks. The panel unless the user says otherwise. */
function Places({ id, place, choose }: PlacesProps): ReactNode {
  return (
    <fieldset>
      <legend>{en.mode.where}</legend>
      {(['panel', 'page'] as const).map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={`${id}-place`}
            checked={place === each}
            aria-describedby={`${id}-${each}`}
            onChange={() => choose(each)}
          />{' '}
          {en.mode.places[each].name}
          <span className="soft" id={`${id}-${each}`}>
            {' '}
            {en.mode.places[each].means}
          </span>
        </label>
      ))}
      <p className="soft">{en.mode.signatures}</p>
    </fieldset>
  );
}
