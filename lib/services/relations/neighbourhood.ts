/** Which questions of other events are worth comparing with those of one event. */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { IndexedQuestion, QuestionIndex } from '../../ports/question-index';
import type { Steps } from './slices';

/** More copies of one question than the copy rule allows (12) must all be seen, or a series would look like copies. */
const CANDIDATES = 20;
/** Conditions of other events in one piece, and pieces for one event; each advisor rests between its steps. */
const PIECE_FOREIGN = 50;
const MAX_PIECES = 3;

export interface Watched {
  readonly events: ReadonlyMap<string, VenueEvent>;
  readonly eventOf: ReadonlyMap<string, VenueEvent>;
  /** Conditions that two events claim: contradictory data, which no rule may read. */
  readonly doubled: ReadonlySet<string>;
}

export function watchedOf(list: readonly VenueEvent[]): Watched {
  const eventOf = new Map<string, VenueEvent>();
  const doubled = new Set<string>();
  for (const event of list) {
    for (const condition of event.conditions) {
      if (eventOf.has(condition.id)) doubled.add(condition.id);
      else eventOf.set(condition.id, event);
    }
  }
  return { events: new Map(list.map((event) => [event.id, event] as const)), eventOf, doubled };
}

export function questionOf(condition: Condition): IndexedQuestion {
  return { id: condition.id, title: condition.question, description: condition.description };
}

export function withoutDoubled(event: VenueEvent, { doubled }: Watched): VenueEvent {
  return doubled.size === 0
    ? event
    : { ...event, conditions: event.conditions.filter((condition) => !doubled.has(condition.id)) };
}

/** Into the index before any event is compared with others; what changed meanwhile has its own turn. */
export function* enlistSteps(event: VenueEvent, questions: QuestionIndex, watched: () => Watched): Steps<undefined> {
  for (const condition of event.conditions) {
    const { doubled, eventOf } = watched();
    if (doubled.has(condition.id)) questions.remove(condition.id);
    else if (eventOf.get(condition.id) === event) questions.add(questionOf(condition));
    yield;
  }
  return undefined;
}

/** The event with the questions of other events that look like one of its own, in pieces. */
export function* neighbourhoodSteps(
  event: VenueEvent,
  questions: QuestionIndex,
  watched: () => Watched,
): Steps<readonly (readonly VenueEvent[])[]> {
  const found = new Map<string, number>();
  const own = new Set<string>(event.conditions.map((condition) => condition.id));
  for (const condition of event.conditions) {
    for (const { id, score } of questions.candidates(questionOf(condition), CANDIDATES))
      if (!own.has(id)) found.set(id, Math.max(found.get(id) ?? 0, score));
    yield;
  }
  const chosen = new Set(
    [...found]
      .sort((a, b) => b[1] - a[1])
      .slice(0, PIECE_FOREIGN * MAX_PIECES)
      .map(([id]) => id),
  );
  const now = watched();
  // What belongs to one event stays together as far as it fits.
  const others = [...new Set([...chosen].flatMap((id) => now.eventOf.get(id) ?? []))].flatMap((other) =>
    other.conditions.filter((condition) => chosen.has(condition.id)).map((condition) => ({ other, condition })),
  );
  const pieces = Array.from({ length: Math.ceil(others.length / PIECE_FOREIGN) }, (_, index) =>
    others.slice(index * PIECE_FOREIGN, (index + 1) * PIECE_FOREIGN),
  );
  return pieces.map((piece) => [
    withoutDoubled(event, now),
    ...[...new Set(piece.map(({ other }) => other))].map((other) => ({
      ...other,
      conditions: piece.filter((each) => each.other === other).map(({ condition }) => condition),
    })),
  ]);
}
