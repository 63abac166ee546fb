/** The user's own acts on the register: a decision, an export, an import. */
import type { Relation } from '../../domain/relation';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import { mergeImport, type ImportSummary } from '../../relations/merge-import';
import { exportRegister, importRegister } from '../../relations/parse-register';
import { reviewSteps, type RelationReview } from '../../relations/review';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import { decideOn, type Decision } from './decide';
import type { InForce } from './in-force';
import type { DurableRegister } from './register';
import { runInSlices } from './slices';

export interface Decisions {
  /** What speaks against this relation, beside all that are in force. */
  check(relation: Relation): Promise<RelationReview>;
  /** Needs the rule texts that the user had open to accept. */
  decide(decision: Decision): Promise<Result<void>>;
  exportText(): string;
  importText(text: string): Promise<Result<ImportSummary>>;
}

export function createDecisions(options: {
  readonly register: DurableRegister;
  readonly inForce: InForce;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}): Decisions {
  const { register, inForce, clock, log, signal } = options;

  function check(relation: Relation): Promise<RelationReview> {
    const { relations, conditions } = inForce.now();
    return runInSlices(reviewSteps(relation, { inForce: relations, conditions }), clock, signal);
  }

  function announce(): void {
    inForce.rebuild(false);
    inForce.registerChanged();
  }

  return {
    check,
    async decide(decision) {
      const decided = await decideOn(decision, {
        register: register.current(),
        conditions: inForce.now().conditions,
        conditionsThen: () => inForce.now().conditions,
        check,
        clock,
        name: inForce.nameOf,
      });
      if (!decided.ok) return decided;
      const written = await register.commit(decided.value);
      if (!written.ok) return written;
      log.info('relation-decided', { id: decision.id, decision: decision.decision });
      announce();
      return ok(undefined);
    },
    exportText: () =>
      exportRegister(
        new Map(
          [...register.current()].filter(
            ([, { relation }]) => relation.source !== 'structure' || relation.status === 'rejected',
          ),
        ),
      ),
    async importText(text) {
      const read = importRegister(text, { trustAcceptances: false, atMs: clock.nowMs() });
      if (!read.ok) return read;
      const summary: { value: ImportSummary | null } = { value: null };
      const written = await register.commit((known) => {
        const merged = mergeImport(known, read.value);
        summary.value = merged.summary;
        return ok(merged.added);
      });
      if (!written.ok) return written;
      announce();
      return summary.value === null ? fail('import-refused', {}) : ok(summary.value);
    },
  };
}
