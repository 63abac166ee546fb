/**
 * Stored executions, checked. Keys of a newer version stay in the record. What only names or explains falls to nothing
 * where it cannot be read; of a field that says what was ordered, paid or is owed nothing is ever assumed: the record
 * is then not read at all, stays as it is and is named to the user (memory/restore.ts).
 */
import * as z from 'zod/mini';
import type { FailureCode } from '../domain/failures';
import { parseFailure } from '../domain/parse-failure';
import type { Execution } from '../domain/execution';
import { EXECUTION_STATES, LEG_STATES } from '../domain/execution';
import { accountFields, hash, keyOf, orderTermFields } from './fields';

/** Its code and parameters were checked against their table before. */
const failure = z.nullable(
  z.object({
    code: z.string(),
    params: z.record(z.string(), z.unknown()),
    retry: z.enum(['never', 'later', 'unknown']),
  }),
);

const legSchema = z.object({
  ...orderTermFields,
  state: keyOf(LEG_STATES),
  orders: z.array(
    z.object({
      hash,
      sizeMicros: z.int(),
      body: z.nullable(z.string()),
      expiresAtMs: z.nullable(z.int()),
      seen: z.boolean(),
    }),
  ),
  filledSizeMicros: z.int(),
  paidMicros: z.int(),
  feeMicros: z.int(),
  tradeIds: z.array(z.string()),
  heldBeforeMicros: z.nullable(z.int()),
  settled: z.boolean(),
  failure,
});
const executionSchema = z.object({
  id: z.string(),
  purpose: z.optional(z.enum(['trial', 'finish', 'sell-back'])),
  of: z.optional(z.string()),
  mode: z.enum(['paper', 'live']),
  account: z.nullable(z.object(accountFields)),
  state: keyOf(EXECUTION_STATES),
  certificateHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  relationIds: z.optional(z.array(z.string())),
  eventTitle: z.string(),
  eventSlug: z.string(),
  legs: z.array(legSchema),
  floorMicros: z.int(),
  armedUntilMs: z.optional(z.int()),
  maxCostMicros: z.int(),
  acknowledged: z.boolean(),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
  failure,
});

export function parseStoredExecution(value: unknown): Execution | null {
  const current = withFailures(withSeen(withOrders(named(value))));
  const parsed = executionSchema.safeParse(current);
  // The schema has just checked every field that the brands stand for.
  return parsed.success ? (current as Execution) : null;
}

/** With no name where what stands there is none. */
function named(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Readonly<Record<string, unknown>>;
  const { legs } = record;
  return {
    ...record,
    eventTitle: textOf(record['eventTitle']),
    eventSlug: textOf(record['eventSlug']),
    ...(Array.isArray(legs) ? { legs: legs.map(namedLeg) } : {}),
  };
}

function namedLeg(leg: unknown): unknown {
  if (typeof leg !== 'object' || leg === null) return leg;
  const record = leg as Readonly<Record<string, unknown>>;
  return { ...record, label: textOf(record['label']) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The record with each failure as parameters of a code (domain/parse-failure); what is none is no reason. */
function withFailures(value: unknown): unknown {
  const record = withFailure(value);
  if (typeof record !== 'object' || record === null || !('legs' in record) || !Array.isArray(record.legs))
    return record;
  const legs: readonly unknown[] = record.legs;
  return { ...record, legs: legs.map(withFailure) };
}

function withFailure(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('failure' in value)) return value;
  const known = parseFailure(value.failure);
  return { ...value, failure: known };
}

/** With these the venue had said that it has the order, or had listed it. */
const TAKEN: ReadonlySet<unknown> = new Set<FailureCode>([
  'fate-unmatched',
  'fate-delayed',
  'fate-part-matched',
  'resting',
]);

/**
 * Records from before these were kept: what shows fills or trades, or was left open because it rested at the venue, was
 * seen, and nobody acknowledged anything.
 */
function withSeen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('legs' in value) || !Array.isArray(value.legs)) return value;
  const legs: readonly unknown[] = value.legs;
  return { acknowledged: false, ...value, legs: legs.map(withSeenOrders) };
}

function withSeenOrders(leg: unknown): unknown {
  if (typeof leg !== 'object' || leg === null || !('orders' in leg) || !Array.isArray(leg.orders)) return leg;
  const { filledSizeMicros, tradeIds, failure: why }: Readonly<Record<string, unknown>> = { ...leg };
  const isTaken = typeof why === 'object' && why !== null && 'code' in why && TAKEN.has(why.code);
  const seen = isTaken || (typeof filledSizeMicros === 'number' && filledSizeMicros > 0) || hasItems(tradeIds);
  const orders: readonly unknown[] = leg.orders;
  return {
    heldBeforeMicros: null,
    ...leg,
    orders: orders.map((order) => (typeof order === 'object' ? { seen, ...order } : order)),
  };
}

function hasItems(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** A leg as it was stored while it could have one order only, with that order's fields beside its own. */
const oneOrderSchema = z.looseObject({
  sizeMicros: z.int(),
  orderHash: z.nullable(hash),
  signedOrder: z.nullable(z.string()),
  expiresAtMs: z.nullable(z.int()),
});

/** The record with its orders in lists; what is neither of the old form nor of the new one stays as it is. */
function withOrders(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('legs' in value) || !Array.isArray(value.legs)) return value;
  const legs: readonly unknown[] = value.legs;
  return { ...value, legs: legs.map(withOrderList) };
}

function withOrderList(leg: unknown): unknown {
  if (typeof leg !== 'object' || leg === null || 'orders' in leg) return leg;
  const old = oneOrderSchema.safeParse(leg);
  if (!old.success) return leg;
  const { orderHash: hash, signedOrder: body, expiresAtMs, ...rest } = old.data;
  // Without a number there is nothing that could be looked up; bytes without one were never written.
  if (hash === null) return body === null ? { ...rest, orders: [] } : leg;
  return { ...rest, orders: [{ hash, sizeMicros: rest.sizeMicros, body, expiresAtMs }] };
}
