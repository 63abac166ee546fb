/** What speaks for and against one relation, beside those in force: for the user who is to judge it. */
import type { Condition } from '../domain/condition';
import type { Relation } from '../domain/relation';
import { conditionKeysOf } from '../domain/relation';
import { implicationGraph } from './closure';
import { connectedTo } from './components';
import { clashSteps, forcedSteps, isRefuted } from './consistency';

export interface RelationReview {
  /** The smallest set of relations in force that it cannot stand beside; empty when there is none. */
  readonly clash: readonly Relation[];
  /** Whether it can stand beside them could not be worked out. */
  readonly undecided: boolean;
  /** Open markets that it would leave one answer. */
  readonly fixes: readonly { readonly key: string; readonly value: boolean }[];
  /** Resolved markets show that it is false. */
  readonly refuted: boolean;
  /** Relations in force from which it already follows, in order. */
  readonly follows: readonly Relation[];
}

/** Yields between its searches, so that whoever asks can let other work run. */
export function* reviewSteps(
  relation: Relation,
  {
    inForce,
    conditions,
  }: { readonly inForce: readonly Relation[]; readonly conditions: ReadonlyMap<string, Condition> },
): Generator<undefined, RelationReview> {
  const others = connectedTo(
    relation,
    inForce.filter(({ id }) => id !== relation.id),
  );
  const outcomes = new Map(
    conditionKeysOf(relation.body).flatMap((key) => {
      const settled = conditions.get(key)?.settled ?? null;
      return settled === null ? [] : [[key, settled] as const];
    }),
  );
  const refuted = isRefuted(relation, outcomes);
  const clash = (yield* clashSteps(relation, others)).filter(({ id }) => id !== relation.id);
  const before = yield* forcedSteps(others);
  const after = clash.length > 0 ? null : yield* forcedSteps([...others, relation]);
  const fixes = [...(after ?? [])].flatMap(([key, value]) => (before?.has(key) === true ? [] : [{ key, value }]));
  const { body } = relation;
  const follows = body.type === 'implies' ? (implicationGraph(others).path(body.if, body.then) ?? []) : [];
  return { clash, undecided: clash.length === 0 && after === null, fixes, refuted, follows };
}
