/** For what is tested without the register of signatures: it keeps nothing and has nothing to say. */
import { ok } from '../../lib/domain/result';
import { moneyMicros } from '../../lib/domain/units';
import type { ExecutionDependencies } from '../../lib/services/execution/execution';

export const noSignatures: ExecutionDependencies['signatures'] = {
  ask: () => Promise.resolve(ok(undefined)),
  answered: () => Promise.resolve(),
  claimedMicros: () => moneyMicros(0),
};
