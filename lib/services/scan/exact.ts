/**
 * Whether the rows of a component say all there is to say of its outcomes, so that a solve of the rows misses nothing
 * (docs/maths.md 3.5). Chains of implications and groups that share no condition have whole corners only: their rows
 * are differences of two conditions, or sums over sets apart. Of anything else that is not known here, and only the
 * proof over whole outcomes tells: five conditions that exclude one another in a ring pay three dollars for five NO,
 * which the rows alone count as two and a half.
 */
import { conditionKeysOf, isExecutable, type RelationType } from '../../domain/relation';
import type { Component } from '../relations/relations';

const GROUPS: ReadonlySet<RelationType> = new Set(['excludes', 'exactly-one', 'at-least-one', 'settled']);
const DIFFERENCES: ReadonlySet<RelationType> = new Set(['implies', 'equivalent', 'settled']);

export function isExactByRows({ relations }: Pick<Component, 'relations'>): boolean {
  const bodies = relations.filter(isExecutable).map(({ body }) => body);
  if (bodies.every(({ type }) => DIFFERENCES.has(type))) return true;
  if (!bodies.every(({ type }) => GROUPS.has(type))) return false;
  const seen = new Map<string, string>();
  for (const body of bodies) {
    if (body.type === 'settled') continue;
    const keys = [...conditionKeysOf(body)].sort();
    const group = keys.join();
    for (const key of keys) if ((seen.get(key) ?? group) !== group) return false;
    for (const key of keys) seen.set(key, group);
  }
  return true;
}
