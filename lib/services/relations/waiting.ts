/** Ties that wait for the user's word among some conditions: said wherever "no contradiction" is. */
import { conditionKeysOf } from '../../domain/relation';
import type { RegisterService } from './relations';

type Register = Pick<RegisterService, 'register' | 'conditionOf' | 'revision'>;

export interface WaitingTies {
  /** Of all that is watched. */
  count(): number;
  /** That speak of one of these conditions. */
  among(conditionIds: readonly string[]): number;
}

export function createWaitingTies(relations: Register): WaitingTies {
  let kept: { readonly revision: number; readonly keys: readonly (readonly string[])[] } | null = null;

  function waiting(): readonly (readonly string[])[] {
    const revision = relations.revision();
    if (kept?.revision === revision) return kept.keys;
    const keys = [...relations.register().values()].flatMap(({ relation }) => {
      if (relation.status !== 'proposed') return [];
      const members = conditionKeysOf(relation.body);
      return members.every((key) => relations.conditionOf(key) !== null) ? [members] : [];
    });
    kept = { revision, keys };
    return keys;
  }

  return {
    count: () => waiting().length,
    among(conditionIds) {
      const ids = new Set(conditionIds);
      return waiting().filter((members) => members.some((key) => ids.has(key))).length;
    },
  };
}
