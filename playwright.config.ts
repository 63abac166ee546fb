import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/setup.mjs';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/playwright',
  // Each test has its own browser and its own exchange, and mostly waits for them; two at a time fill two cores.
  workers: 2,
  fullyParallel: false,
  // A test that needs a second try is a finding, not noise.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  // Tests of the extension launch their own browser (test/kit/browser/browser.ts); this one is for pages alone.
  use: { launchOptions: executablePath === null ? {} : { executablePath } },
});
