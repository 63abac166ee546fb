/**
 * The local exchange's scenarios by name. All list the same events, "count-ladder" two more; they differ in what
 * happens on the one that is in focus.
 */
import type { ExchangeCore, MarketSpec, Random, Scenario, ScenarioOptions } from '../model';
import { calendarFrom, type Calendar } from './calendar';
import { catalog, FED_SLUG } from './catalog';
import { COUNT_GROUP_SLUG, COUNT_LADDER_SLUG, EXACT_TITLE, RUNG_TITLES, starshipLaunches } from './catalog-counts';
import { CROSS_EVENT_NAME, NOMINEE_SLUG, WINNER_SLUG } from './catalog-election';
import { DATE_LADDER_SLUG, THRESHOLD_LADDER_SLUG } from './catalog-ladders';
import { startFlow, type Flow } from './flow';
import { openGap, type GapLeg, type GapPlan } from './gap';
import type { World } from './world';

export { loadRecordedEvent } from './recorded';

const CHANGES_PER_SECOND = 25;
/** Long enough for a page to load and books to arrive, short enough for somebody who watches. */
const GAP_DELAY_MS = 6_000;
const GAP_SIZE_MICROS = 41_000_000;
const GAP_EDGE_MICROS = 2_410_000;
/** All YES of a complete event include shares below a cent, and the venue takes no marketable buy below a dollar. */
const YES_GAP_SIZE_MICROS = 200_000_000;
/**
 * In stale-feed: how long the gap is seen before the feed freezes, and then how long until the true books are coherent
 * again.
 */
const FREEZE_AFTER_MS = 5_000;
const CLOSE_AFTER_MS = 1_000;

interface Stage {
  readonly core: ExchangeCore;
  readonly flow: Flow;
  readonly worlds: readonly World[];
  readonly options: ScenarioOptions;
}

type Shape = Pick<GapPlan, 'legs' | 'floorMicros' | 'move'> & { readonly sizeMicros?: number };

interface Text {
  readonly summary: string;
  readonly focusSlug: string;
}

function define(
  name: string,
  text: Text,
  stage?: (stage: Stage) => void,
  more: (calendar: Calendar) => readonly World[] = () => [],
): Scenario {
  return {
    name,
    ...text,
    start(core: ExchangeCore, random: Random, options: ScenarioOptions = {}) {
      const calendar = calendarFrom(core.clock.nowMs());
      const worlds = [...catalog(calendar), ...more(calendar)];
      const flow = startFlow(core, random, {
        worlds,
        changesPerSecond: options.changesPerSecond ?? CHANGES_PER_SECOND,
      });
      stage?.({ core, flow, worlds, options });
      options.observe?.(flow);
      return () => flow.stop();
    },
  };
}

function worldOf(stage: Stage, slug: string): World {
  const world = stage.worlds.find((candidate) => candidate.events.some((event) => event.slug === slug));
  if (!world) throw new RangeError(`no event ${slug}`);
  return world;
}

function marketOf(world: World, eventSlug: string, title: string): MarketSpec {
  const market = world.events
    .find((event) => event.slug === eventSlug)
    ?.markets.find((candidate) => candidate.groupItemTitle === title);
  if (!market) throw new RangeError(`no market ${title}`);
  return market;
}

/** Lets the world's agents hold still at the set time and opens the gap. What is taken is not offered again. */
function gapLater(
  stage: Stage,
  slug: string,
  shape: (world: World) => Shape,
  afterwards?: (close: () => void) => void,
): void {
  const { core, flow, options } = stage;
  const world = worldOf(stage, slug);
  flow.gap = 'quiet';
  flow.later(options.gapDelayMs ?? GAP_DELAY_MS, () => {
    flow.freeze(world);
    // Whole ladders first, whatever the last takers and withdrawals left.
    flow.thaw(world);
    flow.freeze(world);
    const plan = shape(world);
    const gap = openGap(core, flow.desk, {
      ...plan,
      sizeMicros: options.gapSizeMicros ?? plan.sizeMicros ?? GAP_SIZE_MICROS,
      edgeMicros: options.gapEdgeMicros ?? GAP_EDGE_MICROS,
    });
    flow.gap = 'open';
    afterwards?.(() => {
      gap.close();
      flow.thaw(world);
      flow.gap = 'closed';
    });
  });
}

/** Buying one outcome of every market of a complete neg-risk event pays 1 (YES) or all but one (NO). */
function partition(world: World, side: 'YES' | 'NO'): Shape {
  const outcome = side === 'YES' ? 0 : 1;
  const legs = (world.events[0]?.markets ?? []).map((market): GapLeg => ({ market, outcome }));
  // The price that moves is one with room to fall: the favourite's YES, or the runner-up's NO.
  const move = legs.find((leg) => leg.market.groupItemTitle === (side === 'YES' ? 'No change' : '25 bps decrease'));
  if (!move) throw new RangeError('neg-risk-gap needs its focus event');
  return side === 'YES'
    ? { legs, floorMicros: 1_000_000, move, sizeMicros: YES_GAP_SIZE_MICROS }
    : { legs, floorMicros: (legs.length - 1) * 1_000_000, move };
}

/** When a implies b, one of "not a" and "b" always happens: NO of a and YES of b pay at least 1. */
function implication(a: MarketSpec, b: MarketSpec): Shape {
  const move: GapLeg = { market: a, outcome: 1 };
  return { legs: [move, { market: b, outcome: 0 }], floorMicros: 1_000_000, move };
}

/**
 * When "exactly" is the lower rung without the upper one, it, the upper rung, or NO of the lower one happens: together
 * they pay 1.
 */
function difference(exact: MarketSpec, rungs: readonly MarketSpec[]): Shape {
  const [lower, upper] = rungs;
  if (!lower || !upper) throw new RangeError('count-ladder needs two rungs');
  const move: GapLeg = { market: lower, outcome: 1 };
  return { legs: [move, { market: exact, outcome: 0 }, { market: upper, outcome: 0 }], floorMicros: 1_000_000, move };
}

function stale(stage: Stage): void {
  const { flow, options } = stage;
  const delay = options.gapDelayMs ?? GAP_DELAY_MS;
  gapLater(
    stage,
    FED_SLUG,
    (world) => partition(world, 'NO'),
    (close) => {
      flow.later(delay + FREEZE_AFTER_MS, () => {
        options.faults?.patch({ wsFreeze: 'market' });
        flow.later(delay + FREEZE_AFTER_MS + CLOSE_AFTER_MS, close);
      });
    },
  );
}

const list: readonly Scenario[] = [
  define('coherent', {
    summary: 'All books move, and no set of orders is ever worth less than its certain payoff.',
    focusSlug: FED_SLUG,
  }),
  define(
    'neg-risk-gap',
    {
      summary:
        'After a few seconds the NO shares of all five outcomes of a complete event cost less than the four ' +
        'dollars that they pay.',
      focusSlug: FED_SLUG,
    },
    (stage) => gapLater(stage, FED_SLUG, (world) => partition(world, stage.options.gapSide ?? 'NO')),
  ),
  define(
    'date-ladder',
    { summary: '"By June 30" is priced above "by December 31" of the same question.', focusSlug: DATE_LADDER_SLUG },
    (stage) =>
      gapLater(stage, DATE_LADDER_SLUG, (world) =>
        implication(marketOf(world, DATE_LADDER_SLUG, 'June 30'), marketOf(world, DATE_LADDER_SLUG, 'December 31')),
      ),
  ),
  define(
    'threshold-ladder',
    { summary: 'A higher threshold is priced above a lower one.', focusSlug: THRESHOLD_LADDER_SLUG },
    (stage) =>
      gapLater(stage, THRESHOLD_LADDER_SLUG, (world) =>
        implication(
          marketOf(world, THRESHOLD_LADDER_SLUG, '112,000'),
          marketOf(world, THRESHOLD_LADDER_SLUG, '110,000'),
        ),
      ),
  ),
  define(
    'cross-event',
    {
      summary:
        'That somebody is elected is priced above that the same person is nominated, which another event asks about.',
      focusSlug: WINNER_SLUG,
    },
    (stage) =>
      gapLater(stage, WINNER_SLUG, (world) =>
        implication(marketOf(world, WINNER_SLUG, CROSS_EVENT_NAME), marketOf(world, NOMINEE_SLUG, CROSS_EVENT_NAME)),
      ),
  ),
  define(
    'count-ladder',
    {
      summary: '"3 or more" is priced above "exactly 3" and "4 or more" together, which another event asks about.',
      focusSlug: COUNT_GROUP_SLUG,
    },
    (stage) =>
      gapLater(stage, COUNT_GROUP_SLUG, (world) =>
        difference(
          marketOf(world, COUNT_GROUP_SLUG, EXACT_TITLE),
          RUNG_TITLES.map((title) => marketOf(world, COUNT_LADDER_SLUG, title)),
        ),
      ),
    (calendar) => [starshipLaunches(calendar)],
  ),
  define(
    'stale-feed',
    {
      summary:
        'A gap opens; then the market feed goes silent while PONG still comes, and on the true books the gap is gone.',
      focusSlug: FED_SLUG,
    },
    stale,
  ),
];

export const scenarios: Readonly<Record<string, Scenario>> = Object.fromEntries(
  list.map((scenario) => [scenario.name, scenario]),
);
