/** Durable keyed records. `put` resolves after the write is durable; nothing that moves money happens before that. */
import type { Result } from '../domain/result';

export interface Store<T> {
  get(key: string): Promise<Result<T | null>>;
  put(key: string, value: T): Promise<Result<void>>;
  delete(key: string): Promise<Result<void>>;
  all(): Promise<Result<readonly T[]>>;
}
