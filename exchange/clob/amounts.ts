/**
 * From the signed maker and taker amounts to a price on the grid, a size and the venue's refusals.
 * Limit orders: shares in hundredths, cash exactly shares x price. Market orders (FOK, FAK): cash of a buy in whole
 * cents and shares in at most four decimals whatever the tick (py-clob-client-v2 issue 99); their price is the ratio of
 * the amounts, near a point of the grid.
 */
import { refusals } from '../core/checks';
import type { OrderType } from '../model';
import { formatDecimalMicros } from '../../lib/domain/units';

export interface Amounts {
  readonly side: 'BUY' | 'SELL';
  readonly type: OrderType;
  readonly makerMicros: number;
  readonly takerMicros: number;
}

export interface Priced {
  readonly priceMicros: number;
  readonly sharesMicros: number;
  readonly cashMicros: number;
}

/** Decimals of cash by tick for limit orders (clob-client-v2 `roundingConfig.ts`). */
const CASH_DECIMALS: Readonly<Record<number, number>> = { 100_000: 3, 10_000: 4, 5_000: 5, 2_500: 6, 1_000: 5, 100: 6 };
const SHARE_STEP_MICROS = 10_000;
const CENT_MICROS = 10_000;
const MARKET_STEP_MICROS = 100;
/** How far a market order's rounded amount may lie from the exact one: one hundredth of a share, or a cent. */
const ROUNDING_MICROS = 10_000n;
const MICROS = 1_000_000n;

function precisionRefusal(amounts: Amounts, tickMicros: number): string | null {
  const { side, makerMicros, takerMicros } = amounts;
  if (amounts.type === 'FOK' || amounts.type === 'FAK') {
    const fine =
      makerMicros % (side === 'BUY' ? CENT_MICROS : SHARE_STEP_MICROS) === 0 && takerMicros % MARKET_STEP_MICROS === 0;
    return fine
      ? null
      : `invalid amounts, the market ${side === 'BUY' ? 'buy' : 'sell'} orders maker amount supports a max ` +
          'accuracy of 2 decimals, taker amount a max of 4 decimals';
  }
  const cashDecimals = CASH_DECIMALS[tickMicros] ?? 6;
  const [shares, cash] = side === 'BUY' ? [takerMicros, makerMicros] : [makerMicros, takerMicros];
  if (shares % SHARE_STEP_MICROS === 0 && cash % 10 ** (6 - cashDecimals) === 0) return null;
  return side === 'BUY'
    ? `invalid amounts, the buy orders maker amount supports a max accuracy of ${cashDecimals} decimals, taker ` +
        'amount a max of 2 decimals'
    : 'invalid amounts, the sell orders maker amount supports a max accuracy of 2 decimals, taker amount a max of ' +
        `${cashDecimals} decimals`;
}

/** The order's terms, or the venue's refusal. @param id goes into the text. */
export function priceAmounts(
  amounts: Amounts,
  tickMicros: number,
  id: string,
): { readonly ok: true; readonly value: Priced } | { readonly ok: false; readonly error: string } {
  const [sharesMicros, cashMicros] =
    amounts.side === 'BUY' ? [amounts.takerMicros, amounts.makerMicros] : [amounts.makerMicros, amounts.takerMicros];
  if (sharesMicros <= 0 || cashMicros <= 0) return { ok: false, error: refusals.payload };
  const exact = (BigInt(cashMicros) * MICROS * MICROS) / BigInt(sharesMicros);
  const ratioText = (Number(exact) / 1e12).toString();
  const nearest = Math.round(Number(exact) / 1e6 / tickMicros) * tickMicros;
  const offGrid = { ok: false, error: refusals.tick(id, ratioText, tickMicros) } as const;
  if (nearest < tickMicros || nearest > 1_000_000 - tickMicros) return offGrid;
  const precision = precisionRefusal(amounts, tickMicros);
  const market = amounts.type === 'FOK' || amounts.type === 'FAK';
  // Amounts that are not a multiple of a grid price at all are a wrong price, not a wrong precision.
  const expected = BigInt(nearest) * BigInt(sharesMicros);
  const given = BigInt(cashMicros) * MICROS;
  const slackMicros = market
    ? amounts.side === 'BUY'
      ? ROUNDING_MICROS * BigInt(nearest)
      : ROUNDING_MICROS * MICROS
    : 0n;
  const distance = expected > given ? expected - given : given - expected;
  if (precision && distance <= ROUNDING_MICROS * MICROS) return { ok: false, error: precision };
  if (distance > slackMicros) return offGrid;
  return { ok: true, value: { priceMicros: nearest, sharesMicros, cashMicros } };
}

/** A whole decimal number of micros that fits a safe integer, else null. */
export function parseMicros(text: unknown): number | null {
  if (typeof text !== 'string' || !/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** Human units as the order endpoints answer them; "" for nothing. */
export function amountText(micros: number): string {
  return micros === 0 ? '' : formatDecimalMicros(micros);
}
