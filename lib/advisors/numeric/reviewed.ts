/** Which steps a reviewed template proves (lexicon/templates.ts). */
import { REVIEWED_TEMPLATES, type ReviewedTemplate } from '../../language/lexicon/templates';
import type { Template } from './template';

const BY_FORM: ReadonlyMap<string, ReviewedTemplate> = new Map(
  REVIEWED_TEMPLATES.map((reviewed) => [`${reviewed.hash} ${reviewed.slot} ${reviewed.side}`, reviewed]),
);

/** @param opened what keeps two from beginning together, or null */
export function reviewedFor(template: Template | null, opened: string | null): ReviewedTemplate | null {
  const reviewed = template === null ? undefined : BY_FORM.get(`${template.form} ${template.slot} ${template.side}`);
  return reviewed === undefined || (reviewed.opening === 'together' && opened !== null) ? null : reviewed;
}
