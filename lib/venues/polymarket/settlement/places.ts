/**
 * Where each outcome of an event stands, from its recomputed ids (docs/venue.md 8): the place of a question is part of
 * what its condition id is made of, so that a wrong id has no place.
 */
import { toBeHex } from 'ethers';
import type { Condition, VenueEvent } from '../../../domain/condition';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { EventPlaces } from '../../../ports/cash-desk';
import { negRiskConditionId, tokenIdsV1 } from './ids-v1';
import { parsePositionV2, type PositionV2 } from './ids-v2';

/** Questions that fit into the last byte of an id. */
const MOST_QUESTIONS = 256;

export function placesOf(event: VenueEvent): Result<EventPlaces> {
  const [first] = event.conditions;
  if (first === undefined) return fail('cash-id', { market: event.title });
  const places = first.protocol === 'v1' ? placesV1(event) : placesV2(event);
  if (!places.ok) return places;
  const taken = new Set(places.value.places.values());
  const isWhole = taken.size === places.value.places.size && [...taken].every((place) => place < taken.size);
  const short = places.value.named !== null && taken.size < places.value.named;
  return ok({ places: places.value.places, hasHole: !isWhole || short || event.incomplete === true });
}

interface Found {
  readonly places: ReadonlyMap<string, number>;
  /** How many the event has, where its ids say it. */
  readonly named: number | null;
}

function placesV1(event: VenueEvent): Result<Found> {
  const marketId = event.negRiskMarketId.toLowerCase();
  if (!/^0x[0-9a-f]{62}00$/.test(marketId)) return fail('cash-id', { market: event.title });
  const left = new Map(event.conditions.map((condition) => [String(condition.id), condition] as const));
  const places = new Map<string, number>();
  for (let place = 0; place < MOST_QUESTIONS && left.size > 0; place += 1) {
    const id = negRiskConditionId(`${marketId.slice(0, -2)}${toBeHex(place, 1).slice(2)}`);
    if (left.delete(id)) places.set(id, place);
  }
  const [stray] = left.values();
  return stray ? fail('cash-id', { market: stray.label }) : ok({ places, named: null });
}

function placesV2(event: VenueEvent): Result<Found> {
  const places = new Map<string, number>();
  let of: PositionV2 | null = null;
  for (const condition of event.conditions) {
    const position = positionV2(condition);
    if (position === null || (of !== null && position.eventId29 !== of.eventId29))
      return fail('cash-id', { market: condition.label });
    of = position;
    places.set(condition.id, position.conditionIndex);
  }
  // Other stands behind the last and is never listed by some events.
  return ok({ places, named: of?.arity ?? null });
}

/** null where the ids of the condition are not made of one another. */
export function positionV2(condition: Condition): PositionV2 | null {
  const position = parsePositionV2(condition.tokens[0]);
  if (position === null || position.outcomeIndex !== 0 || position.sibling !== condition.tokens[1]) return null;
  return position.conditionId64 === condition.id ? position : null;
}

/** Whether both token ids are what the condition id makes of them. */
export function hasOwnTokens(condition: Condition): boolean {
  if (condition.protocol === 'v2') return positionV2(condition) !== null;
  const [yes, no] = tokenIdsV1(condition.id, condition.negRisk);
  return yes === condition.tokens[0] && no === condition.tokens[1];
}
