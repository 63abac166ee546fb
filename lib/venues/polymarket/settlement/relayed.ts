/**
 * What became of one request to the relayer (docs/venue.md 8.5): by the id that it named, and where that says nothing
 * in the list of the owner's requests, by the signature. An id is believed only of a row with the nonce that was
 * signed: a wrong one may be that of another request.
 */
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { RelayedEnd, RelayedQuestion, RelayedState } from '../../../ports/cash-desk';
import { isJsonObject } from '../../socket/json';
import { READ_TIMEOUT_MS, RELAYER } from '../common/constants';
import { requestJson } from '../common/http';
import { badAnswer, parseJson } from '../common/parse';
import type { PrivateDeps } from '../common/private-call';
import { KINDS, REQUEST_ID, keyHeaders } from './relayer';

type Deps = Pick<PrivateDeps, 'http'>;

interface Row {
  readonly state: RelayedState;
  /** null where the answer does not name it. */
  readonly id: string | null;
  readonly nonce: string | null;
  readonly signature: string | null;
  readonly type: string | null;
}

export async function findRelayed(
  deps: Deps,
  question: RelayedQuestion,
  signal: AbortSignal,
): Promise<Result<RelayedEnd | null>> {
  const named = await byId(deps, question, signal);
  if (named !== null) return named;
  return inList(deps, question, signal);
}

/** null: the id names no row of this request. */
async function byId(
  { http }: Deps,
  { id, nonce }: RelayedQuestion,
  signal: AbortSignal,
): Promise<Result<RelayedState> | null> {
  if (id === null || !REQUEST_ID.test(id)) return null;
  const url = `${RELAYER}/v1/account/transactions/${id}`;
  const answer = await requestJson(http, { method: 'GET', url, timeoutMs: READ_TIMEOUT_MS }, 'cash-state', signal);
  if (!answer.ok) return answer.error.code === 'not-found' ? null : answer;
  const row = rowOf(Array.isArray(answer.value) ? answer.value[0] : answer.value);
  if (row === null) return badAnswer('cash-state', 'state');
  if (row.id !== null && row.id !== id) return badAnswer('cash-state', 'transactionID');
  return row.nonce !== null && row.nonce !== nonce ? null : ok(row.state);
}

async function inList(
  { http }: Deps,
  { account, key, nonce, body }: RelayedQuestion,
  signal: AbortSignal,
): Promise<Result<RelayedEnd | null>> {
  if (key === '') return fail('cash-no-key', {});
  const call = {
    method: 'GET',
    url: `${RELAYER}/transactions`,
    headers: keyHeaders(account, key),
    timeoutMs: READ_TIMEOUT_MS,
  } as const;
  const answer = await requestJson(http, call, 'cash-state', signal);
  if (!answer.ok) return answer;
  if (!Array.isArray(answer.value)) return badAnswer('cash-state', 'list');
  const rows = answer.value.map(rowOf);
  // A row that cannot be read may be the one that is looked for.
  if (!rows.every((row) => row !== null)) return badAnswer('cash-state', 'row');
  const type = KINDS[account.signatureType];
  const ofNonce = rows.filter((row) => row.nonce === nonce && (row.type === null || row.type === type));
  const signature = signatureOf(body);
  const [only] = ofNonce;
  const own =
    signature !== null ? ofNonce.find((row) => row.signature === signature) : ofNonce.length === 1 ? only : undefined;
  if (own !== undefined) return ok(own.state);
  if (signature === null && ofNonce.length > 1) return badAnswer('cash-state', 'nonce');
  return ok(ofNonce.some(({ state }) => state === 'confirmed') ? 'another' : null);
}

function rowOf(value: unknown): Row | null {
  if (!isJsonObject(value) || typeof value['state'] !== 'string') return null;
  const { nonce } = value;
  const text = (name: string): string | null => (typeof value[name] === 'string' ? value[name] : null);
  return {
    state: stateOf(value['state']),
    id: text('transactionID'),
    nonce: typeof nonce === 'number' ? String(nonce) : text('nonce'),
    signature: text('signature')?.toLowerCase() ?? null,
    type: text('type'),
  };
}

function stateOf(state: string): RelayedState {
  switch (state) {
    case 'STATE_CONFIRMED':
      return 'confirmed';
    case 'STATE_FAILED':
    case 'STATE_INVALID':
      return 'failed';
    default:
      // MINED is not the end, and a state that nobody knows is none either.
      return 'pending';
  }
}

function signatureOf(body: string | null): string | null {
  if (body === null) return null;
  const json = parseJson(body, 'cash-request');
  const signature = json.ok && isJsonObject(json.value) ? json.value['signature'] : undefined;
  return typeof signature === 'string' ? signature.toLowerCase() : null;
}
