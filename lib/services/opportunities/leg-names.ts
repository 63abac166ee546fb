/**
 * Names of a basket's legs. Labels are short inside their event ("3 or more"); where legs stand in several, each says
 * in which.
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Opportunity } from './opportunities';

export interface LegNames {
  /** Events in which the legs stand. */
  readonly events: number;
  nameOf(condition: Condition): string;
}

export function legNamesOf(
  { component, certified }: Pick<Opportunity, 'component' | 'certified'>,
  watched: readonly VenueEvent[],
): LegNames {
  const keys = new Set(certified.certificate.legs.map((leg) => leg.condition));
  const events = new Set(
    component.conditions.flatMap((condition) => (keys.has(condition.id) ? [condition.eventId] : [])),
  ).size;
  return {
    events,
    nameOf(condition) {
      const title = events > 1 ? watched.find(({ id }) => id === condition.eventId)?.title : undefined;
      return title === undefined || title === condition.label ? condition.label : `${condition.label} (${title})`;
    },
  };
}
