/** Proposes relations between conditions; proposals are data, and only the relation service changes their status. */
import type { VenueEvent } from '../domain/condition';
import type { Relation } from '../domain/relation';

export interface Advisor {
  readonly name: 'structure' | 'numeric' | 'semantic' | 'llm';
  /** Relations among the conditions of these events. Pure; never throws on hostile text. */
  propose(events: readonly VenueEvent[]): readonly Relation[];
  /** The same with pauses wherever the work may rest; for whoever must not be kept busy until all of it is done. */
  proposeInSteps?(events: readonly VenueEvent[]): Generator<undefined, readonly Relation[]>;
}
