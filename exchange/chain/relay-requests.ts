/**
 * The relayer's three kinds of request, read and checked as the contracts behind them do: who signed, for which wallet,
 * with which nonce, and the calls inside. Signatures are recovered with @metamask/eth-sig-util, which the extension
 * does not use.
 */
import {
  recoverPersonalSignature,
  recoverTypedSignature,
  SignTypedDataVersion,
  TypedDataUtils,
} from '@metamask/eth-sig-util';
import { z } from 'zod';
import { CHAIN_ID, contracts } from '../crypto/contracts';
import { keccak256 } from '../crypto/keccak';
import { isPlainSignature } from '../crypto/order';
import { deriveWallet } from '../crypto/wallets';
import { readMultisend, readProxy, type Call } from './calldata';

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const bytes = z.string().regex(/^0x([0-9a-fA-F]{2})*$/);
const decimal = z.string().regex(/^\d{1,78}$/);
const common = { from: address, to: address, nonce: decimal, signature: bytes, metadata: z.string().max(500) };
const zero = z.literal('0');

const schema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('WALLET'),
    depositWalletParams: z.strictObject({
      depositWallet: address,
      deadline: decimal,
      calls: z.array(z.strictObject({ target: address, value: zero, data: bytes })).min(1),
    }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('SAFE'),
    proxyWallet: address,
    data: bytes,
    signatureParams: z.strictObject({
      gasPrice: zero,
      operation: z.enum(['0', '1']),
      safeTxnGas: zero,
      baseGas: zero,
      gasToken: address,
      refundReceiver: address,
    }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('PROXY'),
    proxyWallet: address,
    data: bytes,
    signatureParams: z.strictObject({
      gasPrice: zero,
      gasLimit: decimal,
      relayerFee: zero,
      relayHub: address,
      relay: address,
    }),
  }),
]);
type Body = z.output<typeof schema>;
type Of<T extends Body['type']> = Extract<Body, { type: T }>;

export interface RelayRequest {
  readonly owner: string;
  readonly wallet: string;
  readonly nonce: bigint;
  /** Seconds; null: none. */
  readonly deadline: number | null;
  readonly calls: readonly Call[];
}

/** As it was sent, with what was asked of it. */
export interface SignedRequest extends RelayRequest {
  readonly type: Body['type'];
  readonly signature: string;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const BATCH = {
  EIP712Domain: ['name:string', 'version:string', 'chainId:uint256', 'verifyingContract:address'],
  Batch: ['wallet:address', 'nonce:uint256', 'deadline:uint256', 'calls:Call[]'],
  Call: ['target:address', 'value:uint256', 'data:bytes'],
};
const SAFE = {
  EIP712Domain: ['chainId:uint256', 'verifyingContract:address'],
  SafeTx: [
    ...['to:address', 'value:uint256', 'data:bytes', 'operation:uint8', 'safeTxGas:uint256', 'baseGas:uint256'],
    ...['gasPrice:uint256', 'gasToken:address', 'refundReceiver:address', 'nonce:uint256'],
  ],
};

function typesOf<T extends Readonly<Record<string, readonly string[]>>>(table: T) {
  const entries = Object.entries(table).map(([name, fields]) => [
    name,
    fields.map((field) => ({ name: field.split(':')[0] ?? '', type: field.split(':')[1] ?? '' })),
  ]);
  return Object.fromEntries(entries);
}

/** A sentence as the relayer says it, or what was asked of it. */
export function readRequest(raw: unknown): SignedRequest | string {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return `invalid request: ${parsed.error.issues[0]?.path.join('.') ?? 'body'}`;
  const { type, signature } = parsed.data;
  const asked = readBody(parsed.data);
  return typeof asked === 'string' ? asked : { ...asked, type, signature };
}

function readBody(body: Body): RelayRequest | string {
  try {
    switch (body.type) {
      case 'WALLET':
        return ofWallet(body);
      case 'SAFE':
        return ofSafe(body);
      case 'PROXY':
        return ofProxy(body);
    }
  } catch {
    return 'invalid signature';
  }
}

function ofWallet(body: Of<'WALLET'>): RelayRequest | string {
  const { depositWallet: wallet, deadline, calls } = body.depositWalletParams;
  if (!same(body.to, contracts.depositWalletFactory)) return 'wallet registry validation failed';
  const owned = (['WALLET', 'WALLET-UUPS'] as const).some((kind) => same(deriveWallet(body.from, kind), wallet));
  if (!owned) return 'wallet registry validation failed';
  if (!isPlainSignature(body.signature)) return 'invalid signature';
  const signer = recoverTypedSignature({
    data: {
      types: typesOf(BATCH),
      primaryType: 'Batch',
      domain: { name: 'DepositWallet', version: '1', chainId: CHAIN_ID, verifyingContract: wallet },
      message: { wallet, nonce: body.nonce, deadline, calls },
    },
    signature: body.signature,
    version: SignTypedDataVersion.V4,
  });
  if (!same(signer, body.from)) return 'invalid signature';
  return {
    owner: body.from,
    wallet,
    nonce: BigInt(body.nonce),
    deadline: Number(deadline),
    calls: calls.map(({ target, data }) => ({ to: target, data })),
  };
}

function ofSafe(body: Of<'SAFE'>): RelayRequest | string {
  const { signatureParams: gas, proxyWallet: wallet, to, data, nonce } = body;
  if (!same(deriveWallet(body.from, 'SAFE'), wallet)) return 'wallet registry validation failed';
  const { gasToken, refundReceiver, operation } = gas;
  const amounts = { value: '0', safeTxGas: '0', baseGas: '0', gasPrice: '0' };
  const hash = TypedDataUtils.eip712Hash(
    {
      types: typesOf(SAFE),
      primaryType: 'SafeTx',
      domain: { chainId: CHAIN_ID, verifyingContract: wallet },
      message: { ...amounts, to, data, operation, gasToken, refundReceiver, nonce },
    },
    SignTypedDataVersion.V4,
  );
  const signer = personal(`0x${hash.toString('hex')}`, lowered(body.signature));
  if (signer === null || !same(signer, body.from)) return 'invalid signature';
  const calls = operation === '0' ? [{ to, data }] : same(to, contracts.multisend) ? readMultisend(data) : null;
  if (calls === null) return 'call blocked: delegatecall is not permitted';
  return { owner: body.from, wallet, nonce: BigInt(nonce), deadline: null, calls };
}

/** v of a signed message as the Safe takes it (31, 32) to what it stands for; anything else stays and is refused. */
function lowered(signature: string): string {
  const v = Number.parseInt(signature.slice(-2), 16);
  return v === 31 || v === 32 ? `${signature.slice(0, -2)}${(v - 4).toString(16)}` : '0x';
}

function personal(data: string, signature: string): string | null {
  return isPlainSignature(signature) ? recoverPersonalSignature({ data, signature }) : null;
}

function ofProxy(body: Of<'PROXY'>): RelayRequest | string {
  const { signatureParams: gas, proxyWallet: wallet, to, data, nonce, from } = body;
  if (!same(deriveWallet(from, 'PROXY'), wallet) || !same(to, contracts.proxyFactory))
    return 'wallet registry validation failed';
  if (!same(gas.relayHub, contracts.relayHub)) return 'invalid relay hub';
  const bare = (hex: string): string => hex.slice(2).toLowerCase();
  const word = (text: string): string => BigInt(text).toString(16).padStart(64, '0');
  const parts = [
    Buffer.from('rlx:', 'utf8').toString('hex'),
    ...[from, to, data].map(bare),
    ...['0', '0', gas.gasLimit, nonce].map(word),
    ...[gas.relayHub, gas.relay].map(bare),
  ];
  const signer = personal(keccak256(`0x${parts.join('')}`), body.signature);
  if (signer === null || !same(signer, from)) return 'invalid signature';
  const calls = readProxy(data);
  if (calls === null) return 'call blocked: not permitted';
  return { owner: from, wallet, nonce: BigInt(nonce), deadline: null, calls };
}
