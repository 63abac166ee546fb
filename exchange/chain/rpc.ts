/**
 * The chain as a wallet reaches it: what an owner sends himself, decoded and carried out on the ledger. For tests'
 * wallets, through the control endpoint; gas is free here.
 */
import { createHash } from 'node:crypto';
import { contracts } from '../crypto/contracts';
import { deriveWallet, type WalletRegistry } from '../crypto/wallets';
import { readMultisend, readProxy, selectorOf, Words, type Call } from './calldata';
import type { Relayer } from './relayer';
import type { Transactions } from './transactions';

export interface SentTransaction extends Call {
  readonly from: string;
}

/** Of a Safe: what stands in its transaction, or null where the Safe would refuse it. */
const EXEC = selectorOf('execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)');
const PROXY = selectorOf('proxy((uint8,address,uint256,bytes)[])');

interface Meant {
  readonly account: string;
  readonly calls: readonly Call[];
  /** A Safe, whose nonce moves. */
  readonly safe: boolean;
}

export class Rpc {
  private readonly counts = new Map<string, number>();
  /** By hash: why nothing of it happened, or null. */
  private readonly mined = new Map<string, string | null>();

  constructor(
    private readonly parts: {
      readonly transactions: Transactions;
      readonly wallets: WalletRegistry;
      readonly relayer: Relayer;
    },
  ) {}

  /** Transactions of this account so far. */
  countOf(account: string): number {
    return this.counts.get(account.toLowerCase()) ?? 0;
  }

  /** Mined at once, reverted or not; the answer is its hash. */
  send(sent: SentTransaction): { readonly hash: string; readonly reverted: string | null } {
    const count = this.countOf(sent.from);
    this.counts.set(sent.from.toLowerCase(), count + 1);
    const hash = `0x${createHash('sha256').update(`${sent.from.toLowerCase()} ${count}`).digest('hex')}`;
    const reverted = this.carryOut(this.meaningOf(sent));
    this.mined.set(hash, reverted);
    return { hash, reverted };
  }

  /** As a node answers `eth_getTransactionReceipt`; null: no such transaction was mined. */
  receiptOf(hash: string): { readonly transactionHash: string; readonly status: '0x0' | '0x1' } | null {
    const reverted = this.mined.get(hash.toLowerCase());
    return reverted === undefined ? null : { transactionHash: hash, status: reverted === null ? '0x1' : '0x0' };
  }

  private carryOut(meant: Meant | string): string | null {
    if (typeof meant === 'string') return meant;
    const reverted = this.parts.transactions.run(meant.account, meant.calls);
    if (meant.safe && reverted === null) this.parts.relayer.raiseNonce(meant.account);
    return reverted;
  }

  /** What the call answers; `reverted` where it would do nothing. */
  call(sent: SentTransaction): { readonly value: string } | { readonly reverted: string } {
    const read = this.parts.transactions.read(sent);
    if (read !== null) return { value: read };
    const meant = this.meaningOf(sent);
    const reverted = typeof meant === 'string' ? meant : this.parts.transactions.simulate(meant.account, meant.calls);
    return reverted === null ? { value: '0x' } : { reverted };
  }

  private meaningOf({ from, to, data }: SentTransaction): Meant | string {
    const words = new Words(data);
    const wallet = this.parts.wallets.get(to);
    if (wallet?.kind === 'SAFE')
      return wallet.owner.toLowerCase() === from.toLowerCase() ? safe(to, from, words) : 'GS025';
    if (to.toLowerCase() === contracts.proxyFactory.toLowerCase() && words.selector === PROXY) {
      const calls = readProxy(data);
      const proxy = deriveWallet(from, 'PROXY');
      if (calls === null || this.parts.wallets.get(proxy) === null) return 'proxy refused';
      return { account: proxy, calls, safe: false };
    }
    return { account: from, calls: [{ to, data }], safe: false };
  }
}

/** Signed by being sent by the owner himself: his address, nothing, and 01. */
function safe(wallet: string, owner: string, words: Words): Meant | string {
  const [to, data, operation] = [words.address(0), words.bytes(2), words.number(3)];
  const signature = `0x${owner.slice(2).toLowerCase().padStart(64, '0')}${'0'.repeat(64)}01`;
  if (words.selector !== EXEC || to === null || data === null || words.number(1) !== 0n) return 'GS013';
  if (words.bytes(9) !== signature) return 'GS025';
  if (operation === 0n) return { account: wallet, calls: [{ to, data }], safe: true };
  const calls = operation === 1n && to === contracts.multisend.toLowerCase() ? readMultisend(data) : null;
  return calls === null ? 'GS013' : { account: wallet, calls, safe: true };
}
