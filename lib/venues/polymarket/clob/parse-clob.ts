/** CLOB answers that need no credentials: market details, time, place. */
import type { FailureParams } from '../../../domain/failures';
import * as z from 'zod/mini';
import type { Condition, FeeSchedule } from '../../../domain/condition';
import { ZERO_FEE } from '../../../domain/condition';
import { parseConditionId, parseTokenId } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { PriceMicros, SizeMicros } from '../../../domain/units';
import type { Geoblock } from '../../../ports/market-data';
import { TICKS_MICROS } from '../common/constants';
import { parseFeeSchedule } from '../common/fees';
import { badAnswer, parseLooseMicros, whereInvalid } from '../common/parse';

const numeric = z.union([z.number(), z.string()]);

/** Keys of `/clob-markets/{conditionId}` (docs/venue.md 4.1). */
const detailsShape = z.object({
  c: z.nullish(z.string()),
  t: z.array(z.object({ t: z.string(), o: z.nullish(z.string()) })),
  mts: numeric,
  mos: numeric,
  nr: z.nullish(z.boolean()),
  fd: z.nullish(z.unknown()),
  ao: z.nullish(z.boolean()),
  v: z.nullish(z.string()),
});

function contradiction(condition: Condition, about: FailureParams['contradiction']['about']): Result<never> {
  return fail('contradiction', { market: condition.question.slice(0, 120), about }, 'later');
}

/**
 * CLOB fee against Gamma's (docs/venue.md 4.1): the CLOB is believed where Gamma gives no schedule, and its keys that
 * are missing are zeros. Only two different numbers contradict each other.
 */
function confirmFee(condition: Condition, raw: unknown): FeeSchedule | null | 'contradiction' {
  // No details at all: free, unless Gamma says that there is a fee and not which.
  if (raw === undefined || raw === null)
    return condition.fee?.ratePpm === 0 ? ZERO_FEE : condition.fee && 'contradiction';
  const fee = parseFeeSchedule(raw, { rate: 'r', exponent: 'e', takerOnly: 'to' }, 0);
  if (fee === null) return 'contradiction';
  if (condition.fee === null) return fee;
  if (condition.fee.ratePpm === 0 && fee.ratePpm === 0) return ZERO_FEE;
  return condition.fee.ratePpm === fee.ratePpm && condition.fee.exponent === fee.exponent ? fee : 'contradiction';
}

/** Swapped names would turn every basket around. Spelling is the venue's business, and so is what it leaves out. */
function labelsDiffer({ outcomes }: Condition, labels: readonly (string | null | undefined)[]): boolean {
  const plain = (label: string): string => label.slice(0, 80).trim().toLowerCase();
  return (
    outcomes !== undefined &&
    labels.some(
      (label, index) => label !== undefined && label !== null && plain(label) !== plain(outcomes[index] ?? ''),
    )
  );
}

/**
 * The condition with tick, minimum size, fee and openness as the CLOB gives them (docs/venue.md 1.6). What decides the
 * signed bytes (condition, tokens, their order and names, protocol, neg-risk) must agree, and so must the fee; the tick
 * and the minimum may have changed since Gamma was read, and then the CLOB is right.
 */
export function confirmDetails(condition: Condition, raw: unknown): Result<Condition> {
  const shape = detailsShape.safeParse(raw);
  if (!shape.success) return badAnswer('market-details', whereInvalid(shape.error));
  const details = shape.data;
  if (details.c !== undefined && details.c !== null && parseConditionId(details.c) !== condition.id)
    return contradiction(condition, 'condition-id');
  const [yes, no] = details.t;
  if (
    details.t.length !== 2 ||
    parseTokenId(yes?.t) !== condition.tokens[0] ||
    parseTokenId(no?.t) !== condition.tokens[1]
  )
    return contradiction(condition, 'share-ids');
  if (labelsDiffer(condition, [yes?.o, no?.o])) return contradiction(condition, 'labels');
  if ((details.v ?? 'v1') !== condition.protocol) return contradiction(condition, 'protocol');
  if ((details.nr ?? false) !== condition.negRisk) return contradiction(condition, 'neg-risk');
  const tick = parseLooseMicros(details.mts);
  const minSize = parseLooseMicros(details.mos);
  if (tick === null || !TICKS_MICROS.has(tick) || minSize === null) return badAnswer('market-details', 'mts');
  const fee = confirmFee(condition, details.fd);
  if (fee === 'contradiction') return contradiction(condition, 'fees');
  return ok({
    ...condition,
    tickMicros: tick as PriceMicros,
    minSizeMicros: minSize as SizeMicros,
    fee,
    acceptingOrders: details.ao ?? condition.acceptingOrders,
  });
}

const geoblockShape = z.object({ blocked: z.boolean(), country: z.nullish(z.string()), region: z.nullish(z.string()) });

export function parseGeoblock(raw: unknown): Result<Geoblock> {
  const shape = geoblockShape.safeParse(raw);
  if (!shape.success) return badAnswer('place', whereInvalid(shape.error));
  return ok({
    blocked: shape.data.blocked,
    country: (shape.data.country ?? '').slice(0, 40),
    region: (shape.data.region ?? '').slice(0, 40),
  });
}

export { parseServerTime } from '../common/server-clock';
