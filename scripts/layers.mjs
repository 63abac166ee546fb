/**
 * Who may import whom and which packages are fenced to which folders. One table, read
 * by the lint rule in eslint.config.js and by test/unit/project/tree.test.ts.
 */
export const layers = {
  'lib/domain': [],
  'lib/relations': ['lib/domain'],
  'lib/verifier': ['lib/domain'],
  'lib/language': ['lib/domain'],
  'lib/ports': ['lib/domain'],
  'lib/engine': ['lib/domain', 'lib/ports', 'lib/relations'],
  'lib/signals': ['lib/domain', 'lib/ports'],
  'lib/advisors': ['lib/domain', 'lib/ports', 'lib/relations', 'lib/language'],
  'lib/protocol': ['lib/domain'],
  'lib/workers': ['lib/domain', 'lib/ports', 'lib/engine', 'lib/signals'],
  'lib/venues/socket': ['lib/domain', 'lib/ports'],
  'lib/venues/polymarket/common': ['lib/domain', 'lib/ports', 'lib/venues/socket'],
  'lib/venues/polymarket': ['lib/domain', 'lib/ports', 'lib/venues/socket'],
  'lib/venues/kraken': ['lib/domain', 'lib/ports', 'lib/venues/socket'],
  'lib/venues/coinbase': ['lib/domain', 'lib/ports', 'lib/venues/socket'],
  'lib/venues/paper': ['lib/domain', 'lib/ports', 'lib/venues/socket'],
  'lib/venues/replay': ['lib/domain', 'lib/ports', 'lib/venues/socket'],
  'lib/storage': ['lib/domain', 'lib/ports'],
  'lib/services': [
    'lib/domain',
    'lib/ports',
    'lib/relations',
    'lib/verifier',
    'lib/language',
    'lib/engine',
    'lib/signals',
    'lib/protocol',
  ],
  'lib/platform': ['lib/domain', 'lib/ports', 'lib/protocol', 'lib/words'],
  'lib/words': ['lib/domain', 'lib/protocol'],
  'lib/ui/shell': ['lib/domain', 'lib/protocol', 'lib/words'],
  'lib/ui/styles': [],
  'lib/ui/components': ['lib/domain', 'lib/protocol', 'lib/words', 'lib/ui/shell'],
  'lib/ui/charts': ['lib/domain', 'lib/protocol', 'lib/words', 'lib/ui/shell'],
  'lib/ui/overlay': [
    'lib/domain',
    'lib/protocol',
    'lib/words',
    'lib/ui/shell',
    'lib/ui/components',
    'lib/ui/charts',
    'lib/ui/styles',
  ],
  'lib/ui/popup': [
    'lib/domain',
    'lib/protocol',
    'lib/words',
    'lib/ui/shell',
    'lib/ui/components',
    'lib/ui/charts',
    'lib/ui/styles',
  ],
  'lib/ui/panel': [
    'lib/domain',
    'lib/protocol',
    'lib/words',
    'lib/ui/shell',
    'lib/ui/components',
    'lib/ui/charts',
    'lib/ui/styles',
  ],
  'lib/ui/options': [
    'lib/domain',
    'lib/protocol',
    'lib/words',
    'lib/ui/shell',
    'lib/ui/components',
    'lib/ui/charts',
    'lib/ui/styles',
  ],
  'lib/ui': ['lib/domain', 'lib/protocol', 'lib/words'],
  exchange: ['lib/domain'],
  entrypoints: ['lib'],
};

/** Package -> folders that may import it. */
export const fences = {
  idb: ['lib/storage', 'test'],
  react: ['lib/ui', 'entrypoints', 'exchange/site', 'test'],
  'react-dom': ['lib/ui', 'entrypoints', 'exchange/site', 'test'],
  // Stands behind React's name in the builds (scripts/preact-alias.mjs).
  preact: [],
  zustand: ['lib/protocol', 'lib/ui', 'entrypoints', 'test'],
  comlink: ['lib/workers', 'lib/platform', 'entrypoints/workers', 'test'],
  highs: ['lib/workers', 'bench', 'test'],
  'glpk.js': ['lib/workers', 'bench', 'test'],
  '@noble/hashes': ['lib/relations', 'test'],
  'ml-matrix': ['lib/signals', 'scripts/vectors', 'test'],
  '@stdlib/stats-base-dists-normal-cdf': ['lib/signals', 'test'],
  '@stdlib/stats-base-dists-f-cdf': ['lib/signals', 'test'],
  '@stdlib/stats-base-dists-beta-quantile': ['lib/signals', 'test'],
  'crc-32': ['lib/venues', 'test'],
  'lossless-json': ['lib/venues', 'test'],
  ethers: ['lib/venues', 'exchange/kit', 'scripts/vectors', 'test'],
  '@polymarket/clob-client-v2': ['lib/venues', 'test'],
  'wxt/browser': ['lib/platform', 'lib/storage', 'entrypoints'],
};

/** Longest layer that holds this path, or null (scripts, bench and tests may import anything but entrypoints). */
export function layerOf(path) {
  return (
    Object.keys(layers)
      .filter((layer) => path === layer || path.startsWith(`${layer}/`))
      .sort((a, b) => b.length - a.length)[0] ?? null
  );
}

/** A sentence when `from` must not import `to` (both paths from the root), else null. */
export function layerProblem(from, to) {
  if (to.startsWith('entrypoints/') && !from.startsWith('entrypoints/')) return 'nobody imports entrypoints';
  const layer = layerOf(from);
  if (!layer) return null;
  if (to === layer || to.startsWith(`${layer}/`)) return null;
  const allowed = layers[layer];
  return allowed.some((prefix) => to === prefix || to.startsWith(`${prefix}/`))
    ? null
    : `${layer} may import ${allowed.join(', ') || 'nothing'}, not ${to}`;
}

/** A sentence when a package is fenced away from this file, else null. */
export function fenceProblem(from, specifier) {
  const name = Object.keys(fences).find((fence) => specifier === fence || specifier.startsWith(`${fence}/`));
  if (!name) return null;
  return fences[name].some((prefix) => from.startsWith(`${prefix}/`))
    ? null
    : `${name} belongs to ${fences[name].join(', ')}`;
}
