/**
 * The interface is written against React's API and shipped on Preact, whose renderer is a tenth of the size: the
 * overlay is loaded by every page of the venue (docs/adr/0012-preact.md). The local exchange's page stays on React, as
 * the venue's own is.
 */
export const preactAlias = [
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react-dom\/server$/, replacement: 'preact/compat/server' },
  { find: /^react-dom$/, replacement: 'preact/compat' },
  { find: /^react\/jsx-(?:dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react$/, replacement: 'preact/compat' },
];
