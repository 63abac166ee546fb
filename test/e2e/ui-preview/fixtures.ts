/**
 * Views as the background would push them, for looking at the interface. Invented events; the numbers agree with each
 * other.
 */
import { DEFAULT_SETTINGS } from '../../../lib/protocol/settings';
import type {
  ExecutionView,
  LegView,
  OpportunityView,
  OutcomeView,
  PageView,
  StatusView,
} from '../../../lib/protocol/views';
import type { DashboardView } from '../../../lib/ui/shell/dashboard';

/** The clock of the preview stands still, so that pictures repeat. */
export const NOW_MS = 1_790_000_000_000;
const HASH = '3f9a'.repeat(16);

const labels = ['No change', '25 bp cut', '50+ bp cut', '25 bp hike', '50+ bp hike'] as const;
const noPrices = [32_000, 970_000, 991_000, 985_000, 963_000] as const;

function outcome(index: number, label: string, changes: Partial<OutcomeView> = {}): OutcomeView {
  const fair = [966_000, 29_000, 4_000, 900, 100][index % 5] ?? 0;
  return {
    marketId: String(2_252_240 + index),
    label,
    fairMicros: fair,
    sizeMicros: 50_000_000,
    yesUnitCostMicros: fair + 8_100,
    noUnitCostMicros: 1_000_000 - fair + 6_900,
    kellySizeMicros: index === 1 ? 12_000_000 : 0,
    kellyToken: index === 1 ? 'no' : null,
    tickMicros: 1_000,
    asOfMs: NOW_MS - 300,
    stale: false,
    problem: null,
    ...changes,
  };
}

const outcomes = labels.map((label, index) => outcome(index, label));

const legs: readonly LegView[] = labels.map((label, index) => {
  const price = noPrices[index] ?? 0;
  return {
    label,
    outcome: label,
    token: 'no',
    side: 'buy',
    sizeMicros: 41_000_000,
    limitPriceMicros: price + 1_000,
    vwapMicros: price,
    costMicros: (price * 41_000_000) / 1_000_000,
    feeMicros: 1_200 * index,
  };
});

export const opportunity: OpportunityView = {
  id: 'o1',
  certificateHash: HASH,
  eventTitle: 'Rate decision in June?',
  eventSlug: 'rate-decision-in-june',
  edgeMicros: 2_419_000,
  floorMicros: 164_000_000,
  maxCostMicros: 161_581_000,
  costMicros: 161_375_940,
  outcomes: 5,
  events: 1,
  reasons: [
    {
      body: { type: 'excludes', of: ['c0', 'c1', 'c2', 'c3', 'c4'] },
      names: Object.fromEntries(labels.map((label, index) => [`c${index}`, label])),
      consequence: 'one-no-fails',
      source: 'structure',
      evidence: [
        'negRisk: true, augmented: false',
        '"This market will resolve to the amount of basis points the upper bound of the target range is changed by versus the level it was prior to the meeting."',
      ],
    },
    {
      body: { type: 'at-least-one', of: ['c0', 'c1', 'c2', 'c3', 'c4'] },
      names: Object.fromEntries(labels.map((label, index) => [`c${index}`, label])),
      consequence: null,
      source: 'rule',
      evidence: ['"If no statement is released by the end date, this market resolves to No change."'],
    },
  ],
  legs,
  atoms: labels.map((label, index) => ({ happened: [label], payoffMicros: 164_000_000, worst: index === 0 })),
  partialWorstMicros: -823_001,
  kellySizeFraction: 1,
  voidWorstMicros: -1_210_000,
  cashAt: 'now',
  asOfMs: NOW_MS - 300,
  passesThresholds: true,
  blockedBecause: null,
  actionLabel: 'Paper · take all 5 legs',
};

const status = (
  kind: StatusView['kind'],
  tone: StatusView['tone'],
  sentence: string,
  asOfMs: number | null = NOW_MS - 300,
): StatusView => ({ kind, tone, sentence, asOfMs });

const base: PageView = {
  path: '/event/rate-decision-in-june',
  eventTitle: opportunity.eventTitle,
  status: status('coherent', 'coherent', 'Coherent. Nearest violation: one tick on "25 bp hike".'),
  opportunity: null,
  outcomes,
  execution: null,
  mode: 'paper',
};
const violation: PageView = {
  ...base,
  status: status('violation', 'violation', 'Prices left the polytope'),
  opportunity,
};

const staleOutcomes = outcomes.map((each) => ({ ...each, stale: true, asOfMs: NOW_MS - 14_200 }));

function execution(changes: Partial<ExecutionView>): ExecutionView {
  return {
    id: 'e1',
    mode: 'paper',
    state: 'sending',
    eventTitle: opportunity.eventTitle,
    eventSlug: opportunity.eventSlug,
    sentence: '5 orders on the way to the venue. Waiting for its answer.',
    tone: 'attention',
    legs: labels.map((label) => ({
      label,
      token: 'no',
      state: 'sent',
      filledMicros: 0,
      sizeMicros: 41_000_000,
      note: '',
    })),
    paidMicros: 0,
    floorMicros: 164_000_000,
    updatedAtMs: NOW_MS - 700,
    ...changes,
  };
}

const legStates = (states: readonly ExecutionView['legs'][number]['state'][]): ExecutionView['legs'] =>
  states.map((state, index) => ({
    label: labels[index] ?? '',
    token: 'no',
    state,
    filledMicros: ['matched', 'confirmed', 'mined'].includes(state) ? 41_000_000 : state === 'partial' ? 20_000_000 : 0,
    sizeMicros: 41_000_000,
    note:
      state === 'rejected'
        ? 'The venue answered that the balance is not enough. Nothing was bought with this leg.'
        : '',
  }));

const partialSentence =
  'Only 3 of 5 legs filled. You hold 41 NO on "No change", 41 NO on "25 bp cut", 41 NO on "50+ bp cut" for $81.72; at worst all of it is lost. Selling back now would bring about $80.91 after fees (−$0.82).';
export const executions = {
  signing: execution({
    mode: 'live',
    state: 'signing',
    sentence: 'Sign each leg in your wallet: 2 of 5 signed. Nothing is sent before all are.',
    legs: legStates(['signed', 'signed', 'pending', 'pending', 'pending']),
  }),
  sending: execution({}),
  partial: execution({
    mode: 'live',
    state: 'partial',
    tone: 'loss',
    sentence: partialSentence,
    legs: legStates(['confirmed', 'confirmed', 'matched', 'rejected', 'unfilled']),
    paidMicros: 81_720_000,
  }),
  unknown: execution({
    mode: 'live',
    state: 'unknown',
    sentence:
      '2 orders of unknown fate, 3 accounted for. Facet looks each one up by its number and sends nothing again.',
    legs: legStates(['matched', 'matched', 'matched', 'unknown', 'unknown']),
  }),
  settled: execution({
    state: 'settled',
    tone: 'violation',
    sentence:
      'Paper: all 5 legs would have filled. Paid $161.38 with fees, at least $164.00 back: at least +$2.62. No money moved.',
    legs: legStates(['confirmed', 'confirmed', 'confirmed', 'confirmed', 'confirmed']),
    paidMicros: 161_375_940,
  }),
  refused: execution({
    state: 'refused',
    tone: 'quiet',
    sentence:
      'The books moved: the basket would now cost $165.02, more than the $161.59 that you saw. Nothing was sent. Look at the new numbers and press again.',
    legs: legStates(['pending', 'pending', 'pending', 'pending', 'pending']),
  }),
} as const;

const long =
  'Which of the following candidates, parties, coalitions or other entities will be the first to be officially certified as the winner of the extraordinarily long-named regional by-election before the end of the year?';
const bidi =
  '\u202eSEY LLA YUB\u202c <img src=x onerror=alert(1)> \u2066NO\u2069 z\u0301\u0301\u0301\u0301\u0301\u0301 100% risk-free';

export const pages: Readonly<Record<string, PageView | null>> = {
  loading: null,
  coherent: base,
  violation,
  live: { ...violation, mode: 'live', opportunity: { ...opportunity, actionLabel: 'Live · sign 5 orders' } },
  withoutButton: {
    ...violation,
    opportunity: {
      ...opportunity,
      passesThresholds: false,
      blockedBecause:
        'Your highest position is $100.00; this basket needs $161.59. Raise it in the popup or wait for a smaller one.',
    },
  },
  oldBooks: { ...violation, opportunity: { ...opportunity, asOfMs: NOW_MS - 14_200 }, outcomes: staleOutcomes },
  stale: {
    ...base,
    status: status(
      'stale',
      'quiet',
      'The books are too old to say anything. Facet is fetching them again.',
      NOW_MS - 14_200,
    ),
    outcomes: staleOutcomes,
  },
  offline: {
    ...base,
    status: status(
      'offline',
      'quiet',
      'No connection to Polymarket. Check your network; Facet tries again by itself.',
      NOW_MS - 192_000,
    ),
    outcomes: staleOutcomes,
  },
  blocked: {
    ...base,
    status: status(
      'blocked',
      'quiet',
      'Polymarket does not take orders from your region. Facet shows prices and sends nothing.',
    ),
  },
  engine: {
    ...base,
    status: status(
      'engine-stopped',
      'quiet',
      'The engine stopped. Facet starts it again; until then there is nothing to take.',
    ),
  },
  refusedStatus: {
    ...base,
    status: status('refused', 'attention', 'The fee schedule of one market is missing, so no basket is offered here.'),
  },
  signing: { ...violation, mode: 'live', execution: executions.signing },
  sending: { ...violation, execution: executions.sending },
  partial: { ...base, mode: 'live', execution: executions.partial },
  unknown: { ...base, mode: 'live', execution: executions.unknown },
  settled: { ...base, execution: executions.settled },
  refused: { ...violation, execution: executions.refused },
  single: {
    ...base,
    path: '/event/one-question',
    eventTitle: 'Will it rain on Sunday?',
    outcomes: [outcome(1, 'Will it rain on Sunday?')],
  },
  long: {
    ...violation,
    eventTitle: long,
    status: status('violation', 'violation', `Prices left the polytope: ${long}`),
    opportunity: {
      ...opportunity,
      eventTitle: long,
      outcomes: 20,
      legs: legs.map((leg) => ({ ...leg, label: long, outcome: long })),
      atoms: labels.map((label, index) => ({
        happened: [`${label}: ${long}`],
        payoffMicros: 164_000_000 + index * 41_000_000,
        worst: index === 0,
      })),
      reasons: [
        {
          body: { type: 'implies', if: 'c0', then: 'c1' },
          names: { c0: long, c1: long },
          consequence: 'no-or-yes-pays',
          source: 'user',
          evidence: [long.repeat(4)],
        },
      ],
    },
  },
  twenty: {
    ...violation,
    outcomes: Array.from({ length: 20 }, (_, index) => outcome(index, `Candidate ${index + 1}`)),
    opportunity: {
      ...opportunity,
      outcomes: 20,
      costMicros: 776_581_000,
      floorMicros: 779_000_000,
      actionLabel: 'Paper · take all 20 legs',
      legs: Array.from({ length: 20 }, (_, index) => ({
        label: `Candidate ${index + 1}`,
        outcome: `Candidate ${index + 1}`,
        token: 'no',
        side: 'buy',
        sizeMicros: 41_000_000,
        limitPriceMicros: 950_000 + index * 1_000,
        vwapMicros: 949_000,
        costMicros: 38_909_000,
        feeMicros: 0,
      })),
      atoms: Array.from({ length: 20 }, (_, index) => ({
        happened: [`Candidate ${index + 1} wins`],
        payoffMicros: 779_000_000,
        worst: index === 13,
      })),
      cashAt: '2026-12-16T20:00:00Z',
      partialWorstMicros: null,
    },
  },
  hostile: {
    ...violation,
    eventTitle: bidi,
    status: status('violation', 'violation', bidi),
    outcomes: labels.map((_, index) => outcome(index, bidi)),
    opportunity: {
      ...opportunity,
      outcomes: 20,
      legs: legs.map((leg) => ({ ...leg, label: bidi, outcome: bidi })),
      atoms: labels.map((_, index) => ({ happened: [bidi], payoffMicros: 164_000_000, worst: index === 2 })),
      reasons: [
        {
          body: { type: 'settled', of: 'c0', value: true },
          names: { c0: bidi },
          consequence: null,
          source: 'llm',
          evidence: [bidi],
        },
      ],
    },
  },
  extremes: {
    ...violation,
    outcomes: [
      outcome(0, labels[0], {
        fairMicros: 999_900,
        yesUnitCostMicros: 1_012_345,
        noUnitCostMicros: 400,
        tickMicros: 100,
        kellySizeMicros: 1_234_567_000_000,
        kellyToken: 'yes',
        sizeMicros: 100_000_000_000,
      }),
      outcome(1, labels[1], { fairMicros: 40, yesUnitCostMicros: 61, noUnitCostMicros: null, tickMicros: 100 }),
      outcome(2, labels[2], { yesUnitCostMicros: null, noUnitCostMicros: null }),
      outcome(3, labels[3], { problem: 'This market takes no orders now.' }),
      outcome(4, labels[4], { asOfMs: null, fairMicros: null, stale: true }),
    ],
    opportunity: {
      ...opportunity,
      edgeMicros: 123_456_789_012,
      maxCostMicros: 9_876_543_210_001,
      partialWorstMicros: -4_567_890_123_457,
      floorMicros: 9_999_999_999_013,
    },
  },
};

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
      'Halted: you pressed stop. Press "Go on" in the popup or the side panel to let Facet take orders again.',
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
