/** Answers about keys, wallets and the standing of an account (docs/venue.md 3, docs/venue.md 4). */
import * as z from 'zod/mini';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import type { ApiCredentials } from '../../../ports/order-entry';
import { badAnswer } from '../common/parse';
import { isJsonObject } from '../../socket/json';

const keyShape = z.object({ apiKey: z.string(), secret: z.string(), passphrase: z.string() });

export function parseCredentials(raw: unknown): ApiCredentials | null {
  const shape = keyShape.safeParse(raw);
  if (!shape.success) return null;
  const { apiKey, secret, passphrase } = shape.data;
  // It goes into the order body and into headers: one line, printable, and the secret base64.
  if (
    !/^[\x21-\x7e]{1,100}$/.test(apiKey) ||
    !/^[A-Za-z0-9+/_=-]{1,200}$/.test(secret) ||
    !/^[\x21-\x7e]{1,200}$/.test(passphrase)
  )
    return null;
  return { key: apiKey, secret, passphrase };
}

export function parseClosedOnly(raw: unknown): Result<boolean> {
  const value = isJsonObject(raw) ? raw['closed_only'] : undefined;
  return typeof value === 'boolean' ? ok(value) : badAnswer('account-state', 'closed_only');
}

export function parseDeployed(raw: unknown): Result<boolean> {
  const value = isJsonObject(raw) ? raw['deployed'] : undefined;
  return typeof value === 'boolean' ? ok(value) : badAnswer('wallet-lookup', 'deployed');
}
