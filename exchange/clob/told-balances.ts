/**
 * What the venue believes of balances: as it read them at the last `/balance-allowance/update`, and what its own trades
 * moved since then. Money that came from elsewhere it does not see.
 */
import type { Core } from '../core/core';

export class ToldBalances {
  private readonly micros = new Map<string, number>();

  constructor(private readonly core: Core) {
    core.subscribe((event) => {
      if (event.kind !== 'trade') return;
      const { taker, fills, tokenId, conditionId } = event.trade;
      const { tokens } = core.markets.get(conditionId)?.spec ?? { tokens: [tokenId] };
      for (const { account } of [taker, ...fills.map(({ maker }) => maker)])
        for (const asset of ['cash', ...tokens]) this.read(account, asset);
    });
  }

  /** @param asset "cash" or a token id */
  read(account: string, asset: string): void {
    this.micros.set(keyOf(account, asset), this.held(account, asset));
  }

  /** Micros. */
  told(account: string, asset: string): number {
    return this.micros.get(keyOf(account, asset)) ?? 0;
  }

  /** Micros that are really there. */
  held(account: string, asset: string): number {
    return this.core.ledger.holding(account, asset === 'cash' ? 'cash' : { tokenId: asset }).balanceMicros;
  }
}

function keyOf(account: string, asset: string): string {
  return `${account.toLowerCase()}/${asset}`;
}
