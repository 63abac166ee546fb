/**
 * One word of the user for a whole template. A step that its advisor could only propose names its template in its
 * evidence (`template: <sha-256 of the masked text> <slot> <side>`); once the user has accepted one such step, the
 * others of that template are accepted with it, now and later, until that one is taken back or its text changes.
 */
import { coded } from '../domain/reasons';
import type { RelationEntry } from '../domain/relation';

export const TEMPLATE_LINE = 'template: ';
/** Evidence of a step that a reviewed template proves: the hash of its form. */
export const REVIEWED_LINE = 'reviewed: ';
/** The step of a relation that was accepted because another one of its template is. */
const WITH_TEMPLATE = coded('accepted-with-template');
/** The first step of a relation that came from a file. */
export const IMPORTED = coded('imported');
/** The steps of a relation that the user decided. */
export const BY_USER = coded('accepted-by-you');
export const REJECTED = coded('rejected-by-you');
export const TAKEN_BACK = coded('taken-back');

/** Only what the rules of this program wrote: a file or a model may write any line. */
export function templateOf(entry: RelationEntry | undefined): string | null {
  if (entry === undefined) return null;
  const { relation, history } = entry;
  if (relation.source !== 'rule' || history[0]?.because === IMPORTED) return null;
  return relation.evidence.find((line) => line.startsWith(TEMPLATE_LINE)) ?? null;
}

/** Templates of which the user has accepted a step that still stands. */
export function acceptedTemplates(entries: Iterable<RelationEntry>): ReadonlySet<string> {
  const accepted = new Set<string>();
  for (const entry of entries) {
    const template = entry.relation.status === 'accepted' && isFounding(entry) ? templateOf(entry) : null;
    if (template !== null) accepted.add(template);
  }
  return accepted;
}

function isFounding({ history }: RelationEntry): boolean {
  return history.findLast((step) => step.status === 'accepted')?.because === BY_USER;
}

/**
 * What the accepted templates change: a step of one that was never judged is accepted with it, a step that rests on one
 * that was taken back is a proposal again. A rejection of the user stands.
 */
export function stepWithTemplate(
  entry: RelationEntry,
  accepted: ReadonlySet<string>,
): { readonly status: 'accepted' | 'proposed'; readonly because: string } | null {
  const template = templateOf(entry);
  if (template === null) return null;
  const { status } = entry.relation;
  if (status === 'proposed' && accepted.has(template) && !wasJudged(entry))
    return { status: 'accepted', because: WITH_TEMPLATE };
  const rests = entry.history.findLast((step) => step.status === 'accepted')?.because === WITH_TEMPLATE;
  return status === 'accepted' && rests && !accepted.has(template)
    ? { status: 'proposed', because: coded('template-not-accepted') }
    : null;
}

/** Taken back or rejected by the user at some time: it needs its own word. */
function wasJudged({ history }: RelationEntry): boolean {
  return history.some(({ because }) => because === REJECTED || because === TAKEN_BACK);
}
