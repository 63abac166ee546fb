/** Stored settings, checked. What cannot be read gives the defaults (paper mode, tight limits) and a reason. */
import * as z from 'zod/mini';
import type { Settings } from '../domain/settings';
import { DEFAULT_SETTINGS } from '../domain/settings';

const schema = z.strictObject({
  version: z.literal(1),
  mode: z.enum(['paper', 'live']),
  minEdgeMicros: z.int().check(z.gte(0)),
  minEdgeBps: z.int().check(z.gte(0), z.lte(10_000)),
  maxPositionMicros: z.int().check(z.gte(0)),
  kellyFractionBps: z.int().check(z.gte(0), z.lte(10_000)),
  minDepthMicros: z.int().check(z.gte(0)),
  sampleSizeMicros: z.int().check(z.gte(1_000_000)),
  bankrollMicros: z.int().check(z.gte(0)),
  notifications: z.boolean(),
  staleAfterMs: z.int().check(z.gte(500), z.lte(30_000)),
  watchTopEvents: z.int().check(z.gte(0), z.lte(60)),
});

export function parseSettings(value: unknown): { readonly settings: Settings; readonly problem: string | null } {
  if (value === undefined || value === null) return { settings: DEFAULT_SETTINGS, problem: null };
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return {
      settings: DEFAULT_SETTINGS,
      problem:
        'Your saved settings could not be read. Facet is back in paper mode with its default limits; check them before you trade.',
    };
  return { settings: parsed.data as Settings, problem: null };
}
