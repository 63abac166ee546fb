import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { preactAlias } from './scripts/preact-alias.mjs';

const VENUE_HOSTS = [
  'https://polymarket.com/*',
  'https://clob.polymarket.com/*',
  'https://gamma-api.polymarket.com/*',
  'https://data-api.polymarket.com/*',
  'https://relayer-v2.polymarket.com/*',
  'https://ws-subscriptions-clob.polymarket.com/*',
];

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  // The automatic JSX runtime needs no plugin at build time.
  vite: ({ browser }) => ({
    esbuild: { jsx: 'automatic' },
    build: { target: 'chrome120' },
    // What differs by browser is a file; Chrome's stand in the imports.
    resolve: {
      alias: [
        ...preactAlias,
        ...(browser === 'firefox'
          ? [
              {
                find: /^\.\/worker-host\.chrome$/,
                replacement: fileURLToPath(new URL('entrypoints/workers/worker-host.firefox.ts', import.meta.url)),
              },
            ]
          : []),
      ],
    },
  }),
  manifest: {
    name: 'Facet',
    description:
      'Finds Polymarket prices that contradict each other and proves what a set of bets pays while none is voided.',
    minimum_chrome_version: '120',
    permissions: ['storage', 'alarms', 'notifications', 'offscreen'],
    host_permissions: VENUE_HOSTS,
    // Nothing of this is granted until the user names a language model's address and says yes to the browser's own
    // question.
    optional_host_permissions: ['http://127.0.0.1/*', 'http://localhost/*', 'https://*/*'],
    // WASM solvers need wasm-unsafe-eval; nothing else is loosened (docs/reliability.md 4.3).
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
    incognito: 'not_allowed',
    action: { default_title: 'Facet' },
  },
});
