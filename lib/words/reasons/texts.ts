/** What keeps two texts from being compared by rule. */
import type { ReasonSentences } from './sentence';
import type { TEXTS } from '../../domain/reason-codes';

/** Where a word stands. */
const WHERE: Readonly<Record<string, string>> = {
  title: 'title',
  deciding: 'deciding sentence of the rules',
  joined: 'joined rules',
};

export const textsReasons: ReasonSentences<typeof TEXTS> = {
  'text-too-long': 'the text is too long to be checked by rule',
  'strange-digits': 'the text holds digits of another script',
  'rules-unknown': 'the rules are not known',
  'no-deciding': 'no single sentence of the rules says plainly when it resolves to Yes',
  'second-moves': 'a second sentence of the rules moves with the title',
  'second-refers': 'a second sentence of the rules refers to the date or the amount of the title',
  'strange-beside-ladder': ({ sentence }) => `"${sentence}" is a sentence that no rule may judge beside a ladder`,
  'strange-beside-amount': ({ sentence }) => `"${sentence}" is a sentence that no rule may judge beside an amount`,
  'turns-answer': 'a sentence of the rules may turn the answer around',
  'later-harder': ({ word }) => `"${word}" in the rules may make a later day harder, not easier`,
  'longer-harder': ({ word }) => `"${word}" may make a longer time harder, not easier`,
  'other-no': 'a sentence of the rules names another way to No',
  'rules-differ': ({ a, b }) => `their rules differ: "${a}" against "${b}"`,
  'rules-differ-more': 'the rules differ in more than the title does',
  'rules-beyond-range': 'their rules differ in more than the range',
  'others-differ': 'the other sentences of their rules differ',
  'built-differently': 'their texts are built differently',
  'nothing-differs': 'neither an amount nor a last day differs',
  'not-word-for-word': 'they are not the same word for word',
  'other-words': 'their rules say it in other words',
  'no-common-word': 'the title and the deciding sentence have no word in common',
  'all-capitals': 'in its title every word is written large, so names cannot be told from words',
  'unknown-word': ({ word, where }) => `"${word}" in the ${WHERE[where] ?? where} is a word that no rule may judge`,
  'unknown-form': ({ where }) => `the ${WHERE[where] ?? where} has none of the forms that a rule may judge`,
  'names-nobody': ({ where }) => `the ${WHERE[where] ?? where} names nobody and nothing`,
  'label-word': ({ word }) => `"${word}" in its label is a word that no rule may judge`,
  'label-arrow': 'the arrow of its label points to the other side',
  'label-side': 'its label points to the other side',
  'label-range': 'its label names a range',
  'label-day': 'its label names another day than its title',
  'label-amounts': 'its label names other amounts than its title',
  'label-more': 'its label says more than its amount',
  'label-else': 'its label says something else than its title',
  'labels-differ': 'their labels differ, and may name two things',
  'two-texts': 'they are two texts, and their rules may differ where their titles do not',
  'combined-open': 'the rules of the combined question are written in other words',
};
