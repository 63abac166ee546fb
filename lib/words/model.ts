/** The optional language model: what it does now, or why it does nothing. */
import type { ModelFact } from '../domain/model';
import { failure } from './failures';
import { count } from './format';

const STAYS_OFF = 'The language model stays off.';

export function model(fact: ModelFact): string {
  switch (fact.code) {
    case 'off':
      return 'No language model is asked. Relations come from rules alone.';
    case 'looking':
      return 'Looking for pairs to ask about.';
    case 'asking':
      return `Asking about ${count(fact.pairs, 'pair')} of markets that look alike.`;
    case 'all-judged':
      return 'Every pair that looks alike has been judged.';
    case 'nothing-to-ask':
      return 'Nothing to ask: every pair that looks alike has been judged.';
    case 'failed':
      return failure(fact.because);
    case 'unread-answers':
      return `${failure(fact.because)} ${STAYS_OFF}`;
    case 'unread-settings': {
      const what = fact.settings === 1 ? 'One saved setting' : `${fact.settings} saved settings`;
      return `${what} of the language model could not be read. Look at them and save them again. ${STAYS_OFF}`;
    }
  }
}
