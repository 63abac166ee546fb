/**
 * Runs the rule advisors over the watched events in small pieces, so that the service worker stays awake to its
 * sockets:
 *
 *   event changed -> what was concluded from it is void at once
 *     -> [alone] -> [with look-alikes of other events] -> told
 *
 * Alone first: one event is at most a few tens of conditions, and reading their texts is most of the work, kept for
 * later. Then the index of questions names the questions of other events that are worth comparing, and the advisors see
 * the event together with those only.
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { Candidate } from '../../domain/question';
import type { Advisor } from '../../ports/advisor';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { QuestionIndex } from '../../ports/question-index';
import { createConclusions } from './conclusions';
import { enlistSteps, neighbourhoodSteps, questionOf, watchedOf, withoutDoubled, type Watched } from './neighbourhood';
import { runInSlices } from './slices';
import { saysTheSame } from './terms';

export interface Sweep {
  /** The events as they are now. Returns whether anything concluded before is void. */
  setEvents(events: readonly VenueEvent[]): boolean;
  /** Everything concluded from the texts as they are now. */
  relations(): readonly Relation[];
  /** Ids of conditions that were compared with all others, as they are now. */
  covered(): ReadonlySet<string>;
  /** Look-alikes in other events, best first. */
  lookAlikes(condition: Condition, limit: number): readonly Candidate[];
  close(): void;
}

type Stage = 'alone' | 'together';

interface Options {
  readonly advisors: readonly Advisor[];
  readonly questions: QuestionIndex;
  readonly clock: Clock;
  readonly log: Log;
  readonly onNews: () => void;
}

export function createSweep(options: Options): Sweep {
  const { questions, clock, onNews } = options;
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const conclusions = createConclusions();
  /** Ids of events whose turn comes, in their order: alone, then with look-alikes. */
  const waiting = { alone: new Set<string>(), together: new Set<string>() };
  let watched: Watched = watchedOf([]);
  let running = false;

  const pause = (): Promise<void> => pauseOf(clock, signal);

  function setEvents(next: readonly VenueEvent[]): boolean {
    const before = watched;
    watched = watchedOf(next.map((event) => asRead(before.events.get(event.id), event)));
    const { replaced, disputed } = differences(before, watched);
    const gone = new Set<string>(disputed);
    for (const event of replaced) {
      waiting.alone.delete(event.id);
      waiting.together.delete(event.id);
      conclusions.drop(event.id);
      for (const condition of event.conditions) {
        gone.add(condition.id);
        questions.remove(condition.id);
      }
    }
    for (const event of watched.events.values()) {
      if (before.events.get(event.id) === event && !event.conditions.some(({ id }) => disputed.has(id))) continue;
      waiting.together.delete(event.id);
      waiting.alone.add(event.id);
    }
    const changed = conclusions.forget(gone);
    void run();
    return changed;
  }

  async function said(event: VenueEvent, stage: Stage): Promise<readonly Relation[]> {
    if (stage === 'alone') {
      await runInSlices(
        enlistSteps(event, questions, () => watched),
        clock,
        signal,
      );
      return proposalsOf([withoutDoubled(event, watched)], options, signal);
    }
    const found: Relation[] = [];
    for (const unit of await runInSlices(
      neighbourhoodSteps(event, questions, () => watched),
      clock,
      signal,
    ))
      found.push(...(await proposalsOf(unit, options, signal)));
    return found;
  }

  /** Whether anything new was concluded. */
  async function step(event: VenueEvent, stage: Stage): Promise<boolean> {
    const before = watched;
    const relations = await said(event, stage);
    // Its turn comes again when it changed meanwhile; what was concluded from another event that did is left to that
    // event's turn.
    if (watched.events.get(event.id) !== event) return false;
    const standing = relations.filter(({ body }) => stands(conditionKeysOf(body), before, watched));
    const own = new Set<string>(event.conditions.map((condition) => condition.id));
    const news = conclusions.add(
      event.id,
      standing.filter(({ body }) => conditionKeysOf(body).some((key) => own.has(key))),
    );
    waiting[stage].delete(event.id);
    if (stage === 'alone') waiting.together.add(event.id);
    return conclusions.doubt(standing.filter(({ status }) => status === 'proposed')) || news;
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (;;) {
        await pause();
        const stage: Stage = waiting.alone.size > 0 ? 'alone' : 'together';
        const [id] = waiting[stage];
        const next = id === undefined ? undefined : watched.events.get(id);
        if (next === undefined) break;
        if (!(await step(next, stage))) continue;
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
    relations: conclusions.all,
    covered: () =>
      new Set(
        [...watched.events.values()].flatMap((event) =>
          waiting.alone.has(event.id) || waiting.together.has(event.id) ? [] : event.conditions.map(({ id }) => id),
        ),
      ),
    lookAlikes: (condition, limit) => lookAlikes(condition, limit, { questions, eventOf: watched.eventOf }),
    close: () => lifetime.abort(),
  };
}

/** The object that was read, as long as the event says what it said then. */
function asRead(before: VenueEvent | undefined, now: VenueEvent): VenueEvent {
  return before !== undefined && saysTheSame(before, now) ? before : now;
}

/** Events that are gone or not what they were, and conditions that are claimed twice now or were before. */
function differences(
  before: Watched,
  now: Watched,
): { readonly replaced: readonly VenueEvent[]; readonly disputed: ReadonlySet<string> } {
  return {
    replaced: [...before.events.values()].filter((event) => now.events.get(event.id) !== event),
    disputed: new Set([
      ...[...now.doubled].filter((id) => !before.doubled.has(id)),
      ...[...before.doubled].filter((id) => !now.doubled.has(id)),
    ]),
  };
}

/** The texts that were read are those of now, and nobody else claims them. */
function stands(keys: readonly string[], before: Watched, now: Watched): boolean {
  return keys.every((key) => {
    const owner = before.eventOf.get(key);
    return !now.doubled.has(key) && owner !== undefined && owner === now.eventOf.get(key);
  });
}

function pauseOf(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => clock.after(0, resolve, signal));
}

function lookAlikes(
  condition: Condition,
  limit: number,
  { questions, eventOf }: Pick<Options, 'questions'> & Pick<Watched, 'eventOf'>,
): readonly Candidate[] {
  const own = eventOf.get(condition.id);
  return questions
    .candidates(questionOf(condition), limit + (own?.conditions.length ?? 0))
    .filter(({ id }) => eventOf.get(id) !== own)
    .slice(0, limit);
}

/** What the advisors say of these events, one advisor after the other. */
async function proposalsOf(
  unit: readonly VenueEvent[],
  { advisors, clock, log }: Options,
  signal: AbortSignal,
): Promise<readonly Relation[]> {
  const said: Relation[] = [];
  for (const advisor of advisors) {
    await pauseOf(clock, signal);
    try {
      said.push(...(await runInSlices(advisor.proposeInSteps(unit), clock, signal)));
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
