/** Scenarios of the ledger: split, merge, convert and redeem on the exchange's own chain, step by step. */
import { createClock } from '../../exchange/core/clock';
import { Core } from '../../exchange/core/core';
import type { EventSpec, MarketSpec } from '../../exchange/model';

const USER = '0x00000000000000000000000000000000000000aa';

interface Step {
  readonly op: 'split' | 'merge' | 'convert' | 'redeem' | 'resolve';
  readonly market?: string;
  readonly event?: string;
  readonly indexSet?: string;
  readonly amount?: string;
  readonly payouts?: readonly [number, number];
}

export interface LedgerVector {
  readonly id: string;
  readonly input: {
    readonly name: string;
    readonly cash: string;
    readonly binaries?: readonly string[];
    readonly events?: readonly { readonly id: string; readonly questions: number; readonly feeBips?: number }[];
    readonly steps: readonly Step[];
  };
  readonly expect: {
    readonly steps: readonly {
      readonly refused: boolean;
      readonly cash: string;
      readonly tokens: Readonly<Record<string, string>>;
    }[];
  };
}

function market(name: string, index: number, negRisk: boolean): MarketSpec {
  const hex = Buffer.from(name.padEnd(16, '.')).toString('hex').padEnd(62, '0');
  return {
    id: String(index),
    conditionId: `0x${hex}${index.toString(16).padStart(2, '0')}`,
    questionId: `0x${hex}${index.toString(16).padStart(2, '0')}`,
    slug: name,
    question: name,
    groupItemTitle: name,
    groupItemThreshold: String(index),
    description: '',
    tokens: [`${name}.yes`, `${name}.no`],
    version: 'v1',
    negRisk,
    negRiskOther: false,
    tickMicros: 10_000,
    minSizeMicros: 5_000_000,
    fee: null,
    endDate: '2030-01-01T00:00:00Z',
    volume: 0,
    active: true,
    closed: false,
    acceptingOrders: true,
  };
}

function eventOf(id: string, markets: readonly MarketSpec[], negRisk: boolean): EventSpec {
  return {
    id,
    slug: id,
    title: id,
    description: '',
    endDate: '2030-01-01T00:00:00Z',
    volume: 0,
    negRisk,
    negRiskAugmented: false,
    cumulativeMarkets: false,
    negRiskMarketId: negRisk ? id : '',
    markets,
  };
}

export function world({ cash, binaries = [], events = [] }: LedgerVector['input']): {
  readonly core: Core;
  id(name: string): string;
} {
  const core = new Core({ clock: createClock({ speed: 0 }), autoRedeem: () => false });
  for (const name of binaries) core.addEvent(eventOf(name, [market(name, 0, false)], false));
  for (const { id, questions } of events)
    core.addEvent(
      eventOf(
        id,
        Array.from({ length: questions }, (_, i) => market(`${id}/${i}`, i, true)),
        true,
      ),
    );
  if (cash !== '0') core.deposit(USER, { cashMicros: Number(cash) });
  const idOf = new Map([...core.markets.values()].map(({ spec }) => [spec.slug, spec.conditionId] as const));
  return { core, id: (name) => idOf.get(name) ?? '' };
}

/** Whether the step was refused. */
export function take({ core, id }: ReturnType<typeof world>, step: Step, feeBips: number): boolean {
  const amountMicros = Number(step.amount ?? 0);
  const conditionId = id(step.market ?? '');
  switch (step.op) {
    case 'split':
      return core.chain.split(USER, conditionId, amountMicros) !== null;
    case 'merge':
      return core.chain.merge(USER, conditionId, amountMicros) !== null;
    case 'convert':
      return (
        core.chain.convert(USER, {
          marketId: step.event ?? '',
          indexSet: BigInt(step.indexSet ?? '0'),
          amountMicros,
          feeBips,
        }) !== null
      );
    case 'redeem':
      return core.chain.redeem(USER, conditionId) !== null;
    case 'resolve':
      core.chain.report(conditionId, step.payouts ?? [0, 0]);
      return false;
    default:
      throw new Error(`unknown step ${String(step.op)}`);
  }
}

export function balances(core: Core): { readonly cash: string; readonly tokens: Readonly<Record<string, string>> } {
  const { cash, tokens } = core.ledger.account(USER);
  return {
    cash: String(cash.balanceMicros),
    tokens: Object.fromEntries(
      [...tokens].flatMap(([id, { balanceMicros }]) => (balanceMicros === 0 ? [] : [[id, String(balanceMicros)]])),
    ),
  };
}

/** The answer to a vector of the file: after each step whether it was refused, and what the account holds. */
export function ledgerScenario(input: LedgerVector['input']): LedgerVector['expect'] {
  const made = world(input);
  const fee = new Map((input.events ?? []).map(({ id, feeBips }) => [id, feeBips ?? 0] as const));
  return {
    steps: input.steps.map((step) => ({
      refused: take(made, step, fee.get(step.event ?? '') ?? 0),
      ...balances(made.core),
    })),
  };
}
