/** The venue's list as it was read last, for the next start. */
import type { VenueEvent } from '../domain/condition';
import type { Result } from '../domain/result';
import type { TimeMs } from '../domain/units';

export interface StoredList {
  readonly readAtMs: TimeMs;
  readonly events: readonly VenueEvent[];
}

export interface ListStore {
  /** null: none is kept. A copy that came to harm is a failure, and is gone from then on. */
  load(): Promise<Result<StoredList | null>>;
  /** Replaces the copy as a whole. */
  save(list: StoredList): Promise<Result<void>>;
}
