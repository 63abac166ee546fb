/** What speaks for and against one relation, beside those in force: for the user who is to judge it. */
import type { Condition } from '../domain/condition';
import type { Relation } from '../domain/relation';
import { conditionKeysOf } from '../domain/relation';
import type { Clock } from '../ports/clock';
import type { RelationLogic } from '../ports/relation-logic';
import { runInSlices, type Steps } from '../services/relations/slices';

export interface RelationCheck {
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

export interface CheckContext {
  readonly inForce: readonly Relation[];
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly logic: RelationLogic;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly name: (key: string) => string;
}

export async function checkRelation(relation: Relation, context: CheckContext): Promise<RelationCheck> {
  return runInSlices(checkSteps(relation, context), context.clock, context.signal);
}

function* checkSteps(relation: Relation, { inForce, conditions, logic }: CheckContext): Steps<RelationCheck> {
  const others = nearBy(
    relation,
    inForce.filter(({ id }) => id !== relation.id),
  );
  const outcomes = new Map(
    conditionKeysOf(relation.body).flatMap((key) => {
      const settled = conditions.get(key)?.settled ?? null;
      return settled === null ? [] : [[key, settled] as const];
    }),
  );
  const refuted = logic.refuted(relation, outcomes);
  const clash = (yield* logic.clashSteps(relation, others)).filter(({ id }) => id !== relation.id);
  const before = yield* logic.forcedSteps(others);
  const after = clash.length > 0 ? null : yield* logic.forcedSteps([...others, relation]);
  const fixes = [...(after ?? [])].flatMap(([key, value]) => (before?.has(key) === true ? [] : [{ key, value }]));
  const { body } = relation;
  const follows = body.type === 'implies' ? (logic.chain(others, body.if, body.then) ?? []) : [];
  return { clash, undecided: clash.length === 0 && after === null, fixes, refuted, follows };
}

/** Relations that share a condition with this one, directly or through others. */
function nearBy(relation: Relation, others: readonly Relation[]): readonly Relation[] {
  const byKey = new Map<string, Relation[]>();
  for (const other of others)
    for (const key of conditionKeysOf(other.body)) byKey.set(key, [...(byKey.get(key) ?? []), other]);
  const found = new Set<Relation>();
  const seen = new Set<string>();
  const queue = [...conditionKeysOf(relation.body)];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    for (const other of byKey.get(key) ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      queue.push(...conditionKeysOf(other.body));
    }
  }
  return [...found];
}
