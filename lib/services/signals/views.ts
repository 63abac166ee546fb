/** Signals as the interface sees them. */
import type { Book } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { FairValueView, MarketsView, SignalReading, SignalsView } from '../../protocol/signals';
import { signals, type MarketSignals } from '../../signals/signals';
import type { Entries } from './entries';
import type { FairValues } from './fair-values';
import type { Leads } from './leads';

/** A page may show hundreds of markets; those after these are only counted. */
const MOST_SHOWN = 12;

export interface Shown {
  readonly condition: Condition;
  readonly running: MarketSignals;
  /** The book that the signals were told last; null: nothing, or that there is a gap. */
  readonly told: Book | null;
}

/** What the page shows beside an outcome. */
const ON_PAGE: readonly string[] = ['microprice'];
const ALL: readonly string[] = signals.map(({ id }) => id);

/** What the page says of these conditions now. */
export function signalsView(
  path: string,
  shown: readonly Shown[],
  { fair, nowMs }: { readonly fair: FairValues; readonly nowMs: number },
): SignalsView {
  const markets = shown.map(({ condition, running }) => [condition.marketId, readingsOf(running, nowMs, ON_PAGE)]);
  const values = shown.flatMap(({ condition }): readonly (readonly [string, FairValueView])[] => {
    const view = fair.viewOf(condition, nowMs);
    return view === null ? [] : [[condition.marketId, view]];
  });
  return { path, markets: Object.fromEntries(markets), fair: Object.fromEntries(values) };
}

/** Everything that is said of them, for the side panel; those on prices first. */
export function marketsView(
  shown: readonly Shown[],
  {
    fair,
    leads,
    entries,
    nowMs,
  }: {
    readonly fair: FairValues;
    readonly leads: Leads;
    readonly entries: Entries;
    readonly nowMs: number;
  },
): Pick<MarketsView, 'markets' | 'more'> {
  const valued = shown.map((each) => ({ ...each, fair: fair.viewOf(each.condition, nowMs) }));
  const ordered = [...valued.filter((each) => each.fair !== null), ...valued.filter((each) => each.fair === null)];
  return {
    markets: ordered.slice(0, MOST_SHOWN).map(({ condition, running, told, fair: value }) => ({
      marketId: condition.marketId,
      question: condition.question,
      tickMicros: condition.tickMicros,
      readings: readingsOf(running, nowMs, ALL),
      fair: value,
      lead: leads.viewOf(condition.id),
      entry: entries.viewOf(
        { id: condition.id, running, fair: () => (value?.kind === 'value' ? value.value : null) },
        told,
      ),
    })),
    more: Math.max(0, ordered.length - MOST_SHOWN),
  };
}

function readingsOf(
  running: MarketSignals,
  nowMs: number,
  ids: readonly string[],
): Readonly<Record<string, SignalReading>> {
  return Object.fromEntries(ids.map((id) => [id, running.read(id, nowMs)]));
}
