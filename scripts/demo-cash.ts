/**
 * The demo's account and its last step. The account is what the venue gives new users: a deposit wallet. The last step
 * is cash: the basket that was bought is converted in the side panel, and the exchange's ledger must show more money
 * than before the purchase, without waiting for any market to be decided.
 */
import type { BrowserContext, Page } from '@playwright/test';
import type { Control } from '../test/kit/browser/control';
import type { TestWallet } from '../test/kit/browser/wallet';

export interface CashStage {
  readonly control: Control;
  readonly wallet: TestWallet;
  readonly context: BrowserContext;
  readonly extensionId: string;
  readonly depositedMicros: number;
  readonly say: (line: string) => void;
  readonly picture: (page: Page, name: string) => Promise<void>;
}

/** The owner's deposit wallet, as the first deposit on the site makes it. */
export function openDepositWallet(control: Control, wallet: TestWallet): Promise<string> {
  return control.registerWallet(wallet.address, 'WALLET');
}

/** What came out of the whole life of the basket, from the exchange's ledger alone. */
export interface CashAudit {
  readonly beforeMicros: number;
  readonly afterMicros: number;
  readonly depositedMicros: number;
  /** The account holds no share any more. */
  readonly isAllCash: boolean;
}

export async function turnIntoCash(stage: CashStage): Promise<CashAudit> {
  const { control, wallet, context, extensionId, depositedMicros, say, picture } = stage;
  const account = (await openDepositWallet(control, wallet)).toLowerCase();
  const cash = async (): Promise<number> => (await control.ledger()).accounts[account]?.cash.balanceMicros ?? 0;
  const beforeMicros = await cash();
  const panel = await context.newPage();
  await panel.setViewportSize({ width: 460, height: 900 });
  await panel.goto(`chrome-extension://${extensionId}/sidepanel.html`);
  await panel.getByRole('tab', { name: 'Positions' }).click();
  await panel.getByText('On polymarket.com open this event').first().waitFor();
  say('the side panel lists the shares, and says what to do on the site as long as it has no relayer key');
  await panel.getByLabel('Relayer API key').fill(await control.relayerKey(wallet.address));
  await panel.getByRole('button', { name: 'Keep the key' }).click();
  const convert = panel.getByRole('button', { name: /^Convert for \$/ });
  await convert.waitFor();
  await picture(panel, '12-positions');
  const prompts = wallet.prompts.length;
  say(`pressed "${await convert.innerText()}"`);
  await convert.click();
  await wallet.promptsShown(prompts + 1);
  say(`the wallet showed one readable ${wallet.prompts.at(-1)?.primaryType ?? 'request'} and signed it`);
  await panel.getByText(/came into your account/).waitFor({ timeout: 60_000 });
  await picture(panel, '13-cash');
  const ledger = await control.ledger();
  const held = ledger.accounts[account];
  const audit: CashAudit = {
    beforeMicros,
    afterMicros: held?.cash.balanceMicros ?? 0,
    depositedMicros,
    isAllCash: Object.values(held?.tokens ?? {}).every(({ balanceMicros }) => balanceMicros === 0),
  };
  await panel.close();
  return audit;
}

/** Whether there is more money than before, in words for the reader of the demo. */
export function reportCash({ beforeMicros, afterMicros, depositedMicros, isAllCash }: CashAudit): boolean {
  const dollars = (micros: number): string => `$${(micros / 1_000_000).toFixed(4)}`;
  const holds = afterMicros > depositedMicros && isAllCash;
  console.log('');
  console.log('The cash, in the same ledger:');
  console.log(`  deposited ${dollars(depositedMicros)}, left after buying ${dollars(beforeMicros)}`);
  console.log(`  after converting ${dollars(afterMicros)}: ${dollars(afterMicros - depositedMicros)} gained, now`);
  console.log(holds ? 'The basket is cash, and more than it cost.' : 'The ledger does NOT show more cash than before.');
  return holds;
}
