/**
 * Advisors propose relations between conditions; proposals are data, and only the relation service changes their
 * status. An advisor is a list of rules; a rule is added by adding an entry to its advisor's list.
 */
import type { VenueEvent } from '../domain/condition';
import type { Member } from '../domain/question';
import type { Relation } from '../domain/relation';

/** Work that pauses wherever it may rest; for whoever must not be kept busy until all of it is done. */
export type Steps = Generator<undefined, readonly Relation[]>;

/** What a rule looks at. */
export interface Questions {
  readonly events: readonly VenueEvent[];
  /** Their conditions, without those that two events claim. */
  readonly members: readonly Member[];
  /** The time now, if known. */
  readonly nowMs: number | null;
  /** What the rules before it in the list have found. */
  readonly found: readonly Relation[];
}

export interface Rule {
  readonly id: string;
  /** Pure; never throws on hostile text. A rule that is quick returns at once, another one rests between its steps. */
  find(questions: Questions): readonly Relation[] | Steps;
}

export interface Advisor {
  readonly name: 'structure' | 'numeric' | 'semantic' | 'llm';
  /** Relations among the conditions of these events. */
  propose(events: readonly VenueEvent[]): readonly Relation[];
  /** The same, with pauses. */
  proposeInSteps(events: readonly VenueEvent[]): Steps;
}
