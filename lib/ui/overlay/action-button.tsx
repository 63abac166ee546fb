import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
} from 'react';
import type { ExecutionMode } from '../../domain/execution';
import type { ConfirmPlace } from '../../protocol/settings';
import type { OpportunityView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts } from '../shell/context';
import { createClickGuard, type Means } from './click-guard';
import { readPress, watchOffer } from './watch-offer';
import type { Offer } from './offer-sight';

interface Intent {
  readonly certificateHash: string;
  readonly maxCostMicros: number;
  readonly mode: ExecutionMode;
}

interface Props {
  readonly opportunity: OpportunityView;
  readonly mode: ExecutionMode;
  readonly confirmIn: ConfirmPlace;
  /** The part of the card that must be seen whole: amounts, worst case, mode and this button. */
  readonly card: RefObject<HTMLElement | null>;
}

const isPressKey = ({ key }: KeyboardEvent): boolean => key === 'Enter' || key === ' ';
const openRootOf: Offer['shadowRootOf'] = (element) => element.shadowRoot;

/**
 * The one button in the page that moves money, or leads to where it is moved. What is sent is what the button stood
 * for when it was pressed down; the background
 * refuses it when the book has moved since. It is unmounted, not disabled, when there is nothing to press.
 */
export function ActionButton({ opportunity, mode, confirmIn, card }: Props): ReactNode {
  const { command, nowMs, shadowRootOf = openRootOf } = usePorts();
  const [guard] = useState(createClickGuard);
  const [note, setNote] = useState('');
  const [pending, setPending] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  /** The press is the user's word; else it opens what is to be read where the page cannot reach. */
  const confirms = mode === 'paper' || confirmIn === 'page';
  const label = en.offer.action(mode, opportunity.legs.length, confirms);
  const underway = useRef(false);
  const pressed = useRef<Intent | null>(null);

  const offer = (): Offer | null =>
    button.current && card.current ? { card: card.current, button: button.current, shadowRootOf } : null;

  useEffect(() => {
    if (!button.current || !card.current) return;
    const end = new AbortController();
    const watched = { card: card.current, button: button.current, shadowRootOf };
    watchOffer({ offer: watched, guard, nowMs, signal: end.signal });
    return () => end.abort();
  }, [guard, nowMs, card, shadowRootOf]);
  useEffect(() => guard.changed(nowMs()), [guard, nowMs, label]);

  const intent: Intent = {
    certificateHash: opportunity.certificateHash,
    maxCostMicros: opportunity.maxCostMicros,
    mode,
  };

  const down = (means: Means, event: SyntheticEvent): void => {
    const now = offer();
    // What no user did is not worth a look at the page.
    if (!now || !event.nativeEvent.isTrusted) return;
    pressed.current = intent;
    guard.down(means, readPress(event.nativeEvent, now, nowMs()));
  };

  const up = async (means: Means, event: SyntheticEvent): Promise<void> => {
    if (!event.nativeEvent.isTrusted) return;
    const wanted = (means === 'assistant' ? null : pressed.current) ?? intent;
    pressed.current = null;
    const now = offer();
    if (underway.current || !now) return;
    const verdict = guard.up(means, readPress(event.nativeEvent, now, nowMs()));
    if (!verdict.act) {
      if (verdict.why !== null) setNote(en.press[verdict.why]);
      return;
    }
    if (!confirms) {
      const opened = await command('review', { certificateHash: wanted.certificateHash });
      return setNote(opened.ok ? en.press.opened : en.failure(opened.error));
    }
    underway.current = true;
    setPending(true);
    setNote(en.press.checking(mode));
    const reply = await command('execute', wanted);
    // When it was taken, the execution's own state replaces this button; until then it stays pressed.
    if (reply.ok) return;
    setNote(en.failure(reply.error));
    if (reply.error.retry === 'unknown') return;
    underway.current = false;
    setPending(false);
    guard.changed(nowMs());
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className="button action"
        data-mode={mode}
        aria-disabled={pending}
        onPointerDown={(event) => event.button === 0 && down('pointer', event)}
        onFocus={() => guard.focused(nowMs())}
        onBlur={() => guard.focused(null)}
        // The browser would click at the key's first half, and again while it is held; the press counts when it ends.
        onKeyDown={(event) => {
          if (!isPressKey(event)) return;
          event.preventDefault();
          if (!event.repeat) down('key', event);
        }}
        onKeyUp={(event) => {
          if (!isPressKey(event)) return;
          event.preventDefault();
          void up('key', event);
        }}
        // The second half of a double click is not a second wish.
        onClick={(event) => void (event.detail > 1 || up(event.detail === 0 ? 'assistant' : 'pointer', event))}
      >
        {label}
      </button>
      <span className="note" role="status">
        {plainText(note)}
      </span>
    </>
  );
}
