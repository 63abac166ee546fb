/**
 * The paper venue: takes orders without account or signature and fills them at once against the books as they stand.
 * What does not fill is cancelled, what does is settled: every answer is final. It lives as long as its worker.
 *
 *   buildOrder -> attachSignature(null) -> submitOrders -> final: filled | partly filled | nothing
 */
import type { Book } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { ConditionId, OrderHash, TokenId } from '../../domain/ids';
import { parseAddress, parseOrderHash } from '../../domain/ids';
import type { Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import { moneyMicros } from '../../domain/units';
import type { OrderEntry, OrderTerms, PostedOrder, SignedOrder, TradingSession } from '../../ports/order-entry';
import type { Asset, Settlement, VenueTrade } from '../../ports/settlement';
import type { PaperFill } from './fill-order';
import { fillOrder, nothing } from './fill-order';

export interface PaperOptions {
  /** The book as it can be trusted now; null when it cannot. */
  readonly bookOf: (tokenId: TokenId) => Book | null;
  readonly conditionOf: (conditionId: ConditionId) => Condition | null;
}

interface Taken {
  readonly terms: OrderTerms;
  readonly fill: PaperFill;
}

/** Paper takes what is signed today. */
const PAPER_VERSION = 2;

const NOBODY = parseAddress(`0x${'0'.repeat(40)}`);
if (NOBODY === null) throw new Error('the zero address is an address');

/** Nobody's account: paper money belongs to whoever looks. */
export const PAPER_SESSION: TradingSession = {
  account: { owner: NOBODY, funder: NOBODY, signatureType: 0 },
  credentials: { key: '', secret: '', passphrase: '' },
};

export function createPaperOrderEntry(options: PaperOptions): OrderEntry & Settlement {
  /** Ready to be sent, and sent. An order that comes twice gets the answer of the first time. */
  const ready = new Map<OrderHash, OrderTerms>();
  const taken = new Map<OrderHash, Taken>();

  function take(order: SignedOrder): PostedOrder {
    const { hash } = order;
    const terms = ready.get(hash);
    if (terms === undefined) return { kind: 'rejected', hash, failure: failureOf('paper-unseen', {}) };
    const { fill } = taken.get(hash) ?? { fill: execute(terms, options) };
    taken.set(hash, { terms, fill });
    const { filledSizeMicros, paidMicros, feeMicros, failure } = fill;
    return { kind: 'final', hash, filledSizeMicros, paidMicros, feeMicros, failure };
  }

  return {
    needsSignature: false,
    buildOrder(_account, terms) {
      const hash = hashOf(terms);
      return hash.ok ? ok({ terms, hash: hash.value, typedData: null }) : hash;
    },
    attachSignature({ order }) {
      const hash = hashOf(order.terms);
      if (!hash.ok) return hash;
      if (hash.value !== order.hash) return fail('order-changed', {});
      ready.set(order.hash, order.terms);
      return ok({ hash: order.hash, body: JSON.stringify(order.terms) });
    },
    submitOrders: ({ orders }) => Promise.resolve(orders.map(take)),
    // Nothing rests, so there is never anything left to cancel.
    cancelOrders: () => Promise.resolve(ok([])),
    fetchMode: () => Promise.resolve({ kind: 'open', seconds: null }),
    fetchOrderVersion: () => Promise.resolve(ok(PAPER_VERSION)),
    fetchOpenOrders: () => Promise.resolve(ok([])),
    fetchOrder({ hash }) {
      const order = taken.get(hash);
      if (order === undefined) return Promise.resolve(ok(null));
      const { terms, fill } = order;
      return Promise.resolve(
        ok({
          hash,
          status: fill.failure === null ? 'MATCHED' : 'CANCELED',
          sizeMicros: terms.sizeMicros,
          matchedMicros: fill.filledSizeMicros,
          tradeIds: tradesOf(hash, order).map(({ id }) => id),
        }),
      );
    },
    fetchTrades: ({ conditionId, hashes }) =>
      Promise.resolve(
        ok({
          trades: hashes.flatMap((hash) => {
            const order = taken.get(hash);
            return order?.terms.conditionId === conditionId ? tradesOf(hash, order) : [];
          }),
          unread: [],
        }),
      ),
    fetchBalance: ({ asset }) => Promise.resolve(ok(balanceOf(asset, taken.values()))),
  };
}

function execute(terms: OrderTerms, { bookOf, conditionOf }: PaperOptions): PaperFill {
  const book = bookOf(terms.tokenId);
  const condition = conditionOf(terms.conditionId);
  if (book === null || condition === null) return nothing(failureOf('paper-no-book', {}, 'later'));
  return fillOrder(terms, { book, condition });
}

/** The salt numbers an order as a hash would: the same leg always gets the same, different legs never do. */
function hashOf({ salt }: OrderTerms): Result<OrderHash> {
  const hash =
    Number.isSafeInteger(salt) && salt > 0 ? parseOrderHash(`0x${salt.toString(16).padStart(64, '0')}`) : null;
  return hash === null ? fail('bad-salt', {}) : ok(hash);
}

/** One trade for each level taken. */
function tradesOf(hash: OrderHash, { terms, fill }: Taken): readonly VenueTrade[] {
  return fill.fills.map(({ priceMicros, sizeMicros }, index) => ({
    id: `${hash}:${index}`,
    orderHash: hash,
    tokenId: terms.tokenId,
    side: terms.side,
    sizeMicros,
    priceMicros,
    status: 'CONFIRMED',
  }));
}

/** Paper money has no bottom; shares are what was bought less what was sold. */
function balanceOf(asset: Asset, taken: Iterable<Taken>) {
  if (asset === 'collateral') {
    const unlimited = moneyMicros(Number.MAX_SAFE_INTEGER);
    return { balanceMicros: unlimited, allowances: { v1: unlimited, 'v1-neg-risk': unlimited, v2: unlimited } };
  }
  let shares = 0;
  for (const { terms, fill } of taken)
    if (terms.tokenId === asset.tokenId) shares += (terms.side === 'buy' ? 1 : -1) * fill.filledSizeMicros;
  const held = moneyMicros(Math.max(0, shares));
  return { balanceMicros: held, allowances: { v1: held, 'v1-neg-risk': held, v2: held } };
}
