/** The register after everybody who may speak about relations has spoken. */
import type { Condition } from '../domain/condition';
import type { Relation, RelationSource } from '../domain/relation';
import { applyTemplates, checkTexts, propose, type RelationRegister } from './lifecycle';
import { hashTexts } from './text-fingerprint';

const RULE: ReadonlySet<RelationSource> = new Set(['rule']);
const STRUCTURE: ReadonlySet<RelationSource> = new Set(['structure']);
const NOBODY: ReadonlySet<RelationSource> = new Set();

export interface Statements {
  /** Whose texts and groups are known now. */
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly structure: readonly Relation[];
  readonly rules: readonly Relation[];
  /** Condition ids about which the rules have said all they have to say. */
  readonly covered: ReadonlySet<string>;
  /** From whoever may propose and never says everything, such as a language model. */
  readonly proposals: readonly Relation[];
}

export function updateRegister(register: RelationRegister, said: Statements, atMs: number): RelationRegister {
  const hashes = new Map([...said.conditions].map(([id, condition]) => [id, hashTexts(condition)] as const));
  let next = checkTexts(register, hashes, atMs);
  next = propose(next, {
    relations: said.structure.filter(({ body }) => body.type !== 'settled'),
    covered: new Set(said.conditions.keys()),
    sources: STRUCTURE,
    atMs,
  });
  next = propose(next, { relations: said.rules, covered: said.covered, sources: RULE, atMs });
  next = propose(next, { relations: said.proposals, covered: new Set(), sources: NOBODY, atMs });
  return applyTemplates(next, atMs);
}

export function sameRegister(a: RelationRegister, b: RelationRegister): boolean {
  return a === b || (a.size === b.size && [...a].every(([id, entry]) => b.get(id) === entry));
}
