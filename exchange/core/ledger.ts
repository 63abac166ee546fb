/**
 * The exchange's own accounts. Everything that ever moves is either a deposit, a fee, a rounding difference or a move
 * between an account and the collateral that backs a market's shares, so that at any time
 *   cash of all accounts + fees + rounding + collateral of all markets = deposits,
 *   and per market   YES shares = NO shares = collateral.
 * A deposit of shares is booked as cash of the "house", which splits it and keeps the other outcome, so that the
 * equation needs no exception.
 */
export const HOUSE = 'house';

export interface Holding {
  balanceMicros: number;
  heldMicros: number;
}

export interface Account {
  readonly name: string;
  readonly cash: Holding;
  readonly tokens: Map<string, Holding>;
}

export interface DepositRow {
  readonly account: string;
  readonly asset: string;
  readonly amountMicros: number;
  readonly timeMs: number;
}

export interface PayoutRow {
  readonly account: string;
  readonly conditionId: string;
  readonly tokenId: string;
  readonly sharesMicros: number;
  readonly cashMicros: number;
  readonly timeMs: number;
}

/** One account's part in a fill: signed micros of cash, and of at most one token. */
export interface Movement {
  readonly account: string;
  readonly cashMicros: number;
  readonly tokenId: string;
  readonly sharesMicros: number;
}

/** The name under which an account is kept: addresses in lower case, agents' names as they are. */
export function accountKey(name: string): string {
  return name.startsWith('0x') ? name.toLowerCase() : name;
}

function assertWhole(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${what} must be a whole number of micros, was ${value}`);
  return value;
}

export class Ledger {
  readonly accounts = new Map<string, Account>();
  readonly deposits: DepositRow[] = [];
  readonly payouts: PayoutRow[] = [];
  /** Complete sets behind each market's shares, by condition id. */
  readonly collateral = new Map<string, number>();
  feesMicros = 0;
  /** What mint and merge fills leave over (or lack) after rounding each side to whole micros. */
  roundingMicros = 0;

  account(name: string): Account {
    const key = accountKey(name);
    let account = this.accounts.get(key);
    if (!account) {
      account = { name: key, cash: { balanceMicros: 0, heldMicros: 0 }, tokens: new Map() };
      this.accounts.set(key, account);
    }
    return account;
  }

  holding(name: string, asset: 'cash' | { readonly tokenId: string }): Holding {
    const account = this.account(name);
    if (asset === 'cash') return account.cash;
    let holding = account.tokens.get(asset.tokenId);
    if (!holding) {
      holding = { balanceMicros: 0, heldMicros: 0 };
      account.tokens.set(asset.tokenId, holding);
    }
    return holding;
  }

  available(name: string, asset: 'cash' | { readonly tokenId: string }): number {
    const holding = this.holding(name, asset);
    return holding.balanceMicros - holding.heldMicros;
  }

  hold(name: string, asset: 'cash' | { readonly tokenId: string }, amountMicros: number): void {
    const holding = this.holding(name, asset);
    holding.heldMicros += amountMicros;
    if (holding.heldMicros < 0) throw new Error(`ledger: ${name} would hold less than nothing`);
  }

  depositCash(name: string, amountMicros: number, timeMs: number): void {
    this.holding(name, 'cash').balanceMicros += assertWhole(amountMicros, 'deposit');
    this.deposits.push({ account: accountKey(name), asset: 'cash', amountMicros, timeMs });
  }

  /** The house pays for complete sets and hands one outcome over. */
  depositShares(options: {
    readonly account: string;
    readonly conditionId: string;
    readonly tokenId: string;
    readonly oppositeId: string;
    readonly amountMicros: number;
    readonly timeMs: number;
  }): void {
    const { account, conditionId, tokenId, oppositeId, amountMicros, timeMs } = options;
    assertWhole(amountMicros, 'deposit');
    this.deposits.push({ account: accountKey(account), asset: tokenId, amountMicros, timeMs });
    this.holding(account, { tokenId }).balanceMicros += amountMicros;
    this.holding(HOUSE, { tokenId: oppositeId }).balanceMicros += amountMicros;
    this.collateral.set(conditionId, (this.collateral.get(conditionId) ?? 0) + amountMicros);
  }

  apply(movement: Movement): void {
    const cash = this.holding(movement.account, 'cash');
    cash.balanceMicros += movement.cashMicros;
    if (cash.balanceMicros < 0) throw new Error(`ledger: ${movement.account} would owe cash`);
    if (movement.sharesMicros === 0) return;
    const token = this.holding(movement.account, { tokenId: movement.tokenId });
    token.balanceMicros += movement.sharesMicros;
    if (token.balanceMicros < 0) throw new Error(`ledger: ${movement.account} would owe shares of ${movement.tokenId}`);
  }

  /** Keeps what a movement would take away from being spent (sign 1), or frees it again (sign -1). */
  reserve(movement: Movement, sign: 1 | -1): void {
    if (movement.cashMicros < 0) this.hold(movement.account, 'cash', -movement.cashMicros * sign);
    if (movement.sharesMicros < 0)
      this.hold(movement.account, { tokenId: movement.tokenId }, -movement.sharesMicros * sign);
  }

  moveCollateral(conditionId: string, amountMicros: number): void {
    const next = (this.collateral.get(conditionId) ?? 0) + amountMicros;
    if (next < 0) throw new Error(`ledger: collateral of ${conditionId} would be negative`);
    this.collateral.set(conditionId, next);
  }

  /** As it stands now; the answer puts it back. */
  snapshot(): () => void {
    const accounts = [...this.accounts.values()].map(
      (account) =>
        [
          account.name,
          { ...account.cash },
          [...account.tokens].map(([id, held]) => [id, { ...held }] as const),
        ] as const,
    );
    const collateral = [...this.collateral];
    const payouts = this.payouts.length;
    return () => {
      this.accounts.clear();
      for (const [name, cash, tokens] of accounts) this.accounts.set(name, { name, cash, tokens: new Map(tokens) });
      this.collateral.clear();
      for (const [id, amount] of collateral) this.collateral.set(id, amount);
      this.payouts.length = payouts;
    };
  }

  /** Pays one dollar per winning share from the market's collateral and voids the losing ones. */
  payOut(options: {
    readonly conditionId: string;
    readonly winnerId: string;
    readonly loserId: string;
    readonly timeMs: number;
  }): void {
    const { conditionId, winnerId, loserId, timeMs } = options;
    for (const account of this.accounts.values()) {
      for (const tokenId of [winnerId, loserId]) {
        const holding = account.tokens.get(tokenId);
        if (!holding || holding.balanceMicros === 0) continue;
        const sharesMicros = holding.balanceMicros;
        const cashMicros = tokenId === winnerId ? sharesMicros : 0;
        holding.balanceMicros = 0;
        account.cash.balanceMicros += cashMicros;
        this.moveCollateral(conditionId, -cashMicros);
        this.payouts.push({ account: account.name, conditionId, tokenId, sharesMicros, cashMicros, timeMs });
      }
    }
  }

  /** Differences from the two equations at the top, all zero in a sound ledger. */
  imbalances(
    pairs: readonly { readonly conditionId: string; readonly tokens: readonly [string, string] }[],
    conversions: Iterable<{ readonly outcomes: number; readonly burnedMicros: number }> = [],
  ): {
    readonly cashMicros: number;
    readonly markets: readonly string[];
  } {
    let cash = this.feesMicros + this.roundingMicros;
    for (const { outcomes, burnedMicros } of conversions) cash -= (outcomes - 1) * burnedMicros;
    for (const account of this.accounts.values()) cash += account.cash.balanceMicros;
    for (const amount of this.collateral.values()) cash += amount;
    for (const row of this.deposits) cash -= row.amountMicros;
    const total = (tokenId: string): number =>
      [...this.accounts.values()].reduce((sum, account) => sum + (account.tokens.get(tokenId)?.balanceMicros ?? 0), 0);
    const markets = pairs
      .filter(({ conditionId, tokens }) =>
        tokens.some((tokenId) => total(tokenId) !== (this.collateral.get(conditionId) ?? 0)),
      )
      .map(({ conditionId }) => conditionId);
    return { cashMicros: cash, markets };
  }
}
