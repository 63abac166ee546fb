/**
 * The venue's relayer, which carries out what the owner of a contract wallet signed and pays for it.
 *
 *   NEW --> EXECUTED --> MINED --> CONFIRMED
 *    |  \            \------> FAILED   a call reverted; or, with the fault, after MINED
 *    |   \--> INVALID
 *    `-- stays (fault)
 *
 * A wallet's nonce moves when its request is mined, so that one signature is carried out once at most.
 */
import { createHash } from 'node:crypto';
import type { Core } from '../core/core';
import type { SettlementTimes } from '../core/settlement';
import type { WalletRegistry } from '../crypto/wallets';
import type { Faults } from '../faults';
import { readRequest, type SignedRequest } from './relay-requests';
import { isCallable, type Transactions } from './transactions';

export type RelayState = 'NEW' | 'EXECUTED' | 'MINED' | 'CONFIRMED' | 'FAILED' | 'INVALID';

export interface RelayRow extends SignedRequest {
  readonly id: string;
  readonly atMs: number;
  state: RelayState;
  /** Why it failed. */
  error: string;
}

/** A deadline nearer than this is refused. */
const LEAST_DEADLINE_SECONDS = 10;

const MOST_RECENT = 50;

interface Auth {
  readonly key: string;
  readonly address: string;
}

export interface RelayerParts {
  readonly core: Core;
  readonly faults: Faults;
  readonly wallets: WalletRegistry;
  readonly transactions: Transactions;
  readonly times: SettlementTimes;
}

export type Submitted = { readonly row: RelayRow } | { readonly status: number; readonly error: string };

export class Relayer {
  readonly rows = new Map<string, RelayRow>();
  /** Key by owner, lower case. */
  private readonly keys = new Map<string, string>();
  private readonly nonces = new Map<string, bigint>();

  constructor(private readonly parts: RelayerParts) {}

  /** The key that the owner made in the site's settings; the same one each time. */
  keyOf(owner: string): string {
    const known = this.keys.get(owner.toLowerCase());
    if (known !== undefined) return known;
    const hex = createHash('sha256').update(`relayer key ${owner.toLowerCase()}`).digest('hex');
    const parts = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ];
    const key = parts.join('-');
    this.keys.set(owner.toLowerCase(), key);
    return key;
  }

  nonceOf(wallet: string): bigint {
    return this.nonces.get(wallet.toLowerCase()) ?? 0n;
  }

  /** The owner's own transaction moves it as well. */
  raiseNonce(wallet: string): void {
    this.nonces.set(wallet.toLowerCase(), this.nonceOf(wallet) + 1n);
  }

  private isOwner({ key, address }: Auth): boolean {
    return this.keys.get(address.toLowerCase()) === key;
  }

  /** This owner's requests, newest first; null: the key is not his. */
  recentOf(auth: Auth): readonly RelayRow[] | null {
    if (!this.isOwner(auth)) return null;
    const own = [...this.rows.values()].filter(({ owner }) => owner.toLowerCase() === auth.address.toLowerCase());
    return own.reverse().slice(0, MOST_RECENT);
  }

  submit(raw: unknown, auth: Auth): Submitted {
    const { core, faults, wallets } = this.parts;
    if (!this.isOwner(auth)) return { status: 401, error: 'invalid authorization' };
    const request = readRequest(raw);
    if (typeof request === 'string') return { status: 400, error: request };
    if (request.owner.toLowerCase() !== auth.address.toLowerCase())
      return { status: 401, error: `from ${request.owner} does not match auth ${auth.address}` };
    if (wallets.get(request.wallet) === null) return { status: 400, error: 'wallet registry validation failed' };
    const blocked = request.calls.find(({ to }) => !isCallable(to));
    if (blocked) return { status: 400, error: `call blocked: ${blocked.to} is not permitted` };
    const { deadline } = request;
    if (deadline !== null && deadline * 1_000 < core.clock.nowMs() + LEAST_DEADLINE_SECONDS * 1_000)
      return { status: 400, error: 'deadline is too near' };
    if (faults.current.relayer === 'nonce-moved') this.raiseNonce(request.wallet);
    const nonce = this.nonceOf(request.wallet);
    if (request.nonce !== nonce)
      return { status: 400, error: `batch nonce ${request.nonce} does not match on-chain nonce ${nonce}` };
    if (faults.current.relayer === 'busy' || this.isBusy(request.wallet))
      return { status: 429, error: 'wallet busy: another active action' };
    return { row: this.take(request) };
  }

  private isBusy(wallet: string): boolean {
    return [...this.rows.values()].some(
      (row) => row.wallet.toLowerCase() === wallet.toLowerCase() && ['NEW', 'EXECUTED'].includes(row.state),
    );
  }

  private take(request: SignedRequest): RelayRow {
    const { core, times } = this.parts;
    const id = createHash('sha256').update(`relayed ${this.rows.size}`).digest('hex').slice(0, 32);
    const row: RelayRow = { ...request, id, atMs: core.clock.nowMs(), state: 'NEW', error: '' };
    this.rows.set(id, row);
    core.clock.after(times.minedMs / 2, () => this.execute(row));
    return row;
  }

  private execute(row: RelayRow): void {
    const { core, faults, times } = this.parts;
    const { relayer } = faults.current;
    if (relayer === 'stuck') {
      core.clock.after(times.minedMs, () => this.execute(row));
      return;
    }
    if (relayer === 'invalid') {
      row.state = 'INVALID';
      return;
    }
    row.state = 'EXECUTED';
    core.clock.after(times.minedMs / 2, () => this.mine(row, relayer === 'fail-mined'));
  }

  private mine(row: RelayRow, fails: boolean): void {
    const { core, transactions, times } = this.parts;
    const late = row.deadline !== null && row.deadline * 1_000 < core.clock.nowMs();
    const error = row.nonce !== this.nonceOf(row.wallet) ? 'nonce' : late ? 'deadline' : null;
    const reverted = error ?? (fails ? null : transactions.run(row.wallet, row.calls));
    if (reverted !== null) {
      row.state = 'FAILED';
      row.error = reverted;
      return;
    }
    row.state = 'MINED';
    if (!fails) this.raiseNonce(row.wallet);
    core.clock.after(times.confirmedMs - times.minedMs, () => {
      row.state = fails ? 'FAILED' : 'CONFIRMED';
      if (fails) row.error = 'reorganised';
    });
  }
}
