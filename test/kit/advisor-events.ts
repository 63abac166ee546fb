/** Small venue events for advisor tests; every field can be overridden. */
import type { Condition, VenueEvent } from '../../lib/domain/condition';
import { ZERO_FEE } from '../../lib/domain/condition';
import { parseConditionId, parseEventId, parseMarketId, parseTokenId } from '../../lib/domain/ids';
import { priceMicros, sizeMicros } from '../../lib/domain/units';

let next = 1;

function must<T>(value: T | null): T {
  if (value === null) throw new Error('the test made a bad id');
  return value;
}

export type ConditionFields = Partial<Omit<Condition, 'id'>> & { readonly question: string };

export function makeCondition(fields: ConditionFields): Condition {
  const n = next;
  next += 1;
  return {
    id: must(parseConditionId(`0x${n.toString(16).padStart(64, '0')}`)),
    marketId: must(parseMarketId(String(n))),
    eventId: must(parseEventId('1')),
    slug: `market-${n}`,
    label: fields.question,
    description: '',
    resolutionSource: '',
    endDate: '',
    outcomes: ['Yes', 'No'],
    protocol: 'v1',
    tokens: [must(parseTokenId(String(n * 2 + 10))), must(parseTokenId(String(n * 2 + 11)))],
    negRisk: false,
    negRiskOther: false,
    negRiskMarketId: '',
    tickMicros: priceMicros(10_000),
    minSizeMicros: sizeMicros(5_000_000),
    fee: ZERO_FEE,
    active: true,
    closed: false,
    acceptingOrders: true,
    enableOrderBook: true,
    groupItemThreshold: '',
    settled: null,
    ...fields,
  };
}

export function makeEvent(conditions: readonly Condition[], fields: Partial<VenueEvent> = {}): VenueEvent {
  const n = next;
  next += 1;
  const id = must(parseEventId(String(n)));
  return {
    id,
    slug: `event-${n}`,
    title: 'An event',
    description: '',
    resolutionSource: '',
    endDate: '',
    active: true,
    closed: false,
    negRisk: false,
    enableNegRisk: false,
    negRiskAugmented: false,
    negRiskMarketId: '',
    negRiskFeeBips: 0,
    cumulativeMarkets: false,
    conditions: conditions.map((condition) => ({ ...condition, eventId: id })),
    ...fields,
  };
}

export const GROUP = `0x${'ab'.repeat(32)}`;

/** A complete neg-risk event with one condition for each label. */
export function makeNegRiskEvent(
  labels: readonly string[],
  fields: Partial<VenueEvent> = {},
  each: (label: string) => Partial<Omit<Condition, 'id'>> = () => ({}),
): VenueEvent {
  const conditions = labels.map((label) =>
    makeCondition({ question: `Will ${label} win?`, label, negRisk: true, negRiskMarketId: GROUP, ...each(label) }),
  );
  return makeEvent(conditions, { negRisk: true, enableNegRisk: true, negRiskMarketId: GROUP, ...fields });
}
