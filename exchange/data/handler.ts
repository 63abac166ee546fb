/**
 * Data API v2: positions of a funder wallet, with the envelope and snake_case rows of the current release (protocol
 * 6.6).
 */
import { Buffer } from 'node:buffer';
import type { Core } from '../core/core';
import type { MarketState } from '../core/markets';
import { accountKey } from '../core/ledger';
import type { Trade } from '../core/orders';
import { OUTCOMES, addressOf } from '../clob/views';
import { send } from '../http';
import type { Handler } from '../http';

/** Smaller holdings are left out by default. */
const DUST_MICROS = 100_000;
const LIMIT = 100;

interface Cost {
  boughtMicros: number;
  soldMicros: number;
  paidMicros: number;
  receivedMicros: number;
  feesMicros: number;
  lastMs: number;
}

/** What an account paid and received per token, from its trades. */
function costs(core: Core, account: string): Map<string, Cost> {
  const byToken = new Map<string, Cost>();
  const book = (
    tokenId: string,
    side: 'BUY' | 'SELL',
    part: { readonly shares: number; readonly cash: number; readonly fee: number; readonly atMs: number },
  ): void => {
    const cost = byToken.get(tokenId) ?? {
      boughtMicros: 0,
      soldMicros: 0,
      paidMicros: 0,
      receivedMicros: 0,
      feesMicros: 0,
      lastMs: 0,
    };
    if (side === 'BUY') {
      cost.boughtMicros += part.shares;
      cost.paidMicros += part.cash;
    } else {
      cost.soldMicros += part.shares;
      cost.receivedMicros += part.cash;
    }
    cost.feesMicros += part.fee;
    cost.lastMs = Math.max(cost.lastMs, part.atMs);
    byToken.set(tokenId, cost);
  };
  const add = (trade: Trade): void => {
    if (trade.status === 'FAILED') return;
    if (trade.taker.account === account)
      book(trade.tokenId, trade.side, {
        shares: trade.sizeMicros,
        cash: trade.fills.reduce((sum, fill) => sum + fill.takerCashMicros, 0),
        fee: trade.feeMicros,
        atMs: trade.matchedAtMs,
      });
    for (const { maker, sizeMicros, makerCashMicros } of trade.fills)
      if (maker.account === account)
        book(maker.tokenId, maker.side, { shares: sizeMicros, cash: makerCashMicros, fee: 0, atMs: trade.matchedAtMs });
  };
  for (const trade of core.trades.values()) add(trade);
  return byToken;
}

function priceOf(core: Core, market: MarketState, outcomeIndex: 0 | 1, tokenId: string): number {
  const payout = core.ledger.payouts.find((row) => row.tokenId === tokenId);
  if (market.spec.closed && payout) return payout.cashMicros > 0 ? 1 : 0;
  const { bidMicros, askMicros } = market.book.bestYes();
  const yes =
    bidMicros === null || askMicros === null ? Number(market.last[0].price || '0.5') : (bidMicros + askMicros) / 2e6;
  return outcomeIndex === 0 ? yes : 1 - yes;
}

function positions(core: Core, user: string): unknown[] {
  const account = accountKey(user);
  const spent = costs(core, account);
  const held = core.ledger.account(account).tokens;
  const events = core.events();
  return [...new Set([...held.keys(), ...spent.keys()])].flatMap((tokenId) => {
    const found = core.find(tokenId);
    if (!found) return [];
    const { market, outcomeIndex } = found;
    const other = outcomeIndex === 0 ? 1 : 0;
    const cost = spent.get(tokenId);
    const sizeMicros = held.get(tokenId)?.balanceMicros ?? 0;
    const payoutMicros = core.ledger.payouts.reduce(
      (sum, row) => sum + (row.account === account && row.tokenId === tokenId ? row.cashMicros : 0),
      0,
    );
    const averageMicros = cost && cost.boughtMicros > 0 ? (cost.paidMicros / cost.boughtMicros) * 1e6 : 0;
    const price = priceOf(core, market, outcomeIndex, tokenId);
    const entry = (averageMicros * sizeMicros) / 1e12;
    const fees = (cost?.feesMicros ?? 0) / 1e6;
    const realized = cost
      ? (cost.receivedMicros + payoutMicros) / 1e6 - ((cost.boughtMicros - sizeMicros) * averageMicros) / 1e12
      : 0;
    const value = (sizeMicros / 1e6) * price;
    const event = events.find(({ id }) => id === market.eventId);
    const oppositeMicros = held.get(market.spec.tokens[other])?.balanceMicros ?? 0;
    return [
      {
        proxy_wallet: addressOf(account),
        token_id: tokenId,
        condition_id: market.spec.conditionId,
        current_size: sizeMicros / 1e6,
        avg_price: averageMicros / 1e6,
        entry_cost_usdc: entry,
        entry_fees_usdc: fees,
        total_cost_usdc: entry + fees,
        current_price: price,
        current_value: value,
        total_size: (cost?.boughtMicros ?? sizeMicros) / 1e6,
        realized_pnl: realized,
        unrealized_pnl: value - entry,
        total_pnl: realized + value - entry - fees,
        status: sizeMicros < DUST_MICROS ? 'CLOSED' : market.spec.closed ? 'REDEEMABLE' : 'OPEN',
        redeemable: sizeMicros > 0 && market.spec.closed,
        mergeable: sizeMicros > 0 && oppositeMicros > 0,
        negative_risk: market.spec.negRisk,
        archived: false,
        title: market.spec.question,
        slug: market.spec.slug,
        event_id: event?.id ?? '',
        event_slug: event?.slug ?? '',
        outcome: OUTCOMES[outcomeIndex],
        outcome_index: outcomeIndex,
        opposite_token_id: market.spec.tokens[other],
        opposite_outcome: OUTCOMES[other],
        end_date: market.spec.endDate,
        last_event_at: new Date(cost?.lastMs ?? 0).toISOString(),
      },
    ];
  });
}

function hasStatus(row: unknown, status: string): boolean {
  return typeof row === 'object' && row !== null && 'status' in row && row.status === status;
}

export function createDataHandler(core: Core): Handler {
  return async (_request, response, url) => {
    const trouble = (status: number, error: string, code: string): void =>
      send(response, { status, body: { error, code, retryable: false, trace_id: '0' } });
    if (url.pathname === '/v2/status') return send(response, { status: 200, body: { data: { status: 'ok' } } });
    if (url.pathname !== '/v2/positions') return trouble(404, 'not found', 'not_found');
    const user = url.searchParams.get('user') ?? '';
    if (!/^0x[0-9a-fA-F]{40}$/.test(user)) return trouble(400, 'user must be an address', 'invalid_argument');
    const status = url.searchParams.get('status') ?? 'OPEN';
    const limit = Math.min(LIMIT, Number(url.searchParams.get('limit') ?? LIMIT) || LIMIT);
    const offset = Number(Buffer.from(url.searchParams.get('cursor') ?? '', 'base64url').toString() || '0');
    if (!Number.isSafeInteger(offset) || offset < 0) return trouble(400, 'invalid cursor', 'invalid_argument');
    const rows = positions(core, user).filter((row) => hasStatus(row, status));
    const more = offset + limit < rows.length;
    send(response, {
      status: 200,
      body: {
        data: rows.slice(offset, offset + limit),
        pagination: {
          limit,
          offset,
          has_more: more,
          next_cursor: more ? Buffer.from(String(offset + limit)).toString('base64url') : null,
        },
      },
    });
  };
}
