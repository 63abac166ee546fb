/** The one question to the relayer that trading needs: does this contract wallet exist? */
import type { WalletKind, WalletRegistry } from '../crypto/wallets';
import { errorReply, send } from '../http';
import type { Handler } from '../http';

const kinds: Readonly<Record<string, readonly WalletKind[]>> = {
  SAFE: ['SAFE'],
  PROXY: ['PROXY'],
  WALLET: ['WALLET', 'WALLET-UUPS'],
};

export function createRelayerHandler(wallets: WalletRegistry): Handler {
  return async (_request, response, url) => {
    const address = url.searchParams.get('address') ?? '';
    if (url.pathname !== '/deployed') return send(response, errorReply(404, 'not found'));
    if (!/^0x[0-9a-fA-F]{40}$/.test(address)) return send(response, errorReply(400, 'invalid address'));
    const type = url.searchParams.get('type');
    const row = wallets.get(address);
    // Without a type the relayer answers for any kind but deposit wallets, which have to be asked for by type (client
    // SDK 0.2.0).
    const wanted = type === null ? ['SAFE', 'PROXY'] : (kinds[type] ?? []);
    send(response, {
      status: 200,
      body: { deployed: row !== null && wanted.some((kind) => kind === row.kind), address },
    });
  };
}
