/** Lanes that exist whether or not their book has levels now, so that a tick never changes the shape of a program. */
import type { Instance } from '../../domain/instance';
import { sizeMicros } from '../../domain/units';
import { buildLanes, type Lane } from '../arbitrage/lanes';

export function fixedLanes(instance: Instance, keys: readonly string[]): readonly Lane[] {
  const terms = new Map(instance.conditions.map((condition) => [condition.key, condition]));
  return keys.flatMap((key, condition) => {
    const one = terms.get(key);
    return one ? lanesOf({ ...instance, conditions: [one] }, { key, condition }) : [];
  });
}

/** Both buy lanes of a condition, empty or not, and the sell lanes of what is held. */
export function lanesOf(instance: Instance, { key, condition }: { readonly key: string; readonly condition: number }): readonly Lane[] {
  const terms = instance.conditions.find((candidate) => candidate.key === key);
  if (!terms) return [];
  const built = buildLanes({ ...instance, conditions: [terms] }, [key]).map((lane): Lane => ({ ...lane, condition }));
  const buys = (['yes', 'no'] as const).map((token): Lane => built.find((lane) => lane.token === token && lane.side === 'buy') ?? { condition, key, token, side: 'buy', levels: [], bookLevels: [], fee: terms.fee, minSizeMicros: sizeMicros(0) });
  return [...buys, ...built.filter(({ side }) => side === 'sell')];
}
