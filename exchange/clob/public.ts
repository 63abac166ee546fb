/** Public routes of the CLOB: books, prices and market records. */
import { formatDecimalMicros } from '../../lib/domain/units';
import { errorReply, isRecord, parseJson, reply } from '../http';
import type { Reply } from '../http';
import type { BookSummary } from './books';
import { wrongHash } from './books';
import type { Call, ClobContext } from './context';
import { page } from './paging';
import { longMarket, marketDetails, simpleMarket } from './views';

const NO_BOOK = 'No orderbook exists for the requested token id';
/** More than any client in the wild asks for at once; the venue does not publish its own limit. */
const MOST_BOOKS = 500;
const MIDPOINT_SCALE = 2;

type Route = (context: ClobContext, call: Call) => Reply;

function shown(context: ClobContext, book: BookSummary): BookSummary {
  return context.faults.current.restWrongHash ? { ...book, hash: wrongHash(book.hash) } : book;
}

/** The asked token with its book side by side, or the venue's 404. */
function withToken(answer: (context: ClobContext, tokenId: string, call: Call) => unknown): Route {
  return (context, call) => {
    const tokenId = call.query.get('token_id') ?? '';
    return context.core.find(tokenId) ? reply(answer(context, tokenId, call)) : errorReply(404, NO_BOOK);
  };
}

interface Asked {
  readonly tokenId: string;
  readonly side: string;
}

function askedTokens(call: Call): readonly Asked[] | null {
  const body = parseJson(call.body);
  if (!Array.isArray(body)) return null;
  const asked: Asked[] = [];
  for (const item of body) {
    if (!isRecord(item) || typeof item['token_id'] !== 'string') return null;
    asked.push({ tokenId: item['token_id'], side: typeof item['side'] === 'string' ? item['side'] : '' });
  }
  return asked;
}

function batch(answer: (context: ClobContext, asked: readonly Asked[]) => unknown): Route {
  return (context, call) => {
    const asked = askedTokens(call);
    if (!asked) return errorReply(400, 'Invalid payload');
    if (asked.length > MOST_BOOKS) return errorReply(400, 'Payload exceeds the limit');
    return reply(
      answer(
        context,
        asked.filter(({ tokenId }) => context.core.find(tokenId)),
      ),
    );
  };
}

/**
 * Price at which one could trade: `side` names the side of the resting orders, as the venue does (BUY is the best bid).
 */
function price(context: ClobContext, { tokenId, side }: Asked): string {
  const { bidMicros, askMicros } = context.books.top(tokenId);
  const micros = side.toUpperCase() === 'BUY' ? bidMicros : askMicros;
  return micros === null ? '0' : formatDecimalMicros(micros);
}

function midpoint(context: ClobContext, tokenId: string): string {
  const { bidMicros, askMicros } = context.books.top(tokenId);
  return formatDecimalMicros(Math.trunc(((bidMicros ?? 0) + (askMicros ?? 1_000_000)) / MIDPOINT_SCALE));
}

function spread(context: ClobContext, tokenId: string): string {
  const { bidMicros, askMicros } = context.books.top(tokenId);
  return formatDecimalMicros((askMicros ?? 1_000_000) - (bidMicros ?? 0));
}

function lastTrade(context: ClobContext, tokenId: string): { readonly price: string; readonly side: string } {
  const found = context.core.find(tokenId);
  const last = found?.market.last[found.outcomeIndex];
  return last && last.price !== '' ? last : { price: '0.5', side: '' };
}

const byToken = <Value>(asked: readonly Asked[], value: (one: Asked) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(asked.map((one) => [one.tokenId, value(one)]));

function sidesByToken(
  context: ClobContext,
  asked: readonly Asked[],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const sides: Record<string, Record<string, string>> = {};
  for (const one of asked) {
    for (const side of one.side === '' ? ['BUY', 'SELL'] : [one.side.toUpperCase()])
      sides[one.tokenId] = { ...sides[one.tokenId], [side]: price(context, { ...one, side }) };
  }
  return sides;
}

function history(context: ClobContext, call: Call): Reply {
  const nowSeconds = Math.floor(context.core.clock.nowMs() / 1000);
  const spans: Readonly<Record<string, number>> = {
    '1h': 3_600,
    '6h': 21_600,
    '1d': 86_400,
    '1w': 604_800,
    max: nowSeconds,
  };
  const span = spans[call.query.get('interval') ?? ''];
  const fromSeconds = span === undefined ? Number(call.query.get('startTs') ?? Number.NaN) : nowSeconds - span;
  const toSeconds = span === undefined ? Number(call.query.get('endTs') ?? Number.NaN) : nowSeconds;
  if (!Number.isFinite(fromSeconds) || !Number.isFinite(toSeconds))
    return errorReply(400, 'invalid interval or time range');
  return reply({ history: context.history.between(call.query.get('market') ?? '', fromSeconds, toSeconds) });
}

function marketByPath(prefix: string, view: (context: ClobContext, conditionId: string) => unknown): Route {
  return (context, call) => {
    const view_ = view(context, call.path.slice(prefix.length).toLowerCase());
    return view_ === null ? errorReply(404, 'market not found') : reply(view_);
  };
}

const markets = (context: ClobContext) => [...context.core.markets.values()];

/** Exact paths. */
export const publicRoutes: Readonly<Record<string, Route>> = {
  'GET /': () => reply('OK'),
  'GET /ok': () => reply('OK'),
  'GET /time': ({ books }) => reply(Math.floor(books.toldMs() / 1000)),
  'GET /version': ({ faults }) => reply({ version: faults.current.clobVersion }),
  'GET /book': withToken((context, tokenId) => {
    const book = context.books.summary(tokenId);
    return book && shown(context, book);
  }),
  'POST /books': batch((context, asked) =>
    asked.flatMap(({ tokenId }) => {
      const book = context.books.summary(tokenId);
      return book ? [shown(context, book)] : [];
    }),
  ),
  'GET /price': withToken((context, tokenId, call) => ({
    price: price(context, { tokenId, side: call.query.get('side') ?? '' }),
  })),
  'POST /prices': batch(sidesByToken),
  'GET /midpoint': withToken((context, tokenId) => ({ mid: midpoint(context, tokenId) })),
  'POST /midpoints': batch((context, asked) => byToken(asked, ({ tokenId }) => midpoint(context, tokenId))),
  'GET /spread': withToken((context, tokenId) => ({ spread: spread(context, tokenId) })),
  'POST /spreads': batch((context, asked) => byToken(asked, ({ tokenId }) => spread(context, tokenId))),
  'GET /last-trade-price': withToken(lastTrade),
  'POST /last-trades-prices': batch((context, asked) =>
    asked.map(({ tokenId }) => ({ token_id: tokenId, ...lastTrade(context, tokenId) })),
  ),
  'GET /tick-size': withToken((context, tokenId) => ({
    minimum_tick_size: (context.core.find(tokenId)?.market.spec.tickMicros ?? 0) / 1e6,
  })),
  'GET /neg-risk': withToken((context, tokenId) => ({
    neg_risk: context.core.find(tokenId)?.market.spec.negRisk ?? false,
  })),
  'GET /fee-rate': withToken((context, tokenId) => ({
    base_fee: context.core.find(tokenId)?.market.spec.fee ? 1000 : 0,
  })),
  'GET /prices-history': history,
  'GET /markets': (context, call) => page(markets(context).map(longMarket), call.query),
  'GET /sampling-markets': (context, call) => page(markets(context).map(longMarket), call.query),
  'GET /simplified-markets': (context, call) => page(markets(context).map(simpleMarket), call.query),
  'GET /sampling-simplified-markets': (context, call) => page(markets(context).map(simpleMarket), call.query),
};

/** Paths that end in an id, longest first. */
export const publicPrefixes: readonly { readonly method: string; readonly prefix: string; readonly route: Route }[] = [
  {
    method: 'GET',
    prefix: '/clob-markets/',
    route: marketByPath('/clob-markets/', (context, id) => {
      const market = context.core.markets.get(id);
      return market ? marketDetails(market, context.faults.current) : null;
    }),
  },
  {
    method: 'GET',
    prefix: '/markets-by-token/',
    route: marketByPath('/markets-by-token/', (context, id) => {
      const spec = context.core.find(id)?.market.spec;
      return spec
        ? { condition_id: spec.conditionId, primary_token_id: spec.tokens[0], secondary_token_id: spec.tokens[1] }
        : null;
    }),
  },
  {
    method: 'GET',
    prefix: '/markets/',
    route: marketByPath('/markets/', (context, id) => {
      const market = context.core.markets.get(id);
      return market ? longMarket(market) : null;
    }),
  },
  {
    method: 'GET',
    prefix: '/fees/builder-fees/',
    route: () => reply({ builder_maker_fee_rate_bps: 0, builder_taker_fee_rate_bps: 0 }),
  },
];
