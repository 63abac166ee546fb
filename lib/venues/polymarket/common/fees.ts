/** Fee schedules as Gamma and the CLOB write them (docs/venue.md 7). */
import type { FeeSchedule } from '../../../domain/condition';
import { ZERO_FEE } from '../../../domain/condition';
import { isJsonObject } from '../../socket/json';
import { parseLooseMicros } from './parse';

/**
 * `{rate, exponent, takerOnly}` (Gamma) or `{r, e, to}` (CLOB); null when it is not one. A rate of 0 is free, whatever
 * else it says. @param absent what a missing number is: 0 where the venue leaves zeros out, null where none is known.
 */
export function parseFeeSchedule(
  raw: unknown,
  keys: { readonly rate: string; readonly exponent: string; readonly takerOnly: string },
  absent: 0 | null,
): FeeSchedule | null {
  if (!isJsonObject(raw)) return null;
  const numberAt = (key: string): number | null => {
    const value = raw[key];
    return value === undefined || value === null ? absent : parseLooseMicros(value);
  };
  const ratePpm = numberAt(keys.rate);
  if (ratePpm === 0) return ZERO_FEE;
  const exponent = numberAt(keys.exponent);
  const takerOnly = raw[keys.takerOnly] ?? false;
  if (ratePpm === null || ratePpm > 1_000_000 || exponent === null || typeof takerOnly !== 'boolean') return null;
  // Only whole exponents can be computed exactly, and only 1 was ever seen.
  if (exponent % 1_000_000 !== 0 || exponent > 8_000_000) return null;
  return { ratePpm, exponent: exponent / 1_000_000, takerOnly };
}
