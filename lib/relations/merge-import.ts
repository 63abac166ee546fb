/**
 * Takes relations from a file. A file is hostile: it can add proposals and rejections, and nothing that bounds money.
 */
import type { RelationEntry } from '../domain/relation';
import type { RelationRegister } from './lifecycle';

export interface ImportSummary {
  /** New proposals that wait for the user. */
  readonly proposals: number;
  readonly rejections: number;
  /** Known here already; the word given here stands. */
  readonly known: number;
  /** Proofs of the file: the rules here say them again or not at all. */
  readonly leftToRules: number;
}

export function mergeImport(
  register: RelationRegister,
  imported: RelationRegister,
): { readonly added: readonly RelationEntry[]; readonly summary: ImportSummary } {
  const added: RelationEntry[] = [];
  let proposals = 0;
  let rejections = 0;
  let known = 0;
  let leftToRules = 0;
  for (const [id, entry] of imported) {
    const { source, status } = entry.relation;
    if (register.has(id)) {
      known += 1;
    } else if (status === 'rejected') {
      added.push(entry);
      rejections += 1;
    } else if (status !== 'proposed' || source === 'structure' || source === 'rule') {
      leftToRules += 1;
    } else {
      added.push(entry);
      proposals += 1;
    }
  }
  return { added, summary: { proposals, rejections, known, leftToRules } };
}
