import { useContext, type ReactNode } from 'react';
import type { TokenSide } from '../../domain/condition';
import type { ExecutionMode } from '../../domain/execution';
import type { Tone } from '../../protocol/views';
import { age, answerWord, plainText } from '../../words/format';
import { UiContext } from '../shell/context';

/** A facet: filled when it has something to say, open when prices are coherent. Shape tells what colour tells. */
export function Glyph({ tone }: { readonly tone: Tone }): ReactNode {
  const filled = tone === 'violation' || tone === 'attention' || tone === 'loss';
  const colour = {
    violation: 'var(--floor)',
    coherent: 'var(--soft)',
    quiet: 'var(--soft)',
    attention: 'var(--judge)',
    loss: 'var(--loss)',
  }[tone];
  return (
    <svg className="glyph" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d="M6 0.8 11.2 6 6 11.2 0.8 6Z"
        fill={filled ? colour : 'none'}
        stroke={colour}
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
      {tone === 'loss' || tone === 'attention' ? (
        <path d="M6 3.4V6.6M6 8.1V8.6" stroke="var(--surface)" strokeWidth="1.4" strokeLinecap="round" />
      ) : null}
    </svg>
  );
}

/**
 * A number that fades when it changes and keeps its room: `room` is in digits. Where the page could find it by its text
 * (docs/reliability.md 2.11) what is shown is inert, and a style sheet says it again to those who listen.
 */
export function Num({
  children,
  room,
  className = '',
}: {
  readonly children: string;
  readonly room?: number;
  readonly className?: string;
}): ReactNode {
  const inert = useContext(UiContext)?.hidesAmounts ?? false;
  return (
    <span
      key={children}
      className={`number ${className}`}
      style={room === undefined ? undefined : { minWidth: `${room}ch`, textAlign: 'end' }}
      data-said={inert ? children : undefined}
    >
      {inert ? <span inert>{children}</span> : children}
    </span>
  );
}

const AMOUNT = /([+\u2212-]?\$\d[\d,.]*\d|\$\d)/;

/**
 * A sentence whose amounts of money are kept from the page's search, as `Num` keeps its number, and whole: a line that
 * ends after the minus sign turns a loss into a gain.
 */
export function Amounts({ children }: { readonly children: string }): ReactNode {
  const inert = useContext(UiContext)?.hidesAmounts ?? false;
  // Between two amounts there is always a text, so every second part is an amount.
  return children.split(AMOUNT).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className="amount" data-said={inert ? part : undefined}>
        {inert ? <span inert>{part}</span> : part}
      </span>
    ),
  );
}

/** "books 0.3 s old" with room for the longest age. */
export function Age({
  asOfMs,
  nowMs,
  label,
}: {
  readonly asOfMs: number | null;
  readonly nowMs: number;
  readonly label: string;
}): ReactNode {
  if (asOfMs === null) return null;
  return (
    <span className="age">
      <span className="age-label">{label} </span>
      <b>{age(nowMs - asOfMs)}</b> old
    </span>
  );
}

/** Text that came from the venue: harmless letters, isolated direction, never wider than its room. */
export function Outside({ children, max }: { readonly children: string; readonly max?: number }): ReactNode {
  return <bdi>{plainText(children, max)}</bdi>;
}

/** Which answer of which outcome: an outcome may itself be named "No change". */
export function BetName({ bet }: { readonly bet: { readonly token: TokenSide; readonly label: string } }): ReactNode {
  return (
    <>
      {answerWord(bet.token)} on “<Outside max={240}>{bet.label}</Outside>”
    </>
  );
}

/** On every header: paper is quiet, LIVE is not. */
export function ModeTag({ mode }: { readonly mode: ExecutionMode }): ReactNode {
  return (
    <span className="mode" data-mode={mode}>
      {mode === 'live' ? 'LIVE' : 'PAPER'}
    </span>
  );
}
