/**
 * Views of a basket and of its executions as the background would push them. Invented events; the numbers agree with
 * each other.
 */
import { failureOf } from '../../lib/domain/result';
import type { Failure } from '../../lib/domain/result';
import type {
  AtomView,
  ExecutionView,
  LegView,
  OpportunityView,
  OutcomeView,
  StatusView,
} from '../../lib/protocol/views';

/** The clock of the preview stands still, so that pictures repeat. */
export const NOW_MS = 1_790_000_000_000;
const HASH = '3f9a'.repeat(16);

export const labels = ['No change', '25 bp cut', '50+ bp cut', '25 bp hike', '50+ bp hike'] as const;
const noPrices = [32_000, 970_000, 991_000, 985_000, 963_000] as const;

export function outcome(index: number, label: string, changes: Partial<OutcomeView> = {}): OutcomeView {
  const fair = [966_000, 29_000, 4_000, 900, 100][index % 5] ?? 0;
  return {
    marketId: String(2_252_240 + index),
    label,
    fairMicros: fair,
    fairWithinMicros: 0,
    sizeMicros: 50_000_000,
    yesUnitCostMicros: fair + 8_100,
    noUnitCostMicros: 1_000_000 - fair + 6_900,
    stakeMicros: index === 1 ? 12_340_000 : 0,
    stakeToken: index === 1 ? 'no' : null,
    tickMicros: 1_000,
    asOfMs: NOW_MS - 300,
    stale: false,
    problem: null,
    ...changes,
  };
}

export const outcomes = labels.map((label, index) => outcome(index, label));

export const legs: readonly LegView[] = labels.map((label, index) => {
  const price = noPrices[index] ?? 0;
  return {
    label,
    token: 'no',
    side: 'buy',
    sizeMicros: 41_000_000,
    limitPriceMicros: price + 1_000,
    vwapMicros: price,
    costMicros: (price * 41_000_000) / 1_000_000,
    feeMicros: 1_200 * index,
  };
});

export function atom(happened: readonly string[], changes: Partial<AtomView> = {}): AtomView {
  return { happened, not: [], stretch: null, payoffMicros: 164_000_000, worst: false, ...changes };
}

export const opportunity: OpportunityView = {
  id: 'o1',
  certificateHash: HASH,
  eventTitle: 'Rate decision in June?',
  eventSlug: 'rate-decision-in-june',
  edgeMicros: 2_419_000,
  edgeBps: 149,
  floorMicros: 164_000_000,
  maxCostMicros: 161_581_000,
  costMicros: 161_375_940,
  outcomes: 5,
  events: 1,
  acceptedTies: 0,
  reasons: [
    {
      body: { type: 'excludes', of: ['c0', 'c1', 'c2', 'c3', 'c4'] },
      names: Object.fromEntries(labels.map((label, index) => [`c${index}`, label])),
      consequence: 'one-no-fails',
      source: 'structure',
      yourWord: false,
      evidence: [
        'negRisk: true, augmented: false',
        '"This market will resolve to the amount of basis points the upper bound of the target range is changed by ' +
          'versus the level it was prior to the meeting."',
      ],
    },
    {
      body: { type: 'at-least-one', of: ['c0', 'c1', 'c2', 'c3', 'c4'] },
      names: Object.fromEntries(labels.map((label, index) => [`c${index}`, label])),
      consequence: null,
      source: 'rule',
      yourWord: false,
      evidence: ['"If no statement is released by the end date, this market resolves to No change."'],
    },
  ],
  legs,
  atoms: labels.map((label, index) => atom([label], { worst: index === 0 })),
  partialWorstMicros: -823_001,
  kellySizeFraction: 1,
  stakeMicros: 161_581_000,
  fills: null,
  stakeCap: 'depth',
  stakeOfCapital: 0.1616,
  stakeRisk: 0.031,
  upperMicros: null,
  voidWorstMicros: -1_210_000,
  cashAt: 'now',
  asOfMs: NOW_MS - 300,
  passesThresholds: true,
  blockedBecause: null,
};

export const status = (
  kind: StatusView['kind'],
  tone: StatusView['tone'],
  fact: StatusView['fact'],
  asOfMs: number | null = NOW_MS - 300,
): StatusView => ({ kind, tone, fact, asOfMs });

/** A failure whose sentence is this text. */
export const failure = (text: string): Failure => failureOf('recorded', { code: 'preview', text }, 'later');

function execution(changes: Partial<ExecutionView>): ExecutionView {
  return {
    id: 'e1',
    mode: 'paper',
    state: 'sending',
    eventTitle: opportunity.eventTitle,
    eventSlug: opportunity.eventSlug,
    tone: 'attention',
    legs: labels.map((label) => ({
      label,
      token: 'no',
      state: 'sent',
      filledMicros: 0,
      settled: false,
      sizeMicros: 41_000_000,
      failure: null,
    })),
    paidMicros: 0,
    floorMicros: 164_000_000,
    acceptedTies: 0,
    held: null,
    failure: null,
    unsent: null,
    armed: null,
    connect: null,
    acknowledged: false,
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
    settled: ['confirmed', 'rejected', 'unfilled'].includes(state),
    failure:
      state === 'rejected'
        ? failure('The venue answered that the balance is not enough. Nothing was bought with this bet.')
        : null,
  }));

/** Three of five No bets: one of them pays nothing at worst. */
const held: NonNullable<ExecutionView['held']> = {
  legs: labels.slice(0, 3).map((label) => ({ label, token: 'no', sizeMicros: 41_000_000 })),
  pays: { leastMicros: 82_000_000, mostMicros: 123_000_000 },
  acceptedTies: 0,
  sellBackMicros: 80_910_000,
  ways: [
    { way: 'finish', resultMicros: -680_000, unitMicros: 946_000, bets: 2 },
    { way: 'sell-back', resultMicros: -990_000, unitMicros: 657_000, bets: 3 },
  ],
};

export const executions = {
  signing: execution({
    mode: 'live',
    state: 'signing',
    legs: legStates(['signed', 'signed', 'pending', 'pending', 'pending']),
  }),
  armed: execution({
    mode: 'live',
    state: 'armed',
    legs: legStates(['signed', 'signed', 'signed', 'signed', 'signed']),
    armed: {
      untilMs: NOW_MS + 540_000,
      maxCostMicros: 161_590_000,
      waits: failureOf(
        'book-moved',
        { token: 'no', market: '25 bp hike', availableMicros: 12_000_000, sizeMicros: 41_000_000 },
        'later',
      ),
    },
    unsent: { signed: 5, unclear: 0, posted: 0 },
  }),
  sending: execution({}),
  matched: execution({
    mode: 'live',
    state: 'matched',
    legs: legStates(['matched', 'matched', 'matched', 'mined', 'confirmed']),
    paidMicros: 161_375_940,
  }),
  partial: execution({
    mode: 'live',
    state: 'partial',
    tone: 'loss',
    legs: legStates(['confirmed', 'confirmed', 'matched', 'rejected', 'unfilled']),
    paidMicros: 81_720_000,
    held,
  }),
  unknown: execution({
    mode: 'live',
    state: 'unknown',
    legs: legStates(['matched', 'matched', 'matched', 'unknown', 'unknown']),
  }),
  settled: execution({
    state: 'settled',
    tone: 'violation',
    legs: legStates(['confirmed', 'confirmed', 'confirmed', 'confirmed', 'confirmed']),
    paidMicros: 161_375_940,
  }),
  refused: execution({
    state: 'refused',
    tone: 'quiet',
    failure: failure(
      'The books moved: it would now cost $165.02, more than the $161.59 that you saw. Nothing was sent. ' +
        'Look at the new numbers and press again.',
    ),
    legs: legStates(['pending', 'pending', 'pending', 'pending', 'pending']),
  }),
} as const;

/** A title that fits nowhere, and one that tries to reverse what stands around it. */
export const long =
  'Which of the following candidates, parties, coalitions or other entities will be the first to be officially ' +
  'certified as the winner of the extraordinarily long-named regional by-election before the end of the year?';
export const bidi =
  '\u202eSEY LLA YUB\u202c <img src=x onerror=alert(1)> \u2066NO\u2069 z\u0301\u0301\u0301\u0301\u0301\u0301 100% ' +
  'risk-free';
