/**
 * Identifiers of made-up events. Questions are hashes of names, so every start gives the same ids; what follows from
 * them follows as at the venue: for protocol v1 condition and token ids of ConditionalTokens, and for v2 the packed
 * position id (module 8 | base hash 128 | arity 16 | reserved 64 | resolution chain 16 | condition index 16 | outcome 8
 * bits) whose condition id is the same number with the low byte cleared.
 */
import { createHash } from 'node:crypto';
import { conditionIdOf, tokenIdsOf } from '../crypto/ctf';

const MODULE_BINARY = 1n;
const MODULE_NEG_RISK = 2n;

function digest(name: string): bigint {
  return BigInt(`0x${createHash('sha256').update(name).digest('hex')}`);
}

function bytes32(value: bigint): string {
  return `0x${value.toString(16).padStart(64, '0')}`;
}

/** A bytes32 whose last byte is zero: v1 neg-risk market ids leave it for the question's index. */
function eventHash(eventSlug: string): bigint {
  return (digest(`event:${eventSlug}`) >> 8n) << 8n;
}

export interface MarketIds {
  readonly conditionId: string;
  readonly questionId: string;
  readonly tokens: readonly [string, string];
}

/** A question of a neg-risk event ends with its index there. */
export function marketIdsV1(
  eventSlug: string,
  marketSlug: string,
  place: { readonly negRisk: boolean; readonly index: number },
): MarketIds {
  const question = place.negRisk ? eventHash(eventSlug) + BigInt(place.index) : digest(`question:${marketSlug}`);
  const questionId = bytes32(question);
  const conditionId = conditionIdOf(questionId, place.negRisk);
  return { conditionId, questionId, tokens: tokenIdsOf(conditionId, place.negRisk) };
}

export function marketIdsV2(
  eventSlug: string,
  marketSlug: string,
  place: { readonly negRisk: boolean; readonly index: number; readonly count: number },
): MarketIds {
  const base = digest(place.negRisk ? `event:${eventSlug}` : `condition:${marketSlug}`) >> 128n;
  const module = place.negRisk ? MODULE_NEG_RISK : MODULE_BINARY;
  const arity = BigInt(place.negRisk ? place.count : 1);
  const condition =
    (module << 248n) | (base << 120n) | (arity << 104n) | (BigInt(place.negRisk ? place.index : 0) << 8n);
  return {
    conditionId: bytes32(condition),
    questionId: bytes32(digest(`question:${marketSlug}`)),
    tokens: [condition.toString(), (condition + 1n).toString()],
  };
}

/**
 * v1: the shared question prefix. v2: the event id, bytes29, which is any member's condition id without condition index
 * and outcome.
 */
export function negRiskMarketId(eventSlug: string, first: MarketIds, version: 'v1' | 'v2'): string {
  return version === 'v1' ? bytes32(eventHash(eventSlug)) : `${first.conditionId.slice(0, 60)}000000`;
}
