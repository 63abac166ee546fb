/**
 * Names of the conditions of which one basket speaks. Labels are short inside their event ("3 or more"); where several
 * events are meant each name says in which, and no name stands for two things.
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import { conditionKeysOf } from '../../domain/relation';
import { reasonsOf } from '../../engine/explain/reasons';
import type { Opportunity } from './opportunities';

export interface LegNames {
  /** Events in which the legs stand. */
  readonly events: number;
  /** With its event where more than one is meant. */
  nameOf(condition: Pick<Condition, 'id' | 'label'>): string;
}

export function legNamesOf(
  { component, certified }: Pick<Opportunity, 'component' | 'certified'>,
  watched: readonly VenueEvent[],
): LegNames {
  const { certificate } = certified;
  const legs = new Set(certificate.legs.map((leg) => leg.condition));
  const spoken = new Set([...legs, ...reasonsOf(certificate).flatMap(({ body }) => conditionKeysOf(body))]);
  const named = component.conditions.filter(({ id }) => spoken.has(id));
  const titles = new Map([component.event, ...watched].map(({ id, title }) => [String(id), title] as const));
  const names = distinctNames(named, (condition) => titles.get(condition.eventId) ?? condition.slug);
  return {
    events: new Set(named.filter(({ id }) => legs.has(id)).map(({ eventId }) => eventId)).size,
    nameOf: ({ id, label }) => names.get(id) ?? label,
  };
}

type Namer = (condition: Condition) => string;

/** By condition id; each the shortest that stands for one condition alone. */
export function distinctNames(conditions: readonly Condition[], titleOf: Namer): ReadonlyMap<string, string> {
  const several = new Set(conditions.map(({ eventId }) => eventId)).size > 1;
  const inEvent: Namer = (condition) => withDetail(condition.label, titleOf(condition));
  const until: Namer = (condition) => withDetail(inEvent(condition), condition.endDate.slice(0, 10));
  const ways: readonly Namer[] = [
    ...(several ? [inEvent] : [({ label }: Condition) => label]),
    ({ question }) => question,
    (condition) => withDetail(condition.question, titleOf(condition)),
    until,
    (condition) => withDetail(inEvent(condition), condition.slug),
  ];
  const names = new Map<string, string>();
  let left = conditions;
  for (const way of ways) {
    const taken = new Map<string, number>();
    for (const condition of left) taken.set(fold(way(condition)), (taken.get(fold(way(condition))) ?? 0) + 1);
    const used = new Set([...names.values()].map(fold));
    const alone = (condition: Condition): boolean => {
      const name = fold(way(condition));
      return name !== '' && taken.get(name) === 1 && !used.has(name);
    };
    for (const condition of left) if (alone(condition)) names.set(condition.id, way(condition));
    left = left.filter(({ id }) => !names.has(id));
  }
  // Nothing that the venue says tells them apart; its number does.
  for (const condition of left) names.set(condition.id, withDetail(condition.label, condition.marketId));
  return names;
}

/** Two names that differ in nothing that is seen are one. */
function fold(name: string): string {
  return name.replace(/\s+/g, ' ').trim().toLowerCase();
}

function withDetail(name: string, detail: string): string {
  return detail === '' || fold(detail) === fold(name) ? name : `${name} (${detail})`;
}
