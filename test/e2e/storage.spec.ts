/** A short part of `npm run chaos -- storage`, and the way back once the user has looked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStorage } from '../chaos/storage';
import * as en from '../../lib/words/en';
import { launchWithExtension } from '../kit/browser/browser';
import { attachDashboard } from '../kit/browser/dashboard';
import { expect, test } from '../kit/browser/facet-test';

test('two damages of a profile and a kill are said, halt, and cost neither limits nor stop nor basket', async () => {
  test.setTimeout(400_000);
  const result = await runStorage({ runs: 2, seed: 1, kills: 1 });
  expect(result).toMatchObject({
    runs: 2,
    said: 2,
    looser: 0,
    forgottenStops: 0,
    untrue: 0,
    doubled: 0,
    falseAlarms: 0,
    problems: [],
  });
});

const profile = mkdtempSync(join(tmpdir(), 'facet-memory-'));
test.afterAll(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));

test('once the user has looked, Facet goes on within the restored limits, and says nothing more', async ({ open }) => {
  test.setTimeout(240_000);
  const { dashboard, browser, exchange } = await open({ scenario: 'neg-risk-gap', launch: { profile } });
  await dashboard.command('updateSettings', { maxPositionMicros: 20_000_000 });
  await browser.close();
  rmSync(join(profile, 'Default', 'Local Extension Settings', browser.extensionId), { recursive: true });

  const second = await launchWithExtension({ exchange, profile });
  const popup = await second.openPopup();
  const board = await attachDashboard(popup);
  await board.waitFor(
    'it is said',
    ({ status }) => status.fact.code === 'halted' && status.fact.because.code === 'memory-damaged',
  );
  const notice = popup.getByRole('alert');
  await expect(notice).toContainText('What happened: the store of your settings is gone.');
  await expect(notice).toContainText('Your limits are those last saved: at most $20.00 in one set of bets.');
  expect(await board.command('setMode', { mode: 'live' })).toMatchObject({
    ok: false,
    error: { code: 'halted-in-paper' },
  });
  await popup.getByRole('button', { name: 'I have looked: go on' }).click();
  await board.waitFor(
    'it goes on',
    ({ status, settings }) => status.fact.code !== 'halted' && settings.maxPositionMicros === 20_000_000,
  );
  await expect(popup.getByRole('alert')).toHaveCount(0);
  await second.close();

  const third = await launchWithExtension({ exchange, profile });
  try {
    const after = await attachDashboard(await third.openPopup());
    const { status, settings } = await after.waitFor('Facet answers', () => true, 30_000);
    expect(en.status(status.fact)).not.toContain('memory');
    expect(settings.maxPositionMicros).toBe(20_000_000);
  } finally {
    await third.close();
  }
});
