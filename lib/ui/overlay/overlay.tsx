import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useStore, type StoreApi } from 'zustand';
import type { OutcomeView } from '../../protocol/views';
import type { Replica } from '../../protocol/replica';
import { useNow, usePorts } from '../shell/context';
import { Banner } from './banner';
import { bannerState } from './banner-state';
import { keepHeight, type KeptHeight } from './height-keeper';
import type { Places } from './hosts';
import { RowLine } from './row-line';
import type { Scheme } from './scheme';

export interface Ground {
  readonly places: Places;
  readonly scheme: Scheme;
}

/** Outcomes shown inside the banner where the page has no rows (one market, a game); more would be a wall. */
const MAX_LOOSE = 3;

const NONE: ReadonlySet<string> = new Set();

export function Overlay({
  replica,
  ground,
}: {
  readonly replica: Replica<'page'>;
  readonly ground: StoreApi<Ground>;
}): ReactNode {
  const { link, linkSinceMs, view } = useStore(replica);
  const { places, scheme } = useStore(ground);
  const nowMs = useNow();
  const [dismissed, setDismissed] = useState(NONE);
  const state = bannerState({ view, link, linkSinceMs, nowMs, dismissed });
  const outcomes = view?.outcomes ?? [];
  const loose = places.rows.size === 0 && outcomes.length <= MAX_LOOSE ? outcomes : [];
  const faded = link === 'gone' || (state.kind === 'line' && state.faded);
  return (
    <>
      <Frame scheme={scheme} floating={places.floating}>
        <Banner
          state={state}
          view={view}
          loose={loose}
          nowMs={nowMs}
          dismiss={(id) => setDismissed(new Set([...dismissed, id]))}
        />
      </Frame>
      <Rows places={places} outcomes={outcomes} scheme={scheme} nowMs={nowMs} faded={faded} />
    </>
  );
}

function skin({ scheme, surface }: Scheme): {
  readonly 'data-scheme': string;
  readonly style: CSSProperties | undefined;
} {
  const style: CSSProperties & { '--surface'?: string } = surface === null ? {} : { '--surface': surface };
  return { 'data-scheme': scheme, style };
}

function Frame({
  scheme,
  floating,
  children,
}: {
  readonly scheme: Scheme;
  readonly floating: boolean;
  readonly children: ReactNode;
}): ReactNode {
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
    <div
      className={`facet frame ${floating ? 'floating' : ''}`}
      {...skin(scheme)}
      onPointerUp={asked}
      onClick={asked}
      onFocus={asked}
    >
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

interface RowsProps {
  readonly places: Places;
  readonly outcomes: readonly OutcomeView[];
  readonly scheme: Scheme;
  readonly nowMs: number;
  readonly faded: boolean;
}

function Rows({ places, outcomes, scheme, nowMs, faded }: RowsProps): ReactNode {
  return outcomes.map((outcome) => {
    const place = places.rows.get(outcome.marketId);
    if (!place) return null;
    return createPortal(
      <div className="facet" {...skin(scheme)}>
        <RowLine outcome={outcome} nowMs={nowMs} faded={faded} />
      </div>,
      place.mount,
      outcome.marketId,
    );
  });
}
