/** Views of the topics that the side panel alone shows, in the states that it has. Invented; the numbers agree. */
import { failureOf } from '../../lib/domain/result';
import type { ExaminationView } from '../../lib/protocol/examination';
import type { TopicName, ViewOf } from '../../lib/protocol/topics';
import type { DashboardView } from '../../lib/ui/shell/dashboard';
import { NOW_MS, opportunity } from './basket-views';
import { dashboards } from './dashboard-views';

type PanelTopics = { readonly [N in TopicName]?: ViewOf<N> };

export interface PanelScene {
  readonly dashboard: DashboardView | null;
  readonly topics: PanelTopics;
}

const OWNER = '0x52908400098527886E0F7030069857D2E4169EE7';

const positions: ViewOf<'positions'> = {
  connected: true,
  asOfMs: NOW_MS - 4_200,
  reading: false,
  failure: null,
  relayerKey: 'kept',
  cashOuts: [
    {
      id: 'c1',
      kind: 'convert',
      state: 'pending',
      tone: 'attention',
      eventSlug: 'how-many-launches-in-2026',
      eventTitle: 'How many launches in 2026?',
      sizeMicros: 20_000_000,
      cashMicros: 40_000_000,
      failure: null,
      closable: false,
      updatedAtMs: NOW_MS - 9_000,
    },
  ],
  groups: [
    {
      eventSlug: 'rate-decision-in-june',
      eventTitle: 'Rate decision in June?',
      holdings: ['No change', '25 bp cut', '50+ bp cut'].map((label, index) => ({
        label,
        token: 'no' as const,
        sizeMicros: 41_000_000,
        fromBasketsMicros: index === 2 ? 30_000_000 : 41_000_000,
        costMicros: [1_312_000, 39_770_000, 40_631_000][index] ?? null,
        bidsMicros: index === 1 ? null : ([1_107_000, 0, 40_300_000][index] ?? null),
        decided: null,
      })),
      costMicros: 81_713_000,
      floorMicros: 82_000_000,
      bidsMicros: null,
      hidden: false,
      routes: [
        {
          id: 'r1',
          kind: 'convert',
          sizeMicros: 41_000_000,
          cashMicros: 82_000_000,
          gasMicros: 0,
          days: 0,
          yearBps: null,
          gives: ['No change', '25 bp cut', '50+ bp cut'].map((label) => ({
            label,
            token: 'no' as const,
            sizeMicros: 41_000_000,
          })),
          gets: ['25 bp hike', '50+ bp hike'].map((label) => ({
            label,
            token: 'yes' as const,
            sizeMicros: 41_000_000,
          })),
        },
        {
          id: null,
          kind: 'hold',
          sizeMicros: 41_000_000,
          cashMicros: 82_000_000,
          gasMicros: 0,
          days: 196,
          yearBps: 0,
          gives: [],
          gets: [],
        },
      ],
      failures: [],
    },
  ],
};

const examination: ExaminationView = {
  running: null,
  atMs: NOW_MS - 30_000,
  verdict: 'green',
  findings: [
    { probe: 'sites', code: 'sites-granted', params: { hosts: 6 } },
    { probe: 'clock', code: 'clock-right', params: { skewMs: 140, roundTripMs: 48 } },
    { probe: 'place', code: 'place-open', params: { country: 'CH' } },
    { probe: 'version', code: 'version-known', params: { version: 2 } },
    {
      probe: 'catalogue',
      code: 'catalogue-read',
      params: { events: 1, markets: 5, v1: 5, v2: 0, positionIds: 'text' },
    },
    { probe: 'wallet', code: 'wallet-ready', params: { owner: OWNER } },
    { probe: 'key', code: 'key-derived', params: { same: false } },
    {
      probe: 'standing',
      code: 'standing-partly',
      params: { balanceMicros: 1_204_559_999, blocked: ['v2'] },
    },
  ],
  account: {
    owner: OWNER,
    greenAtMs: NOW_MS - 30_000,
    trials: [],
    lockedBecause: failureOf('venue-untried', {}, 'later'),
  },
  plan: {
    conditionId: `0x${'ab'.repeat(32)}`,
    market: 'Rate decision in June? No change',
    protocol: 'v1',
    priceMicros: 200_000,
    sizeMicros: 5_000_000,
    costMicros: 1_000_000,
    bestBidMicros: 960_000,
  },
  trial: {
    running: true,
    steps: [
      { step: 'checked', atMs: NOW_MS - 9_000, hash: null, status: null },
      { step: 'signed', atMs: NOW_MS - 6_000, hash: null, status: null },
      { step: 'sent', atMs: NOW_MS - 5_800, hash: `0x${'3f'.repeat(32)}`, status: 'live' },
    ],
    failure: null,
  },
};

const spot: ViewOf<'spot'> = {
  venues: [
    {
      key: 'spotKraken',
      venue: 'Kraken',
      address: 'https://ws.kraken.com/*',
      isOn: true,
      isRefused: false,
      status: 'live',
      gaps: 0,
    },
    {
      key: 'spotCoinbase',
      venue: 'Coinbase',
      address: 'https://advanced-trade-ws.coinbase.com/*',
      isOn: false,
      isRefused: false,
      status: 'idle',
      gaps: 0,
    },
  ],
  pairs: [
    { pair: 'BTC/USD', price: 97_412.5, asOfMs: NOW_MS - 700, venues: ['Kraken'] },
    { pair: 'ETH/USD', price: null, asOfMs: NOW_MS - 40_000, venues: [] },
  ],
};

const curve = Array.from({ length: 121 }, (_, i) => {
  const shiftMs = i * 25 - 1_500;
  const correlation = 0.34 * Math.exp(-(((shiftMs - 350) / 160) ** 2));
  return { shiftMs, correlation, low: correlation - 0.06, high: correlation + 0.06 };
});
const valueOf = (value: number, n: number, ageMs = 900) =>
  ({ kind: 'value', value, n, asOfMs: NOW_MS - ageMs }) as const;

const markets: ViewOf<'markets'> = {
  isOn: true,
  isBroken: false,
  more: 3,
  markets: [
    {
      marketId: '64000',
      question: 'Will the price of Bitcoin be above $96,000 on March 12?',
      tickMicros: 1_000,
      fair: {
        kind: 'value',
        ...{ value: 0.4721, low: 0.4512, high: 0.4938, asset: 'BTC', sigma: 0.312 },
        ...{ venues: ['Kraken', 'Coinbase'], source: 'Binance', asOfMs: NOW_MS - 400 },
      },
      lead: {
        kind: 'value',
        ...{ asset: 'BTC', first: 'spot', leadMs: 350, lowMs: 275, highMs: 425, correlation: 0.34, curve },
        ...{ seconds: 602, changes: 812, asOfMs: NOW_MS - 11_000 },
      },
      entry: { kind: 'value', rises: 0.38, low: 0.33, high: 0.43, n: 168, asOfMs: NOW_MS - 400 },
      readings: {
        microprice: valueOf(471_300, 2),
        imbalance1: valueOf(-0.42, 2),
        imbalance3: valueOf(-0.11, 2),
        imbalance5: valueOf(0.04, 2),
        bidGradient: valueOf(1_204, 2),
        askGradient: valueOf(2_110, 2),
        orderFlow: valueOf(-312, 840),
        spreadRank: valueOf(0.92, 50),
        spreadRegime: valueOf(1, 360, 4_000),
        oneSided: { kind: 'not-enough', have: 7, need: 20 },
        quoteToTrade: { ...valueOf(41.2, 3_120), low: 3.1, high: 22.8 },
        makerPressure: { kind: 'not-enough', have: 31, need: 50 },
      },
    },
    {
      marketId: '98000',
      question: 'Will Bitcoin reach $150,000 by December 31?',
      tickMicros: 1_000,
      fair: { kind: 'off', reason: 'unknown-source' },
      lead: { kind: 'not-enough', have: 184, need: 600, of: 'seconds' },
      entry: { kind: 'not-enough', have: 140, need: 500, of: 'moments' },
      readings: { microprice: { kind: 'not-enough', have: 1, need: 2 } },
    },
  ],
};

const historyRow: ViewOf<'history'>['rows'][number] = {
  id: 'h1',
  mode: 'live',
  state: 'settled',
  eventTitle: 'Rate decision in June?',
  eventSlug: 'rate-decision-in-june',
  atMs: NOW_MS - 3_600_000,
  bets: 5,
  full: 5,
  agreedMicros: 2_419_000,
  gotMicros: 2_624_060,
  paidMicros: 161_375_940,
  feesMicros: 12_000,
  underLimitMicros: 205_060,
  acceptedTies: 0,
};
const NOTHING = { sets: 0, resultMicros: 0, feesMicros: 0, open: 0, yourWord: 0 } as const;
const history: ViewOf<'history'> = {
  rows: [
    historyRow,
    { ...historyRow, id: 'h2', mode: 'paper', acceptedTies: 1, gotMicros: 2_419_000, underLimitMicros: 0 },
    { ...historyRow, id: 'h3', state: 'partial', full: 4, gotMicros: null, paidMicros: 125_885_000 },
    { ...historyRow, id: 'h4', state: 'refused', full: 0, gotMicros: null, paidMicros: 0, feesMicros: 0 },
  ],
  more: 0,
  today: {
    paper: { ...NOTHING, sets: 1, resultMicros: 2_419_000, yourWord: 1 },
    live: { ...NOTHING, sets: 1, resultMicros: 2_624_060, open: 1 },
  },
};

const signatures: ViewOf<'signatures'> = {
  bets: [0, 1].map((index) => ({
    eventTitle: 'Rate decision in June?',
    label: ['No change', '25 bp cut'][index] ?? '',
    token: 'no' as const,
    side: 'buy' as const,
    sizeMicros: 41_000_000,
    limitPriceMicros: [33_000, 971_000][index] ?? 0,
    answer: 'signed' as const,
    acknowledged: false,
    found: index === 0 ? { resting: false, filledMicros: 41_000_000, paidMicros: 1_353_000 } : null,
    askedAtMs: NOW_MS - 20_000,
  })),
  more: 0,
  problem: failureOf('signatures-posted', { bets: 1 }, 'later'),
  connect: null,
};

const memory: ViewOf<'memory'> = {
  damage: {
    faults: [{ place: 'journal', fault: 'lost' }],
    limits: 'strictest',
    maxPositionMicros: 1_000_000,
    stop: 'unknown',
    stopped: true,
    broughtBack: 1,
    gone: 2,
    unclear: ['How many launches in 2026?'],
  },
};

/** Each bet takes the best level and half of the next; thin books have no more. */
const trade: ViewOf<'trade'> = {
  open: [
    { id: opportunity.id, eventTitle: opportunity.eventTitle, edgeMicros: opportunity.edgeMicros },
    { id: 'o2', eventTitle: 'How many launches in 2026?', edgeMicros: 910_000 },
  ],
  opportunity,
  size: { id: opportunity.id, chosenMicros: null, leastMicros: 19_710_000, mostMicros: opportunity.maxCostMicros },
  depth: opportunity.legs.map((leg, index) =>
    index === 3
      ? { levels: [], more: 0, asOfMs: null, fault: 'stale' as const }
      : {
          levels: Array.from({ length: index === 0 ? 2 : 6 }, (_, level) => ({
            priceMicros: leg.vwapMicros + level * 1_000,
            sizeMicros: (level % 2 === 0 ? 30 : 22) * 1_000_000,
          })),
          more: index === 0 ? 0 : 14,
          asOfMs: NOW_MS - 300,
          fault: null,
        },
  ),
};

const fills: ViewOf<'fills'> = {
  isOn: true,
  isBroken: false,
  serves: 'model',
  why: null,
  lacks: null,
  watched: 124,
  moments: 18_204,
  lost: 2_240,
  sinceMs: NOW_MS - 5_400_000,
  changedAtMs: null,
  live: { brier: 0.094, n: 2_110 },
  trained: [0, 1, 2].map((i) => ({
    ...{ atMs: NOW_MS - (3 - i) * 900_000, rows: 60_000 + i * 9_000, serves: i > 0 },
    ...{ logLoss: 0.351 - i * 0.008, brier: 0.104 - i * 0.002, hazardLogLoss: 0.381 },
  })),
  bins: Array.from({ length: 10 }, (_, i) => {
    const said = (i + 0.5) / 10;
    return { n: 40 + i * i * 30, said, seen: said + (i % 2 === 0 ? 0.02 : -0.03), low: said - 0.06, high: said + 0.05 };
  }),
  importance: ['hazard', 'ageSize', 'qShare', 'cancel5'].map((column, i) => ({
    ...{ column, gain: 0.34 - i * 0.07, rise: 0.021 - i * 0.004, error: 0.001 },
    over: [0.018, 0.022, 0.021].map((rise) => rise - i * 0.004),
  })),
  stability: 0.86,
};

const base: PanelTopics = { positions, examination, spot, history, trade, markets, fills };

/** By name; each tab can be looked at in each. */
export const panels: Readonly<Record<string, PanelScene>> = {
  loading: { dashboard: null, topics: {} },
  normal: { dashboard: dashboards['normal'] ?? null, topics: base },
  empty: {
    dashboard: dashboards['empty'] ?? null,
    topics: {
      spot,
      trade: { open: [], opportunity: null, size: null, depth: [] },
      history: { rows: [], more: 0, today: { paper: NOTHING, live: NOTHING } },
      positions: { ...positions, groups: [], cashOuts: [], relayerKey: 'missing' },
      examination: { ...examination, findings: [], atMs: null, verdict: null, trial: null, plan: null },
    },
  },
  live: { dashboard: dashboards['live'] ?? null, topics: base },
  armed: { dashboard: dashboards['armed'] ?? null, topics: base },
  badDay: { dashboard: dashboards['badDay'] ?? null, topics: { ...base, signatures } },
  damaged: { dashboard: dashboards['damaged'] ?? null, topics: { ...base, memory } },
  offline: {
    dashboard: dashboards['offline'] ?? null,
    topics: {
      ...base,
      examination: {
        ...examination,
        verdict: 'red',
        findings: [
          { probe: 'sites', code: 'sites-granted', params: { hosts: 6 } },
          { probe: 'clock', code: 'clock-off', params: { skewMs: 41_000, limitMs: 2_000 } },
        ],
        trial: null,
      },
    },
  },
  review: {
    dashboard: dashboards['live'] ?? null,
    topics: { ...base, review: { asked: { eventTitle: opportunity.eventTitle, opportunity, size: trade.size } } },
  },
};
