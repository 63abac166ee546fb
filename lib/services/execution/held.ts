/**
 * What the shares pay that are held of a basket of which only a part filled: least and most over every outcome that the
 * relations of its proof leave possible, exact. Pure.
 */
import type { Certificate } from '../../domain/basket';
import type { ExecutionLeg } from '../../domain/execution';
import { conditionKeysOf, type Relation } from '../../domain/relation';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import { leastAtom } from '../../engine/oracle/least-atom';
import { relationsIn } from '../../engine/sizing/void-worst';
import { buildSpace } from '../../engine/space/space';
import { componentsOf } from '../../relations/components';
import type { RelationsService } from '../relations/relations';

const NODES = 20_000;

export interface Pays {
  readonly leastMicros: MoneyMicros;
  readonly mostMicros: MoneyMicros;
}

type Held = Pick<ExecutionLeg, 'conditionId' | 'token' | 'filledSizeMicros'>;

/**
 * While no market is voided. `isOver`: a relation that does not hold any more bounds nothing. null where an end could
 * not be worked out.
 */
export function paysOf(
  certificate: Certificate,
  held: readonly Held[],
  isOver: (relationId: string) => boolean,
): Pays | null {
  const shares = new Map<string, { yes: number; no: number }>();
  for (const { conditionId, token, filledSizeMicros } of held) {
    const known = shares.get(conditionId) ?? { yes: 0, no: 0 };
    known[token] += filledSizeMicros;
    shares.set(conditionId, known);
  }
  const keys = [...new Set([...certificate.conditions.map(({ key }) => key), ...shares.keys()])];
  const relations = relationsIn(certificate).filter(({ id }) => !isOver(id));
  let least = 0;
  let most = 0;
  for (const component of componentsOf(keys, relations)) {
    const ends = endsOf(component.keys, component.relations, shares);
    if (ends === null) return null;
    least += ends.least;
    most += ends.most;
  }
  return { leastMicros: moneyMicros(least), mostMicros: moneyMicros(most) };
}

interface Standing {
  /** In force now among the conditions of the proof. */
  readonly relations: readonly Relation[];
  readonly isOver: (relationId: string) => boolean;
}

/**
 * What has become of the relations of a proof. One whose markets are all watched and that is not in force, or in force
 * in another version, is over; of one whose markets are not watched the proof has the last word.
 */
export function standingOf(
  certificate: Certificate | null,
  { conditionOf, componentOf }: Pick<RelationsService, 'conditionOf' | 'componentOf'>,
): Standing {
  const keys = certificate?.conditions.map(({ key }) => key) ?? [];
  const relations = [...new Set(keys.flatMap((key) => componentOf(key)?.relations ?? []))];
  const asked = new Map((certificate?.rules ?? []).map((rule) => [rule.relationId, rule] as const));
  return {
    relations,
    isOver(id) {
      const rule = asked.get(id);
      if (rule === undefined || conditionKeysOf(rule.body).some((key) => conditionOf(key) === null)) return false;
      return !relations.some((relation) => relation.id === id && relation.version === rule.relationVersion);
    },
  };
}

function endsOf(
  keys: readonly string[],
  relations: readonly Relation[],
  shares: ReadonlyMap<string, { readonly yes: number; readonly no: number }>,
): { readonly least: number; readonly most: number } | null {
  const own = keys.map((key) => shares.get(key) ?? { yes: 0, no: 0 });
  const constant = own.reduce((sum, { no }) => sum + no, 0);
  if (own.every(({ yes, no }) => yes === no)) return { least: constant, most: constant };
  const space = buildSpace(keys, relations);
  const least = exactLeast(
    space,
    Float64Array.from(own, ({ yes, no }) => yes - no),
  );
  const most = exactLeast(
    space,
    Float64Array.from(own, ({ yes, no }) => no - yes),
  );
  return least === null || most === null ? null : { least: constant + least, most: constant - most };
}

function exactLeast(space: ReturnType<typeof buildSpace>, net: Float64Array): number | null {
  const found = leastAtom({ space, net, multipliers: null, nodeLimit: NODES, tolerance: 0 });
  return found?.proven ? found.value : null;
}
