import type { Condition } from '../../domain/condition';
import type { SignalsView } from '../../protocol/views';
import type { Running } from '../../signals/signals';

/** Everything that the signals say of these conditions now. */
export function signalsView(
  path: string,
  shown: readonly { readonly condition: Condition; readonly running: ReadonlyMap<string, Running> }[],
): SignalsView {
  const markets = shown.map(({ condition, running }) => [
    condition.marketId,
    Object.fromEntries([...running].map(([id, each]) => [id, each.read()])),
  ]);
  return { path, markets: Object.fromEntries(markets) };
}
