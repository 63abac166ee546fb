/** Where what the fill model learns from outlives the browser. It is advice: what is lost is seen again. */
import type { Result } from '../domain/result';

export interface MomentStore {
  /** Everything kept, oldest first, as it was put; each is to be checked. */
  all(): Promise<Result<readonly unknown[]>>;
  /** Adds one and lets go of the oldest beyond `most`. */
  add(batch: unknown, most: number): Promise<Result<void>>;
}
