/**
 * Calls that turn shares into money and back (docs/venue.md 8): what a wallet sends, one after the other or in one
 * batch. Amounts are micros. Pure; nothing here decides whether a call is wise.
 */
import { AbiCoder, MaxUint256, ZeroHash, concat, dataSlice, getAddress, id } from 'ethers';
import type { ContractCall } from '../../../domain/cash-out';
import { BINARY_ADAPTER, CONDITIONAL_TOKENS, NEG_RISK_ADAPTER, POSITION_MANAGER, PUSD, ROUTER } from './contracts';

export type Call = ContractCall;

/** `signature` as Solidity writes it; arguments in its order. */
export function callOf(to: string, signature: string, args: readonly unknown[]): Call {
  const types = signature.slice(signature.indexOf('(') + 1, -1).split(',');
  const encoded = AbiCoder.defaultAbiCoder().encode(types, [...args]);
  return { to: getAddress(to), value: '0', data: concat([dataSlice(id(signature), 0, 4), encoded]) };
}

/** Dollars that `spender` may take; "max" without an end. */
export function approveDollars(spender: string, amount: bigint | 'max'): Call {
  return callOf(PUSD, 'approve(address,uint256)', [spender, amount === 'max' ? MaxUint256 : amount]);
}

/** Shares of one ledger, all of them, that `operator` may take; false takes it back. */
export function approveShares(ledger: 'v1' | 'v2', operator: string, allowed: boolean): Call {
  const to = ledger === 'v1' ? CONDITIONAL_TOKENS : POSITION_MANAGER;
  return callOf(to, 'setApprovalForAll(address,bool)', [operator, allowed]);
}

/** A market of protocol v1: only the condition and the adapter matter, the other arguments are not read. */
export interface MarketV1 {
  readonly conditionId: string;
  readonly negRisk: boolean;
}

const SIDES = [1, 2] as const;

export function adapterOf({ negRisk }: Pick<MarketV1, 'negRisk'>): string {
  return negRisk ? NEG_RISK_ADAPTER : BINARY_ADAPTER;
}

/** Dollars into as many YES and NO. */
export function splitV1(market: MarketV1, amount: bigint): Call {
  const signature = 'splitPosition(address,bytes32,bytes32,uint256[],uint256)';
  return callOf(adapterOf(market), signature, [PUSD, ZeroHash, market.conditionId, SIDES, amount]);
}

/** As many YES and NO into dollars. */
export function mergeV1(market: MarketV1, amount: bigint): Call {
  const signature = 'mergePositions(address,bytes32,bytes32,uint256[],uint256)';
  return callOf(adapterOf(market), signature, [PUSD, ZeroHash, market.conditionId, SIDES, amount]);
}

/** The whole balance of both sides; reverts before the market is resolved. */
export function redeemV1(market: MarketV1): Call {
  const signature = 'redeemPositions(address,bytes32,bytes32,uint256[])';
  return callOf(adapterOf(market), signature, [PUSD, ZeroHash, market.conditionId, SIDES]);
}

/** NO of the questions whose bits are set, into dollars and YES of the others. @param marketId ends with "00". */
export function convertV1(marketId: string, indexSet: bigint, amount: bigint): Call {
  return callOf(NEG_RISK_ADAPTER, 'convertPositions(bytes32,uint256,uint256)', [marketId, indexSet, amount]);
}

export function splitV2(conditionId31: string, amount: bigint): Call {
  return callOf(ROUTER, 'split(bytes31,uint256)', [conditionId31, amount]);
}

export function mergeV2(conditionId31: string, amount: bigint): Call {
  return callOf(ROUTER, 'merge(bytes31,uint256)', [conditionId31, amount]);
}

/** @param outcome 0: YES, 1: NO. */
export function redeemV2(conditionId31: string, outcome: 0 | 1, amount: bigint): Call {
  return callOf(ROUTER, 'redeem(bytes31,uint256,uint256)', [conditionId31, outcome, amount]);
}

/** Dollars into YES of every condition of the event, Other included. */
export function horizontalSplitV2(eventId29: string, amount: bigint): Call {
  return callOf(ROUTER, 'horizontalSplit(bytes29,uint256)', [eventId29, amount]);
}

/** YES of every condition of the event, Other included, into dollars. */
export function horizontalMergeV2(eventId29: string, amount: bigint): Call {
  return callOf(ROUTER, 'horizontalMerge(bytes29,uint256)', [eventId29, amount]);
}

/** NO of one condition (the number of conditions names Other) into YES of all the others; no dollars. */
export function convertV2(eventId29: string, index: number, amount: bigint): Call {
  return callOf(ROUTER, 'convert(bytes29,uint16,uint256)', [eventId29, index, amount]);
}

/** Shares of v1 into those of v2. @param rows one for each condition; sorted here, as the module asks. */
export function migrateToV2(
  module: string,
  rows: readonly { readonly conditionId: string; readonly outcome: 0 | 1; readonly amount: bigint }[],
): Call {
  const sorted = [...rows].sort((a, b) => (BigInt(a.conditionId) < BigInt(b.conditionId) ? -1 : 1));
  return callOf(module, 'migratePositions(bytes32[],uint256[],uint256[])', [
    sorted.map(({ conditionId }) => conditionId),
    sorted.map(({ outcome }) => outcome),
    sorted.map(({ amount }) => amount),
  ]);
}
