/**
 * Whatever happens in whatever order, crashes included: no act before its record is on disk, nothing signed is sent
 * twice, no wallet is asked twice for the same transaction, and nothing that may have left is ever called unsent.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CASH_STATES, type CashOut } from '../../../../lib/domain/cash-out';
import { failureOf } from '../../../../lib/domain/result';
import type { CashEvent, CashRun } from '../../../../lib/services/cash/machine';
import { step } from '../../../../lib/services/cash/machine';
import { atRest } from '../../../../lib/services/execution/journaled';
import { OWN, RELAYED, cashOutOf } from '../../../kit/cash-outs';
import { runs } from '../../../kit/property';

const failure = failureOf('busy', {}, 'later');
const { changes } = cashOutOf();

const event: fc.Arbitrary<CashEvent | 'crash'> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<CashEvent>({ kind: 'written' }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<CashEvent | 'crash'>(
      { kind: 'checked', request: RELAYED, changes },
      { kind: 'checked', request: OWN, changes },
      { kind: 'signed', body: '{}' },
      { kind: 'taken', id: 'r1' },
      { kind: 'sent', hash: '0xaa' },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<CashEvent | 'crash'>(
      'crash',
      { kind: 'opened' },
      { kind: 'write-failed', failure },
      { kind: 'refused', failure },
      { kind: 'unanswered', failure },
      { kind: 'looked-up', finding: { kind: 'pending' } },
      { kind: 'looked-up', finding: { kind: 'silent', failure } },
      { kind: 'looked-up', finding: { kind: 'done', doubt: null } },
      { kind: 'looked-up', finding: { kind: 'done', doubt: failure } },
      { kind: 'looked-up', finding: { kind: 'failed', failure } },
      { kind: 'closed' },
      { kind: 'faulted' },
      { kind: 'restarted' },
    ),
  },
);

it('acts on what is on disk, and once', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let disk: CashOut | null = null;
      let run: CashRun = atRest(cashOutOf());
      let left = 0;
      const asked: number[] = [];
      const take = (one: CashEvent): void => {
        if (one.kind === 'written' && run.stage.kind === 'writing') disk = run.record;
        const { run: next, effects } = step(run, one);
        run = next;
        for (const effect of effects) {
          if (effect.kind === 'write' || effect.kind === 'look-up') continue;
          // The record that allows it is the one on disk.
          expect(disk).toEqual(run.record);
          if (effect.kind === 'post') left += 1;
          if (effect.kind === 'ask') asked.push(effect.index);
        }
      };
      take({ kind: 'opened' });
      for (const one of events) {
        if (one !== 'crash') take(one);
        else if (disk !== null) {
          run = atRest(disk);
          take({ kind: 'restarted' });
        }
        expect(left).toBeLessThanOrEqual(1);
        expect(new Set(asked).size).toBe(asked.length);
        // A transaction that the wallet sent is never called unsent, and what was signed goes with what was stopped.
        const { request, state } = run.record;
        if (request?.way === 'own' && request.hashes.length > 0) expect(CASH_STATES[state].sent).toBe(true);
        if (state === 'abandoned' && request?.way === 'relayer') expect(request.body).toBeNull();
        // On disk it may have left before it does.
        if (left > 0 && disk !== null)
          expect(CASH_STATES[(disk as CashOut).state].sent || refusedAfter(disk)).toBe(true);
      }
    }),
    runs(),
  );
});

/** The relayer or the wallet said in words that it did not take it. */
function refusedAfter({ state, failure: why }: CashOut): boolean {
  return state === 'abandoned' && why !== null;
}
