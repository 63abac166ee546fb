/** Which conditions one solve covers. */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import { conditionKeysOf, isExecutable } from '../../domain/relation';

/** Conditions tied to each other by executable relations: what one solve covers. */
export interface Component {
  /** Least condition id among its members. */
  readonly key: string;
  readonly conditions: readonly Condition[];
  readonly relations: readonly Relation[];
  /** Event of most of its members, for titles and links. */
  readonly event: VenueEvent;
}

/** Union-find over executable relations; each condition is in exactly one component. */
export function buildComponents(events: readonly VenueEvent[], relations: readonly Relation[]): readonly Component[] {
  const conditions = new Map<string, Condition>(
    events.flatMap((event) => event.conditions.map((condition) => [condition.id, condition] as const)),
  );
  const eventOf = new Map<string, VenueEvent>(
    events.flatMap((event) => event.conditions.map((condition) => [condition.id, event] as const)),
  );
  const parent = new Map<string, string>([...conditions.keys()].map((id) => [id, id]));
  const find = (id: string): string => {
    let root = id;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    parent.set(id, root);
    return root;
  };
  const used = relations.filter(
    (relation) => isExecutable(relation) && conditionKeysOf(relation.body).every((key) => parent.has(key)),
  );
  for (const relation of used) {
    const [first, ...rest] = conditionKeysOf(relation.body);
    if (first === undefined) continue;
    for (const key of rest) {
      const [low, high] = [find(first), find(key)].sort();
      if (low !== undefined && high !== undefined && low !== high) parent.set(high, low);
    }
  }
  const groups = new Map<string, { conditions: Condition[]; relations: Relation[] }>();
  const groupOf = (id: string) => {
    const root = find(id);
    const group = groups.get(root) ?? { conditions: [], relations: [] };
    groups.set(root, group);
    return group;
  };
  for (const condition of conditions.values()) groupOf(condition.id).conditions.push(condition);
  for (const relation of used) groupOf(conditionKeysOf(relation.body)[0] ?? '').relations.push(relation);
  return [...groups.entries()].flatMap(([key, group]) => {
    const event = eventOf.get(group.conditions[0]?.id ?? key);
    return event ? [{ key, conditions: group.conditions, relations: group.relations, event }] : [];
  });
}

/**
 * The components of `next`, with those of `before` in the place of their equals: whoever compares by identity sees
 * exactly what changed. Conditions and events are compared by identity too; they are kept as long as the venue says the
 * same of them (reading.ts).
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
      JSON.stringify([a.body, a.evidence]) === JSON.stringify([b.body, b.evidence]))
  );
}
