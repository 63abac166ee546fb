/** What a user does in the popup, by the names that a screen reader hears. */
import type { Page } from '@playwright/test';

/** Picks a wallet among those found in the open page and confirms. The page must be open in another tab. */
export async function connectWallet(popup: Page, name: string): Promise<void> {
  await popup.getByRole('button', { name: 'Connect wallet' }).click();
  await popup.getByRole('button', { name }).click();
  await popup.getByRole('button', { name: 'Disconnect' }).waitFor();
}

/**
 * Waits until live mode is on, after the region and balance checks. `place`: where sets of bets are confirmed then, by
 * the first words of the choice.
 */
export async function switchToLive(popup: Page, place: 'page' | 'panel' = 'page'): Promise<void> {
  await popup.getByRole('radio', { name: 'Live', disabled: false }).click();
  if (place === 'page') await popup.getByRole('radio', { name: 'With one click on the page' }).check();
  await popup.getByRole('button', { name: 'Go live with real money' }).click();
  await popup.getByRole('radio', { name: 'Live', checked: true }).waitFor();
}
