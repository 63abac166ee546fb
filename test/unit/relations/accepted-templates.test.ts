/** One word of the user covers the steps of a template, and nothing else. */
import { describe, expect, it } from 'vitest';
import type { Relation } from '../../../lib/domain/relation';
import { TEMPLATE_LINE } from '../../../lib/relations/accepted-templates';
import { makeRelation } from '../../../lib/relations/identity';
import {
  EMPTY_REGISTER,
  applyTemplates,
  decide,
  propose,
  type RelationRegister,
} from '../../../lib/relations/lifecycle';

const step = (from: string, to: string, template: string | null, source: Relation['source'] = 'rule'): Relation =>
  makeRelation({
    body: { type: 'implies', if: from, then: to },
    source,
    status: 'proposed',
    why: `${from} implies ${to}`,
    evidence: template === null ? [] : [`${TEMPLATE_LINE}${template}`],
  });
const first = step('a', 'b', 'one amount up');
const second = step('c', 'd', 'one amount up');
const other = step('e', 'f', 'two amount up');
const turned = step('g', 'h', 'one amount down');
const plain = step('i', 'j', null);
const model = step('k', 'l', 'one amount up', 'llm');

function registerOf(relations: readonly Relation[], before: RelationRegister = EMPTY_REGISTER): RelationRegister {
  return propose(before, { relations, covered: new Set(), sources: new Set(), atMs: 1 });
}

function decided(register: RelationRegister, id: string, decision: 'accept' | 'reject' | 'withdraw'): RelationRegister {
  const result = decide(register, { id, decision, atMs: 2 });
  if (!result.ok) throw new Error(result.error.code);
  return applyTemplates(result.value, 3);
}

const statusOf = (register: RelationRegister, { id }: Relation): string | undefined =>
  register.get(id)?.relation.status;

describe('an accepted template', () => {
  const accepted = decided(registerOf([first, second, other, turned, plain, model]), first.id, 'accept');

  it('covers the steps of its hash, slot and side that a rule proposed, now and later', () => {
    expect(statusOf(accepted, second)).toBe('accepted');
    expect([other, turned, plain, model].map((each) => statusOf(accepted, each))).toEqual(Array(4).fill('proposed'));
    const later = step('m', 'n', 'one amount up');
    expect(statusOf(applyTemplates(registerOf([later], accepted), 4), later)).toBe('accepted');
  });

  it('ends when it is taken back: what rested on it waits again', () => {
    const back = decided(accepted, first.id, 'withdraw');
    expect([statusOf(back, first), statusOf(back, second)]).toEqual(['proposed', 'proposed']);
  });

  it('does not undo a rejection, and what was taken back one by one stays so', () => {
    expect(statusOf(applyTemplates(decided(accepted, second.id, 'reject'), 5), second)).toBe('rejected');
    expect(statusOf(applyTemplates(decided(accepted, second.id, 'withdraw'), 5), second)).toBe('proposed');
  });

  it('founds nothing by what was only accepted with it', () => {
    const gone = new Map(accepted);
    gone.delete(first.id);
    expect(statusOf(applyTemplates(gone, 5), second)).toBe('proposed');
  });

  it('believes no line of a file', () => {
    const entry = registerOf([second]).get(second.id);
    if (entry === undefined) throw new Error('proposed');
    const imported = new Map(accepted).set(second.id, {
      ...entry,
      history: [{ atMs: 1, status: 'proposed' as const, because: 'imported' }],
    });
    expect(statusOf(applyTemplates(imported, 5), second)).toBe('proposed');
  });
});
