/** After something went wrong: the exchange saw no order, and no money or share of the account moved. */
import { expect } from '@playwright/test';
import { DEPOSIT_MICROS, type Facet } from './facet-test';

export async function expectNothingSent({ control, wallet }: Facet): Promise<void> {
  const ledger = await control.ledger();
  const account = wallet.address.toLowerCase();
  expect(ledger.orders.filter((order) => order.account === account)).toEqual([]);
  expect(ledger.refused.filter((refused) => JSON.stringify(refused).toLowerCase().includes(account))).toEqual([]);
  const holdings = ledger.accounts[account];
  if (holdings === undefined) return;
  expect(holdings.cash).toEqual({
    balanceMicros: ledger.deposits.some((deposit) => deposit.account === account) ? DEPOSIT_MICROS : 0,
    heldMicros: 0,
  });
  expect(Object.values(holdings.tokens).filter((held) => held.balanceMicros > 0)).toEqual([]);
}
