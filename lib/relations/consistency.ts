/**
 * What a relation does to those already in force. A contradiction makes the outcome space empty, and any profit over an
 * empty space is vacuous; a condition that is forced although its market is open is nearly always a wrong relation
 * (docs/maths.md 3.2).
 */
import { conditionKeysOf, type Relation, type RelationBody } from '../domain/relation';
import { finish } from '../domain/steps';
import { connectedTo } from './components';
import { Propagator } from './propagate';
import { atLeastRow, inequalitiesOf, negated } from './row';
import { rowsOf } from './rows';
import { CHECK_LIMITS, rowSystem, satisfy } from './satisfy';
import { irreducibleSteps, settleSteps } from './search';

function clash(relations: readonly Relation[]): boolean {
  return satisfy(relations.flatMap(({ body }) => rowsOf(body))).kind === 'no';
}

/** Whether the candidate cannot stand beside the others: the question without the answer to "because of which?". */
export function contradicts(candidate: Relation, others: readonly Relation[]): boolean {
  return clash([candidate, ...connectedTo(candidate, others)]);
}

/**
 * Up to this size the search tries every subset; beyond, dropping one after another gives a set from which nothing can
 * be left out.
 */
const MAX_EXHAUSTIVE = 3;
const MAX_SUBSETS = 20_000;

/** The smallest set of relations (the candidate among them) that cannot all hold; empty when there is none. */
export function smallestClash(candidate: Relation, others: readonly Relation[]): readonly Relation[] {
  return finish(clashSteps(candidate, others));
}

/** The same, step by step: a search among many relations takes longer than a service worker may be busy in one go. */
export function* clashSteps(
  candidate: Relation,
  others: readonly Relation[],
): Generator<undefined, readonly Relation[]> {
  const near = connectedTo(candidate, others);
  if (!clash([candidate, ...near])) return [];
  if (clash([candidate])) return [candidate];
  const irreducible = yield* irreducibleSteps(near, (kept) => clash([candidate, ...kept]));
  if (irreducible.length <= 1) return [candidate, ...irreducible];
  for (let size = 1; size < Math.min(irreducible.length, MAX_EXHAUSTIVE); size += 1) {
    let tried = 0;
    for (const subset of subsetsOf(near, size)) {
      tried += 1;
      if (tried > MAX_SUBSETS) break;
      if (clash([candidate, ...subset])) return [candidate, ...subset];
      yield;
    }
  }
  return [candidate, ...irreducible];
}

function* subsetsOf<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= items.length - size; at += 1) {
    const item = items[at];
    if (item === undefined) continue;
    for (const rest of subsetsOf(items, size - 1, at + 1)) yield [item, ...rest];
  }
}

/**
 * Whether the second holds in every case that the first allows, or that cannot be ruled out. What always holds follows
 * from nothing here.
 */
export function entails(stronger: RelationBody, weaker: RelationBody): boolean {
  const known = ENTAILED.get(stronger)?.get(weaker);
  if (known !== undefined) return known;
  const allowed = rowsOf(stronger);
  const broken = rowsOf(weaker)
    .flatMap(inequalitiesOf)
    .map(({ terms, atLeast }) => atLeastRow(negated(terms), 1 - atLeast))
    .filter((row) => satisfy([row]).kind !== 'no');
  const entailed = broken.length > 0 && broken.every((row) => satisfy([...allowed, row]).kind !== 'yes');
  const answers = ENTAILED.get(stronger) ?? new WeakMap<RelationBody, boolean>();
  ENTAILED.set(stronger, answers.set(weaker, entailed));
  return entailed;
}

/** Asked again with every change of the markets; bodies are never changed in place. */
const ENTAILED = new WeakMap<RelationBody, WeakMap<RelationBody, boolean>>();

/**
 * Conditions with only one possible value under these relations (logical settlement), settled ones included; null when
 * nothing is possible.
 */
export function forcedValues(relations: readonly Relation[]): ReadonlyMap<string, boolean> | null {
  return finish(forcedSteps(relations));
}

/** The same, one condition after the other. What cannot be worked out counts as impossible: nothing may rest on it. */
export function* forcedSteps(
  relations: readonly Relation[],
): Generator<undefined, ReadonlyMap<string, boolean> | null> {
  const system = rowSystem(relations.flatMap(({ body }) => rowsOf(body)));
  const { kind, settled } = yield* settleSteps(new Propagator(system), CHECK_LIMITS, true);
  if (kind !== 'open') return null;
  return new Map([...settled].map(([index, value]) => [system.keys[index] ?? '', value] as const));
}

/** What this relation forces that was open before it; null when it contradicts. */
export function newlyForced(candidate: Relation, others: readonly Relation[]): ReadonlyMap<string, boolean> | null {
  const near = connectedTo(candidate, others);
  const before = forcedValues(near);
  const after = forcedValues([candidate, ...near]);
  if (after === null) return null;
  return new Map([...after].filter(([key]) => before?.has(key) !== true));
}

/** Whether known outcomes refute the relation; unknown ones refute nothing. */
export function isRefuted(relation: Relation, outcomes: ReadonlyMap<string, boolean>): boolean {
  const known = new Map(
    conditionKeysOf(relation.body).flatMap((key) => {
      const value = outcomes.get(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  return known.size > 0 && satisfy(rowsOf(relation.body), known).kind === 'no';
}
