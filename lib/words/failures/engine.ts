import type { ENGINE_FAILURES } from '../../domain/failures';
import type { Sentences } from './sentence';

export const engineFailures: Sentences<typeof ENGINE_FAILURES> = {
  'bad-instance': ({ problem }) => `These markets cannot be scanned: ${problem}.`,
  'certificate-refused': ({ problem }) =>
    `The proof of this set of bets does not hold (${problem}). Facet will not act on it.`,
  'certificate-foreign': 'The engine answered for other relations than were asked. The set of bets is not shown.',
  'certificate-prices': 'The engine answered with prices that the books do not have. The set of bets is not shown.',
  'outcome-space-too-hard':
    'The relations of these markets are too tangled to show that any outcome satisfies them, so nothing is offered ' +
    'here.',
  'solver-failed': 'The solver did not answer for these markets. Nothing is offered until the next scan.',
  'engine-late': 'The engine did not answer in time and was started again. No set of bets is shown until it has.',
  'engine-unreachable': 'The engine could not be reached. Reload the extension if this stays.',
  'engine-stopped': 'The solver could not be loaded, so nothing can be scanned. Reload the extension.',
  'engine-fault': ({ reason }) =>
    `The scan of these markets stopped on an internal check (${reason}). Nothing is offered here.`,
  cancelled: 'This scan was replaced by a newer one.',
};
