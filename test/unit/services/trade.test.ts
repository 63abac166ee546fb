/** What the Trade tab is told: the best or the one asked for, and the depth that each of its bets walks. */
import { describe, expect, it } from 'vitest';
import type { BookState } from '../../../lib/domain/book';
import { tokenOf } from '../../../lib/domain/condition';
import type { OpportunityView } from '../../../lib/protocol/views';
import type { Opportunity } from '../../../lib/services/opportunities/opportunities';
import { createSizes } from '../../../lib/services/opportunities/sizes';
import { createTrade } from '../../../lib/services/trade/trade';
import { POLYMARKET_RULES } from '../../../lib/venues/polymarket/rules';
import { certify, makeGap, NOW } from '../../kit/priced-event';

const priced = makeGap();
const { certified } = await certify(priced);
const opportunity = (id: string): Opportunity => ({
  id,
  component: priced.component,
  certified,
  asOfMs: NOW,
  firstSeenAtMs: NOW,
  passesThresholds: true,
  upperMicros: null,
});

function world(all: readonly Opportunity[], stateOf?: (tokenId: string) => BookState | null) {
  const slice = createTrade({
    opportunities: { all: () => all, subscribe: () => () => undefined },
    sizes: createSizes({
      opportunities: { ofComponent: () => null, setSized: () => undefined, subscribe: () => () => undefined },
      scan: { within: () => Promise.resolve(null) },
      rules: POLYMARKET_RULES,
    }),
    // Only its id is looked at here.
    opportunityViews: { viewOf: ({ id }) => ({ id }) as OpportunityView },
    now: () => ({
      books: { stateOf: (tokenId) => stateOf?.(tokenId) ?? priced.source.stateOf(tokenId) },
      nowMs: NOW,
      staleAfterMs: 5_000,
    }),
  });
  return (id: string | null) => slice.topics?.trade(id);
}

describe('one set of bets', () => {
  it('is the best where none is named, and the one that is named', () => {
    const view = world([opportunity('a'), opportunity('b')]);
    expect(view(null)?.opportunity?.id).toBe('a');
    expect(view('b')?.opportunity?.id).toBe('b');
    expect(view(null)?.open.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('is said to be gone, and another does not take its place', () => {
    const view = world([opportunity('a')])('gone');
    expect(view).toMatchObject({ opportunity: null, depth: [], open: [{ id: 'a' }] });
  });

  it('shows every level that its bets walk, to the share', () => {
    const { legs } = certified.certificate;
    const depth = world([opportunity('a')])(null)?.depth ?? [];
    expect(depth).toHaveLength(legs.length);
    for (const [index, leg] of legs.entries()) {
      const within = depth[index]?.levels.filter(({ priceMicros }) => priceMicros <= leg.limitPriceMicros) ?? [];
      expect(within.reduce((sum, level) => sum + level.sizeMicros, 0)).toBeGreaterThanOrEqual(leg.sizeMicros);
    }
  });

  it('says which book there is none of instead of showing an empty one', () => {
    const { legs } = certified.certificate;
    const first = priced.component.conditions.find(({ id }) => id === legs[0]?.condition);
    if (!first || !legs[0]) throw new Error('no leg');
    const token = tokenOf(first, legs[0].token);
    const view = world([opportunity('a')], (id) =>
      id === token ? { kind: 'bad', fault: 'stale', sinceMs: NOW } : null,
    );
    expect(view(null)?.depth[0]).toEqual({ levels: [], more: 0, asOfMs: null, fault: 'stale' });
    expect(view(null)?.depth[1]?.fault).toBeNull();
  });
});
