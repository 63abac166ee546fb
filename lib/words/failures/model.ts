import type { MODEL_FAILURES } from '../../domain/failures';
import type { Sentences } from './sentence';

const BUILT_IN = {
  unavailable: 'This browser or computer cannot run the built-in model.',
  downloadable: 'The built-in model has not been downloaded. Chrome does so at chrome://on-device-internals.',
  downloading: 'The built-in model is still being downloaded.',
  other: 'The built-in model is not ready.',
} as const;

export const modelFailures: Sentences<typeof MODEL_FAILURES> = {
  'model-off': 'No language model is asked.',
  'model-not-allowed': ({ host }) =>
    `Facet may not reach ${host} yet. Press "Save and allow" in the side panel. Nothing is asked until then.`,
  'no-built-in': 'This browser has no built-in language model. Nothing is asked.',
  'built-in-unready': ({ why }) => `${BUILT_IN[why]} Nothing is asked.`,
  'built-in-silent': 'The built-in language model did not answer. Nothing was proposed.',
  'no-model': 'Name the model to ask, as the endpoint calls it. Nothing was changed.',
  'bad-endpoint': 'This is not an address of a model. It must look like https://host/v1 or http://127.0.0.1:11434.',
  'host-not-asked': 'Facet may only ask for https addresses, or http on this computer. Nothing was changed.',
  'endpoint-user': 'The address must not hold a user name or a password.',
  'endpoint-query': 'The address must not hold a query or a fragment.',
  'endpoint-insecure': 'The address must use https, or http on this machine only.',
  'endpoint-host': 'The address must name one host. Nothing was changed.',
  'model-unreachable': 'The language model did not answer. Nothing was proposed.',
  'model-refused': ({ status }) => `The language model answered with an error (${status}). Nothing was proposed.`,
  'model-unreadable': 'The answer of the language model could not be read. Nothing was proposed.',
  'model-settings': 'The saved settings of the language model could not be read.',
  'model-unsaved': 'The browser did not save the settings of the language model; the old ones still hold.',
  'model-key-unsaved': 'The browser did not keep the key. The model is not asked.',
  'budget-spent': ({ calls, tokens }) =>
    `The budget for the language model is used up (${calls} questions, ${tokens} tokens). Nothing more is asked ` +
    'until you raise it.',
  'budget-spent-today': ({ calls, tokens }) =>
    `The model's budget for today is used up (${calls} questions, ${tokens} tokens). Nothing more is asked until ` +
    'tomorrow or until you raise it.',
  'budget-uncounted': 'What the model is asked could not be counted, so it is not asked.',
  'question-withdrawn': 'The question was withdrawn. Nothing was proposed.',
};
