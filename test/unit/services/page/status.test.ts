/** Where the venue refuses the price feed, books that were asked for are as good as any, and the page says so. */
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../lib/domain/result';
import { timeMs } from '../../../../lib/domain/units';
import { buildStatus } from '../../../../lib/services/page/status';
import type { ScanResult } from '../../../../lib/services/scan/scan';
import * as en from '../../../../lib/words/en';
import { makeGap, NOW } from '../../../kit/priced-event';

const { component, event } = makeGap();
const DOWN = { kind: 'down', sinceMs: timeMs(NOW), failure: failureOf('feed-down', {}, 'later') } as const;

function page(usable: number, offered: { readonly prices: number; readonly acceptedTies: number } | null = null) {
  const result: ScanResult = {
    component,
    freshness: { oldestVerifiedAtMs: timeMs(NOW), unusable: [], usable },
    answer: null,
    certificate: null,
    fair: [],
    upperMicros: null,
    failure: null,
    atMs: timeMs(NOW),
  };
  return buildStatus({
    event: { kind: 'ready', event, readAtMs: NOW, problems: [] },
    results: [result],
    feed: DOWN,
    engineFailure: null,
    haltedBecause: null,
    regionProblem: null,
    offered,
    waiting: 0,
  });
}

describe('a page whose price feed does not open', () => {
  it('works on books that were asked for, and says so', () => {
    const quiet = page(3);
    expect(quiet.kind).toBe('coherent');
    expect(en.status(quiet.fact)).toBe(
      'No contradiction found. The price feed does not open; each book is asked for every few seconds.',
    );
    const found = page(3, { prices: 3, acceptedTies: 0 });
    expect(found.kind).toBe('violation');
    expect(en.status(found.fact)).toMatch(
      /\. The price feed does not open; each book is asked for every few seconds\.$/,
    );
  });

  it('is offline where no book could be asked for either', () => {
    expect(page(0)).toMatchObject({ kind: 'offline', fact: { code: 'feed-down' } });
    expect(en.feed({ code: 'asked', books: 2 })).toBe(
      'The price feed does not open; 2 books are asked for one by one.',
    );
  });
});
