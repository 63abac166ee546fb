/** Which event a path of polymarket.com shows. Query and hash are noise (`?tid=`), locale prefixes are dropped. */

export type PageKind = { readonly kind: 'event'; readonly path: string } | { readonly kind: 'other' };

/** Locale prefixes seen on the site (selectors, 2026-09-16). */
const LOCALES = new Set([
  'bn',
  'de',
  'en',
  'es',
  'fr',
  'hi',
  'id',
  'it',
  'ja',
  'pl',
  'pt',
  'ru',
  'th',
  'tl',
  'uk',
  'vi',
  'zh',
  'zh-hant',
]);
const SLUG = /^[a-z0-9](?:[a-z0-9._~-]|%[0-9a-f]{2}){0,299}$/i;
/** Second segments of /sports/{league}/... that are lists, not events. */
const SPORTS_LISTS = new Set(['games', 'props', 'futures', 'live', 'schedule', 'standings']);

const OTHER: PageKind = { kind: 'other' };

/**
 * The canonical path that the background is asked about: /event/{event}, /event/{event}/{market} or /market/{market}.
 */
export function parsePagePath(pathname: string): PageKind {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [first, ...rest] = parts[0] !== undefined && LOCALES.has(parts[0].toLowerCase()) ? parts.slice(1) : parts;
  if (!rest.every((part) => SLUG.test(part))) return OTHER;
  const [second, third] = rest;
  if (first === 'event' && second !== undefined && rest.length <= 2)
    return { kind: 'event', path: `/event/${rest.join('/')}` };
  if (first === 'market' && second !== undefined && rest.length === 1)
    return { kind: 'event', path: `/market/${second}` };
  // A game has the same event under /event/{slug}.
  if (first === 'sports' && third !== undefined && rest.length === 2 && !SPORTS_LISTS.has(third))
    return { kind: 'event', path: `/event/${third}` };
  return OTHER;
}
