/** Views of the dashboard in every state that the popup has. */
import { DEFAULT_SETTINGS } from '../../lib/protocol/settings';
import type { DashboardView } from '../../lib/ui/shell/dashboard';
import { NOW_MS, bidi, executions, failure, long, opportunity, status } from './basket-views';

const dashboard: DashboardView = {
  mode: 'paper',
  relations: { revision: 1, waiting: 0, inForce: 0, heldBack: 0, problem: null },
  status: status('violation', 'violation', { code: 'open-now', passing: 2, below: 11 }),
  open: 13,
  passing: 2,
  health: {
    feed: { ok: true, fact: { code: 'live', books: 214, of: 214 } },
    engine: { ok: true, failure: null },
    venue: { ok: true, failure: null },
    watchedEvents: 24,
    watchedBooks: 214,
    shedMarkets: 0,
    ignoredFrames: { unreadable: 0, foreign: 0 },
    oldTabs: 0,
    delays: [{ stage: 'parse', p50: 0.03, p95: 0.1, p99: 0.4 }],
  },
  opportunities: [
    opportunity,
    {
      ...opportunity,
      id: 'o2',
      eventTitle: 'How many launches in 2026?',
      eventSlug: 'how-many-launches-in-2026',
      edgeMicros: 910_000,
      asOfMs: NOW_MS - 1_200,
    },
    {
      ...opportunity,
      id: 'o3',
      eventTitle: long,
      eventSlug: 'long',
      edgeMicros: 214_000,
      asOfMs: NOW_MS - 4_100,
      passesThresholds: false,
    },
  ],
  executions: [],
  settings: DEFAULT_SETTINGS,
  account: null,
  login: null,
  liveBlockedBecause: { code: 'no-wallet' },
  stopped: false,
  trading: { state: 'active', because: null },
};

const NONE = { opportunities: [], open: 0, passing: 0 } as const;
const down = {
  code: 'down',
  failure: failure('No connection to Polymarket. Check your network; Facet tries again by itself.'),
} as const;

export const dashboards: Readonly<Record<string, DashboardView | null>> = {
  loading: null,
  normal: dashboard,
  empty: {
    ...dashboard,
    ...NONE,
    status: status('coherent', 'coherent', { code: 'all-quiet', events: 24, waiting: 1 }),
  },
  below: {
    ...dashboard,
    open: 3,
    passing: 0,
    status: status('coherent', 'coherent', { code: 'open-now', passing: 0, below: 3 }),
    opportunities: dashboard.opportunities.map((each) => ({ ...each, passesThresholds: false })),
  },
  accepted: {
    ...dashboard,
    opportunities: [{ ...opportunity, acceptedTies: 1 }],
    open: 1,
    passing: 1,
    status: status('violation', 'violation', { code: 'open-now', passing: 1, below: 0 }),
  },
  ready: {
    ...dashboard,
    liveBlockedBecause: null,
    account: {
      owner: '0x52908400098527886E0F7030069857D2E4169EE7',
      funder: '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
      signatureType: 2,
      walletName: 'Example Wallet',
      undeployed: null,
      isKeyOver: false,
      balanceMicros: 0,
    },
  },
  offline: {
    ...dashboard,
    ...NONE,
    status: status('offline', 'quiet', { code: 'feed', feed: down }, NOW_MS - 65_000),
    health: { ...dashboard.health, feed: { ok: false, fact: down } },
  },
  live: {
    ...dashboard,
    mode: 'live',
    settings: { ...DEFAULT_SETTINGS, mode: 'live' },
    liveBlockedBecause: null,
    account: {
      owner: '0x52908400098527886E0F7030069857D2E4169EE7',
      funder: '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
      signatureType: 2,
      walletName: 'Example Wallet',
      balanceMicros: 1_204_559_999,
      undeployed: null,
      isKeyOver: false,
    },
  },
  armed: { ...dashboard, mode: 'live', executions: [executions.armed], liveBlockedBecause: null },
  badDay: {
    ...dashboard,
    mode: 'live',
    settings: { ...DEFAULT_SETTINGS, mode: 'live' },
    liveBlockedBecause: null,
    status: status('refused', 'loss', { code: 'incomplete', baskets: 1 }),
    executions: [
      executions.settled,
      executions.partial,
      { ...executions.unknown, id: 'e3', eventTitle: 'How many launches in 2026?' },
    ],
    account: {
      owner: '0x52908400098527886E0F7030069857D2E4169EE7',
      funder: '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
      signatureType: 2,
      walletName: 'Example Wallet',
      balanceMicros: 88_000_000,
      undeployed: null,
      isKeyOver: false,
    },
  },
  stopped: {
    ...dashboard,
    stopped: true,
    trading: { state: 'halted', because: { code: 'stop-pressed', params: {}, retry: 'never' } },
    status: status('refused', 'loss', {
      code: 'halted',
      because: { code: 'stop-pressed', params: {}, retry: 'never' },
    }),
    ...NONE,
  },
  damaged: {
    ...dashboard,
    stopped: true,
    trading: { state: 'halted', because: { code: 'memory-damaged', params: {}, retry: 'never' } },
    status: status('refused', 'loss', {
      code: 'halted',
      because: { code: 'memory-damaged', params: {}, retry: 'never' },
    }),
    ...NONE,
  },
  hostile: {
    ...dashboard,
    opportunities: [
      { ...opportunity, eventTitle: bidi },
      { ...opportunity, id: 'o2', eventTitle: long.repeat(3) },
    ],
    status: status('refused', 'quiet', { code: 'event-problem', problem: failure(bidi) }),
  },
};
