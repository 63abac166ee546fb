/** Canonical JSON (keys sorted, integers only) and the hash that is a certificate's identity. */
import type { Certificate } from '../domain/basket';
import { parseCertificateHash, type CertificateHash } from '../domain/ids';

/**
 * @throws TypeError on anything but null, booleans, safe integers, strings, arrays and plain objects: nothing else has
 * one spelling.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`canonical JSON holds safe integers only, not ${value}`);
    return Object.is(value, -0) ? '0' : String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
}

/** Hex sha-256 of the canonical JSON. WebCrypto exists in every context that holds certificates. */
export async function hashCertificate(certificate: Certificate): Promise<CertificateHash> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(certificate)));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const hash = parseCertificateHash(hex);
  if (hash === null) throw new Error('sha-256 did not give 64 hex digits');
  return hash;
}
