import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/playwright',
  // Each test has its own browser and its own exchange; two cores carry one of each pair at a time.
  workers: 1,
  fullyParallel: false,
  // A test that needs a second try is a finding, not noise.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
});
