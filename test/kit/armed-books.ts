/** For services of which nothing is armed. */
import type { ArmedDependencies } from '../../lib/services/execution/armed';
import { NOW } from './priced-event';

export const noArmedBooks: Omit<ArmedDependencies['books'], 'refresh'> = {
  stateOf: () => ({ kind: 'bad', fault: 'missing', sinceMs: NOW }),
  subscribeDirty: () => () => undefined,
  attendArmed: () => undefined,
};
