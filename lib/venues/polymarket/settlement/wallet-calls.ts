/**
 * The same calls as each kind of wallet carries them out (docs/venue.md 8): what its owner sends himself, and what the
 * relayer sends for him. A deposit wallet obeys its factory alone, so its owner can send nothing himself.
 */
import { AbiCoder, concat, dataLength, getAddress, toBeHex, zeroPadValue } from 'ethers';
import type { ChainTransaction } from '../../../ports/signer';
import { CHAIN_ID, PROXY_FACTORY } from '../common/constants';
import { callOf, type Call } from './calls';
import { MULTISEND } from './contracts';

const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000';
/** How a Safe runs what it is told: as itself for a batch, else as a plain call. */
export type SafeOperation = 0 | 1;

export interface SafeCall {
  readonly to: string;
  readonly data: string;
  readonly operation: SafeOperation;
}

/** One call as it is, several as one batch. @throws Error without calls */
export function safeCall(calls: readonly Call[]): SafeCall {
  const [only, ...others] = calls;
  if (only === undefined) throw new Error('a Safe was given nothing to do');
  if (others.length === 0) return { to: getAddress(only.to), data: only.data, operation: 0 };
  const packed = concat(
    calls.flatMap(({ to, value, data }) => [
      '0x00',
      to,
      toBeHex(BigInt(value), 32),
      toBeHex(dataLength(data), 32),
      data,
    ]),
  );
  return { to: MULTISEND, data: callOf(MULTISEND, 'multiSend(bytes)', [packed]).data, operation: 1 };
}

/** The proxy factory's batch: every entry a plain call. */
export function proxyData(calls: readonly Call[]): string {
  const rows = calls.map(({ to, value, data }) => [1, to, value, data]);
  const encoded = AbiCoder.defaultAbiCoder().encode(['tuple(uint8,address,uint256,bytes)[]'], [rows]);
  return concat([PROXY_SELECTOR, encoded]);
}

/** Of `proxy((uint8,address,uint256,bytes)[])`. */
const PROXY_SELECTOR = '0x34ee9791';

/**
 * The owner's own transaction on his Safe. Its signature is the sender himself, which the Safe accepts from the owner
 * alone (GS025 otherwise); with every gas field zero a call that fails undoes all (GS013).
 */
export function safeTransaction(owner: string, safe: string, calls: readonly Call[]): ChainTransaction {
  const { to, data, operation } = safeCall(calls);
  const sender = concat([zeroPadValue(owner, 32), toBeHex(0, 32), '0x01']);
  const signature = 'execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)';
  const sent = callOf(safe, signature, [to, 0, data, operation, 0, 0, 0, ZERO_ADDRESS, ZERO_ADDRESS, sender]);
  return { from: getAddress(owner), ...sent };
}

/** The owner's own transaction for his proxy wallet; that the factory takes it from him is a report, so simulate. */
export function proxyTransaction(owner: string, calls: readonly Call[]): ChainTransaction {
  return { from: getAddress(owner), to: PROXY_FACTORY, value: '0', data: proxyData(calls) };
}

/** EIP-5792: a plain account's batch, all or nothing. */
export function sendCallsRequest(owner: string, calls: readonly Call[]) {
  return {
    method: 'wallet_sendCalls',
    params: [
      {
        version: '2.0.0',
        chainId: `0x${CHAIN_ID.toString(16)}`,
        from: getAddress(owner),
        atomicRequired: true,
        calls: calls.map(({ to, data }) => ({ to, value: '0x0', data })),
      },
    ],
  } as const;
}
