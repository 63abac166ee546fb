import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePagePath } from '../../../lib/domain/page';

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
