/** Events of the stored list, checked on the way out. Keys of a newer version are kept. */
import * as z from 'zod/mini';
import type { VenueEvent } from '../domain/condition';
import { digits, hash } from './fields';

const text = z.string().check(z.maxLength(60_000));
const fee = z.nullable(
  z.looseObject({ ratePpm: z.int().check(z.gte(0)), exponent: z.number(), takerOnly: z.boolean() }),
);
const micros = z.int().check(z.gte(0), z.lte(1_000_000_000_000));
const condition = z.looseObject({
  id: hash,
  marketId: text,
  eventId: text,
  slug: text,
  question: text,
  label: text,
  description: text,
  resolutionSource: text,
  endDate: text,
  createdAt: z.optional(text),
  outcomes: z.optional(z.tuple([text, text])),
  protocol: z.enum(['v1', 'v2']),
  tokens: z.tuple([digits, digits]),
  negRisk: z.boolean(),
  negRiskOther: z.boolean(),
  negRiskMarketId: text,
  tickMicros: micros,
  minSizeMicros: micros,
  fee,
  active: z.boolean(),
  closed: z.boolean(),
  acceptingOrders: z.boolean(),
  enableOrderBook: z.boolean(),
  groupItemThreshold: text,
  settled: z.nullable(z.boolean()),
});
const event = z.looseObject({
  id: text,
  slug: text,
  title: text,
  description: text,
  resolutionSource: text,
  endDate: text,
  active: z.boolean(),
  closed: z.boolean(),
  negRisk: z.boolean(),
  enableNegRisk: z.boolean(),
  negRiskAugmented: z.boolean(),
  negRiskMarketId: text,
  negRiskFeeBips: z.nullable(z.int()),
  cumulativeMarkets: z.boolean(),
  conditions: z.array(condition),
  incomplete: z.optional(z.boolean()),
});
const events = z.array(event);

/** null where anything is not as it was written: a list of which a part is missing proves no group. */
export function parseEvents(json: string): readonly VenueEvent[] | null {
  try {
    const read: unknown = JSON.parse(json);
    return events.safeParse(read).success ? (read as readonly VenueEvent[]) : null;
  } catch {
    return null;
  }
}
