/** The way to the examination of the venue; it stands out where live trading waits for it. */
import type { ReactNode } from 'react';
import type { Blocked } from '../../protocol/says';
import * as en from '../../words/en';
import { usePorts } from '../shell/context';

export function CheckLine({ liveBlockedBecause }: { readonly liveBlockedBecause: Blocked | null }): ReactNode {
  const { openPanel } = usePorts();
  if (openPanel === undefined) return null;
  const waits = liveBlockedBecause?.code === 'locked';
  return (
    <section className="block across" aria-label={en.doctor.title}>
      <span className={waits ? 'judge' : 'soft'}>{waits ? en.doctor.waits : en.doctor.offered}</span>
      <button type="button" className="button" onClick={() => openPanel('check')}>
        {en.doctor.title}
      </button>
    </section>
  );
}
