/** The exchange's events and markets: what exists, by condition and by token. */
import type { EventSpec, MarketSpec } from '../model';
import { MarketBook } from './book';
import { checkFee } from './fees';

export interface MarketState {
  spec: MarketSpec;
  readonly eventId: string;
  readonly book: MarketBook;
  /** Last price and side by outcome; "" when it never traded. */
  readonly last: [{ price: string; side: string }, { price: string; side: string }];
  changes: number;
}

export interface TokenMarket {
  readonly market: MarketState;
  readonly outcomeIndex: 0 | 1;
}

export class Markets {
  readonly #byCondition = new Map<string, MarketState>();
  readonly #byToken = new Map<string, TokenMarket>();
  readonly #events: EventSpec[] = [];

  get byCondition(): ReadonlyMap<string, MarketState> {
    return this.#byCondition;
  }

  events(): readonly EventSpec[] {
    return this.#events.map((event) => ({
      ...event,
      markets: event.markets.map((market) => this.#byCondition.get(market.conditionId)?.spec ?? market),
    }));
  }

  /** @throws Error when a market repeats an id or has a fee schedule that cannot be charged. */
  add(event: EventSpec): void {
    for (const spec of event.markets) {
      const problem =
        this.#byCondition.has(spec.conditionId) || spec.tokens.some((token) => this.#byToken.has(token))
          ? 'ids are already taken'
          : checkFee(spec.fee);
      if (problem) throw new Error(`market ${spec.slug}: ${problem}`);
      const market: MarketState = {
        spec,
        eventId: event.id,
        book: new MarketBook(),
        last: [
          { price: '', side: '' },
          { price: '', side: '' },
        ],
        changes: 0,
      };
      this.#byCondition.set(spec.conditionId, market);
      this.#byToken.set(spec.tokens[0], { market, outcomeIndex: 0 });
      this.#byToken.set(spec.tokens[1], { market, outcomeIndex: 1 });
    }
    this.#events.push(event);
  }

  find(tokenId: string): TokenMarket | null {
    return this.#byToken.get(tokenId) ?? null;
  }

  /** @throws Error for an unknown market. */
  of(conditionId: string): MarketState {
    const market = this.#byCondition.get(conditionId);
    if (!market) throw new Error(`no market ${conditionId}`);
    return market;
  }
}
