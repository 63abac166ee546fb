/** Which conditions one solve covers. */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import { conditionKeysOf, isExecutable } from '../../domain/relation';
import { deepEqual } from '../../domain/deep-equal';
import { componentsOf } from '../../relations/components';
import type { EventIndex } from './statements';

/** Conditions tied to each other by executable relations: what one solve covers. */
export interface Component {
  /** Least condition id among its members. */
  readonly key: string;
  readonly conditions: readonly Condition[];
  readonly relations: readonly Relation[];
  /** Event of most of its members, for titles and links. */
  readonly event: VenueEvent;
}

/** Each condition is in exactly one component; only executable relations whose conditions are all known tie. */
export function buildComponents(
  { conditions, eventOf }: EventIndex,
  relations: readonly Relation[],
): readonly Component[] {
  const used = relations.filter(
    (relation) => isExecutable(relation) && conditionKeysOf(relation.body).every((key) => conditions.has(key)),
  );
  return componentsOf([...conditions.keys()], used).flatMap(({ keys, relations: own }) => {
    const event = eventOf.get(keys[0] ?? '');
    if (event === undefined) return [];
    return [
      {
        key: keys.reduce((least, key) => (key < least ? key : least)),
        conditions: keys.flatMap((key) => conditions.get(key) ?? []),
        relations: own,
        event,
      },
    ];
  });
}

/**
 * The components of `next`, with those of `before` in the place of their equals: whoever compares by identity sees
 * exactly what changed. Conditions and events are compared by identity too; they are kept as long as the venue says the
 * same of them (catalogue/event-reader.ts).
 */
export function keepEqual(
  before: readonly Component[],
  next: readonly Component[],
): { readonly components: readonly Component[]; readonly changed: boolean } {
  const known = new Map(before.map((component) => [component.key, component] as const));
  const components = next.map((component) => {
    const old = known.get(component.key);
    return old !== undefined && sameComponent(old, component) ? old : component;
  });
  return {
    components,
    changed: components.length !== before.length || components.some((component, index) => component !== before[index]),
  };
}

function sameComponent(a: Component, b: Component): boolean {
  return (
    a.event === b.event &&
    a.conditions.length === b.conditions.length &&
    a.conditions.every((condition, index) => condition === b.conditions[index]) &&
    a.relations.length === b.relations.length &&
    a.relations.every((relation, index) => sameRelation(relation, b.relations[index]))
  );
}

function sameRelation(a: Relation, b: Relation | undefined): boolean {
  return (
    a === b ||
    (b !== undefined &&
      a.id === b.id &&
      a.version === b.version &&
      a.status === b.status &&
      a.why === b.why &&
      deepEqual([a.body, a.evidence], [b.body, b.evidence]))
  );
}
