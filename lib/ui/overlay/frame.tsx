import { useEffect, useRef, useState, type ReactNode } from 'react';
import { usePorts } from '../shell/context';
import { keepHeight, type KeptHeight } from './height-keeper';

/** The banner's own room: it follows its content only while that moves nothing under the user's hand. */
export function Frame({ floating, children }: { readonly floating: boolean; readonly children: ReactNode }): ReactNode {
  const { nowMs } = usePorts();
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const kept = useRef<KeptHeight | null>(null);
  const [clipped, setClipped] = useState(false);
  useEffect(() => {
    if (floating || !outer.current || !inner.current) return;
    const end = new AbortController();
    const room = outer.current;
    kept.current = keepHeight({ outer: room, inner: inner.current, clipped: setClipped, nowMs, signal: end.signal });
    return () => {
      end.abort();
      kept.current = null;
      room.style.height = '';
    };
  }, [floating, nowMs]);
  const asked = (): void => kept.current?.asked();
  return (
    <div className={`frame ${floating ? 'floating' : ''}`} onPointerUp={asked} onClick={asked} onFocus={asked}>
      <div className={`outer ${clipped && !floating ? 'clipped' : ''}`} ref={outer}>
        <div className="inner" ref={inner}>
          {children}
        </div>
        {clipped && !floating ? (
          <button type="button" className="button show" onClick={asked}>
            Show <span aria-hidden="true">▾</span>
          </button>
        ) : null}
      </div>
    </div>
  );
}
