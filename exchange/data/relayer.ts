/** The relayer over HTTP: which contract wallets exist, the next nonce, and requests with what became of them. */
import { createHash } from 'node:crypto';
import type { Relayer, RelayRow } from '../chain/relayer';
import { deriveWallet, type WalletKind, type WalletRegistry } from '../crypto/wallets';
import type { Faults } from '../faults';
import { errorReply, header, parseJson, readText, reply, send } from '../http';
import type { Handler, Reply } from '../http';

const kinds: Readonly<Record<string, readonly WalletKind[]>> = {
  SAFE: ['SAFE'],
  PROXY: ['PROXY'],
  WALLET: ['WALLET', 'WALLET-UUPS'],
};
const TRANSACTIONS = '/v1/account/transactions/';
/** Relays proxy requests in the venue's name; any address. */
const RELAY = '0x7db63fe6d62eb73fb01f8009416f4c2bb4fbda6a';

export interface RelayerHandlerParts {
  readonly wallets: WalletRegistry;
  readonly relayer: Relayer;
  readonly faults: Faults;
}

function deployed({ wallets }: RelayerHandlerParts, query: URLSearchParams): Reply {
  const address = query.get('address') ?? '';
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) return errorReply(400, 'invalid address');
  const type = query.get('type');
  // Deposit wallets have to be asked for by type, the others without one (client SDK 0.2.0).
  if (type !== null && type !== 'WALLET') return errorReply(400, 'invalid type');
  const row = wallets.get(address);
  const wanted = type === null ? ['SAFE', 'PROXY'] : (kinds[type] ?? []);
  return reply({ deployed: row !== null && wanted.some((kind) => kind === row.kind), address });
}

/** Nonce of the owner's wallet of that kind; for a proxy the relay that carries it. */
function params({ wallets, relayer }: RelayerHandlerParts, query: URLSearchParams): Reply {
  const owner = query.get('address') ?? '';
  const type = query.get('type') ?? '';
  if (!/^0x[0-9a-fA-F]{40}$/.test(owner)) return errorReply(400, 'invalid address');
  const wallet = (kinds[type] ?? []).map((kind) => deriveWallet(owner, kind)).find((one) => wallets.get(one) !== null);
  if (wallet === undefined) return errorReply(404, 'wallet not found');
  return reply({ address: type === 'PROXY' ? RELAY : wallet, nonce: String(relayer.nonceOf(wallet)) });
}

/** As the documentation of `GET /transactions` shows a row. */
function rowOf({ id, state, error, owner, wallet, nonce, signature, type, atMs }: RelayRow): object {
  return {
    transactionID: id,
    state: `STATE_${state}`,
    owner,
    proxyAddress: wallet,
    nonce: String(nonce),
    signature,
    type,
    createdAt: new Date(atMs).toISOString(),
    ...(error ? { errorMsg: error } : {}),
  };
}

export function createRelayerHandler(parts: RelayerHandlerParts): Handler {
  const { relayer, faults } = parts;
  return async (request, response, url) => {
    const { pathname, searchParams } = url;
    const auth = { key: header(request, 'relayer_api_key'), address: header(request, 'relayer_api_key_address') };
    if (pathname === '/transactions') {
      const rows = relayer.recentOf(auth);
      return send(response, rows === null ? errorReply(401, 'invalid authorization') : reply(rows.map(rowOf)));
    }
    if (request.method === 'POST' && pathname === '/submit') {
      const submitted = relayer.submit(parseJson(await readText(request)), auth);
      if (!('row' in submitted)) return send(response, errorReply(submitted.status, submitted.error));
      if (faults.current.relayer === 'lost') {
        request.socket.destroy();
        return;
      }
      const { id } = submitted.row;
      const told =
        faults.current.relayer === 'wrong-id' ? createHash('sha256').update(id).digest('hex').slice(0, 32) : id;
      return send(response, reply({ transactionID: told, state: 'STATE_NEW' }));
    }
    if (pathname === '/deployed') return send(response, deployed(parts, searchParams));
    if (pathname === `${TRANSACTIONS}params`) return send(response, params(parts, searchParams));
    const row = pathname.startsWith(TRANSACTIONS) ? relayer.rows.get(pathname.slice(TRANSACTIONS.length)) : undefined;
    if (!row) return send(response, errorReply(404, 'not found'));
    return send(response, reply(rowOf(row)));
  };
}
