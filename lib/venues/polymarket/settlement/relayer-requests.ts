/**
 * Requests for the venue's relayer, which pays the gas (docs/venue.md 8): what the owner signs for each kind of wallet,
 * and the body that carries it. The signature itself is the wallet's.
 */
import { TypedDataEncoder, concat, getAddress, getBytes, hashMessage, keccak256, toBeHex, toUtf8Bytes } from 'ethers';
import { CHAIN_ID, DEPOSIT_WALLET_FACTORY, PROXY_FACTORY } from '../common/constants';
import type { Call } from './calls';
import { RELAY_HUB } from './contracts';
import { proxyData, safeCall } from './wallet-calls';

/** Longest note that the relayer keeps, characters. */
const MAX_METADATA = 500;

interface Base {
  readonly owner: string;
  /** The wallet contract for which the relayer acts. */
  readonly wallet: string;
  /** As the relayer said a moment ago. */
  readonly nonce: string;
  readonly calls: readonly Call[];
}

export const BATCH_TYPES = {
  Call: [
    { name: 'target', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'data', type: 'bytes' },
  ],
  Batch: [
    { name: 'wallet', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
    { name: 'calls', type: 'Call[]' },
  ],
};

export const SAFE_TYPES = {
  SafeTx: [
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'data', type: 'bytes' },
    { name: 'operation', type: 'uint8' },
    { name: 'safeTxGas', type: 'uint256' },
    { name: 'baseGas', type: 'uint256' },
    { name: 'gasPrice', type: 'uint256' },
    { name: 'gasToken', type: 'address' },
    { name: 'refundReceiver', type: 'address' },
    { name: 'nonce', type: 'uint256' },
  ],
};
const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000';

/** A deposit wallet's batch: readable typed data. @param deadline seconds since 1970. */
export function depositBatch({ owner, wallet, nonce, calls, deadline }: Base & { readonly deadline: string }) {
  const rows = calls.map(({ to, value, data }) => ({ target: to, value, data }));
  const domain = { name: 'DepositWallet', version: '1', chainId: CHAIN_ID, verifyingContract: wallet };
  const message = { wallet, nonce, deadline, calls: rows };
  return {
    domain,
    types: BATCH_TYPES,
    message,
    digest: TypedDataEncoder.hash(domain, BATCH_TYPES, message),
    body: (signature: string, metadata = '') => ({
      type: 'WALLET',
      from: getAddress(owner),
      to: DEPOSIT_WALLET_FACTORY,
      nonce,
      signature,
      metadata: metadata.slice(0, MAX_METADATA),
      depositWalletParams: { depositWallet: wallet, deadline, calls: rows },
    }),
  };
}

/** A Safe's transaction; the relayer wants its hash signed as a message (`personal_sign`). */
export function safeRequest({ owner, wallet, nonce, calls }: Base) {
  const { to, data, operation } = safeCall(calls);
  const domain = { chainId: CHAIN_ID, verifyingContract: wallet };
  const gas = { safeTxGas: '0', baseGas: '0', gasPrice: '0', gasToken: ZERO_ADDRESS, refundReceiver: ZERO_ADDRESS };
  const message = { to, value: '0', data, operation, ...gas, nonce };
  const hash = TypedDataEncoder.hash(domain, SAFE_TYPES, message);
  return {
    domain,
    types: SAFE_TYPES,
    message,
    to,
    data,
    operation: String(operation),
    hash,
    /** What `personal_sign` of the hash signs. */
    digest: hashMessage(getBytes(hash)),
    body: (signature: string, metadata = '') => ({
      type: 'SAFE',
      from: getAddress(owner),
      to,
      proxyWallet: wallet,
      data,
      nonce,
      signature,
      signatureParams: {
        gasPrice: '0',
        operation: String(operation),
        safeTxnGas: '0',
        baseGas: '0',
        gasToken: ZERO_ADDRESS,
        refundReceiver: ZERO_ADDRESS,
      },
      metadata: metadata.slice(0, MAX_METADATA),
    }),
  };
}

/** A signed message's last byte as the Safe tells messages from plain hashes: four more. */
export function safeMessageSignature(signature: string): string {
  const bytes = getBytes(signature);
  const v = bytes[64] ?? 0;
  return concat([bytes.slice(0, 64), toBeHex((v < 27 ? v + 27 : v) + 4, 1)]);
}

/** @param relay the address that the relayer named with the nonce. */
export function proxyRequest({
  owner,
  wallet,
  nonce,
  calls,
  gasLimit,
  relay,
}: Base & { readonly gasLimit: string; readonly relay: string }) {
  const data = proxyData(calls);
  const word = (value: string): string => toBeHex(BigInt(value), 32);
  const hash = keccak256(
    concat([
      toUtf8Bytes('rlx:'),
      owner,
      PROXY_FACTORY,
      data,
      word('0'),
      word('0'),
      word(gasLimit),
      word(nonce),
      RELAY_HUB,
      relay,
    ]),
  );
  return {
    data,
    hash,
    digest: hashMessage(getBytes(hash)),
    body: (signature: string, metadata = '') => ({
      type: 'PROXY',
      from: getAddress(owner),
      to: PROXY_FACTORY,
      proxyWallet: wallet,
      data,
      nonce,
      signature,
      signatureParams: { gasPrice: '0', gasLimit, relayerFee: '0', relayHub: RELAY_HUB, relay },
      metadata: metadata.slice(0, MAX_METADATA),
    }),
  };
}
