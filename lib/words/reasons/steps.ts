/** What happened to a relation, and what a model or a file says of it. */
import type { ReasonSentences } from './sentence';
import type { STEPS } from '../../domain/reason-codes';

type Two = (a: string | number, b: string | number) => string;
const OTHER: Two = (a, b) => `"${a}" and "${b}" are tied`;
const MODEL_SAYS: Readonly<Record<string, Two>> = {
  implies: (a, b) => `if "${a}" is Yes, "${b}" must be Yes`,
  equivalent: (a, b) => `"${a}" and "${b}" always resolve alike`,
  not: (a, b) => `exactly one of "${a}" and "${b}" is Yes`,
  excludes: (a, b) => `"${a}" and "${b}" are never both Yes`,
};

export const stepsReasons: ReasonSentences<typeof STEPS> = {
  'named-by': ({ source }) => `named by ${source}`,
  imported: 'imported',
  'no-longer-follows': 'no longer follows from the texts',
  'texts-changed-accepted': 'the texts changed after it was accepted',
  'text-changed': 'a text it rests on changed',
  'rule-proves': 'a rule proves it now',
  'only-proposal': 'it is only a proposal now',
  'accepted-by-you': 'accepted by you',
  'rejected-by-you': 'rejected by you',
  'taken-back': 'your decision was taken back',
  'accepted-with-template': 'accepted with its template',
  'template-not-accepted': 'its template is no longer accepted',
  'from-file': ({ said }, say) => `A file says: "${say(said).replaceAll('"', "'")}"`,
  'model-says': ({ type, a, b }) =>
    `A language model says: ${(MODEL_SAYS[type] ?? OTHER)(a, b)}. Read both rules before you accept it.`,
  'model-answer': ({ model, prompt, tokens, ms }) => `${model}, prompt ${prompt}, ${tokens} tokens, ${ms} ms`,
  'answer-form': 'the answer did not have the agreed form',
  'no-relation-seen': 'the model sees no relation',
  'quote-missing': 'a quote does not stand in the texts',
  'reverse-form': 'the answer in the other order did not have the agreed form',
  'reverse-differs': 'asked in the other order, the model said something else',
  'world-form': 'the search for a counter-example was not answered in the agreed form',
  'counter-example': 'the model found a course of events that breaks it',
};
