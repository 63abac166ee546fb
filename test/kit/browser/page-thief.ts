/**
 * A page that kept what the wallet signed: with the login's signature it makes the API key, and posts the orders by
 * itself, from the venue's own origin.
 */
import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { TestWallet } from './wallet';

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function call(page: Page, asked: Call): Promise<unknown> {
  const text = await page.evaluate(async ({ method, path, headers, body }) => {
    const response = await fetch(`https://clob.polymarket.com${path}`, { method, headers, ...(body && { body }) });
    return response.text();
  }, asked);
  return JSON.parse(text);
}

/** The venue's answers to each bet that was signed so far; plain accounts only. */
export async function postFromPage(page: Page, wallet: TestWallet): Promise<readonly unknown[]> {
  const login = wallet.given.find(({ data }) => data.primaryType === 'ClobAuth');
  if (login === undefined) throw new Error('nobody logged in');
  const { timestamp, nonce } = login.data.message;
  const key = await call(page, {
    method: 'GET',
    path: '/auth/derive-api-key',
    headers: {
      POLY_ADDRESS: wallet.address,
      POLY_SIGNATURE: login.signature,
      POLY_TIMESTAMP: String(timestamp),
      POLY_NONCE: String(nonce),
    },
  });
  if (typeof key !== 'object' || key === null || !('apiKey' in key && 'secret' in key && 'passphrase' in key))
    throw new Error(`no key was made: ${JSON.stringify(key)}`);
  const answers: unknown[] = [];
  for (const { data, signature } of wallet.given.filter(({ data: { primaryType } }) => primaryType === 'Order')) {
    const { salt, side, ...message } = data.message;
    const order = {
      ...message,
      salt: Number(salt),
      side: Number(side) === 0 ? 'BUY' : 'SELL',
      expiration: '0',
      signature,
    };
    const body = JSON.stringify({ order, owner: key.apiKey, orderType: 'GTC', deferExec: false });
    const seconds = String(Math.floor(Date.now() / 1_000));
    const digest = createHmac('sha256', Buffer.from(String(key.secret), 'base64url'))
      .update(`${seconds}POST/order${body}`)
      .digest('base64');
    const headers = {
      'content-type': 'application/json',
      POLY_ADDRESS: wallet.address,
      POLY_API_KEY: String(key.apiKey),
      POLY_PASSPHRASE: String(key.passphrase),
      POLY_TIMESTAMP: seconds,
      POLY_SIGNATURE: digest.replaceAll('+', '-').replaceAll('/', '_'),
    };
    answers.push(await call(page, { method: 'POST', path: '/order', headers, body }));
  }
  return answers;
}
