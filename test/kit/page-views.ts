/** Views of an event page in every state that the overlay has. */
import type { PageView } from '../../lib/protocol/views';
import {
  NOW_MS,
  atom,
  bidi,
  executions,
  failure,
  labels,
  legs,
  long,
  opportunity,
  outcome,
  outcomes,
  status,
} from './basket-views';

const base: PageView = {
  path: '/event/rate-decision-in-june',
  eventTitle: opportunity.eventTitle,
  status: status('coherent', 'coherent', {
    code: 'quiet',
    waiting: 0,
    nearest: { ticks: 1, name: '25 bp hike' },
    leftOut: null,
    unproven: null,
  }),
  opportunity: null,
  outcomes,
  execution: null,
  mode: 'paper',
  confirmIn: 'panel',
  provenNone: false,
};
const violation: PageView = {
  ...base,
  status: status('violation', 'violation', { code: 'contradiction', prices: 5, acceptedTies: 0 }),
  opportunity,
};

const staleOutcomes = outcomes.map((each) => ({ ...each, stale: true, asOfMs: NOW_MS - 14_200 }));

export const pages: Readonly<Record<string, PageView | null>> = {
  loading: null,
  coherent: base,
  violation,
  live: { ...violation, mode: 'live' },
  quietLive: { ...base, mode: 'live' },
  waiting: {
    ...base,
    status: status('coherent', 'coherent', { code: 'quiet', waiting: 1, nearest: null, leftOut: null, unproven: null }),
  },
  accepted: {
    ...violation,
    status: status('violation', 'attention', { code: 'contradiction', prices: 2, acceptedTies: 1 }),
    opportunity: {
      ...opportunity,
      acceptedTies: 1,
      events: 2,
      outcomes: 2,
      legs: legs.slice(0, 2).map((leg, index) => ({
        ...leg,
        label: ['Elena Marsh (Election)', 'Elena Marsh (Nomination)'][index] ?? '',
        token: index === 0 ? 'no' : 'yes',
      })),
      atoms: [
        atom(['Elena Marsh (Election)'], { worst: true }),
        atom(['Elena Marsh (Nomination)'], { not: ['Elena Marsh (Election)'], payoffMicros: 328_000_000 }),
        atom([]),
      ],
      reasons: [
        {
          body: { type: 'implies', if: 'c0', then: 'c1' },
          names: { c0: 'Elena Marsh (Election)', c1: 'Elena Marsh (Nomination)' },
          consequence: 'no-or-yes-pays',
          source: 'user',
          yourWord: true,
          evidence: [],
        },
      ],
    },
  },
  withoutButton: {
    ...violation,
    opportunity: {
      ...opportunity,
      passesThresholds: false,
      blockedBecause: { code: 'stale-bet', name: '25 bp cut' },
    },
  },
  oldBooks: { ...violation, opportunity: { ...opportunity, asOfMs: NOW_MS - 14_200 }, outcomes: staleOutcomes },
  stale: {
    ...base,
    status: status('stale', 'quiet', { code: 'books-old' }, NOW_MS - 14_200),
    outcomes: staleOutcomes,
  },
  offline: {
    ...base,
    status: status(
      'offline',
      'quiet',
      {
        code: 'feed-down',
        failure: failure('No connection to Polymarket. Check your network; Facet tries again by itself.'),
      },
      NOW_MS - 192_000,
    ),
    outcomes: staleOutcomes,
  },
  blocked: {
    ...base,
    status: status('blocked', 'quiet', { code: 'blocked', blocked: { code: 'region-blocked' } }),
  },
  engine: {
    ...base,
    status: status('engine-stopped', 'quiet', {
      code: 'failed',
      failure: failure('The engine stopped. Facet starts it again; until then there is nothing to take.'),
    }),
  },
  refusedStatus: {
    ...base,
    status: status('refused', 'attention', { code: 'no-fee-schedule' }),
  },
  signing: { ...violation, mode: 'live', execution: executions.signing },
  sending: { ...violation, execution: executions.sending },
  matched: { ...base, mode: 'live', execution: executions.matched },
  partial: { ...base, mode: 'live', execution: executions.partial },
  armed: { ...base, mode: 'live', execution: executions.armed },
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
    opportunity: {
      ...opportunity,
      acceptedTies: 1,
      eventTitle: long,
      outcomes: 20,
      legs: legs.map((leg) => ({ ...leg, label: long })),
      atoms: labels.map((label, index) =>
        atom([`${label}: ${long}`], { payoffMicros: 164_000_000 + index * 41_000_000, worst: index === 0 }),
      ),
      reasons: [
        {
          body: { type: 'implies', if: 'c0', then: 'c1' },
          names: { c0: long, c1: long },
          consequence: 'no-or-yes-pays',
          source: 'user',
          yourWord: true,
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
      legs: Array.from({ length: 20 }, (_, index) => ({
        label: `Candidate ${index + 1}`,
        token: 'no',
        side: 'buy',
        sizeMicros: 41_000_000,
        limitPriceMicros: 950_000 + index * 1_000,
        vwapMicros: 949_000,
        costMicros: 38_909_000,
        feeMicros: 0,
      })),
      atoms: Array.from({ length: 20 }, (_, index) =>
        atom([`Candidate ${index + 1} wins`], { payoffMicros: 779_000_000, worst: index === 13 }),
      ),
      cashAt: '2026-12-16T20:00:00Z',
      partialWorstMicros: null,
    },
  },
  hostile: {
    ...violation,
    eventTitle: bidi,
    outcomes: labels.map((_, index) => outcome(index, bidi)),
    opportunity: {
      ...opportunity,
      acceptedTies: 1,
      outcomes: 20,
      legs: legs.map((leg) => ({ ...leg, label: bidi })),
      atoms: labels.map((_, index) => atom([bidi], { worst: index === 2 })),
      reasons: [
        {
          body: { type: 'settled', of: 'c0', value: true },
          names: { c0: bidi },
          consequence: null,
          source: 'llm',
          yourWord: true,
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
        stakeMicros: 1_234_567_000_000,
        stakeToken: 'yes',
        sizeMicros: 100_000_000_000,
      }),
      outcome(1, labels[1], { fairMicros: 40, yesUnitCostMicros: 61, noUnitCostMicros: null, tickMicros: 100 }),
      outcome(2, labels[2], { yesUnitCostMicros: null, noUnitCostMicros: null }),
      outcome(3, labels[3], { problem: 'not-trading' }),
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
