/** L2 headers made from scratch, for requests that the official client cannot be brought to send. */
import { createHmac } from 'node:crypto';
import type { ClobClient } from '@polymarket/clob-client-v2';
import { Wallet } from 'ethers';
import { KEYS } from './small-exchange';

export function createL2Headers(
  client: ClobClient,
  call: { readonly method: string; readonly path: string; readonly body: string },
): Record<string, string> {
  const creds = client.creds ?? { key: '', secret: '', passphrase: '' };
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', Buffer.from(creds.secret, 'base64url'))
    .update(timestamp + call.method + call.path + call.body)
    .digest('base64');
  return {
    poly_address: new Wallet(KEYS[0]).address,
    poly_api_key: creds.key,
    poly_passphrase: creds.passphrase,
    poly_timestamp: timestamp,
    poly_signature: digest.replaceAll('+', '-').replaceAll('/', '_'),
  };
}
