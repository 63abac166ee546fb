/** Durable copies of what is known about relations. */
import type { RelationEntry, RelationQuote } from '../domain/relation';
import type { Result } from '../domain/result';

export interface StoredRegister {
  readonly entries: readonly RelationEntry[];
  /** Ids of entries that stand in the store and cannot be read. They may be rejections: such a tie is not used. */
  readonly unreadable: readonly string[];
}

/** The register of relations. A register that cannot be read is a failure, never an empty one. */
export interface RelationStore {
  load(): Promise<Result<StoredRegister>>;
  /** One transaction; resolved when durable. */
  write(changes: { readonly put: readonly RelationEntry[]; readonly remove: readonly string[] }): Promise<Result<void>>;
}

/** Past quotes by condition id, for the price history of relations. */
export interface QuoteStore {
  load(): Promise<Result<ReadonlyMap<string, readonly RelationQuote[]>>>;
  write(quotes: ReadonlyMap<string, readonly RelationQuote[]>): Promise<Result<void>>;
}
