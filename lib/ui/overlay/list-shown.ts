/** What the places of a list of events show. */
import type { HomeView } from '../../protocol/views';
import { useNow, useTopic } from '../shell/context';

export interface ListShown {
  readonly view: HomeView | null;
  readonly nowMs: number;
  readonly faded: boolean;
}

export function useListShown(): ListShown {
  const { link, view } = useTopic('home', null);
  const nowMs = useNow();
  return { view, nowMs, faded: link !== 'live' };
}
