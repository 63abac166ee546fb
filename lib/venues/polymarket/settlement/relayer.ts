/**
 * The venue's relayer (docs/venue.md 8.5): the next nonce, and one request. It serves the wallet of the key's own owner
 * alone; the key cannot move anything without the owner's signature.
 */
import type { TradingAccount } from '../../../domain/account';
import type { Result } from '../../../domain/result';
import { failureOf, ok } from '../../../domain/result';
import type { Relayed } from '../../../ports/cash-desk';
import { isJsonObject } from '../../socket/json';
import { READ_TIMEOUT_MS, RELAYER, SUBMIT_TIMEOUT_MS } from '../common/constants';
import { requestJson, venueErrorText } from '../common/http';
import { badAnswer, parseJson } from '../common/parse';
import type { PrivateDeps } from '../common/private-call';

type Deps = Pick<PrivateDeps, 'http'>;

export const KINDS = { 0: null, 1: 'PROXY', 2: 'SAFE', 3: 'WALLET' } as const;
/** Of a request: letters, digits and dashes, so that it can stand in an address. */
export const REQUEST_ID = /^[0-9A-Za-z-]{1,80}$/;
/** The relayer took nothing and may take the same later, with a new signature. */
const BUSY = /wallet busy|active action|in-flight action|does not match on-chain nonce/i;

/** They say that there was too much or too early, not that this was not taken (docs/reliability.md 3.1). */
const NO_ANSWER: ReadonlySet<number> = new Set([408, 425, 429]);

export async function fetchNonce(deps: Deps, account: TradingAccount, signal: AbortSignal): Promise<Result<string>> {
  const type = KINDS[account.signatureType];
  if (type === null) return badAnswer('cash-nonce', 'type');
  const url = `${RELAYER}/v1/account/transactions/params?address=${account.owner}&type=${type}`;
  const answer = await requestJson(deps.http, { method: 'GET', url, timeoutMs: READ_TIMEOUT_MS }, 'cash-nonce', signal);
  if (!answer.ok) return answer;
  if (!isJsonObject(answer.value)) return badAnswer('cash-nonce', 'value');
  const { address, nonce } = answer.value;
  // For a deposit wallet and a Safe the address is the wallet itself: another one would be somebody else's nonce.
  if (typeof address === 'string' && type !== 'PROXY' && address.toLowerCase() !== account.funder.toLowerCase())
    return badAnswer('cash-nonce', 'address');
  const text = typeof nonce === 'number' ? String(nonce) : nonce;
  return typeof text === 'string' && /^\d{1,30}$/.test(text) ? ok(text) : badAnswer('cash-nonce', 'nonce');
}

export function keyHeaders({ owner }: TradingAccount, key: string) {
  return { RELAYER_API_KEY: key, RELAYER_API_KEY_ADDRESS: owner };
}

export async function submit(
  { http }: Deps,
  { account, key, body }: { readonly account: TradingAccount; readonly key: string; readonly body: string },
  signal: AbortSignal,
): Promise<Relayed> {
  const unanswered: Relayed = { kind: 'unknown', failure: failureOf('cash-unanswered', {}, 'unknown') };
  const headers = { 'Content-Type': 'application/json', ...keyHeaders(account, key) };
  try {
    const answer = await http(
      { method: 'POST', url: `${RELAYER}/submit`, headers, body, timeoutMs: SUBMIT_TIMEOUT_MS },
      signal,
    );
    const { status } = answer;
    if (status >= 200 && status < 300) {
      const id = requestIdOf(answer.text);
      return id === null ? unanswered : { kind: 'taken', id };
    }
    const said = venueErrorText(answer.text);
    // Only a refusal that the relayer put into words is one; what stands between may have passed the request on.
    if (status < 400 || status >= 500 || NO_ANSWER.has(status) || said === '') return unanswered;
    return BUSY.test(said)
      ? { kind: 'refused', failure: failureOf('cash-relayer-busy', { said }, 'later') }
      : { kind: 'refused', failure: failureOf('cash-refused', { said }) };
  } catch {
    return unanswered;
  }
}

function requestIdOf(text: string): string | null {
  const json = parseJson(text.slice(0, 10_000), 'cash-request');
  const id = json.ok && isJsonObject(json.value) ? json.value['transactionID'] : undefined;
  return typeof id === 'string' && REQUEST_ID.test(id) ? id : null;
}
