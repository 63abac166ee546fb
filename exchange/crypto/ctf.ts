/**
 * Ids of ConditionalTokens (Gnosis, `CTHelpers.sol`) as the deployed contract makes them, written again here so that
 * the exchange does not vouch for the code that it checks: a collection is x of a point of alt_bn128 with the parity of
 * y in bit 254.
 */
import { keccak256 } from './keccak';

/** Oracle of every neg-risk condition; collateral of its shares, and of the others. */
const NEG_RISK_ORACLE = '0xd91E80cF2E7be2e162c6513ceD06f1dD0dA35296';
const UMA_ORACLE = '0x65070BE91477460D8A7AeEb94ef92fe056C2f2A7';
const WRAPPED = '0x3A3BD7bb9528E159577F7C2e685CC81A765002E2';
const USDCE = '0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174';

const FIELD = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47n;
const EXPONENT = (FIELD + 1n) >> 2n;

const bare = (hex: string): string => hex.slice(2).toLowerCase();
const word = (value: bigint): string => value.toString(16).padStart(64, '0');

/** Condition with two outcomes. */
export function conditionIdOf(questionId: string, negRisk: boolean): string {
  return keccak256(`0x${bare(negRisk ? NEG_RISK_ORACLE : UMA_ORACLE)}${bare(questionId)}${word(2n)}`);
}

/** YES and NO, decimal. */
export function tokenIdsOf(conditionId: string, negRisk: boolean): readonly [string, string] {
  const collateral = bare(negRisk ? WRAPPED : USDCE);
  const of = (indexSet: bigint): string =>
    BigInt(keccak256(`0x${collateral}${word(collection(conditionId, indexSet))}`)).toString();
  return [of(1n), of(2n)];
}

function collection(conditionId: string, indexSet: bigint): bigint {
  const seed = BigInt(keccak256(`0x${bare(conditionId)}${word(indexSet)}`));
  const odd = seed >= 1n << 255n;
  for (let x = (seed + 1n) % FIELD; ; x = (x + 1n) % FIELD) {
    const square = (x ** 3n + 3n) % FIELD;
    const root = raise(square);
    if ((root * root) % FIELD !== square) continue;
    const y = (root & 1n) === (odd ? 1n : 0n) ? root : FIELD - root;
    return (y & 1n) === 1n ? x ^ (1n << 254n) : x;
  }
}

/** The square root, if there is one: the field's prime is 3 modulo 4. */
function raise(base: bigint): bigint {
  let result = 1n;
  for (const bit of EXPONENT.toString(2)) {
    result = (result * result) % FIELD;
    if (bit === '1') result = (result * base) % FIELD;
  }
  return result;
}
