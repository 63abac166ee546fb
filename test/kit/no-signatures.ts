/** For what is tested without the register of signatures: it keeps nothing and has nothing to say. */
import { ok } from '../../lib/domain/result';
import type { SendDependencies } from '../../lib/services/execution/send';

export const noSignatures: SendDependencies['signatures'] = {
  ask: () => Promise.resolve(ok(undefined)),
  answered: () => Promise.resolve(),
};
