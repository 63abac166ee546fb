/** Private routes about what an account has: orders, trades, balances, cancels, heartbeats. */
import type { Order, Trade } from '../core/orders';
import type { ApiKey } from '../crypto/auth';
import { errorReply, isRecord, parseJson, reply } from '../http';
import type { Reply } from '../http';
import { allowanceOf, SPENDERS } from './allowances';
import { privately } from './auth-routes';
import type { Call, ClobContext } from './context';
import { page } from './paging';
import { addressOf, orderView, tradeView } from './views';

const MOST_CANCELS = 1000;
const GONE = "order can't be found - already canceled or matched";
const UNLIMITED = (2n ** 256n - 1n).toString();

const UNKNOWN_FORMS = ['empty', 'missing', 'null'] as const;

type Route = (context: ClobContext, call: Call) => Reply;

function mine(key: ApiKey) {
  return (order: Order): boolean => order.user === key.address;
}

/** A fault can keep fresh orders out of sight for a while. */
function visible(context: ClobContext, order: Order): boolean {
  return context.core.clock.nowMs() - order.createdAtMs >= context.faults.current.orderHiddenMs;
}

function matches(query: URLSearchParams, name: string, value: string): boolean {
  const wanted = query.get(name);
  return wanted === null || wanted === '' || wanted.toLowerCase() === value.toLowerCase();
}

function openOrders(context: ClobContext, call: Call, key: ApiKey): Reply {
  const { query } = call;
  const offsetMs = context.faults.current.clockOffsetMs;
  const rows = [...context.core.orders.values()]
    .filter((order) => mine(key)(order) && order.restingMicros > 0 && visible(context, order))
    .filter(
      (order) =>
        matches(query, 'id', order.id) &&
        matches(query, 'market', order.conditionId) &&
        matches(query, 'asset_id', order.tokenId),
    )
    .map((order) => orderView(order, offsetMs));
  return page(rows, query);
}

/**
 * One order of the caller. The venue answers null for orders that it does not know, and also for FOK and FAK orders,
 * which it does not keep: their trades tell what became of them (py-clob-client issue 217).
 */
function oneOrder(context: ClobContext, call: Call, key: ApiKey): Reply {
  const order = context.core.orders.get(call.path.slice('/data/order/'.length).toLowerCase());
  const kept =
    order &&
    mine(key)(order) &&
    visible(context, order) &&
    (order.type === 'GTC' || order.type === 'GTD' || order.status === 'DELAYED');
  if (kept) return reply(orderView(order, context.faults.current.clockOffsetMs));
  const wanted = context.faults.current.unknownOrder;
  const form = wanted === 'in-turn' ? UNKNOWN_FORMS[context.unknownAsked.count++ % UNKNOWN_FORMS.length] : wanted;
  if (form === 'missing') return errorReply(404, 'order not found');
  return form === 'empty' ? { status: 200, body: undefined } : reply(null);
}

function roleIn(trade: Trade, key: ApiKey): 'TAKER' | 'MAKER' | null {
  if (trade.taker.user === key.address) return 'TAKER';
  return trade.fills.some(({ maker }) => maker.user === key.address) ? 'MAKER' : null;
}

function trades(context: ClobContext, call: Call, key: ApiKey): Reply {
  const { query } = call;
  const offsetMs = context.faults.current.clockOffsetMs;
  const after = Number(query.get('after') ?? '0');
  const before = Number(query.get('before') ?? Number.MAX_SAFE_INTEGER);
  const rows = [...context.core.trades.values()].reverse().flatMap((trade) => {
    const side = roleIn(trade, key);
    if (!side || !visible(context, trade.taker)) return [];
    const atSeconds = (trade.matchedAtMs + offsetMs) / 1000;
    if (
      !matches(query, 'id', trade.id) ||
      !matches(query, 'market', trade.conditionId) ||
      !matches(query, 'asset_id', trade.tokenId)
    )
      return [];
    if (
      !matches(query, 'maker_address', addressOf(trade.taker.account)) &&
      !trade.fills.some(({ maker }) => matches(query, 'maker_address', addressOf(maker.account)))
    )
      return [];
    if (atSeconds < after || atSeconds > before) return [];
    return [
      tradeView(trade, {
        side,
        hasFee: (context.core.markets.get(trade.conditionId)?.spec.fee ?? null) !== null,
        offsetMs,
      }),
    ];
  });
  return page(rows, query);
}

/** Shares and money of the account that (owner, signature type) stands for; the venue knows no funder parameter. */
function balance(context: ClobContext, call: Call, key: ApiKey): Reply {
  const { query } = call;
  const assetType = query.get('asset_type');
  const tokenId = query.get('token_id') ?? '';
  const signatureType = Number(query.get('signature_type') ?? '0');
  const market = context.core.find(tokenId)?.market.spec;
  if (assetType !== 'COLLATERAL' && assetType !== 'CONDITIONAL' && assetType !== 'CONDITIONAL-V2')
    return errorReply(400, 'assetType is invalid');
  if (assetType !== 'COLLATERAL' && !market) return errorReply(400, 'tokenId is invalid');
  const funder = context.wallets.funder(key.address, signatureType);
  // Asking on the wrong ledger finds nothing: v1 shares live in ConditionalTokens, v2 shares in the PositionManager.
  const rightLedger = assetType === 'COLLATERAL' || (assetType === 'CONDITIONAL-V2') === (market?.version === 'v2');
  const faults = context.faults.current;
  const asset = assetType === 'COLLATERAL' ? 'cash' : tokenId;
  const { balances } = context;
  if (call.path.endsWith('/update')) {
    if (funder && rightLedger) balances.read(funder, asset);
    return { status: 200, body: undefined };
  }
  const micros = (account: string): number =>
    faults.cachedBalances ? balances.told(account, asset) : balances.held(account, asset);
  return reply({
    balance: String(funder && rightLedger ? micros(funder) : 0),
    allowances: Object.fromEntries(
      SPENDERS.map((spender) => [spender, funder ? String(allowanceOf(faults, spender) ?? UNLIMITED) : '0']),
    ),
  });
}

function cancelThese(context: ClobContext, key: ApiKey, ids: readonly string[]): Reply {
  const canceled: string[] = [];
  const failures: Record<string, string> = {};
  for (const id of ids) {
    const order = context.core.orders.get(id.toLowerCase());
    if (order && mine(key)(order) && context.core.cancel(order.account, order.id)) canceled.push(id);
    else failures[id] = GONE;
  }
  return reply({ canceled, not_canceled: failures });
}

function restingIds(context: ClobContext, key: ApiKey, keep: (order: Order) => boolean): string[] {
  return [...context.core.orders.values()]
    .filter((order) => mine(key)(order) && order.restingMicros > 0 && keep(order))
    .map(({ id }) => id);
}

function cancelOne(context: ClobContext, call: Call, key: ApiKey): Reply {
  const body = parseJson(call.body);
  const id = isRecord(body) ? body['orderID'] : undefined;
  return typeof id === 'string' ? cancelThese(context, key, [id]) : errorReply(400, 'Invalid order payload');
}

function cancelMany(context: ClobContext, call: Call, key: ApiKey): Reply {
  const body = parseJson(call.body);
  if (!Array.isArray(body) || !body.every((id) => typeof id === 'string'))
    return errorReply(400, 'Invalid order payload');
  if (body.length > MOST_CANCELS)
    return errorReply(400, `Too many orders in payload: ${body.length}, max allowed: ${MOST_CANCELS}`);
  return cancelThese(context, key, body);
}

function cancelMarket(context: ClobContext, call: Call, key: ApiKey): Reply {
  const body = parseJson(call.body);
  if (!isRecord(body)) return errorReply(400, 'Invalid order payload');
  const fits = (wanted: unknown, value: string): boolean => wanted === undefined || wanted === '' || wanted === value;
  return cancelThese(
    context,
    key,
    restingIds(
      context,
      key,
      (order) => fits(body['market'], order.conditionId) && fits(body['asset_id'], order.tokenId),
    ),
  );
}

function heartbeat(context: ClobContext, call: Call, key: ApiKey): Reply {
  const body = parseJson(call.body);
  const id = isRecord(body) && typeof body['heartbeat_id'] === 'string' ? body['heartbeat_id'] : '';
  const beat = context.heartbeats.beat(key.key, id);
  return beat.ok
    ? reply({ heartbeat_id: beat.id })
    : errorReply(400, 'Invalid Heartbeat ID', { error_msg: 'Invalid Heartbeat ID', heartbeat_id: beat.id });
}

export const accountRoutes: Readonly<Record<string, Route>> = {
  'GET /data/orders': privately(openOrders),
  'GET /data/trades': privately(trades),
  'GET /balance-allowance': privately(balance),
  'GET /balance-allowance/update': privately(balance),
  'POST /v1/heartbeats': privately(heartbeat),
  'GET /order-scoring': privately(() => reply({ scoring: false })),
  'GET /notifications': privately(() => reply([])),
};

export const cancelRoutes: Readonly<Record<string, Route>> = {
  'DELETE /order': privately(cancelOne),
  'DELETE /orders': privately(cancelMany),
  'DELETE /cancel-all': privately((context, _call, key) =>
    cancelThese(
      context,
      key,
      restingIds(context, key, () => true),
    ),
  ),
  'DELETE /cancel-market-orders': privately(cancelMarket),
};

export const accountPrefixes: readonly { readonly method: string; readonly prefix: string; readonly route: Route }[] = [
  { method: 'GET', prefix: '/data/order/', route: privately(oneOrder) },
];
