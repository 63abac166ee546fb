/**
 * What shape a component has, read from its relations alone: one group, or positions on a line. Both are families on
 * which the relaxation is exact (maths 2.3), so that a structured optimum is the optimum. Every relation must be
 * understood, else there is no shape.
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
  readonly place: number;
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

interface Parts {
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
  const parts = partsOf(space.relations, firstRow);
  if (!parts) return null;
  const thresholds = space.keys.filter((key) => !parts.buckets.has(key) && !parts.aliases.has(key));
  const order = orderOf(thresholds, parts);
  if (!order) return null;
  const place = new Map(order.map((key, index) => [key, index + 1]));
  const members: LineMember[] = [];
  for (const [condition, key] of space.keys.entries()) {
    const bucket = parts.buckets.get(key);
    const alias = parts.aliases.get(key);
    const low = place.get(bucket?.low ?? alias?.of ?? key);
    if (low === undefined) return null;
    if (bucket && place.get(bucket.high) !== low + 1) return null;
    if (bucket) members.push({ condition, place: low, kind: 'bucket', flipped: false, row: bucket.row, sign: 1 });
    else if (alias)
      members.push({ condition, place: low, kind: 'alias', flipped: alias.flipped, row: alias.row, sign: alias.sign });
    else members.push({ condition, place: low, kind: 'threshold', flipped: false, row: -1, sign: 0 });
  }
  const inCell = new Map(
    members.flatMap((member) =>
      cellsOf(member, order.length).map((cell) => [space.keys[member.condition] ?? '', cell] as const),
    ),
  );
  // Two buckets of one cell would have to share it.
  const filled = members.filter(({ kind }) => kind === 'bucket').map((member) => member.place);
  if (new Set(filled).size !== filled.length || !parts.groups.every((group) => isImplied(group, inCell, order.length)))
    return null;
  const steps = order.slice(1).map((key, index): StepRows => {
    const above = order[index] ?? '';
    const bucket = [...parts.buckets.values()].find(({ low, high }) => low === above && high === key);
    return { implication: parts.below.get(above)?.get(key) ?? -1, bucketRow: bucket?.row ?? -1 };
  });
  return { kind: 'line', thresholds: order.length, members, steps };
}

/** Null when a relation is of another kind, or a condition plays two parts. */
function partsOf(relations: readonly Relation[], firstRow: FirstRow): Parts | null {
  const parts: Parts = { below: new Map(), buckets: new Map(), aliases: new Map(), groups: [] };
  const inOthers = new Map<string, number>();
  for (const { body } of relations)
    if (body.type !== 'exactly-one' && body.type !== 'excludes')
      for (const key of conditionKeysOf(body)) inOthers.set(key, (inOthers.get(key) ?? 0) + 1);
  for (const relation of relations) {
    const { body } = relation;
    const row = firstRow.get(relation) ?? -1;
    switch (body.type) {
      case 'implies':
        if (body.if !== body.then) linkBelow(parts, body.then, { key: body.if, row });
        break;
      case 'difference':
        if (parts.buckets.has(body.result) || new Set([body.result, ...body.of]).size < 3) return null;
        parts.buckets.set(body.result, { low: body.of[0], high: body.of[1], row });
        break;
      case 'not':
      case 'equivalent': {
        const [first, second] = body.of;
        if (first === undefined || second === undefined || first === second || body.of.length !== 2) return null;
        // The one that nothing else speaks of hangs on the other.
        const hanging = inOthers.get(second) === 1 ? second : first;
        if (inOthers.get(hanging) !== 1) return null;
        const flipped = body.type === 'not';
        parts.aliases.set(hanging, {
          of: hanging === first ? second : first,
          flipped,
          row,
          sign: flipped || hanging === first ? 1 : -1,
        });
        break;
      }
      case 'exactly-one':
      case 'excludes':
        parts.groups.push({ of: body.of, exhaustive: body.type === 'exactly-one' });
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
  for (const { low, high } of parts.buckets.values())
    if (!parts.below.get(low)?.has(high)) linkBelow(parts, low, { key: high, row: -1 });
  return parts;
}

function linkBelow(parts: Parts, above: string, step: { readonly key: string; readonly row: number }): void {
  const known = parts.below.get(above) ?? new Map<string, number>();
  if ((known.get(step.key) ?? -1) < 0) known.set(step.key, step.row);
  parts.below.set(above, known);
}

/** Thresholds from the most to the least likely: each tied to the next, and no tie against that order. */
function orderOf(thresholds: readonly string[], { below }: Parts): readonly string[] | null {
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
function cellsOf({ kind, flipped, place }: LineMember, thresholds: number): readonly number[] {
  if (kind === 'bucket') return [place];
  if (flipped) return place === 1 ? [0] : [];
  return place === thresholds ? [thresholds] : [];
}

/** A group of different cells says nothing new; one that is exhaustive must hold every cell. */
function isImplied(
  { of, exhaustive }: Parts['groups'][number],
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
