/** A complete neg-risk event with books whose NO sides cost too little, solved and certified by the real engine. */
import { createStructureAdvisor } from '../../lib/advisors/structure/structure';
import type { Book, BookState, Level } from '../../lib/domain/book';
import type { Certificate, Hashed, Verified } from '../../lib/domain/basket';
import type { Condition, VenueEvent } from '../../lib/domain/condition';
import type { TokenId } from '../../lib/domain/ids';
import { complementPrice, moneyMicros, priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import { hashCertificate } from '../../lib/verifier/hash';
import { isProven, verifyCertificate } from '../../lib/verifier/verify';
import type { EngineAnswer } from '../../lib/ports/worker';
import type { Component } from '../../lib/services/relations/relations';
import { buildComponents } from '../../lib/services/relations/relations';
import { indexEvents } from '../../lib/services/relations/statements';
import { buildInstance } from '../../lib/services/scan/instance';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createEngine } from '../../lib/workers/create-engine';
import { makeNegRiskEvent } from './advisor-events';
import * as en from '../../lib/words/en';

export const NOW = timeMs(1_795_000_000_000);
export const STALE_AFTER_MS = 5_000;

const FEE = { ratePpm: 40_000, exponent: 1, takerOnly: true } as const;

function level(price: number, size: number): Level {
  return {
    priceMicros: priceMicros(Math.round(price * 1_000_000)),
    sizeMicros: sizeMicros(Math.round(size * 1_000_000)),
  };
}

function mirror(levels: readonly Level[]): readonly Level[] {
  return levels.map(({ priceMicros: price, sizeMicros: size }) => ({
    priceMicros: complementPrice(price),
    sizeMicros: size,
  }));
}

export interface PricedEvent {
  readonly event: VenueEvent;
  readonly component: Component;
  readonly books: Map<TokenId, Book>;
  readonly source: { stateOf(tokenId: TokenId): BookState };
}

/** YES quotes by outcome: [bid, ask]; the NO book is the mirror. */
export function makePricedEvent(quotes: Readonly<Record<string, readonly [number, number]>>, depth = 50): PricedEvent {
  const event = makeNegRiskEvent(Object.keys(quotes), {}, () => ({ fee: FEE, endDate: '2027-06-16T00:00:00Z' }));
  const component = buildComponents(indexEvents([event]), createStructureAdvisor().propose([event]))[0];
  if (!component) throw new Error('the event has no component');
  const books = new Map<TokenId, Book>();
  for (const condition of event.conditions) {
    const quote = quotes[condition.label];
    if (!quote) throw new Error('an outcome has no quote');
    const bids = [level(quote[0], depth)];
    const asks = [level(quote[1], depth)];
    const [yes, no] = condition.tokens;
    const common = {
      conditionId: condition.id,
      tickMicros: condition.tickMicros,
      hash: 'h',
      venueTimeMs: NOW,
      receivedAtMs: NOW,
      verifiedAtMs: NOW,
    };
    books.set(yes, { ...common, tokenId: yes, bids, asks });
    books.set(no, { ...common, tokenId: no, bids: mirror(asks), asks: mirror(bids) });
  }
  return {
    event,
    component,
    books,
    source: {
      stateOf(tokenId) {
        const book = books.get(tokenId);
        return book ? { kind: 'live', book } : { kind: 'bad', fault: 'missing', sinceMs: NOW };
      },
    },
  };
}

/** Bids of 30 + 36 + 41 cents: buying NO on all three costs 1.93 a set and pays 2. */
export function makeGap(): PricedEvent {
  return makePricedEvent({ Hold: [0.3, 0.32], Cut: [0.36, 0.38], Hike: [0.41, 0.43] });
}

export async function certify(
  priced: PricedEvent,
): Promise<{ readonly answer: EngineAnswer; readonly certified: Hashed<Verified<Certificate>> }> {
  const { instance } = buildInstance({
    component: priced.component,
    books: priced.source,
    nowMs: NOW,
    staleAfterMs: STALE_AFTER_MS,
    budgetMicros: moneyMicros(250_000_000),
    rules: POLYMARKET_RULES,
  });
  const answer = await createEngine({ nowMs: () => performance.now(), accepts: isProven }).solve({
    id: 1,
    instance,
    exact: false,
    timeLimitMs: 1_000,
  });
  if (answer.kind !== 'arbitrage') throw new Error(`the engine answered ${answer.kind}`);
  const verified = verifyCertificate(answer.certificate);
  if (!verified.ok) throw new Error(en.failure(verified.error));
  return { answer, certified: { hash: await hashCertificate(verified.value), certificate: verified.value } };
}

export function conditionNamed(priced: PricedEvent, label: string): Condition {
  const found = priced.event.conditions.find((condition) => condition.label === label);
  if (!found) throw new Error(`no outcome ${label}`);
  return found;
}
