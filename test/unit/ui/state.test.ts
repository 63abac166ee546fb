import { describe, expect, it } from 'vitest';
import { executions, NOW_MS, opportunity } from '../../kit/basket-views';
import { pages } from '../../kit/page-views';
import type { PageView } from '../../../lib/protocol/views';
import type { Link } from '../../../lib/protocol/replica';
import { bannerState, isDismissable, type BannerState } from '../../../lib/ui/overlay/banner-state';
import { luminance, parseColour } from '../../../lib/ui/overlay/scheme';
import { FIELDS } from '../../../lib/ui/components/setting-fields';
import { firstByNeed, inOrderOfNeed } from '../../../lib/domain/urgency';
import { DEFAULT_SETTINGS } from '../../../lib/protocol/settings';

const view = (name: string): PageView | null => pages[name] ?? null;
function stateOf(
  name: string,
  changes: {
    readonly link?: Link;
    readonly linkSinceMs?: number;
    readonly nowMs?: number;
    readonly dismissed?: readonly string[];
  } = {},
): BannerState {
  return bannerState({
    view: view(name),
    link: changes.link ?? 'live',
    linkSinceMs: changes.linkSinceMs ?? 0,
    nowMs: changes.nowMs ?? NOW_MS,
    dismissed: new Set(changes.dismissed ?? []),
  });
}

describe('the banner', () => {
  it('offers only a verified floor above its cost, fresh and over a live link', () => {
    expect(stateOf('violation')).toMatchObject({ kind: 'offer', blocked: null, faded: false });
    const flat = bannerState({
      view: { ...view('coherent'), ...view('violation'), opportunity: { ...opportunity, edgeMicros: 0 } } as PageView,
      link: 'live',
      linkSinceMs: 0,
      nowMs: NOW_MS,
      dismissed: new Set(),
    });
    expect(flat.kind).toBe('line');
  });

  it('takes the button away five seconds after the books were last known to be right', () => {
    expect(stateOf('violation', { nowMs: NOW_MS - 300 + 5_000 })).toMatchObject({ blocked: null });
    expect(stateOf('violation', { nowMs: NOW_MS - 300 + 5_001 })).toMatchObject({ kind: 'offer', faded: true });
    expect(stateOf('violation', { nowMs: NOW_MS - 300 + 5_001 })).not.toMatchObject({ blocked: null });
  });

  it('shows nothing of before as new when its page comes back, even before the clock ticks', () => {
    for (const name of ['violation', 'coherent'])
      expect(stateOf(name, { link: 'resting', linkSinceMs: NOW_MS })).toMatchObject({ faded: true });
    expect(stateOf('violation', { link: 'resting', linkSinceMs: NOW_MS })).toMatchObject({ blocked: 'Reconnecting…' });
    // Its clock may be that of before.
    expect(stateOf('coherent', { link: 'resting', linkSinceMs: NOW_MS + 3_600_000 })).toMatchObject({ faded: true });
    expect(stateOf('violation', { link: 'resting', linkSinceMs: NOW_MS - 2_000 })).toMatchObject({ kind: 'line' });
  });

  it('takes the button away at once when the link is lost, and says so when that lasts', () => {
    expect(stateOf('violation', { link: 'lost', linkSinceMs: NOW_MS - 200 })).toMatchObject({
      kind: 'offer',
      blocked: 'Reconnecting…',
    });
    expect(stateOf('violation', { link: 'lost', linkSinceMs: NOW_MS - 2_000 })).toMatchObject({
      kind: 'line',
      faded: true,
    });
    expect(stateOf('violation', { link: 'gone', linkSinceMs: NOW_MS })).toMatchObject({
      kind: 'line',
      sentence: expect.stringContaining('Reload this page'),
    });
    expect(stateOf('loading', { link: 'connecting', linkSinceMs: NOW_MS - 100 })).toMatchObject({
      sentence: 'Reading the books…',
    });
    expect(stateOf('loading', { link: 'connecting', linkSinceMs: NOW_MS - 9_000 })).toMatchObject({
      sentence: expect.stringContaining('not answering'),
    });
  });

  it.each(['coherent', 'stale', 'offline', 'blocked', 'engine', 'refusedStatus'])(
    '%s is one line without an offer',
    (name) => expect(stateOf(name).kind).toBe('line'),
  );

  it('shows an execution instead of the offer until it was read', () => {
    expect(stateOf('sending').kind).toBe('execution');
    expect(stateOf('refused').kind).toBe('execution');
    expect(stateOf('refused', { dismissed: ['e1'] }).kind).toBe('offer');
    expect(stateOf('partial', { dismissed: ['e1'] }).kind).toBe('execution');
    expect(stateOf('settled', { nowMs: NOW_MS + 700_000 }).kind).toBe('line');
    expect(stateOf('partial', { nowMs: NOW_MS + 700_000 }).kind).toBe('execution');
    expect(stateOf('partial', { link: 'lost', linkSinceMs: NOW_MS - 5_000 })).toMatchObject({
      kind: 'execution',
      lost: true,
    });
  });

  it('never lets unfinished or incomplete executions be put away', () => {
    expect(
      Object.values(executions)
        .filter(isDismissable)
        .map(({ state }) => state),
    ).toEqual(['matched', 'settled', 'refused']);
  });

  it('puts what is held and unknown first in the popup', () => {
    expect(
      inOrderOfNeed([executions.settled, executions.unknown, executions.sending, executions.partial]).map(
        ({ state }) => state,
      ),
    ).toEqual(['partial', 'unknown', 'sending', 'settled']);
  });

  it('hides nothing that needs the user behind newer refusals, however many there are', () => {
    const needy = [executions.partial, executions.unknown].map((each) => ({
      ...each,
      updatedAtMs: NOW_MS - 9_000_000,
    }));
    const refusals = Array.from({ length: 9 }, (_, index) => ({ ...executions.refused, updatedAtMs: NOW_MS - index }));
    expect(firstByNeed([...refusals, ...needy], 1).map(({ state }) => state)).toEqual(['partial', 'unknown']);
    expect(firstByNeed([...refusals, ...needy], 3).map(({ state }) => state)).toEqual([
      'partial',
      'unknown',
      'refused',
    ]);
    // What failed for money comes before what was never sent; what was only on paper holds nothing.
    const failed = { ...executions.partial, state: 'failed', updatedAtMs: NOW_MS - 9_000_000 } as const;
    const onPaper = { ...executions.partial, mode: 'paper', updatedAtMs: NOW_MS } as const;
    expect(inOrderOfNeed([...refusals.slice(0, 1), onPaper, failed]).map(({ state }) => state)).toEqual([
      'partial',
      'failed',
      'refused',
    ]);
  });
});

describe('colours', () => {
  it('reads what browsers compute', () => {
    expect(parseColour('rgb(255, 255, 255)')).toEqual({ red: 255, green: 255, blue: 255, alpha: 1 });
    expect(parseColour('rgba(0, 0, 0, 0)')).toMatchObject({ alpha: 0 });
    expect(parseColour('rgb(21 25 29 / 50%)')).toMatchObject({ red: 21, alpha: 0.5 });
    expect(parseColour('oklch(0.5 0.1 20)')).toBeNull();
  });
  it('knows light from dark', () => {
    const of = (text: string): number => luminance(parseColour(text) ?? { red: 0, green: 0, blue: 0, alpha: 0 });
    expect(of('rgb(255, 255, 255)')).toBeCloseTo(1);
    expect(of('rgb(29, 43, 57)')).toBeLessThan(0.03);
  });
});

describe('threshold fields', () => {
  const field = (key: string) =>
    FIELDS.find((each) => each.key === key) ??
    (() => {
      throw new Error(key);
    })();

  it('shows what is kept and parses it back to the same integers', () => {
    for (const each of FIELDS) {
      const parsed = each.parse(each.read(DEFAULT_SETTINGS));
      expect(parsed).toEqual({ patch: { [each.key]: Reflect.get(DEFAULT_SETTINGS, each.key) } });
    }
    expect(field('minEdgeBps').read(DEFAULT_SETTINGS)).toBe('0.25');
    expect(field('kellyFractionBps').read(DEFAULT_SETTINGS)).toBe('25');
  });

  it.each([
    ['minEdgeMicros', '-1'],
    ['minEdgeMicros', '0,5'],
    ['minEdgeMicros', '1e3'],
    ['minEdgeMicros', ''],
    ['minEdgeBps', '0.255'],
    ['minEdgeBps', '100.01'],
    ['maxPositionMicros', '0.5'],
    ['maxPositionMicros', '99999999999'],
    ['watchMarkets', '2.5'],
    ['watchMarkets', '20001'],
  ])('%s refuses "%s" in a sentence', (key, text) => expect(field(key).parse(text)).toHaveProperty('problem'));
});
