/** Split, merge, convert and redeem of the exchange, step by step against balances that the deployed contracts gave. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BURNED } from '../../../exchange/core/chain';
import { take, world, type LedgerVector } from '../../../scripts/vectors/ledger';

const FILE = join(process.env['FACET_DATA'] ?? '../shared/data', 'vectors', 'settlement', 'ledger-scenarios.json');
const hasData = existsSync(FILE);
const USER = '0x00000000000000000000000000000000000000aa';

const vectors = (): readonly LedgerVector[] =>
  hasData ? (JSON.parse(readFileSync(FILE, 'utf8')) as { readonly vectors: readonly LedgerVector[] }).vectors : [];

describe('the chain beside the order book', () => {
  it.skipIf(!hasData)('loses no dollar in any step of ledger-scenarios.json (needs ../shared/data)', () => {
    for (const { input } of vectors()) {
      const made = world(input);
      const fee = new Map((input.events ?? []).map(({ id, feeBips }) => [id, feeBips ?? 0] as const));
      for (const step of input.steps) {
        take(made, step, fee.get(step.event ?? '') ?? 0);
        const open = [...made.core.markets.values()].map(({ spec }) => spec);
        expect(made.core.ledger.imbalances(open, made.core.chain.converted.values()).cashMicros).toBe(0);
      }
    }
  });

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
