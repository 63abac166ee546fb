/** Relations as short texts, conditions by their place in the list of all: "proven 0->1", "proposed difference". */
import { proposeByRules } from '../../lib/advisors/rules';
import type { VenueEvent } from '../../lib/domain/condition';
import type { Relation } from '../../lib/domain/relation';

export function shownRelations(
  events: readonly VenueEvent[],
  places: ReadonlyMap<string, number> = placesOf(events),
): readonly string[] {
  return proposeByRules(events)
    .map((relation) => `${relation.status} ${printed(relation, (key) => String(places.get(key)))}`)
    .sort();
}

export function placesOf(events: readonly VenueEvent[]): ReadonlyMap<string, number> {
  return new Map<string, number>(events.flatMap(({ conditions }) => conditions).map(({ id }, index) => [id, index]));
}

function printed({ body }: Relation, at: (key: string) => string): string {
  switch (body.type) {
    case 'implies':
      return `${at(body.if)}->${at(body.then)}`;
    case 'difference':
      return `${at(body.result)}=${body.of.map(at).join('-')}`;
    case 'settled':
      return `settled ${at(body.of)} ${body.value}`;
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
    case 'not':
      return `${body.type} ${body.of.map(at).sort().join(',')}`;
    case 'and':
    case 'or':
      return `${body.type} ${at(body.result)}=${body.of.map(at).sort().join(',')}`;
    case 'linear':
    case 'majority':
    case 'count':
      return body.type;
  }
}
