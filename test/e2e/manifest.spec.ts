/** What the build asks of a user's browser. Any change here is a decision and needs a line in the changelog. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSION_PATH } from '../kit/browser/browser';
import { expect, test } from '../kit/browser/facet-test';

test('the manifest asks for no more than it did', () => {
  const manifest = JSON.parse(readFileSync(join(EXTENSION_PATH, 'manifest.json'), 'utf8'));
  const { version, icons, ...rest } = manifest;
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Object.keys(icons)).toContain('128');
  expect(rest).toEqual({
    manifest_version: 3,
    name: 'Facet',
    description:
      'Finds Polymarket prices that contradict each other and proves what a set of bets pays while none is voided.',
    minimum_chrome_version: '120',
    incognito: 'not_allowed',
    action: { default_popup: 'popup.html', default_title: 'Facet' },
    commands: {
      'stop-trading': { suggested_key: { default: 'Alt+Shift+S' }, description: 'Stop all trading' },
      'open-panel': { suggested_key: { default: 'Alt+Shift+F' }, description: 'Open the side panel' },
      'next-offer': {
        suggested_key: { default: 'Alt+Shift+N' },
        description: 'Go to the next set of bets above your thresholds',
      },
    },
    background: { service_worker: 'background.js', type: 'module' },
    permissions: ['storage', 'alarms', 'notifications', 'offscreen', 'sidePanel'],
    side_panel: { default_path: 'sidepanel.html' },
    options_ui: { page: 'options.html', open_in_tab: true },
    optional_host_permissions: ['http://127.0.0.1/*', 'http://localhost/*', 'https://*/*'],
    host_permissions: [
      'https://polymarket.com/*',
      'https://clob.polymarket.com/*',
      'https://gamma-api.polymarket.com/*',
      'https://data-api.polymarket.com/*',
      'https://relayer-v2.polymarket.com/*',
      'https://ws-subscriptions-clob.polymarket.com/*',
    ],
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
        "img-src 'self' data:; connect-src 'self' https: wss://ws-subscriptions-clob.polymarket.com " +
        'wss://ws.kraken.com wss://advanced-trade-ws.coinbase.com ' +
        "http://127.0.0.1:* http://localhost:*; object-src 'none'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'",
    },
    content_scripts: [
      { js: ['content-scripts/content.js'], matches: ['https://polymarket.com/*'], run_at: 'document_start' },
      {
        js: ['content-scripts/wallet-bridge.js'],
        matches: ['https://polymarket.com/*'],
        run_at: 'document_start',
        world: 'MAIN',
      },
    ],
  });
});
