/** What Facet remembers of the user's word and money, and what is known of its copies having come to harm. */
import type { Result } from '../domain/result';

/**
 * Where it is kept: `local` (settings and stop), `journal` (what was ordered), `copy` (a third copy of both), `ties`
 * (the user's decisions about ties between markets).
 */
export type MemoryPlace = 'local' | 'journal' | 'copy' | 'ties';

/** `lost`: it should be there and is not; `older`: it was newer once; `changed`: not what Facet wrote. */
export type MemoryFault = 'lost' | 'older' | 'changed' | 'unreadable';

/** A set of bets of which the record cannot be relied on: nobody may say how it ended. */
export interface UnclearRecord {
  readonly id: string;
  /** Title of its event; "" where not even that can be read. */
  readonly title: string;
}

/** What a start found wrong, kept until the user has said that they looked. */
export interface MemoryDamage {
  readonly atMs: number;
  readonly faults: readonly { readonly place: MemoryPlace; readonly fault: MemoryFault }[];
  /** `restored`: exactly as last saved, from another copy; `strictest`: no copy was left. */
  readonly limits: 'restored' | 'strictest';
  /** `restored`: stopped or not as last saved; `unknown`: no copy was left, so Facet is stopped. */
  readonly stop: 'restored' | 'unknown';
  /** Records of unfinished sets of bets that were brought back from a copy. */
  readonly broughtBack: number;
  /** Records of sets of bets that are gone for good. */
  readonly gone: number;
  readonly unclear: readonly UnclearRecord[];
}

export interface Memory {
  /** Reads and compares all copies; before anything that they keep is read. Never throws. */
  load(): Promise<void>;
  /** What was found and not yet acknowledged; null when all is well. Nothing may be ordered before it is null. */
  damage(): MemoryDamage | null;
  /** Not read yet: nothing may be ordered. */
  isRead(): boolean;
  /** The user's word that they looked at limits and orders. */
  acknowledge(): Promise<Result<void>>;
}
