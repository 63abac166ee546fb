/** Views of the dashboard in every state that the popup has. */
import { DEFAULT_SETTINGS } from '../../lib/protocol/settings';
import type { DashboardView } from '../../lib/ui/shell/dashboard';
import { NOW_MS, bidi, executions, long, opportunity, status } from './basket-views';

const dashboard: DashboardView = {
  mode: 'paper',
  relations: { revision: 1, waiting: 0, inForce: 0, heldBack: 0, problem: null },
  status: status('violation', 'violation', 'Watching 24 events. 3 baskets cannot lose right now.'),
  health: {
    feed: { ok: true, sentence: 'Live, 214 books.' },
    engine: { ok: true, sentence: 'Ready.' },
    venue: { ok: true, sentence: 'Taking orders.' },
    watchedEvents: 24,
    watchedBooks: 214,
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
  liveBlockedBecause: 'Connect a wallet first.',
  stopped: false,
};

export const dashboards: Readonly<Record<string, DashboardView | null>> = {
  loading: null,
  normal: dashboard,
  empty: {
    ...dashboard,
    opportunities: [],
    status: status('coherent', 'coherent', 'Watching 24 events. All prices are coherent.'),
  },
  offline: {
    ...dashboard,
    opportunities: [],
    status: status(
      'offline',
      'quiet',
      'No connection to Polymarket. Check your network; Facet tries again by itself.',
      NOW_MS - 65_000,
    ),
    health: { ...dashboard.health, feed: { ok: false, sentence: 'Closed; trying again.' } },
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
    },
  },
  badDay: {
    ...dashboard,
    mode: 'live',
    settings: { ...DEFAULT_SETTINGS, mode: 'live' },
    liveBlockedBecause: null,
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
    },
  },
  stopped: {
    ...dashboard,
    stopped: true,
    status: status(
      'refused',
      'loss',
      'Halted. You pressed stop. Press "Go on" in the popup or the side panel to let Facet take orders again.',
    ),
    opportunities: [],
  },
  hostile: {
    ...dashboard,
    opportunities: [
      { ...opportunity, eventTitle: bidi },
      { ...opportunity, id: 'o2', eventTitle: long.repeat(3) },
    ],
    status: status('violation', 'violation', bidi),
  },
};
