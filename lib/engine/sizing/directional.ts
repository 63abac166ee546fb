/** Kelly for one outcome held to resolution at a fair probability against its cost after fees, walked at depth. */
import type { Level } from '../../domain/book';
import type { FeeSchedule, TokenSide } from '../../domain/condition';
import { MICROS, sizeMicros, type MoneyMicros, type SizeMicros } from '../../domain/units';
import { depthMicros, walkBook } from '../../domain/walk';

/** Buying at cost c what is worth f: the stake that maximises f ln(1 + s(1-c)/c) + (1-f) ln(1-s) is (f - c)/(1 - c). */
export function directionalFraction(fair: number, unitCost: number): number {
  if (!(unitCost > 0) || unitCost >= 1 || !(fair > unitCost)) return 0;
  return Math.min(1, (fair - unitCost) / (1 - unitCost));
}

export interface DirectionalRequest {
  /** Fair probability of YES, in [0, 1]. */
  readonly fair: number;
  readonly asks: Readonly<Record<TokenSide, readonly Level[]>>;
  readonly fee: FeeSchedule;
  readonly bankrollMicros: MoneyMicros;
  /** Share of full Kelly to take, e.g. 0.25. */
  readonly share: number;
  readonly lotMicros: SizeMicros;
}

export interface DirectionalSize {
  readonly token: TokenSide;
  readonly sizeMicros: SizeMicros;
  readonly fraction: number;
}

/**
 * Shares of the token whose cost is below fair, level by level while Kelly at the walked cost still covers the walk;
 * null when neither is.
 */
export function directionalSize(request: DirectionalRequest): DirectionalSize | null {
  const sides: readonly TokenSide[] = ['yes', 'no'];
  const sized = sides.flatMap((token): readonly DirectionalSize[] => {
    const fair = token === 'yes' ? request.fair : 1 - request.fair;
    const size = affordable(request, request.asks[token], fair);
    return size === null ? [] : [{ token, ...size }];
  });
  return sized.reduce<DirectionalSize | null>(
    (best, next) => (best === null || next.fraction > best.fraction ? next : best),
    null,
  );
}

/**
 * Largest whole-lot size whose walked cost is no more than the Kelly stake at that same walk; both sides move
 * monotonically with size.
 */
function affordable(
  request: DirectionalRequest,
  asks: readonly Level[],
  fair: number,
): { readonly sizeMicros: SizeMicros; readonly fraction: number } | null {
  const { fee, bankrollMicros, share, lotMicros } = request;
  const fractionAt = (lots: number): number | null => {
    const walk = walkBook({ levels: asks, sizeMicros: sizeMicros(lots * lotMicros), fee, side: 'buy' });
    if (!walk) return null;
    const stake = share * directionalFraction(fair, walk.unitMicros / MICROS);
    return walk.costMicros + walk.feeMicros <= stake * bankrollMicros ? stake : null;
  };
  let low = 0;
  let high = Math.floor(depthMicros(asks) / lotMicros);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fractionAt(middle) === null) high = middle - 1;
    else low = middle;
  }
  const fraction = low === 0 ? null : fractionAt(low);
  return fraction === null ? null : { sizeMicros: sizeMicros(low * lotMicros), fraction };
}
