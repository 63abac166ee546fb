/** Fee schedules as Gamma and the CLOB write them (docs/venue.md 7). */
import type { FeeSchedule } from '../../../domain/condition';
import { isJsonObject } from '../../socket/json';
import { parseLooseMicros } from './parse';

/** `{rate, exponent, takerOnly}` (Gamma) or `{r, e, to}` (CLOB); null when it is not one. */
export function parseFeeSchedule(
  raw: unknown,
  keys: { readonly rate: string; readonly exponent: string; readonly takerOnly: string },
): FeeSchedule | null {
  if (!isJsonObject(raw)) return null;
  const ratePpm = parseLooseMicros(raw[keys.rate]);
  const exponent = parseLooseMicros(raw[keys.exponent]);
  const takerOnly = raw[keys.takerOnly] ?? false;
  if (ratePpm === null || ratePpm > 1_000_000 || exponent === null || typeof takerOnly !== 'boolean') return null;
  // Only whole exponents can be computed exactly, and only 1 was ever seen.
  if (exponent % 1_000_000 !== 0 || exponent > 8_000_000) return null;
  return { ratePpm, exponent: exponent / 1_000_000, takerOnly };
}
