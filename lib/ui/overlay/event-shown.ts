/** What the places of an event's page show: put together once, because the banner's state colours the rows too. */
import { useState } from 'react';
import type { SignalsView } from '../../protocol/signals';
import type { OutcomeView, PageView } from '../../protocol/views';
import { useNow, useTopic } from '../shell/context';
import { bannerState, type BannerState } from './banner-state';
import type { Standing } from './hosts';

export interface EventShown {
  readonly state: BannerState;
  readonly view: PageView | null;
  readonly signals: SignalsView | null;
  /** Outcomes that have no row of their own in the page. */
  readonly loose: readonly OutcomeView[];
  readonly nowMs: number;
  /** Nothing here is fresh: the background is silent or the feed is down. */
  readonly faded: boolean;
  readonly dismiss: (executionId: string) => void;
}

/** Outcomes shown inside the banner where the page has no rows (one market, a game); more would be a wall. */
const MAX_LOOSE = 3;

const NONE: ReadonlySet<string> = new Set();

export function useEventShown(path: string, standing: Standing): EventShown {
  const { link, linkSinceMs, view } = useTopic('page', path);
  const signals = useTopic('signals', path).view;
  const nowMs = useNow();
  const [dismissed, setDismissed] = useState(NONE);
  const state = bannerState({ view, link, linkSinceMs, nowMs, dismissed });
  const outcomes = view?.outcomes ?? [];
  const hasRows = (standing.get('row')?.size ?? 0) > 0;
  return {
    state,
    view,
    signals,
    loose: !hasRows && outcomes.length <= MAX_LOOSE ? outcomes : [],
    nowMs,
    faded: link === 'gone' || link === 'resting' || (state.kind === 'line' && state.faded),
    dismiss: (id) => setDismissed(new Set([...dismissed, id])),
  };
}
