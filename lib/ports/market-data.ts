/** What a venue can be asked about its markets over HTTP. All answers are parsed; failures are values. */
import type { Book } from '../domain/book';
import type { Condition, VenueEvent } from '../domain/condition';
import type { TokenId } from '../domain/ids';
import type { Result } from '../domain/result';
import type { TimeMs } from '../domain/units';

export interface EventPage {
  readonly events: readonly VenueEvent[];
  readonly nextCursor: string | null;
  /** Events that the page had, with those that could not be read. */
  readonly listed?: number;
}

export interface MarketData {
  fetchEventBySlug(slug: string, signal: AbortSignal): Promise<Result<VenueEvent>>;
  /** Event that holds the market with this slug. */
  fetchEventByMarketSlug(slug: string, signal: AbortSignal): Promise<Result<VenueEvent>>;
  /** Active events by volume, one page. */
  fetchActiveEvents(cursor: string | null, signal: AbortSignal): Promise<Result<EventPage>>;
  /**
   * The condition as the order book's side of the venue knows it: fee schedule, tick, minimum size, contract, tokens.
   * Contradictions are failures.
   */
  confirmCondition(condition: Condition, signal: AbortSignal): Promise<Result<Condition>>;
  fetchBooks(tokens: readonly TokenId[], signal: AbortSignal): Promise<Result<readonly Book[]>>;
  fetchServerTime(signal: AbortSignal): Promise<Result<TimeMs>>;
  fetchGeoblock(signal: AbortSignal): Promise<Result<Geoblock>>;
}

export interface Geoblock {
  readonly blocked: boolean;
  readonly country: string;
  readonly region: string;
}
