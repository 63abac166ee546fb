/**
 * The two ways on from a set of bets of which a part filled, each with its orders and its result at the books as they
 * stand, fees included: buy what is missing, so that the rest of the proof holds again, or sell what is held into the
 * bids. What the shares pay at worst is exact, over every outcome that the relations leave (held.ts). Pure.
 */
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { OrderTerms } from '../../domain/execution';
import type { TokenId } from '../../domain/ids';
import { MICROS, moneyMicros, sizeMicros, type MoneyMicros, type SizeMicros } from '../../domain/units';
import { walkBook, type Walk } from '../../domain/walk';
import type { VenueRules } from '../../ports/venue-rules';
import { holdingsOf, paidIn, type Chain, type HeldShares } from './chain';
import type { Pays } from './held';
import type { UnwindFacts } from './unwind';

export type Way = 'finish' | 'sell-back';

export interface WayOut {
  readonly way: Way;
  readonly legs: readonly OrderTerms[];
  /** In all, once its orders filled at these books: what comes back at worst less everything that was paid. */
  readonly resultMicros: MoneyMicros;
  /** The same if every order filled at its limit. */
  readonly atLimitsMicros: MoneyMicros;
  /** Highest cost of its orders at their limits, fees included; 0 of a sale. */
  readonly costAtLimitsMicros: MoneyMicros;
  /** What a share costs or brings on average, fees included. */
  readonly unitMicros: MoneyMicros;
  /** Least that is held afterwards pays. */
  readonly floorMicros: MoneyMicros;
}

export interface WayFacts extends UnwindFacts {
  readonly rules: Pick<VenueRules, 'lotMicros' | 'minBuyMicros' | 'ordersPerRequest'>;
  /** null where what can happen is not known any more: then nothing can be promised of buying on. */
  readonly paysOf: (held: readonly HeldShares[]) => Pays | null;
}

export function wayOut(way: Way, chain: Chain, facts: WayFacts): WayOut | null {
  return way === 'finish' ? finish(chain, facts) : sellBack(chain, facts);
}

interface Walked {
  readonly terms: OrderTerms;
  readonly walk: Walk;
}

/** Into the bids; null where one of them is too thin, too old or too small to be sold. */
function sellBack(chain: Chain, facts: WayFacts): WayOut | null {
  const { lotMicros } = facts.rules;
  const held = holdingsOf(chain).filter(({ filledSizeMicros }) => filledSizeMicros >= lotMicros);
  const sales = allOf(
    held.map((share) => {
      const size = sizeMicros(share.filledSizeMicros - (share.filledSizeMicros % lotMicros));
      return walked(share, { side: 'sell', size }, facts);
    }),
  );
  if (sales === null || sales.length === 0 || sales.length > facts.rules.ordersPerRequest) return null;
  const got = sum(sales, ({ walk }) => walk.costMicros - walk.feeMicros);
  const least = sum(sales, ({ walk }) => walk.costAtLimitMicros - walk.feeAtLimitMicros);
  const paid = paidIn(chain);
  return {
    way: 'sell-back',
    legs: sales.map(({ terms }) => terms),
    resultMicros: moneyMicros(got - paid),
    atLimitsMicros: moneyMicros(least - paid),
    costAtLimitsMicros: moneyMicros(0),
    unitMicros: moneyMicros(Math.floor((got * MICROS) / sum(sales, ({ walk }) => walk.sizeMicros))),
    floorMicros: moneyMicros(0),
  };
}

/**
 * As much of the basket as pays best: all of it, or only so much that no share that is held stands alone; what no
 * relation bounds any more cannot be finished.
 */
function finish(chain: Chain, facts: WayFacts): WayOut | null {
  const parts = [...new Set([1, mostFilled(chain)])].filter((part) => part > 0);
  const found = parts.flatMap((part) => finishTo(part, chain, facts) ?? []);
  return found.reduce<WayOut | null>((best, one) => (best && best.resultMicros >= one.resultMicros ? best : one), null);
}

/** Largest part of a leg that is held. */
function mostFilled(chain: Chain): number {
  const held = new Map(holdingsOf(chain).map(({ tokenId, filledSizeMicros }) => [tokenId, filledSizeMicros] as const));
  return Math.max(
    0,
    ...chain.root.legs.map(({ tokenId, sizeMicros: size }) => Math.min(1, (held.get(tokenId) ?? 0) / size)),
  );
}

function finishTo(part: number, chain: Chain, facts: WayFacts): WayOut | null {
  const { lotMicros, ordersPerRequest } = facts.rules;
  const held = holdingsOf(chain);
  const heldOf = new Map<TokenId, number>(held.map((share) => [share.tokenId, share.filledSizeMicros]));
  const missing = chain.root.legs
    .filter(({ side }) => side === 'buy')
    .flatMap((leg) => {
      const wanted = Math.ceil((leg.sizeMicros * part) / lotMicros) * lotMicros;
      const size = wanted - (heldOf.get(leg.tokenId) ?? 0);
      return size >= lotMicros ? [{ leg, size: sizeMicros(Math.ceil(size / lotMicros) * lotMicros) }] : [];
    });
  if (missing.length === 0 || missing.length > ordersPerRequest) return null;
  const buys = allOf(missing.map(({ leg, size }) => walked(leg, { side: 'buy', size }, facts)));
  if (buys === null) return null;
  const bought = buys.map(({ terms, walk }): HeldShares => ({ ...terms, filledSizeMicros: walk.sizeMicros }));
  const pays = facts.paysOf(together([...held, ...bought]));
  if (pays === null) return null;
  const paid = paidIn(chain);
  const cost = sum(buys, ({ walk }) => walk.costMicros + walk.feeMicros);
  const most = sum(buys, ({ walk }) => walk.costAtLimitMicros + walk.feeAtLimitMicros);
  return {
    way: 'finish',
    legs: buys.map(({ terms }) => terms),
    resultMicros: moneyMicros(pays.leastMicros - paid - cost),
    atLimitsMicros: moneyMicros(pays.leastMicros - paid - most),
    costAtLimitsMicros: moneyMicros(most),
    unitMicros: moneyMicros(Math.ceil((cost * MICROS) / sum(buys, ({ walk }) => walk.sizeMicros))),
    floorMicros: pays.leastMicros,
  };
}

interface Asked {
  readonly side: 'buy' | 'sell';
  readonly size: SizeMicros;
}

/** One order with what it would get now; at least what the venue takes, so a buy may be of more than is missing. */
function walked(
  share: Pick<OrderTerms, 'conditionId' | 'tokenId' | 'token' | 'label'>,
  { side, size }: Asked,
  facts: WayFacts,
): Walked | null {
  const condition = facts.conditionOf(share.conditionId);
  if (condition?.fee == null || condition.stopped !== undefined || !isTrading(condition)) return null;
  // The token must be the one that the venue names for that answer now.
  if (tokenOf(condition, share.token) !== share.tokenId) return null;
  const book = facts.bookOf(condition, share.token);
  const levels = side === 'buy' ? book?.asks : book?.bids;
  const best = levels?.[0]?.priceMicros;
  if (levels === undefined || best === undefined) return null;
  const { lotMicros, minBuyMicros } = facts.rules;
  const least = Math.max(condition.minSizeMicros, side === 'buy' ? (minBuyMicros * MICROS) / best : 0);
  if (side === 'sell' && size < least) return null;
  const sized = sizeMicros(Math.max(size, Math.ceil(least / lotMicros) * lotMicros));
  const walk = walkBook({ levels, sizeMicros: sized, fee: condition.fee, side });
  if (walk === null) return null;
  const { conditionId, tokenId, token, label } = share;
  const { fee, tickMicros } = condition;
  if (walk.worstPriceMicros % tickMicros !== 0) return null;
  return {
    terms: {
      conditionId,
      tokenId,
      token,
      label,
      side,
      sizeMicros: sized,
      limitPriceMicros: walk.worstPriceMicros,
      fee,
    },
    walk,
  };
}

function isTrading({ closed, acceptingOrders, enableOrderBook, settled }: Condition): boolean {
  return !closed && acceptingOrders && enableOrderBook && settled === null;
}

function together(shares: readonly HeldShares[]): readonly HeldShares[] {
  const byToken = new Map<TokenId, HeldShares>();
  for (const share of shares) {
    const before = byToken.get(share.tokenId)?.filledSizeMicros ?? 0;
    byToken.set(share.tokenId, { ...share, filledSizeMicros: sizeMicros(before + share.filledSizeMicros) });
  }
  return [...byToken.values()];
}

/** null where one is. */
function allOf<T>(list: readonly (T | null)[]): readonly T[] | null {
  const there = list.filter((each) => each !== null);
  return there.length === list.length ? there : null;
}

function sum<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((total, each) => total + of(each), 0);
}
