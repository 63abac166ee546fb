/**
 * What shape a component has, read from its relations alone: one group, or positions on a line. Both are families on
 * which the relaxation is exact (docs/maths.md 2.3), so that a structured optimum is the optimum. Every relation must
 * be understood, else there is no shape.
 */
import { conditionKeysOf, type Relation } from '../../domain/relation';
import type { OutcomeSpace } from '../space/space';

/** How a threshold's neighbours are tied: by an implication, by a bucket, or both. */
interface StepRows {
  readonly implication: number;
  readonly bucketRow: number;
}

export interface LineMember {
  readonly condition: number;
  /** Cell of a bucket, threshold (from 1) otherwise. */
  readonly position: number;
  readonly kind: 'threshold' | 'bucket' | 'alias';
  /** True when the condition is the complement of its threshold. */
  readonly flipped: boolean;
  /**
   * Row of the space that ties a bucket or an alias to the line, -1 for a threshold; `sign`: its coefficient on the
   * condition.
   */
  readonly row: number;
  readonly sign: number;
}

export type Shape =
  | { readonly kind: 'group'; readonly exhaustive: boolean; readonly row: number }
  | {
      readonly kind: 'line';
      readonly thresholds: number;
      readonly members: readonly LineMember[];
      readonly steps: readonly StepRows[];
    };

export function shapeOf(space: OutcomeSpace): Shape | null {
  const firstRow = new Map<Relation, number>();
  space.rows.forEach(({ origin }, row) => {
    if (origin.kind === 'relation' && !firstRow.has(origin.relation)) firstRow.set(origin.relation, row);
  });
  return groupOf(space, firstRow) ?? lineOf(space, firstRow);
}

type FirstRow = ReadonlyMap<Relation, number>;

function groupOf(space: OutcomeSpace, firstRow: FirstRow): Shape | null {
  const [relation] = space.relations;
  if (
    space.relations.length !== 1 ||
    !relation ||
    (relation.body.type !== 'exactly-one' && relation.body.type !== 'excludes')
  )
    return null;
  const row = firstRow.get(relation);
  return row === undefined ||
    conditionKeysOf(relation.body).length !== space.keys.length ||
    relation.body.of.length !== space.keys.length
    ? null
    : { kind: 'group', exhaustive: relation.body.type === 'exactly-one', row };
}

interface Roles {
  /** Less likely neighbour by threshold, with the row that says so; all of them, so that shortcuts are allowed. */
  readonly below: Map<string, Map<string, number>>;
  readonly buckets: Map<string, { readonly low: string; readonly high: string; readonly row: number }>;
  readonly aliases: Map<
    string,
    { readonly of: string; readonly flipped: boolean; readonly row: number; readonly sign: number }
  >;
  readonly groups: { readonly of: readonly string[]; readonly exhaustive: boolean }[];
}

function lineOf(space: OutcomeSpace, firstRow: FirstRow): Shape | null {
  const roles = rolesOf(space.relations, firstRow);
  if (!roles) return null;
  const thresholds = space.keys.filter((key) => !roles.buckets.has(key) && !roles.aliases.has(key));
  const order = orderOf(thresholds, roles);
  if (!order) return null;
  const position = new Map(order.map((key, index) => [key, index + 1]));
  const members: LineMember[] = [];
  for (const [condition, key] of space.keys.entries()) {
    const bucket = roles.buckets.get(key);
    const alias = roles.aliases.get(key);
    const low = position.get(bucket?.low ?? alias?.of ?? key);
    if (low === undefined) return null;
    if (bucket && position.get(bucket.high) !== low + 1) return null;
    if (bucket) members.push({ condition, position: low, kind: 'bucket', flipped: false, row: bucket.row, sign: 1 });
    else if (alias)
      members.push({
        condition,
        position: low,
        kind: 'alias',
        flipped: alias.flipped,
        row: alias.row,
        sign: alias.sign,
      });
    else members.push({ condition, position: low, kind: 'threshold', flipped: false, row: -1, sign: 0 });
  }
  const inCell = new Map(
    members.flatMap((member) =>
      cellsOf(member, order.length).map((cell) => [space.keys[member.condition] ?? '', cell] as const),
    ),
  );
  // Two buckets of one cell would have to share it.
  const filled = members.filter(({ kind }) => kind === 'bucket').map((member) => member.position);
  if (new Set(filled).size !== filled.length || !roles.groups.every((group) => isImplied(group, inCell, order.length)))
    return null;
  const steps = order.slice(1).map((key, index): StepRows => {
    const above = order[index] ?? '';
    const bucket = [...roles.buckets.values()].find(({ low, high }) => low === above && high === key);
    return { implication: roles.below.get(above)?.get(key) ?? -1, bucketRow: bucket?.row ?? -1 };
  });
  return { kind: 'line', thresholds: order.length, members, steps };
}

/** Null when a relation is of another kind, or a condition plays two roles. */
function rolesOf(relations: readonly Relation[], firstRow: FirstRow): Roles | null {
  const roles: Roles = { below: new Map(), buckets: new Map(), aliases: new Map(), groups: [] };
  const inOthers = new Map<string, number>();
  for (const { body } of relations)
    if (body.type !== 'exactly-one' && body.type !== 'excludes')
      for (const key of conditionKeysOf(body)) inOthers.set(key, (inOthers.get(key) ?? 0) + 1);
  for (const relation of relations) {
    const { body } = relation;
    const row = firstRow.get(relation) ?? -1;
    switch (body.type) {
      case 'implies':
        if (body.if !== body.then) linkBelow(roles, body.then, { key: body.if, row });
        break;
      case 'difference':
        if (roles.buckets.has(body.result) || new Set([body.result, ...body.of]).size < 3) return null;
        roles.buckets.set(body.result, { low: body.of[0], high: body.of[1], row });
        break;
      case 'not':
      case 'equivalent': {
        const [first, second] = body.of;
        if (first === undefined || second === undefined || first === second || body.of.length !== 2) return null;
        // The one that nothing else speaks of hangs on the other.
        const hanging = inOthers.get(second) === 1 ? second : first;
        if (inOthers.get(hanging) !== 1) return null;
        const flipped = body.type === 'not';
        roles.aliases.set(hanging, {
          of: hanging === first ? second : first,
          flipped,
          row,
          sign: flipped || hanging === first ? 1 : -1,
        });
        break;
      }
      case 'exactly-one':
      case 'excludes':
        roles.groups.push({ of: body.of, exhaustive: body.type === 'exactly-one' });
        break;
      case 'at-least-one':
      case 'and':
      case 'or':
      case 'count':
      case 'majority':
      case 'linear':
      case 'settled':
        return null;
    }
  }
  for (const { low, high } of roles.buckets.values())
    if (!roles.below.get(low)?.has(high)) linkBelow(roles, low, { key: high, row: -1 });
  return roles;
}

function linkBelow(roles: Roles, above: string, step: { readonly key: string; readonly row: number }): void {
  const known = roles.below.get(above) ?? new Map<string, number>();
  if ((known.get(step.key) ?? -1) < 0) known.set(step.key, step.row);
  roles.below.set(above, known);
}

/** Thresholds from the most to the least likely: each tied to the next, and no tie against that order. */
function orderOf(thresholds: readonly string[], { below }: Roles): readonly string[] | null {
  const incoming = new Map(thresholds.map((key) => [key, 0]));
  for (const [above, steps] of below) {
    if (!incoming.has(above)) return null;
    for (const key of steps.keys()) {
      const count = incoming.get(key);
      if (count === undefined) return null;
      incoming.set(key, count + 1);
    }
  }
  const order: string[] = [];
  let ready = thresholds.filter((key) => incoming.get(key) === 0);
  while (ready.length === 1) {
    const [key = ''] = ready;
    const previous = order.at(-1);
    if (previous !== undefined && !below.get(previous)?.has(key)) return null;
    order.push(key);
    ready = [];
    for (const next of below.get(key)?.keys() ?? []) {
      const left = (incoming.get(next) ?? 0) - 1;
      incoming.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  return order.length === thresholds.length ? order : null;
}

/** The one cell in which a member is true, if it is true in one only. */
function cellsOf({ kind, flipped, position }: LineMember, thresholds: number): readonly number[] {
  if (kind === 'bucket') return [position];
  if (flipped) return position === 1 ? [0] : [];
  return position === thresholds ? [thresholds] : [];
}

/** A group of different cells says nothing new; one that is exhaustive must hold every cell. */
function isImplied(
  { of, exhaustive }: Roles['groups'][number],
  inCell: ReadonlyMap<string, number>,
  thresholds: number,
): boolean {
  const cells = new Set<number>();
  for (const key of of) {
    const cell = inCell.get(key);
    if (cell === undefined || cells.has(cell)) return false;
    cells.add(cell);
  }
  return !exhaustive || cells.size === thresholds + 1;
}
