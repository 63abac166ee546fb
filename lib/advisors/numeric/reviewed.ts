/** Which steps a reviewed template proves (lexicon/templates/). */
import { AMOUNT_TEMPLATES } from '../../language/lexicon/templates/amounts';
import { DAY_TEMPLATES } from '../../language/lexicon/templates/days';
import type { ReviewedGroup } from '../../language/lexicon/templates/reviewed';
import type { Template } from './template';

const BY_FORM: ReadonlyMap<string, ReviewedGroup> = new Map(
  [...AMOUNT_TEMPLATES, ...DAY_TEMPLATES].flatMap((group) =>
    group.hashes.map((hash) => [`${hash} ${group.slot} ${group.side}`, group] as const),
  ),
);

/** @param opened what keeps two from beginning together, or null */
export function reviewedFor(template: Template | null, opened: string | null): ReviewedGroup | null {
  const reviewed = template === null ? undefined : BY_FORM.get(`${template.form} ${template.slot} ${template.side}`);
  return reviewed === undefined || (reviewed.opening === 'together' && opened !== null) ? null : reviewed;
}
