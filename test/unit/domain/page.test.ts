import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventPageOf, isListPath, parsePagePath } from '../../../lib/domain/page';

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
    ['/', null],
    ['/portfolio', null],
    ['/event/', null],
    ['/event/..%2f..', null],
    ['/event/<script>', null],
  ])('%s', (path, expected) => {
    expect(parsePagePath(path)).toEqual(expected);
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
  it.each(['/', '', '/es', '/zh-hant/', '/?q=fed', '/predictions', '/predictions/fed', '/de/predictions/politics'])(
    '%s is a list',
    (path) => expect(isListPath(path)).toBe(true),
  );
  it.each(['/event/fed', '/portfolio', '/xx', '/predictions/a/b', '/sports/laliga/games', '/leaderboard'])(
    '%s is no list',
    (path) => expect(isListPath(path)).toBe(false),
  );
});
