/** Spot prices in the shipped build: off until both yeses are there, then live from both local exchanges. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXTENSION_PATH } from '../kit/browser/browser';
import { expect, test } from '../kit/browser/facet-test';
import * as en from '../../lib/words/en';

/** The browser's own question cannot be answered by a test: a copy of the build whose manifest holds its answer. */
function allowedBuild(): string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-spot-'));
  cpSync(EXTENSION_PATH, folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.host_permissions.push('https://ws.kraken.com/*', 'https://advanced-trade-ws.coinbase.com/*');
  writeFileSync(path, JSON.stringify(manifest));
  return folder;
}

test('prices of both exchanges come once the user has said yes to each', async ({ open }) => {
  const extension = allowedBuild();
  const { browser } = await open({ scenario: 'coherent', launch: { extension } });
  const panel = await browser.openPanel('signals');
  const part = panel.getByRole('region', { name: en.spot.title });
  for (const venue of ['Kraken', 'Coinbase']) {
    const line = part.getByRole('paragraph').filter({ hasText: en.spot.ask(venue) });
    await expect(line).toContainText(en.spot.status.idle);
    // Ticked by what the background answers, a moment later.
    await line.getByRole('checkbox').click();
    await expect(line).toContainText(en.spot.status.live, { timeout: 15_000 });
  }
  await expect(part.getByText(en.spot.from(['Kraken', 'Coinbase'])).first()).toBeVisible();
  rmSync(extension, { recursive: true, force: true });
});
