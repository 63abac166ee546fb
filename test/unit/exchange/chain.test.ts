/** Split, merge, convert and redeem of the exchange, step by step against balances that the deployed contracts gave. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../exchange/core/clock';
import { BURNED } from '../../../exchange/core/chain';
import { Core } from '../../../exchange/core/core';
import type { EventSpec, MarketSpec } from '../../../exchange/model';

const FILE = join(process.env['FACET_DATA'] ?? '../shared/data', 'vectors', 'settlement', 'ledger-scenarios.json');
const hasData = existsSync(FILE);
const USER = '0x00000000000000000000000000000000000000aa';

interface Step {
  readonly op: 'split' | 'merge' | 'convert' | 'redeem' | 'resolve';
  readonly market?: string;
  readonly event?: string;
  readonly indexSet?: string;
  readonly amount?: string;
  readonly payouts?: readonly [number, number];
}

interface Vector {
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

const vectors = (): readonly Vector[] =>
  hasData ? (JSON.parse(readFileSync(FILE, 'utf8')) as { readonly vectors: readonly Vector[] }).vectors : [];

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

function world({ cash, binaries = [], events = [] }: Vector['input']): {
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
function take({ core, id }: ReturnType<typeof world>, step: Step, feeBips: number): boolean {
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

function balances(core: Core): { readonly cash: string; readonly tokens: Readonly<Record<string, string>> } {
  const { cash, tokens } = core.ledger.account(USER);
  return {
    cash: String(cash.balanceMicros),
    tokens: Object.fromEntries(
      [...tokens].flatMap(([id, { balanceMicros }]) => (balanceMicros === 0 ? [] : [[id, String(balanceMicros)]])),
    ),
  };
}

describe('the chain beside the order book', () => {
  it.skipIf(!hasData).each(vectors().map((vector) => [vector.id, vector.input.name, vector] as const))(
    'ledger-scenarios.json %s: %s (needs ../shared/data)',
    (_id, _name, vector) => {
      const made = world(vector.input);
      const fee = new Map((vector.input.events ?? []).map(({ id, feeBips }) => [id, feeBips ?? 0] as const));
      for (const [i, step] of vector.input.steps.entries()) {
        const refused = take(made, step, fee.get(step.event ?? '') ?? 0);
        const want = vector.expect.steps[i];
        expect({ i, refused, ...balances(made.core) }).toEqual({ i, ...want });
        const open = [...made.core.markets.values()].map(({ spec }) => spec);
        expect(made.core.ledger.imbalances(open, made.core.chain.converted.values()).cashMicros).toBe(0);
      }
    },
  );

  it('keeps every dollar and every pair through random conversions of both protocols', () => {
    const amount = fc.integer({ min: 0, max: 5_000_000 });
    const step = fc.record({
      kind: fc.constantFrom('split', 'merge', 'convert', 'one', 'up', 'down' as const),
      at: fc.nat(3),
      set: fc.integer({ min: 0, max: 15 }),
      amount,
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { core, id } = world({ name: '', cash: '40000000', events: [{ id: 'e', questions: 4 }], steps: [] });
        for (const { kind, at, set, amount: amountMicros } of steps) {
          const conditionId = id(`e/${at}`);
          if (kind === 'split') core.chain.split(USER, conditionId, amountMicros);
          else if (kind === 'merge') core.chain.merge(USER, conditionId, amountMicros);
          else if (kind === 'convert')
            core.chain.convert(USER, { marketId: 'e', indexSet: BigInt(set), amountMicros, feeBips: 30 });
          else if (kind === 'one') core.chain.convertOne(USER, 'e', at, amountMicros);
          else core.chain.horizontal(USER, 'e', kind === 'up' ? amountMicros : -amountMicros);
          const open = [...core.markets.values()].map(({ spec }) => spec);
          expect(core.ledger.imbalances(open, core.chain.converted.values())).toEqual({ cashMicros: 0, markets: [] });
          for (const account of core.ledger.accounts.values())
            if (account.name !== BURNED)
              for (const { balanceMicros } of [account.cash, ...account.tokens.values()])
                expect(balanceMicros).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
