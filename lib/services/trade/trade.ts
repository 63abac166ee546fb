/** One set of bets as the side panel reads it: its proof, and each bet against the book that it walks. Owns nothing. */
import type { Leg } from '../../domain/basket';
import { conditionsByKey, tokenOf } from '../../domain/condition';
import { ok } from '../../domain/result';
import { moneyMicros } from '../../domain/units';
import type { DepthView, TradeView } from '../../protocol/trade';
import type { BooksNow } from '../assess/assess';
import type { OpportunitiesService, Opportunity } from '../opportunities/opportunities';
import type { Sizes } from '../opportunities/sizes';
import type { OpportunityViews } from '../opportunities/slice';
import type { Slice } from '../slice';

/** Levels that fit into a picture beside those that are walked. */
const BEHIND = 8;
const MOST_LEVELS = 40;
const MOST_OPEN = 50;
const UNKNOWN: DepthView = { levels: [], more: 0, asOfMs: null, fault: 'missing' };

interface TradeSources {
  readonly opportunities: Pick<OpportunitiesService, 'all' | 'subscribe'>;
  readonly opportunityViews: OpportunityViews;
  readonly sizes: Sizes;
  readonly now: () => BooksNow;
}

export function createTrade(sources: TradeSources): Slice<'trade', 'chooseSize'> {
  return {
    name: 'trade',
    topics: { trade: (id) => tradeView(id, sources) },
    commands: {
      async chooseSize({ id, mostMicros }) {
        const chosen = await sources.sizes.choose(id, mostMicros === null ? null : moneyMicros(mostMicros));
        return chosen.ok ? ok({}) : chosen;
      },
    },
    wakes(wake) {
      sources.opportunities.subscribe(() => wake(['trade']));
      sources.sizes.subscribe(() => wake(['trade', 'review']));
    },
    close: () => sources.sizes.close(),
  };
}

function tradeView(id: string | null, { opportunities, opportunityViews, sizes, now }: TradeSources): TradeView {
  const all = opportunities.all();
  const whole = (id === null ? all[0] : all.find((each) => each.id === id)) ?? null;
  const found = whole && sizes.sized(whole);
  const books = now();
  return {
    open: all.slice(0, MOST_OPEN).map((each) => ({
      id: each.id,
      eventTitle: each.component.event.title,
      edgeMicros: each.certified.certificate.edgeAtLimitsMicros,
    })),
    opportunity: found && opportunityViews.viewOf(found, books),
    size: whole && sizes.viewOf(whole),
    depth: found === null ? [] : depthOf(found, books),
  };
}

function depthOf({ certified, component }: Opportunity, { books }: BooksNow): readonly DepthView[] {
  const conditions = conditionsByKey(component.conditions);
  return certified.certificate.legs.map((leg) => {
    const condition = conditions.get(leg.condition);
    if (condition === undefined) return UNKNOWN;
    const state = books.stateOf(tokenOf(condition, leg.token));
    if (state.kind === 'bad') return { ...UNKNOWN, fault: state.fault };
    const side = leg.side === 'buy' ? state.book.asks : state.book.bids;
    const levels = side.slice(0, Math.min(MOST_LEVELS, walkedOf(leg, side) + BEHIND));
    return {
      levels: levels.map(({ priceMicros, sizeMicros }) => ({ priceMicros, sizeMicros })),
      more: side.length - levels.length,
      asOfMs: state.book.verifiedAtMs,
      fault: null,
    };
  });
}

/** How many levels are within the limit. */
function walkedOf({ side, limitPriceMicros }: Leg, levels: readonly { readonly priceMicros: number }[]): number {
  return levels.filter(({ priceMicros }) =>
    side === 'buy' ? priceMicros <= limitPriceMicros : priceMicros >= limitPriceMicros,
  ).length;
}
