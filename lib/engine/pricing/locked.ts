/**
 * What a basket turns into money at once, without waiting for resolution (docs/maths.md 3.4): YES and NO of one
 * condition merge to a dollar, and in a group of which exactly one happens, NO shares of k conditions convert to k - 1
 * dollars and the YES shares of the others (the neg-risk adapter). Nothing converts YES to NO.
 */
import type { Certificate } from '../../domain/basket';
import { moneyMicros, type MoneyMicros } from '../../domain/units';

/**
 * Merges are always open. Conversion needs the group to be one neg-risk event on the venue, which an instance does not
 * say; pass its conditions as `convertible`, each list one event, to count it.
 */
export function lockedNowMicros(
  certificate: Certificate,
  convertible: readonly (readonly string[])[] = [],
): MoneyMicros {
  const held = new Map<string, { yes: number; no: number }>();
  for (const leg of certificate.legs) {
    if (leg.side !== 'buy') continue;
    const shares = held.get(leg.condition) ?? { yes: 0, no: 0 };
    shares[leg.token] += leg.sizeMicros;
    held.set(leg.condition, shares);
  }
  let locked = 0;
  const merge = (shares: { yes: number; no: number }): void => {
    const pairs = Math.min(shares.yes, shares.no);
    locked += pairs;
    shares.yes -= pairs;
    shares.no -= pairs;
  };
  for (const shares of held.values()) merge(shares);
  for (const group of convertible) {
    const members = group.map((key) => held.get(key)).filter((shares) => shares !== undefined && shares.no > 0);
    // Converting the same amount from every NO held frees (k - 1) dollars a set; take the smallest holding out until
    // one is left.
    for (;;) {
      const open = members.filter((shares) => shares !== undefined && shares.no > 0);
      if (open.length < 2) break;
      const amount = Math.min(...open.map((shares) => shares?.no ?? 0));
      locked += (open.length - 1) * amount;
      for (const shares of open) if (shares) shares.no -= amount;
    }
  }
  return moneyMicros(locked);
}
