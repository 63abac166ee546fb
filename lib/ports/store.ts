/** Durable keyed records. `put` resolves after the write is durable; nothing that moves money happens before that. */
import type { Result } from '../domain/result';

/**
 * When a write is called done: once it would outlive the machine's power (`strict`), or once it would outlive this
 * browser (`relaxed`), which takes a fraction of the time.
 */
export type Durability = 'strict' | 'relaxed';

export interface Store<T> {
  get(key: string): Promise<Result<T | null>>;
  put(key: string, value: T, durability?: Durability): Promise<Result<void>>;
  delete(key: string): Promise<Result<void>>;
  all(): Promise<Result<readonly T[]>>;
}
