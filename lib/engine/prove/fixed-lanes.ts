/** Lanes that exist whether or not their book has levels now, so that a tick never changes the shape of a program. */
import type { Instance, InstanceCondition } from '../../domain/instance';
import { sizeMicros } from '../../domain/units';
import { buildLanes, type Lane } from '../lp/lanes';

export function fixedLanes(instance: Instance, keys: readonly string[]): readonly Lane[] {
  const terms = new Map(instance.conditions.map((condition) => [condition.key, condition]));
  const built = new Map<number, Lane[]>();
  for (const lane of buildLanes(instance, keys))
    built.set(lane.condition, [...(built.get(lane.condition) ?? []), lane]);
  return keys.flatMap((key, condition) => {
    const one = terms.get(key);
    return one ? completed(built.get(condition) ?? [], one, condition) : [];
  });
}

/** The lanes of one condition of the instance. */
export function lanesOf(
  instance: Instance,
  { key, condition }: { readonly key: string; readonly condition: number },
): readonly Lane[] {
  const terms = instance.conditions.find((candidate) => candidate.key === key);
  if (!terms) return [];
  return completed(
    buildLanes({ ...instance, conditions: [terms] }, [key]).map((lane) => ({ ...lane, condition })),
    terms,
    condition,
  );
}

/** Both buy lanes, empty or not, and the sell lanes of what is held. */
function completed(built: readonly Lane[], { key, fee }: InstanceCondition, condition: number): readonly Lane[] {
  const buys = (['yes', 'no'] as const).map(
    (token): Lane =>
      built.find((lane) => lane.token === token && lane.side === 'buy') ?? {
        condition,
        key,
        token,
        side: 'buy',
        levels: [],
        bookLevels: [],
        fee,
        minSizeMicros: sizeMicros(0),
      },
  );
  return [...buys, ...built.filter(({ side }) => side === 'sell')];
}
