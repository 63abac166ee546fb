/**
 * The wallet, reached through a page: background -> Port "bridge" of a content script -> MAIN world -> provider. Each
 * request carries one random nonce, is answered once, and its answer is data: signatures are verified by the venue
 * adapter before anything is sent.
 */
import { parseAddress } from '../domain/ids';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { ChainTransaction, ChainWallet, Wallet } from '../ports/signer';
import { BRIDGE_TIMEOUT_MS, type BridgeMethod } from '../protocol/bridge';
import type { Ask } from './bridge-ports';
import { chainIdOf, transactionFailure, walletFailure } from './wallet-answers';

const POLYGON = 137n;
/** Listing wallets needs no person: the page answers at once or not at all. */
const LIST_TIMEOUT_MS = 3_000;
/** Of the road to the wallet, not of the wallet. */
const ROAD = new Set(['no-page', 'page-gone', 'page-old', 'page-asleep', 'wallet-gone', 'wallet-silent']);

const HASH = /^0x[0-9a-fA-F]{64}$/;
const HEX = /^0x[0-9a-fA-F]*$/;

/** As wallets take it: no coin goes along, and gas is the wallet's to say. */
function plain({ from, to, data }: ChainTransaction) {
  return { from, to, value: '0x0', data };
}

export function createWallet(ask: Ask): Wallet & ChainWallet {
  async function call(uuid: string, method: BridgeMethod, params: readonly unknown[]): Promise<Result<unknown>> {
    const answer = await ask({ kind: 'call', uuid, method, params }, BRIDGE_TIMEOUT_MS);
    if (!answer.ok) return answer;
    if (answer.value.kind === 'error') {
      const { code, message } = answer.value;
      return method === 'eth_sendTransaction' ? transactionFailure(code, message) : walletFailure(code, message);
    }
    return answer.value.kind === 'value' ? ok(answer.value.value) : fail('wallet-answer', {});
  }

  /** null: it cannot be told. */
  async function networkOf(uuid: string): Promise<Result<bigint | null>> {
    const answer = await call(uuid, 'eth_chainId', []);
    if (!answer.ok) return ROAD.has(answer.error.code) ? answer : ok(null);
    return ok(chainIdOf(answer.value));
  }

  async function onPolygon(uuid: string): Promise<Result<void>> {
    const before = await networkOf(uuid);
    if (!before.ok) return before;
    if (before.value === POLYGON) return ok(undefined);
    const switched = await call(uuid, 'wallet_switchEthereumChain', [{ chainId: `0x${POLYGON.toString(16)}` }]);
    if (!switched.ok && ROAD.has(switched.error.code)) return switched;
    const after = switched.ok ? await networkOf(uuid) : before;
    if (!after.ok) return after;
    if (after.value === POLYGON) return ok(undefined);
    return after.value === null ? fail('chain-unknown', {}, 'later') : fail('wrong-chain', {}, 'later');
  }

  return {
    async listProviders() {
      const answer = await ask({ kind: 'list' }, LIST_TIMEOUT_MS);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return walletFailure(answer.value.code, answer.value.message);
      return answer.value.kind === 'providers' ? ok(answer.value.providers) : fail('page-answer', {});
    },
    async connect(uuid) {
      const accounts = await call(uuid, 'eth_requestAccounts', []);
      if (!accounts.ok) return accounts;
      const chain = await onPolygon(uuid);
      if (!chain.ok) return chain;
      const owner = parseAddress(Array.isArray(accounts.value) ? accounts.value[0] : null);
      return owner === null ? fail('wallet-no-account', {}) : ok(owner);
    },
    async look(uuid) {
      const accounts = await call(uuid, 'eth_accounts', []);
      if (!accounts.ok) return accounts;
      const chain = await networkOf(uuid);
      if (!chain.ok) return chain;
      return ok({
        owner: parseAddress(Array.isArray(accounts.value) ? accounts.value[0] : null),
        onChain: chain.value === null ? null : chain.value === POLYGON,
      });
    },
    async signTypedData({ uuid, owner, typedData }) {
      const chain = await onPolygon(uuid);
      if (!chain.ok) return chain;
      const signature = await call(uuid, 'eth_signTypedData_v4', [owner, JSON.stringify(typedData)]);
      if (!signature.ok) return signature;
      return typeof signature.value === 'string' ? ok(signature.value) : fail('wallet-unsigned', {});
    },
    async sendTransaction({ uuid, owner, transaction }) {
      const chain = await onPolygon(uuid);
      if (!chain.ok) return chain;
      if (transaction.from.toLowerCase() !== owner.toLowerCase()) return fail('account-not-own', {});
      const sent = await call(uuid, 'eth_sendTransaction', [plain(transaction)]);
      if (!sent.ok) return sent;
      return typeof sent.value === 'string' && HASH.test(sent.value) ? ok(sent.value) : fail('wallet-answer', {});
    },
    async simulate({ uuid, transaction }) {
      const chain = await onPolygon(uuid);
      if (!chain.ok) return chain;
      const answer = await call(uuid, 'eth_call', [plain(transaction), 'latest']);
      if (!answer.ok) return ROAD.has(answer.error.code) ? answer : fail('cash-would-fail', {}, 'later');
      return typeof answer.value === 'string' && HEX.test(answer.value)
        ? ok(answer.value)
        : fail('cash-would-fail', {}, 'later');
    },
    async countTransactions({ uuid, owner, of }) {
      const chain = await onPolygon(uuid);
      if (!chain.ok) return chain;
      const answer = await call(uuid, 'eth_getTransactionCount', [owner, of === 'mined' ? 'latest' : 'pending']);
      if (!answer.ok) return answer;
      const count = typeof answer.value === 'string' && HEX.test(answer.value) ? Number(answer.value) : NaN;
      return Number.isSafeInteger(count) ? ok(count) : fail('wallet-answer', {});
    },
    async fetchReceipt({ uuid, hash }) {
      const chain = await onPolygon(uuid);
      if (!chain.ok) return chain;
      const answer = await call(uuid, 'eth_getTransactionReceipt', [hash]);
      if (!answer.ok) return answer;
      if (answer.value === null) return ok(null);
      const [of, status]: readonly unknown[] = Array.isArray(answer.value) ? answer.value : [];
      if (typeof of !== 'string' || of.toLowerCase() !== hash.toLowerCase()) return fail('wallet-answer', {});
      if (status !== '0x1' && status !== '0x0') return fail('wallet-answer', {});
      return ok(status === '0x1' ? 'done' : 'reverted');
    },
  };
}
