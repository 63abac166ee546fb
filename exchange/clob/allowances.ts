/** How much each contract may take from an account, and which contracts an order needs (py-sdk issue 305). */
import { contracts, venueFor } from '../crypto/contracts';
import type { FaultState } from '../faults';
import type { MarketSpec } from '../model';

/** All that the venue tells of. */
export const SPENDERS: readonly string[] = [
  contracts.standardExchange,
  contracts.negRiskExchange,
  contracts.negRiskAdapter,
  contracts.exchangeV3,
  contracts.router,
];

/** Micros; null for unlimited. */
export function allowanceOf({ spenderAllowances, allowanceMicros }: FaultState, spender: string): number | null {
  const own = Object.entries(spenderAllowances).find(([address]) => address.toLowerCase() === spender.toLowerCase());
  return own ? Math.min(own[1], allowanceMicros ?? own[1]) : allowanceMicros;
}

/** The exchange of the market; for neg-risk ones of the first protocol its old adapter too, although it is retired. */
function spendersOf({ version, negRisk }: MarketSpec): readonly string[] {
  const exchange = venueFor(version === 'v2' ? 3 : 2, negRisk).verifyingContract;
  return version === 'v1' && negRisk ? [exchange, contracts.negRiskAdapter] : [exchange];
}

/** A spender that may not take this much for an order in this market; null when all may. */
export function shortSpender(faults: FaultState, market: MarketSpec, micros: number): string | null {
  const isShort = (spender: string): boolean => micros > (allowanceOf(faults, spender) ?? Number.MAX_SAFE_INTEGER);
  return spendersOf(market).find(isShort) ?? null;
}
