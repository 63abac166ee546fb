/** Which venue event a page address speaks of (polymarket-protocol 6.5 and 10; selectors of the site). */
export type PageTarget =
  | { readonly kind: 'event'; readonly slug: string; readonly marketSlug: string | null }
  | { readonly kind: 'market'; readonly slug: string };

const SLUG = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/;
/** Locale prefixes of the site are two letters, or a script variant such as zh-hant. */
const LOCALE = /^[a-z]{2}(?:-[a-z]{2,4})?$/;
/** Second segments of /sports/{league}/... that are lists, not events. */
const SPORTS_LISTS = new Set(['games', 'props', 'futures', 'live']);

/** null: the page shows no single event. Never throws; the path is untrusted text. */
export function parsePagePath(path: string): PageTarget | null {
  const segments = (path.split(/[?#]/, 1)[0] ?? '').split('/').filter((segment) => segment !== '');
  const [first] = segments;
  const rest = first !== undefined && LOCALE.test(first) ? segments.slice(1) : segments;
  const [section, slug, third] = rest;
  if (section === undefined || slug === undefined || !SLUG.test(slug)) return null;
  switch (section) {
    case 'event':
      return { kind: 'event', slug, marketSlug: third !== undefined && SLUG.test(third) ? third : null };
    case 'market':
      return { kind: 'market', slug };
    case 'sports':
      return third !== undefined && SLUG.test(third) && !SPORTS_LISTS.has(third)
        ? { kind: 'event', slug: third, marketSlug: null }
        : null;
    default:
      return null;
  }
}

export function pageTargetKey(target: PageTarget): string {
  return `${target.kind}:${target.slug}`;
}
