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
  const done = new Map<string, Stage>();
  let watched: Watched = watchedOf([]);
  let running = false;

  const pause = (): Promise<void> => pauseOf(clock, signal);

  function setEvents(next: readonly VenueEvent[]): boolean {
    const before = watched;
    watched = watchedOf(next);
    const { replaced, disputed } = differences(before, watched);
    for (const event of next) if (event.conditions.some(({ id }) => disputed.has(id))) done.delete(event.id);
    const gone = new Set<string>(disputed);
    for (const event of replaced) {
      done.delete(event.id);
      conclusions.drop(event.id);
      for (const condition of event.conditions) {
        gone.add(condition.id);
        questions.remove(condition.id);
      }
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
    done.set(event.id, stage);
    return conclusions.doubt(standing.filter(({ status }) => status === 'proposed')) || news;
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (;;) {
        await pause();
        const waiting = [...watched.events.values()];
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
    relations: conclusions.all,
    covered: () =>
      new Set(
        [...watched.events.values()].flatMap((event) =>
          done.get(event.id) === 'together' ? event.conditions.map((condition) => condition.id) : [],
        ),
      ),
    lookAlikes: (condition, limit) => lookAlikes(condition, limit, { questions, eventOf: watched.eventOf }),
    close: () => lifetime.abort(),
  };
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
