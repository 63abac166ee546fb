/** At which price a basket appears: one ask lowered tick by tick until the engine finds an edge, fees included. */
import type { TokenSide } from '../../domain/condition';
import type { Instance } from '../../domain/instance';
import { priceMicros, type MoneyMicros, type PriceMicros } from '../../domain/units';
import { own } from '../../domain/arrays';
import { solveInstance, type SolveOptions } from '../solve';

export interface Threshold {
  readonly priceMicros: PriceMicros;
  readonly edgeMicros: MoneyMicros;
  /** Ticks below the recorded ask. */
  readonly ticks: number;
}

/** Null when the token has no ask, or when even the lowest tradable price gives nothing. */
export function edgeThreshold(
  instance: Instance,
  leg: { readonly key: string; readonly token: TokenSide },
  options: SolveOptions,
): Threshold | null {
  const book = own(instance.books, leg.key);
  const tick = instance.conditions.find(({ key }) => key === leg.key)?.tickMicros;
  const best = book?.[leg.token].asks[0];
  if (!book || !best || tick === undefined) return null;
  for (let ticks = 0; best.priceMicros - ticks * tick > 0; ticks += 1) {
    const price = priceMicros(best.priceMicros - ticks * tick);
    const side = { ...book[leg.token], asks: [{ ...best, priceMicros: price }, ...book[leg.token].asks.slice(1)] };
    const lowered: Instance = { ...instance, books: { ...instance.books, [leg.key]: { ...book, [leg.token]: side } } };
    const answer = solveInstance(lowered, options);
    if (answer.kind === 'solved' && answer.walked)
      return { priceMicros: price, edgeMicros: answer.walked.edgeMicros, ticks };
  }
  return null;
}
