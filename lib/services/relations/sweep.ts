/**
 * Runs the rule advisors over the watched events in small pieces, so that the service worker stays awake to its
 * sockets:
 *
 *   event changed -> what was concluded from it is void at once -> [alone] -> [with look-alikes of other events] -> told
 *
 * Alone first: one event is at most a few tens of conditions, and reading their texts is most of the work, kept for
 * later. Then the lexical index names the questions of other events that are worth comparing, and the advisors see the
 * event together with those only.
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { Advisor } from '../../ports/advisor';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { RelationLogic } from '../../ports/relation-logic';
import { runInSlices, type Steps } from './slices';

/** More copies of one question than the copy rule allows (12) must all be seen, or a series would look like copies. */
const CANDIDATES = 20;
/** Conditions of other events in one piece, and pieces for one event; each advisor rests between its steps. */
const PIECE_FOREIGN = 50;
const MAX_PIECES = 3;

export interface Sweep {
  /** The events as they are now. Returns whether anything concluded before is void. */
  setEvents(events: readonly VenueEvent[]): boolean;
  /** Everything concluded from the texts as they are now. */
  relations(): readonly Relation[];
  /** Ids of conditions that were compared with all others, as they are now. */
  covered(): ReadonlySet<string>;
  /** Look-alikes in other events, best first. */
  lookAlikes(condition: Condition, limit: number): readonly { readonly id: string; readonly score: number }[];
  close(): void;
}

type Stage = 'alone' | 'together';

export function createSweep(options: {
  readonly advisors: readonly Advisor[];
  readonly logic: RelationLogic;
  readonly clock: Clock;
  readonly log: Log;
  readonly onNews: () => void;
}): Sweep {
  const { advisors, logic, clock, log, onNews } = options;
  const lifetime = new AbortController();
  const index = logic.createIndex();
  let events: ReadonlyMap<string, VenueEvent> = new Map();
  let eventOf: ReadonlyMap<string, VenueEvent> = new Map();
  /** Conditions that two events claim: contradictory data, which no rule may read. */
  let doubled: ReadonlySet<string> = new Set();
  const done = new Map<string, Stage>();
  const concluded = new Map<string, readonly Relation[]>();
  let running = false;

  const pause = (): Promise<void> => new Promise((resolve) => clock.after(0, resolve, lifetime.signal));

  function forget(conditionIds: ReadonlySet<string>): boolean {
    let lost = false;
    for (const [unit, relations] of concluded) {
      const left = relations.filter((relation) => !conditionKeysOf(relation.body).some((key) => conditionIds.has(key)));
      if (left.length === relations.length) continue;
      lost = true;
      concluded.set(unit, left);
    }
    return lost;
  }

  function setEvents(next: readonly VenueEvent[]): boolean {
    const before = events;
    events = new Map(next.map((event) => [event.id, event] as const));
    const owners = new Map<string, VenueEvent>();
    const twice = new Set<string>();
    for (const event of next) {
      for (const condition of event.conditions) {
        if (owners.has(condition.id)) twice.add(condition.id);
        else owners.set(condition.id, event);
      }
    }
    eventOf = owners;
    const disputed = new Set<string>(
      [...twice].filter((id) => !doubled.has(id)).concat([...doubled].filter((id) => !twice.has(id))),
    );
    const gone = new Set<string>(disputed);
    for (const event of next) if (event.conditions.some(({ id }) => disputed.has(id))) done.delete(event.id);
    for (const [id, event] of before) {
      if (events.get(id) === event) continue;
      done.delete(id);
      concluded.delete(id);
      for (const condition of event.conditions) {
        gone.add(condition.id);
        index.remove(condition.id);
      }
    }
    doubled = twice;
    const changed = forget(gone);
    void run();
    return changed;
  }

  async function propose(unit: readonly VenueEvent[]): Promise<readonly Relation[]> {
    const said: Relation[] = [];
    for (const advisor of advisors) {
      await pause();
      try {
        said.push(
          ...(advisor.proposeInSteps
            ? await runInSlices(advisor.proposeInSteps(unit), clock, lifetime.signal)
            : advisor.propose(unit)),
        );
      } catch (error) {
        // Relations that are missing only lose opportunities.
        log.error('advisor-threw', {
          advisor: advisor.name,
          reason: error instanceof Error ? error.message : 'unknown',
        });
      }
    }
    return said;
  }

  const withoutDoubled = (event: VenueEvent): VenueEvent =>
    doubled.size === 0
      ? event
      : { ...event, conditions: event.conditions.filter((condition) => !doubled.has(condition.id)) };

  /** Into the index before any event is compared with others; what changed meanwhile has its own turn. */
  function* enlist(event: VenueEvent): Steps<undefined> {
    for (const condition of event.conditions) {
      if (doubled.has(condition.id)) index.remove(condition.id);
      else if (eventOf.get(condition.id) === event) index.add(questionOf(condition));
      yield;
    }
    return undefined;
  }

  /** The event with the questions of other events that look like one of its own, in pieces. */
  function* neighbourhood(event: VenueEvent): Steps<readonly (readonly VenueEvent[])[]> {
    const found = new Map<string, number>();
    const own = new Set<string>(event.conditions.map((condition) => condition.id));
    for (const condition of event.conditions) {
      for (const { id, score } of index.candidates(questionOf(condition), CANDIDATES))
        if (!own.has(id)) found.set(id, Math.max(found.get(id) ?? 0, score));
      yield;
    }
    const chosen = new Set(
      [...found]
        .sort((a, b) => b[1] - a[1])
        .slice(0, PIECE_FOREIGN * MAX_PIECES)
        .map(([id]) => id),
    );
    // What belongs to one event stays together as far as it fits.
    const others = [...new Set([...chosen].flatMap((id) => eventOf.get(id) ?? []))].flatMap((other) =>
      other.conditions.filter((condition) => chosen.has(condition.id)).map((condition) => ({ other, condition })),
    );
    const pieces = Array.from({ length: Math.ceil(others.length / PIECE_FOREIGN) }, (_, index) =>
      others.slice(index * PIECE_FOREIGN, (index + 1) * PIECE_FOREIGN),
    );
    return pieces.map((piece) => [
      withoutDoubled(event),
      ...[...new Set(piece.map(({ other }) => other))].map((other) => ({
        ...other,
        conditions: piece.filter((each) => each.other === other).map(({ condition }) => condition),
      })),
    ]);
  }

  /**
   * A proof that no longer stands beside this event's markets (one of them is a second copy) is a proposal for its own
   * event too.
   */
  function doubt(proposals: readonly Relation[]): boolean {
    if (proposals.length === 0) return false;
    const doubted = new Map(proposals.map((relation) => [relation.id, relation] as const));
    let lost = false;
    for (const [unit, relations] of concluded) {
      const left = relations.map((relation) =>
        relation.status === 'proven' ? (doubted.get(relation.id) ?? relation) : relation,
      );
      if (left.every((relation, index) => relation === relations[index])) continue;
      lost = true;
      concluded.set(unit, left);
    }
    return lost;
  }

  /** Whether anything new was concluded. */
  async function step(event: VenueEvent, stage: Stage): Promise<boolean> {
    const owners = eventOf;
    const own = new Set<string>(event.conditions.map((condition) => condition.id));
    const said: Relation[] = [];
    if (stage === 'alone') await runInSlices(enlist(event), clock, lifetime.signal);
    for (const unit of stage === 'alone'
      ? [[withoutDoubled(event)]]
      : await runInSlices(neighbourhood(event), clock, lifetime.signal))
      said.push(...(await propose(unit)));
    // Its turn comes again when it changed meanwhile; what was concluded from another event that did is left to that
    // event's turn.
    if (events.get(event.id) !== event) return false;
    const stands = (key: string): boolean =>
      !doubled.has(key) && owners.get(key) !== undefined && owners.get(key) === eventOf.get(key);
    const before = concluded.get(event.id) ?? [];
    const after = merge([
      ...before,
      ...said.filter(({ body }) => {
        const keys = conditionKeysOf(body);
        return keys.some((key) => own.has(key)) && keys.every(stands);
      }),
    ]);
    concluded.set(event.id, after);
    done.set(event.id, stage);
    return (
      doubt(said.filter(({ status, body }) => status === 'proposed' && conditionKeysOf(body).every(stands))) ||
      after.length !== before.length ||
      after.some((relation, index) => relation.status !== before[index]?.status)
    );
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (;;) {
        await pause();
        const waiting = [...events.values()];
        const alone = waiting.find((event) => !done.has(event.id));
        const next = alone ?? waiting.find((event) => done.get(event.id) !== 'together');
        if (next === undefined) break;
        if (!(await step(next, alone === undefined ? 'together' : 'alone'))) continue;
        await pause();
        onNews();
      }
      // Now it is known too what no longer follows.
      onNews();
    } finally {
      running = false;
    }
  }

  return {
    setEvents,
    relations: () => merge([...concluded.values()].flat()),
    covered: () =>
      new Set(
        [...events.values()].flatMap((event) =>
          done.get(event.id) === 'together' ? event.conditions.map((condition) => condition.id) : [],
        ),
      ),
    lookAlikes(condition, limit) {
      const own = eventOf.get(condition.id);
      return index
        .candidates(questionOf(condition), limit + (own?.conditions.length ?? 0))
        .filter(({ id }) => eventOf.get(id) !== own)
        .slice(0, limit);
    },
    close: () => lifetime.abort(),
  };
}

function questionOf(condition: Condition): {
  readonly id: string;
  readonly title: string;
  readonly description: string;
} {
  return { id: condition.id, title: condition.question, description: condition.description };
}

/**
 * Each relation once. Two views of the same tie that disagree leave a proposal: a proof must hold however much of the
 * rest is seen.
 */
function merge(relations: readonly Relation[]): readonly Relation[] {
  const byId = new Map<string, Relation>();
  for (const relation of relations) {
    const known = byId.get(relation.id);
    if (known === undefined || (known.status === 'proven' && relation.status === 'proposed'))
      byId.set(relation.id, relation);
  }
  return [...byId.values()];
}
