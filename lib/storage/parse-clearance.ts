/** Stored clearances, checked: one that cannot be read in full clears nothing. */
import * as z from 'zod/mini';
import type { Clearance } from '../domain/clearance';
import { accountFields } from './fields';

const clearance = z.strictObject({
  account: z.strictObject(accountFields),
  greenAtMs: z.nullable(z.int()),
  trials: z.array(z.strictObject({ protocol: z.enum(['v1', 'v2']), atMs: z.int() })).check(z.maxLength(2)),
});

export function parseClearances(value: unknown): readonly Clearance[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each) => clearance.safeParse(each).success) as Clearance[];
}
