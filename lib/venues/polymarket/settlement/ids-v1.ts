/**
 * Ids of protocol v1, recomputed instead of believed (docs/venue.md 8): ConditionalTokens' condition, collection and
 * position ids. A collection is a point of the curve alt_bn128, compressed.
 */
import { concat, keccak256, toBeHex, zeroPadValue } from 'ethers';
import type { ConditionId } from '../../../domain/ids';
import { NEG_RISK_ORACLE, USDCE, WRAPPED_COLLATERAL } from './contracts';

/** Prime of the field, and the curve's constant: y^2 = x^3 + 3. */
const P = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;
const B = 3n;
const ODD_Y = 1n << 254n;
const TOP_BIT = 255n;

/** Of a neg-risk condition: from the question that the venue names. */
export function negRiskConditionId(questionId: string): string {
  return keccak256(concat([NEG_RISK_ORACLE, questionId, toBeHex(2, 32)]));
}

/** Place of a question among those of its event: its last byte, never its place in a list. */
export function questionIndex(questionId: string): number {
  return Number.parseInt(questionId.slice(-2), 16);
}

/** Id of the neg-risk event of a question. */
export function negRiskMarketId(questionId: string): string {
  return `${questionId.slice(0, -2)}00`;
}

/** @param indexSet 1: YES, 2: NO. */
export function collectionId(conditionId: string, indexSet: 1 | 2): string {
  const hash = BigInt(keccak256(concat([conditionId, toBeHex(indexSet, 32)])));
  const wantsOdd = hash >> TOP_BIT === 1n;
  let x = hash % P;
  let y: bigint | null;
  do {
    x = (x + 1n) % P;
    y = rootOf((((x * x) % P) * x + B) % P);
  } while (y === null);
  if ((y % 2n === 1n) !== wantsOdd) y = P - y;
  return toBeHex(y % 2n === 1n ? x ^ ODD_Y : x, 32);
}

/** Token ids, YES first, as the venue writes them. */
export function tokenIdsV1(conditionId: ConditionId | string, negRisk: boolean): readonly [string, string] {
  const collateral = negRisk ? WRAPPED_COLLATERAL : USDCE;
  const of = (indexSet: 1 | 2): string =>
    BigInt(keccak256(concat([collateral, zeroPadValue(collectionId(conditionId, indexSet), 32)]))).toString();
  return [of(1), of(2)];
}

/** Square root modulo P, which is 3 modulo 4; null where there is none. */
function rootOf(square: bigint): bigint | null {
  const root = power(square, (P + 1n) / 4n);
  return (root * root) % P === square ? root : null;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}
