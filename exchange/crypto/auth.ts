/** L1 (wallet signature) and L2 (HMAC) authentication of the CLOB, and the API keys behind it. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { recoverTypedSignature, SignTypedDataVersion } from '@metamask/eth-sig-util';
import { CHAIN_ID } from './contracts';
import { isPlainSignature } from './order';

const AUTH_MESSAGE = 'This message attests that I control the given wallet';
const AUTH_TYPES = {
  EIP712Domain: [
    { name: 'name', type: 'string' },
    { name: 'version', type: 'string' },
    { name: 'chainId', type: 'uint256' },
  ],
  ClobAuth: [
    { name: 'address', type: 'address' },
    { name: 'timestamp', type: 'string' },
    { name: 'nonce', type: 'uint256' },
    { name: 'message', type: 'string' },
  ],
};

export interface ApiKey {
  readonly key: string;
  readonly secret: string;
  readonly passphrase: string;
  /** Owner, lower case. */
  readonly address: string;
  readonly nonce: string;
  readonly createdAtMs: number;
  /** When it was last made or derived: its life counts from then. */
  readonly aliveSinceMs: number;
}

/** Whether `address` signed the ClobAuth message with this time and nonce. */
export function verifyClobAuth(claim: {
  readonly address: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly chainId?: number;
}): boolean {
  if (
    !/^0x[0-9a-fA-F]{40}$/.test(claim.address) ||
    !/^\d{1,12}$/.test(claim.timestamp) ||
    !/^\d{1,20}$/.test(claim.nonce) ||
    !isPlainSignature(claim.signature)
  )
    return false;
  const data = {
    types: AUTH_TYPES,
    primaryType: 'ClobAuth' as const,
    domain: { name: 'ClobAuthDomain', version: '1', chainId: claim.chainId ?? CHAIN_ID },
    message: { address: claim.address, timestamp: claim.timestamp, nonce: claim.nonce, message: AUTH_MESSAGE },
  };
  try {
    return (
      recoverTypedSignature({ data, signature: claim.signature, version: SignTypedDataVersion.V4 }).toLowerCase() ===
      claim.address.toLowerCase()
    );
  } catch {
    return false;
  }
}

/** base64url with padding of HMAC-SHA256 over timestamp, method, path without query, and the body's own text. */
export function hmacSignature(
  secret: string,
  parts: { readonly timestamp: string; readonly method: string; readonly path: string; readonly body: string },
): string {
  const key = Buffer.from(secret.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  const digest = createHmac('sha256', key)
    .update(`${parts.timestamp}${parts.method}${parts.path}${parts.body}`)
    .digest('base64');
  return digest.replaceAll('+', '-').replaceAll('/', '_');
}

export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** API keys are a function of (owner, nonce), so that deriving again gives the same one. */
export class KeyRing {
  private readonly keys = new Map<string, ApiKey>();

  constructor(private readonly seed: string) {}

  private derive(address: string, nonce: string): Omit<ApiKey, 'createdAtMs' | 'aliveSinceMs'> {
    const part = (label: string): Buffer =>
      createHmac('sha256', `exchange:${this.seed}`).update(`${label}:${address.toLowerCase()}:${nonce}`).digest();
    const hex = part('key').toString('hex');
    return {
      key: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`,
      secret: part('secret').toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
      passphrase: part('passphrase').toString('hex'),
      address: address.toLowerCase(),
      nonce,
    };
  }

  /** null when it exists already. */
  create(address: string, nonce: string, createdAtMs: number): ApiKey | null {
    const key = { ...this.derive(address, nonce), createdAtMs, aliveSinceMs: createdAtMs };
    if (this.keys.has(key.key)) return null;
    this.keys.set(key.key, key);
    return key;
  }

  /** Lives from now on; null when it was never created. */
  revive(address: string, nonce: string, nowMs: number): ApiKey | null {
    const known = this.keys.get(this.derive(address, nonce).key);
    if (!known) return null;
    const key = { ...known, aliveSinceMs: nowMs };
    this.keys.set(key.key, key);
    return key;
  }

  get(key: string): ApiKey | null {
    return this.keys.get(key) ?? null;
  }

  ofAddress(address: string): readonly ApiKey[] {
    return [...this.keys.values()].filter((key) => key.address === address.toLowerCase());
  }

  remove(key: string): void {
    this.keys.delete(key);
  }
}
