/** Stored certificates, checked as far as it takes to know them for one: the verifier reads the rest again. */
import type { Certificate } from '../domain/basket';

export interface StoredCertificate {
  readonly hash: string;
  readonly certificate: Certificate;
  readonly eventTitle: string;
  readonly storedAtMs: number;
}

export function parseStoredCertificate(value: unknown): StoredCertificate | null {
  if (typeof value !== 'object' || value === null) return null;
  const { hash, certificate } = value as Partial<StoredCertificate>;
  return typeof hash === 'string' && certificate?.format === 'facet-certificate/1'
    ? (value as StoredCertificate)
    : null;
}
