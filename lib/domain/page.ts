/** Which event or list a page address of the venue speaks of (docs/venue.md 6.5). Query and hash are noise. */
export type PageTarget =
  | { readonly kind: 'event'; readonly slug: string; readonly marketSlug: string | null }
  | { readonly kind: 'market'; readonly slug: string };

/** Where the venue's pages are. */
export const SITE = 'https://polymarket.com';

/** Text of a slug's column ends here; the longest that was ever seen has 124 characters. */
const MAX_SLUG_CHARS = 255;
/** Characters that no address has to escape: what stands in a path is the slug itself. */
const SLUG = /^[A-Za-z0-9][A-Za-z0-9._~-]*$/;
/** BCP 47 as far as addresses use it: language, script, region ("de", "pt-br", "zh-hant", "es-419", "zh-hant-tw"). */
const LOCALE = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i;
/** A game's slug ends with its day, or with one of its side bets after that. */
const GAME = /^[A-Za-z0-9]+(?:[._~-][A-Za-z0-9]+)*-\d{4}-\d{2}-\d{2}(?:-|$)/;
/** Words that name lists of a league, alone or joined ("schedule", "player-props"). */
const LIST_WORDS = new Set(
  (
    'all bracket brackets draw fixtures futures game games group groups live lines market markets match matches more ' +
    'news odds outrights player players playoffs props ranking rankings results round rounds schedule scores season ' +
    'standings stats table team teams today tomorrow tournament upcoming week'
  ).split(' '),
);
/** The longest address of an event: its section, its slug and a market's. */
export const MAX_PAGE_PATH_CHARS = '/event//'.length + 2 * MAX_SLUG_CHARS;

/** What may name an event or a market of the venue, in a page's address, a link or a request. */
export function isSlug(text: string): boolean {
  return text.length <= MAX_SLUG_CHARS && SLUG.test(text);
}

let languages: Intl.DisplayNames | null = null;

/** Every language there is, so that one which the site adds is known; a section of the site is no language. */
function isLocale(segment: string): boolean {
  if (!LOCALE.test(segment)) return false;
  languages ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  return languages.of(segment) !== undefined;
}

/** One segment as it was before it was escaped; null for what is no text. */
function unescaped(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone % or bytes that are no UTF-8: no page of the venue has such an address.
    return null;
  }
}

/** Without query, hash and locale; null when a segment cannot be read. */
function segmentsOf(path: string): readonly string[] | null {
  const segments: string[] = [];
  for (const segment of (path.split(/[?#]/, 1)[0] ?? '').split('/')) {
    const text = unescaped(segment);
    if (text === null) return null;
    if (text !== '') segments.push(text);
  }
  const [first] = segments;
  // "/new" is a page; that there is a language of three letters of that name says nothing.
  const hasLocale = first !== undefined && isLocale(first) && (segments.length > 1 || !/^[a-z]{3}$/i.test(first));
  return hasLocale ? segments.slice(1) : segments;
}

/**
 * The game that a page below /sports or /esports shows, which is an event under the same slug: `{league}/{game}`,
 * `{league}/{tournament}/{game}`, `{league}/games/week/{n}/{game}`. Everything else there is a list.
 */
function gameOf(section: string, rest: readonly string[]): string | null {
  const last = rest.at(-1);
  if (last === undefined || rest.length < 2) return null;
  if (GAME.test(last)) return last;
  // Questions about a whole season carry no day, but more words than the name of a list has.
  const isNamed = section === 'sports' && rest.length === 2 && last.includes('-');
  return isNamed && !last.split('-').every((word) => LIST_WORDS.has(word) || /^\d+$/.test(word)) ? last : null;
}

/** null: the page shows no single event. Never throws; the path is untrusted text. */
export function parsePagePath(path: string): PageTarget | null {
  const [section, ...rest] = segmentsOf(path) ?? [];
  const [slug, second] = rest;
  if (section === undefined || slug === undefined || !rest.every(isSlug)) return null;
  switch (section) {
    case 'event':
      return rest.length <= 2 ? { kind: 'event', slug, marketSlug: second ?? null } : null;
    case 'market':
      return rest.length === 1 ? { kind: 'market', slug } : null;
    case 'sports':
    case 'esports': {
      const game = gameOf(section, rest);
      return game === null ? null : { kind: 'event', slug: game, marketSlug: null };
    }
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
  const segments = segmentsOf(path);
  if (segments === null) return false;
  const [section, ...rest] = segments;
  return section === undefined || (section === 'predictions' && rest.length <= 1);
}

/** What a page shows that Facet speaks of: an event, by its canonical path, or a list of events. */
export type ShownPage = { readonly kind: 'event'; readonly path: string } | { readonly kind: 'list' };

export function shownPageOf(path: string): ShownPage | null {
  const event = eventPageOf(path);
  return event.kind === 'event' ? event : isListPath(path) ? { kind: 'list' } : null;
}

export function pageTargetKey(target: PageTarget): string {
  return `${target.kind}:${target.slug}`;
}

/** Address of an event's page; of the site itself when the slug is none, since texts of the venue are untrusted. */
export function eventUrlOf(slug: string): string {
  return isSlug(slug) ? `${SITE}${pagePathOf({ kind: 'event', slug, marketSlug: null })}` : `${SITE}/`;
}
