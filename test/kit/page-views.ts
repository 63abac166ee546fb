/** Views of an event page in every state that the overlay has. */
import type { PageView } from '../../lib/protocol/views';
import { NOW_MS, bidi, executions, labels, legs, long, opportunity, outcome, outcomes, status } from './basket-views';

const base: PageView = {
  path: '/event/rate-decision-in-june',
  eventTitle: opportunity.eventTitle,
  status: status('coherent', 'coherent', 'Coherent. Nearest violation: one tick on "25 bp hike".'),
  opportunity: null,
  outcomes,
  execution: null,
  mode: 'paper',
  provenNone: false,
};
const violation: PageView = {
  ...base,
  status: status('violation', 'violation', 'Prices left the polytope'),
  opportunity,
};

const staleOutcomes = outcomes.map((each) => ({ ...each, stale: true, asOfMs: NOW_MS - 14_200 }));

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
