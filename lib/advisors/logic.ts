/** The logic between markets as one value, so that the services need not know its parts. */
import type { RelationLogic } from '../ports/relation-logic';
import { implicationGraph } from './checks/closure';
import { clashSteps, entails, forcedSteps, isRefuted } from './checks/consistency';
import { violationsOf } from './checks/history';
import { fingerprintsIn, hashTexts, textFingerprint } from './fingerprint';
import { checkTexts, decide, propose } from './lifecycle/book';
import { exportBook, importBook } from './lifecycle/parse-book';
import { meaningOf } from './make';
import { createLexicalIndex } from './prefilter/lexical';

export const relationLogic: RelationLogic = {
  propose,
  decide,
  checkTexts,
  exportBook,
  importBook,
  textHash: hashTexts,
  textLine: textFingerprint,
  textsOf: (relation) => fingerprintsIn(relation.evidence),
  sameBody: (a, b) => meaningOf(a) === meaningOf(b),
  clashSteps,
  entails,
  forcedSteps,
  refuted: isRefuted,
  violations: violationsOf,
  chain: (relations, from, to) => implicationGraph(relations).path(from, to),
  createIndex: () => createLexicalIndex([]),
};
