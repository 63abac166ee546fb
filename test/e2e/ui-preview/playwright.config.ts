import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: import.meta.dirname,
  workers: 1,
  timeout: 60_000,
  reporter: 'list',
  outputDir: '../../../test-results/ui-preview',
  use: {
    headless: true,
    launchOptions: { executablePath: process.env.FACET_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
});
