/** Which event or list a page address of the venue speaks of (docs/venue.md 6.5). Query and hash are noise. */
export type PageTarget =
  | { readonly kind: 'event'; readonly slug: string; readonly marketSlug: string | null }
  | { readonly kind: 'market'; readonly slug: string };

const SLUG = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/;
/** Locale prefixes of the site. A prefix that is not among them is not dropped, and its page shows no event. */
const LOCALES = new Set('bn de en es fr hi id it ja pl pt ru th tl uk vi zh zh-hant'.split(' '));
/** Second segments of /sports/{league}/... that are lists, not events. */
const SPORTS_LISTS = new Set(['games', 'props', 'futures', 'live', 'schedule', 'standings']);

/** Without the locale. */
function segmentsOf(path: string): readonly string[] {
  const segments = (path.split(/[?#]/, 1)[0] ?? '').split('/').filter((segment) => segment !== '');
  return segments[0] !== undefined && LOCALES.has(segments[0].toLowerCase()) ? segments.slice(1) : segments;
}

/** null: the page shows no single event. Never throws; the path is untrusted text. */
export function parsePagePath(path: string): PageTarget | null {
  const [section, ...rest] = segmentsOf(path);
  const [slug, second] = rest;
  if (section === undefined || slug === undefined || !rest.every((segment) => SLUG.test(segment))) return null;
  switch (section) {
    case 'event':
      return rest.length <= 2 ? { kind: 'event', slug, marketSlug: second ?? null } : null;
    case 'market':
      return rest.length === 1 ? { kind: 'market', slug } : null;
    case 'sports':
      // A game has the same event under /event/{slug}.
      return rest.length === 2 && second !== undefined && !SPORTS_LISTS.has(second)
        ? { kind: 'event', slug: second, marketSlug: null }
        : null;
    default:
      return null;
  }
}

/** The one path that stands for all addresses of a target. */
export function pagePathOf(target: PageTarget): string {
  if (target.kind === 'market') return `/market/${target.slug}`;
  return `/event/${target.slug}${target.marketSlug === null ? '' : `/${target.marketSlug}`}`;
}

export type PageKind = { readonly kind: 'event'; readonly path: string } | { readonly kind: 'other' };

/** What the background is asked about a page: the canonical path of its event. */
export function eventPageOf(path: string): PageKind {
  const target = parsePagePath(path);
  return target === null ? { kind: 'other' } : { kind: 'event', path: pagePathOf(target) };
}

/** Pages of event tiles: the home page, /predictions and /predictions/{tag}. */
export function isListPath(path: string): boolean {
  const [section, ...rest] = segmentsOf(path);
  return section === undefined || (section === 'predictions' && rest.length <= 1);
}

export function pageTargetKey(target: PageTarget): string {
  return `${target.kind}:${target.slug}`;
}
