/** The logic between markets as one value, so that the services need not know its parts. */
import type { RelationLogic } from '../ports/relation-logic';
import { implicationGraph } from '../relations/closure';
import { clashSteps, entails, forcedSteps, isRefuted } from '../relations/consistency';
import { violationsOf } from '../relations/violations';
import { fingerprintsIn, hashTexts, textFingerprint } from '../relations/text-fingerprint';
import { checkTexts, decide, propose } from '../relations/lifecycle';
import { exportBook, importBook } from '../relations/parse-register';
import { meaningOf } from '../relations/identity';
import { createLexicalIndex } from '../language/look-alikes';

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
