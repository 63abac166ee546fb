/** What the relayer's answer to a request means: a refusal only where it put one into words of its own. */
import { expect, it } from 'vitest';
import type { Http } from '../../../lib/ports/net';
import { submit } from '../../../lib/venues/polymarket/settlement/relayer';
import { cashOutOf } from '../../kit/cash-outs';

const submitted = (status: number, said: string) => {
  const http: Http = async () => ({ status, text: JSON.stringify({ error: said }), headers: {} }) as never;
  const { account } = cashOutOf();
  return submit({ http }, { account, key: 'k', body: '{}' }, new AbortController().signal);
};
const BUSY = 'wallet busy: another active action';

it.each([
  [429, ''],
  [429, 'too many requests'],
  [429, BUSY],
  [500, BUSY],
  [502, 'batch nonce 4 does not match on-chain nonce 5'],
  [503, 'service disabled'],
  [408, BUSY],
  [425, BUSY],
])('%i "%s": it may have been taken', async (status, said) => {
  expect(await submitted(status, said)).toMatchObject({ kind: 'unknown', failure: { code: 'cash-unanswered' } });
});

it.each([
  [400, BUSY, 'cash-relayer-busy'],
  [409, 'batch nonce 4 does not match on-chain nonce 5', 'cash-relayer-busy'],
  [401, 'invalid authorization', 'cash-refused'],
])('%i "%s": it was not taken', async (status, said, code) => {
  expect(await submitted(status, said)).toMatchObject({ kind: 'refused', failure: { code } });
});
