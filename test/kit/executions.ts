/** Executions and their orders for the tests of the machine, of the journal and of what is looked up. */
import type { Execution, ExecutionLeg, LegOrder } from '../../lib/domain/execution';
import type { OrderHash } from '../../lib/domain/ids';
import {
  parseAddress,
  parseCertificateHash,
  parseConditionId,
  parseOrderHash,
  parseTokenId,
} from '../../lib/domain/ids';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';

function must<T>(value: T | null): T {
  if (value === null) throw new Error('fixture is malformed');
  return value;
}

const owner = must(parseAddress(`0x${'a1'.repeat(20)}`));
export const ACCOUNT = { owner, funder: owner, signatureType: 0 } as const;
export const LEG_SIZE = sizeMicros(10_000_000);
export const EXPIRES_AT_MS = timeMs(1_000_000);

export function hashOf(index: number): OrderHash {
  return must(parseOrderHash(`0x${(index + 1).toString(16).padStart(64, '0')}`));
}

export function orderOf(index: number, over: Partial<LegOrder> = {}): LegOrder {
  return {
    hash: hashOf(index),
    sizeMicros: LEG_SIZE,
    body: `{"n":${index}}`,
    expiresAtMs: EXPIRES_AT_MS,
    seen: false,
    ...over,
  };
}

export function legOf(index: number, over: Partial<ExecutionLeg> = {}): ExecutionLeg {
  return {
    conditionId: must(parseConditionId(`0x${(index + 1).toString(16).padStart(64, '0')}`)),
    tokenId: must(parseTokenId(String(index + 1))),
    token: 'no',
    label: `Outcome ${index}`,
    side: 'buy',
    sizeMicros: LEG_SIZE,
    limitPriceMicros: priceMicros(790_000),
    fee: { ratePpm: 40_000, exponent: 1, takerOnly: true },
    state: 'pending',
    orders: [],
    filledSizeMicros: sizeMicros(0),
    paidMicros: moneyMicros(0),
    feeMicros: moneyMicros(0),
    tradeIds: [],
    heldBeforeMicros: null,
    settled: false,
    failure: null,
    ...over,
  };
}

export function executionOf(over: Partial<Execution> = {}): Execution {
  return {
    id: 'basket',
    mode: 'live',
    account: ACCOUNT,
    state: 'drafted',
    certificateHash: must(parseCertificateHash('0'.repeat(64))),
    eventTitle: 'Fed decision in June?',
    eventSlug: 'fed',
    legs: [legOf(0), legOf(1)],
    floorMicros: moneyMicros(20_000_000),
    maxCostMicros: moneyMicros(16_500_000),
    acknowledged: false,
    createdAtMs: timeMs(1),
    updatedAtMs: timeMs(1),
    failure: null,
    ...over,
  };
}
