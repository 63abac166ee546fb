/** What happens in one market, as signals are told. */
import type { Book } from '../domain/book';
import type { TimeMs } from '../domain/units';

export type MarketEvent =
  /** The book of its YES token changed; NO is the same book seen from the other side. */
  | { readonly kind: 'book'; readonly book: Book }
  /** The book did not change and was known to be right at this time. */
  | { readonly kind: 'confirmed'; readonly atMs: TimeMs }
  /** The book cannot be trusted: what comes after it is not continuous with what came before. */
  | { readonly kind: 'gap' };
