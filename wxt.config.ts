import { defineConfig, type UserConfig } from 'wxt';

const VENUE_HOSTS = [
  'https://polymarket.com/*',
  'https://clob.polymarket.com/*',
  'https://gamma-api.polymarket.com/*',
  'https://data-api.polymarket.com/*',
  'https://relayer-v2.polymarket.com/*',
  'https://ws-subscriptions-clob.polymarket.com/*',
];

/** Both builds are this; the other one, with the embedding pack, adds to it (wxt.meaning.config.ts). */
export const configFor = (pack: { readonly meaning: boolean; readonly alias: Readonly<Record<string, string>> }): UserConfig => ({
  imports: false,
  manifestVersion: 3,
  // React's automatic JSX runtime needs no plugin at build time.
  vite: () => ({
    esbuild: { jsx: 'automatic' },
    build: { target: 'chrome120' },
    define: { __MEANING__: JSON.stringify(pack.meaning) },
    resolve: { alias: { ...pack.alias } },
  }),
  manifest: {
    name: 'Facet',
    description: 'Finds, proves and takes baskets of logically tied Polymarket shares that cannot lose.',
    minimum_chrome_version: '120',
    permissions: ['storage', 'alarms', 'notifications', 'offscreen'],
    host_permissions: VENUE_HOSTS,
    // Nothing of this is granted until the user names a language model's address and says yes to the browser's own question.
    optional_host_permissions: ['http://127.0.0.1/*', 'http://localhost/*', 'https://*/*'],
    // WASM solvers need wasm-unsafe-eval; nothing else is loosened (mv3-facts).
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
    incognito: 'not_allowed',
    action: { default_title: 'Facet' },
  },
});

export default defineConfig(configFor({ meaning: false, alias: {} }));
