import type { ReactNode } from 'react';
import type { ExecutionState, LegState } from '../../domain/execution';
import { unreachable } from '../../domain/result';
import type { ExecutionView, LegProgressView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText, shares } from '../../words/format';
import { BetName } from './basics';

type Mark = 'wait' | 'ready' | 'move' | 'done' | 'doubt' | 'miss';

interface LegWords {
  readonly mark: Mark;
  readonly text: string;
}

/** Nothing more will be sent for these: a leg that never left is not waiting for anything. */
const OVER: readonly ExecutionState[] = ['failed', 'refused', 'abandoned', 'partial', 'settled'];

function legWords(leg: LegProgressView, { mode, state }: ExecutionView): LegWords {
  if (OVER.includes(state) && (leg.state === 'pending' || leg.state === 'signed'))
    return { mark: 'wait', text: 'not sent' };
  const filled = `${shares(leg.filledMicros)} of ${shares(leg.sizeMicros)}`;
  const words: Readonly<Record<LegState, LegWords>> = {
    pending: { mark: 'wait', text: 'waiting' },
    signed: { mark: 'ready', text: 'signed' },
    sent: { mark: 'move', text: 'sent' },
    // Provisional: a match can still fail on chain.
    matched: { mark: 'ready', text: `matched ${filled}, not confirmed yet` },
    mined: { mark: 'ready', text: `matched ${filled}, on chain, not confirmed yet` },
    // Paper fills are final at once, and nothing of them is on a chain.
    confirmed: { mark: 'done', text: mode === 'paper' ? `filled ${filled} on paper` : `filled ${filled}, confirmed` },
    partial: { mark: 'doubt', text: `filled only ${filled}` },
    unfilled: { mark: 'miss', text: 'not filled' },
    rejected: { mark: 'miss', text: 'refused by the venue' },
    unknown: { mark: 'doubt', text: 'not known, being looked up' },
    failed: { mark: 'miss', text: 'failed' },
  };
  return words[leg.state];
}

/** Shape first, colour second. */
function MarkSign({ mark }: { readonly mark: Mark }): ReactNode {
  switch (mark) {
    case 'wait':
      return <Sign colour="var(--soft)" path="M2.5 6H9.5" />;
    case 'ready':
      return <Sign colour="var(--soft)" path="M2 6.5 5 9.5 10 2.5" />;
    case 'move':
      return <Sign colour="var(--soft)" path="M2 6H10M7 3 10 6 7 9" />;
    case 'done':
      return <Sign colour="var(--floor)" path="M2 6.5 5 9.5 10 2.5" />;
    case 'doubt':
      return <Sign colour="var(--judge)" path="M6 2V7M6 9.4V9.6" />;
    case 'miss':
      return <Sign colour="var(--loss)" path="M3 3 9 9M9 3 3 9" />;
    default:
      return unreachable(mark);
  }
}

function Sign({ colour, path }: { readonly colour: string; readonly path: string }): ReactNode {
  return (
    <svg className="glyph" viewBox="0 0 12 12" aria-hidden="true">
      <path d={path} fill="none" stroke={colour} strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

/** The legs of one execution with their states. The sentence above them is the owner's. */
export function ExecutionLegs({ execution }: { readonly execution: ExecutionView }): ReactNode {
  return (
    <ul className="leg-states">
      {execution.legs.map((leg, index) => {
        const words = legWords(leg, execution);
        return (
          <li key={`${index} ${leg.label}`}>
            <MarkSign mark={words.mark} />
            <span className="leg-name">
              <BetName bet={leg} />
            </span>
            <span className={words.mark === 'doubt' ? 'judge' : words.mark === 'miss' ? 'loss' : 'soft'}>
              {words.text}
            </span>
            {leg.failure === null ? null : <span className="leg-note soft">{plainText(en.failure(leg.failure))}</span>}
          </li>
        );
      })}
    </ul>
  );
}
