/**
 * Position ids of protocol v2, which carry all that settlement needs (docs/venue.md 8): from the top module (1 byte),
 * hash (16), number of conditions (2), reserved (8), resolution chain (2), place of the condition (2), outcome (1).
 */
import { AbiCoder, concat, dataSlice, keccak256, toBeHex } from 'ethers';

const RESERVED = { from: 19, to: 27 } as const;
const COMBO = 3;

export interface PositionV2 {
  /** 1: binary, 2: neg-risk, 3: combo. */
  readonly module: number;
  readonly baseHash: string;
  /** Conditions of the event; 0 for binary markets and combos. */
  readonly arity: number;
  readonly resolutionChain: number;
  readonly conditionIndex: number;
  /** 0: YES, 1: NO. */
  readonly outcomeIndex: number;
  readonly conditionId31: string;
  readonly eventId29: string;
  /** As other answers of the venue write it: 32 bytes with a zero at the end. */
  readonly conditionId64: string;
  /** The other outcome. */
  readonly sibling: string;
  /** The outcome of an event that none of its conditions names. */
  readonly isOther: boolean;
}

/** null where the id is one of protocol v1, or none. */
export function parsePositionV2(positionId: string): PositionV2 | null {
  if (!/^\d{1,78}$/.test(positionId)) return null;
  const value = BigInt(positionId);
  if (value >> 256n !== 0n) return null;
  const hex = toBeHex(value, 32);
  const bytes = (from: number, to: number): number => Number(BigInt(dataSlice(hex, from, to)));
  const [module, arity, resolutionChain] = [bytes(0, 1), bytes(17, 19), bytes(27, 29)];
  const [conditionIndex, outcomeIndex] = [bytes(29, 31), bytes(31, 32)];
  const reserved = BigInt(dataSlice(hex, RESERVED.from, RESERVED.to));
  if (module < 1 || module > COMBO || reserved !== 0n || outcomeIndex > 1 || conditionIndex > arity) return null;
  return {
    module,
    baseHash: dataSlice(hex, 1, 17),
    arity,
    resolutionChain,
    conditionIndex,
    outcomeIndex,
    conditionId31: dataSlice(hex, 0, 31),
    eventId29: dataSlice(hex, 0, 29),
    conditionId64: concat([dataSlice(hex, 0, 31), '0x00']),
    sibling: (value ^ 1n).toString(),
    isOther: module === 2 && conditionIndex === arity,
  };
}

export interface ComboIds {
  /** As integers, ascending: the order in which they are hashed. */
  readonly sorted: readonly string[];
  readonly hash: string;
  readonly conditionId31: string;
  readonly yes: string;
  readonly no: string;
}

/** Ids of the combo that pays when every leg pays; legs are position ids. @throws Error where a leg is no number. */
export function comboIds(legs: readonly string[]): ComboIds {
  const sorted = legs
    .map(BigInt)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map(String);
  const coder = AbiCoder.defaultAbiCoder();
  const inner = coder.encode(['uint256[]'], [sorted]);
  const hash = keccak256(coder.encode(['uint256', 'bytes'], [COMBO, inner]));
  const conditionId31 = concat([toBeHex(COMBO, 1), dataSlice(hash, 16), toBeHex(0, 14)]);
  const of = (outcome: 0 | 1): string => BigInt(concat([conditionId31, toBeHex(outcome, 1)])).toString();
  return { sorted, hash, conditionId31, yes: of(0), no: of(1) };
}
