import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { SHORTCUTS } from './lib/protocol/shortcuts';
import { shortcuts } from './lib/words/shortcuts';
import { createNotices } from './scripts/notices';
import { preactAlias } from './scripts/preact-alias.mjs';

const VENUE_HOSTS = [
  'https://polymarket.com/*',
  'https://clob.polymarket.com/*',
  'https://gamma-api.polymarket.com/*',
  'https://data-api.polymarket.com/*',
  'https://relayer-v2.polymarket.com/*',
  'https://ws-subscriptions-clob.polymarket.com/*',
];

/**
 * What the extension's own pages, background and Workers may do (docs/reliability.md 4.3). WebAssembly needs
 * wasm-unsafe-eval, and its files are fetched from the extension itself. The host of a language model is the user's to
 * name, so https is open to `connect-src`; what holds there is the permission for that one host. It does not cover
 * sockets: each address of one stands here, and test/unit/project/sockets.test.ts holds them against the code.
 */
const SOCKETS = [
  'wss://ws-subscriptions-clob.polymarket.com',
  'wss://ws.kraken.com',
  'wss://advanced-trade-ws.coinbase.com',
];

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  // Wallets bring their icons as data.
  "img-src 'self' data:",
  `connect-src 'self' https: ${SOCKETS.join(' ')} http://127.0.0.1:* http://localhost:*`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const notices = createNotices();

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  // The automatic JSX runtime needs no plugin at build time.
  vite: ({ browser }) => ({
    esbuild: { jsx: 'automatic' },
    build: { target: 'chrome120' },
    plugins: [notices.plugin()],
    worker: { plugins: () => [notices.plugin()] },
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
    content_security_policy: { extension_pages: CONTENT_SECURITY_POLICY },
    incognito: 'not_allowed',
    action: { default_title: 'Facet' },
    commands: Object.fromEntries(
      Object.entries(SHORTCUTS).map(([name, key]) => [
        name,
        { suggested_key: { default: key }, description: shortcuts[name as keyof typeof SHORTCUTS] },
      ]),
    ),
  },
  hooks: {
    'build:done': (wxt) => notices.write(wxt.config.root, wxt.config.outDir),
  },
});
