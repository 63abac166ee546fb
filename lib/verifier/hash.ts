/** A certificate's identity. */
import type { Certificate } from '../domain/basket';
import { parseCertificateHash, type CertificateHash } from '../domain/ids';
import { canonicalJson } from './canonical';

/** Hex sha-256 of the canonical JSON. WebCrypto exists in every context that holds certificates. */
export async function hashCertificate(certificate: Certificate): Promise<CertificateHash> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(certificate)));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const hash = parseCertificateHash(hex);
  if (hash === null) throw new Error('sha-256 did not give 64 hex digits');
  return hash;
}
