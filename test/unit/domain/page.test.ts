import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_PAGE_PATH_CHARS,
  eventPageOf,
  eventUrlOf,
  isListPath,
  isSlug,
  pagePathOf,
  parsePagePath,
} from '../../../lib/domain/page';
import { parseSubscription } from '../../../lib/protocol/topics';

describe('parsePagePath', () => {
  it.each([
    ['/event/fed-decision-in-june', { kind: 'event', slug: 'fed-decision-in-june', marketSlug: null }],
    ['/event/fed-decision-in-june?tid=1', { kind: 'event', slug: 'fed-decision-in-june', marketSlug: null }],
    ['/event/fed/no-change#x', { kind: 'event', slug: 'fed', marketSlug: 'no-change' }],
    ['/es/event/fed', { kind: 'event', slug: 'fed', marketSlug: null }],
    ['/zh-hant/event/fed', { kind: 'event', slug: 'fed', marketSlug: null }],
    ['/market/no-change', { kind: 'market', slug: 'no-change' }],
    ['/sports/laliga/fcb-rac-2026-09-16', { kind: 'event', slug: 'fcb-rac-2026-09-16', marketSlug: null }],
    ['/sports/laliga/games', null],
    ['/sports/nba/schedule', null],
    ['/sports/nba/player-props', null],
    ['/sports/nba/results', null],
    ['/sports/nba/2025-26', null],
    ['/sports/nba/games/week/3', null],
    ['/sports/nba/games/2025-11-22', null],
    ['/sports/nba/games/week/3/nba-mem-dal-2025-11-22', 'nba-mem-dal-2025-11-22'],
    ['/de/sports/world-cup/fifwc-nld-jpn-2026-06-14-btts/', 'fifwc-nld-jpn-2026-06-14-btts'],
    ['/sports/nba/nba-champion', 'nba-champion'],
    ['/esports/dota-2/epl-masters', null],
    ['/esports/dota-2/epl-masters/dota2-ks-lynx-2026-08-24', 'dota2-ks-lynx-2026-08-24'],
    ['/event/a~b', 'a~b'],
    ['/event/fed%2Ddecision', 'fed-decision'],
    ['/event/%66ed', 'fed'],
    ['/event/a%2', null],
    ['/event/a%252Db', null],
    ['/event/a%20b', null],
    ['/event/caf%C3%A9', null],
    ['/event/%ff', null],
    ['/event/caf\u00e9', null],
    ['/event/a\u202eb', null],
    ['/event/a\u0000b', null],
    ['/event/a\\b', null],
    ['/event/%2e%2e', null],
    ['/event/a%2Fb', null],
    ['/event/a/%2e%2e/b', null],
    ['/event/a;b', null],
    ['/event/javascript:alert(1)', null],
    ['/event/2025-Stanley-cup', '2025-Stanley-cup'],
    ['/Event/fed', null],
    ['//event//fed//', 'fed'],
    ['//polymarket.com/event/fed', null],
    [`/event/${'a'.repeat(255)}`, 'a'.repeat(255)],
    [`/event/${'a'.repeat(256)}`, null],
    ['/pt-br/event/fed', 'fed'],
    ['/PT-BR/event/fed', 'fed'],
    ['/zh-Hant-TW/event/fed', 'fed'],
    ['/es-419/event/fed', 'fed'],
    ['/fil/event/fed', 'fed'],
    ['/ko/event/fed', 'fed'],
    ['/tr/market/no-change', { kind: 'market', slug: 'no-change' }],
    ['/de/de/event/fed', null],
    ['/qq/event/fed', null],
    ['/deu-tsch-land/event/fed', null],
    ['/', null],
    ['/portfolio', null],
    ['/event/', null],
    ['/event/..%2f..', null],
    ['/event/<script>', null],
  ])('%s', (path, expected) => {
    const event = { kind: 'event', slug: expected, marketSlug: null };
    expect(parsePagePath(path)).toEqual(typeof expected === 'string' ? event : expected);
  });

  it('never throws and never yields a slug that needs escaping', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (path) => {
        const target = parsePagePath(path);
        if (target) expect(encodeURIComponent(target.slug)).toBe(target.slug);
      }),
    );
  });
});

describe('one path for every part of Facet', () => {
  const LOCALES =
    'bn de en es fr hi id it ja ko pl pt ru th tl tr uk vi zh zh-hant pt-br es-419 EN-US zh-Hant-TW'.split(' ');
  const letters = 'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789';
  const slug = fc
    .tuple(
      fc.constantFrom(...letters),
      fc.string({ unit: fc.constantFrom(...letters, '-', '-', '.', '_', '~'), maxLength: 254 }),
    )
    .map(([first, rest]) => `${first}${rest}`);
  /** Any spelling of the same text that a browser may show in its address bar. */
  const spelled = (text: string, escapes: readonly boolean[]): string =>
    [...text]
      .map((letter, index) =>
        escapes[index % Math.max(1, escapes.length)] === true
          ? `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`
          : letter,
      )
      .join('');
  const target = fc.oneof(
    fc.record({ kind: fc.constant('event' as const), slug, marketSlug: fc.option(slug) }),
    fc.record({ kind: fc.constant('market' as const), slug }),
  );

  it('every spelling of an address is the same page to the overlay, the background, the venue and links', () => {
    fc.assert(
      fc.property(
        target,
        fc.option(fc.constantFrom(...LOCALES)),
        fc.array(fc.boolean(), { maxLength: 7 }),
        fc.constantFrom('', '/', '?tid=1', '#x', '/?a=/event/b', '//'),
        (wanted, locale, escapes, end) => {
          const path = pagePathOf(wanted)
            .split('/')
            .map((part, index) => (index < 2 ? part : spelled(part, escapes)))
            .join('/');
          const page = eventPageOf(`${locale === null ? '' : `/${locale}`}${path}${end}`);
          expect(page).toEqual({ kind: 'event', path: pagePathOf(wanted) });
          if (page.kind !== 'event') return;
          expect(parsePagePath(page.path)).toEqual(wanted);
          expect(page.path.length).toBeLessThanOrEqual(MAX_PAGE_PATH_CHARS);
          expect(parseSubscription({ topic: 'page', key: page.path })).not.toBeNull();
          expect(isSlug(wanted.slug)).toBe(true);
          expect(parsePagePath(new URL(eventUrlOf(wanted.slug)).pathname)?.slug).toBe(wanted.slug);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('whatever a path holds, what is taken from it is taken again unchanged', () => {
    const part = fc.oneof(
      fc.constantFrom('event', 'market', 'sports', 'esports', 'games', 'de', 'zh-hant', '..', '%2e%2e', '%', '%00', ''),
      fc.constantFrom('nba-mem-dal-2025-11-22', 'a~b', 'x'.repeat(300), '<script>', '\u202e', 'javascript:1', 'week'),
      fc.string({ unit: 'binary', maxLength: 12 }),
      slug,
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const page = eventPageOf(parts.join('/'));
        if (page.kind !== 'event') return;
        expect(eventPageOf(page.path)).toEqual(page);
        expect(page.path).toMatch(/^\/(?:event|market)\/[A-Za-z0-9._~/-]+$/);
        expect(parseSubscription({ topic: 'signals', key: page.path })).not.toBeNull();
      }),
      { numRuns: 5_000 },
    );
  });

  it('links of what is no slug lead to the site, never elsewhere', () => {
    for (const bad of ['../x', 'a/b', '', '?', 'a b', '\u202e', '//evil.com', 'x'.repeat(300)])
      expect(eventUrlOf(bad)).toBe('https://polymarket.com/');
  });
});

describe('eventPageOf', () => {
  it.each([
    ['/event/fed-decision', '/event/fed-decision'],
    ['/event/fed-decision/no-change', '/event/fed-decision/no-change'],
    ['/es/event/fed-decision', '/event/fed-decision'],
    ['/zh-hant/event/fed-decision/', '/event/fed-decision'],
    ['/market/will-it-rain', '/market/will-it-rain'],
    ['/sports/laliga/bar-rac-2026-09-16', '/event/bar-rac-2026-09-16'],
  ])('%s asks for %s', (path, asked) => expect(eventPageOf(path)).toEqual({ kind: 'event', path: asked }));

  it.each([
    '/',
    '/event',
    '/event/',
    '/events/x',
    '/event/a/b/c',
    '/sports/laliga',
    '/sports/laliga/games',
    '/es',
    '/xx/event/a',
    '/event/../admin',
    '/event/a%00b/%',
    `/event/${'a'.repeat(400)}`,
    '/event/<b>',
  ])('%s is no event', (path) => expect(eventPageOf(path)).toEqual({ kind: 'other' }));
});

describe('isListPath', () => {
  it.each([
    '/',
    '',
    '/es',
    '/ko',
    '/pt-br',
    '/zh-hant/',
    '/?q=fed',
    '/predictions',
    '/predictions/fed',
    '/de/predictions/politics',
  ])('%s is a list', (path) => expect(isListPath(path)).toBe(true));
  it.each([
    '/event/fed',
    '/portfolio',
    '/xx',
    '/new',
    '/%',
    '/predictions/a/b',
    '/sports/laliga/games',
    '/leaderboard',
  ])('%s is no list', (path) => expect(isListPath(path)).toBe(false));
});
