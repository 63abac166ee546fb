import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inequalitiesOf } from '../../../lib/relations/row';
import { rowsOf } from '../../../lib/relations/rows';
import { smallestClash } from '../../../lib/relations/consistency';
import { satisfy } from '../../../lib/relations/satisfy';
import { implicationGraph } from '../../../lib/relations/closure';
import { importRegister } from '../../../lib/relations/parse-register';
import { parseRelationAnswer, parseWorldAnswer } from '../../../lib/advisors/llm/parse-answer';
import { parseChatCompletion, parseOllama } from '../../../lib/services/model/parse-provider';
import { relationId, makeRelation } from '../../../lib/relations/identity';
import { parseQuestionsFile } from '../../../scripts/formats/parse-questions';
import { createLexicalIndex } from '../../../lib/language/look-alikes';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { Relation, RelationBody } from '../../../lib/domain/relation';
import { makeCondition, makeEvent } from '../../kit/advisor-events';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        'Will ',
        'France ',
        'not ',
        'no ',
        'sign ',
        'either ',
        'both ',
        'of the following ',
        '(a) ',
        '(b) ',
        'or ',
        'and will ',
        'by June 30',
        ', 2026',
        ' win ',
        'the Republican ',
        'nominee',
        '?',
        '$100k ',
        'above ',
        'the match ',
        'yes ',
        '. ',
        '\n',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
);

describe('hostile data', () => {
  it('never makes a rule throw, and no rule proves a tie between texts without a common word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ question: text, description: text, label: text, endDate: text, createdAt: text }), {
          minLength: 2,
          maxLength: 6,
        }),
        (fields) => {
          const events = fields.map((each) => makeEvent([makeCondition(each)], { title: each.question }));
          const relations = proposeByRules(events);
          expect(new Set(relations.map((relation) => relation.id)).size).toBe(relations.length);
          createLexicalIndex(
            fields.map((each, index) => ({ id: String(index), title: each.question, description: each.description })),
          ).candidates({ id: 'q', title: fields[0]?.question ?? '', description: '' }, 5);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never makes a parser throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.json({ maxDepth: 4 })), (raw) => {
        for (const parse of [parseRelationAnswer, parseWorldAnswer, parseOllama, parseChatCompletion]) parse(raw);
        importRegister(raw, { trustAcceptances: true, atMs: 0 });
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4 }), (raw) => {
        parseQuestionsFile(raw);
      }),
      { numRuns: 1_000 },
    );
  });
});

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const members = fc.uniqueArray(key, { minLength: 2, maxLength: 4 });
const body: fc.Arbitrary<RelationBody> = fc.oneof(
  fc
    .tuple(key, key)
    .filter(([a, b]) => a !== b)
    .map(([a, b]): RelationBody => ({ type: 'implies', if: a, then: b })),
  fc
    .tuple(
      fc.constantFrom('excludes' as const, 'exactly-one' as const, 'at-least-one' as const, 'equivalent' as const),
      members,
    )
    .map(([type, of]): RelationBody => ({ type, of })),
  fc.tuple(key, fc.boolean()).map(([of, value]): RelationBody => ({ type: 'settled', of, value })),
);
const relations = fc
  .array(body, { maxLength: 7 })
  .map((bodies) =>
    bodies.map((each) => makeRelation({ body: each, source: 'user', status: 'accepted', why: '', evidence: [] })),
  );

/** Tries all 32 assignments. */
function possible(list: readonly Relation[], fixed: Readonly<Record<string, boolean>> = {}): boolean {
  const rows = list.flatMap((relation) => rowsOf(relation.body)).flatMap(inequalitiesOf);
  for (let bits = 0; bits < 32; bits += 1) {
    const values = new Map(
      ['a', 'b', 'c', 'd', 'e'].map((name, index) => [name, ((bits >> index) & 1) === 1] as const),
    );
    if (
      Object.entries(fixed).every(([name, value]) => values.get(name) === value) &&
      rows.every(
        (row) =>
          row.terms.reduce((sum, [name, coefficient]) => sum + (values.get(name) ? coefficient : 0), 0) >= row.atLeast,
      )
    )
      return true;
  }
  return false;
}

describe('checks against full enumeration', () => {
  it('satisfy agrees', () => {
    fc.assert(
      fc.property(relations, (list) => {
        expect(satisfy(list.flatMap((relation) => rowsOf(relation.body))).kind).toBe(possible(list) ? 'yes' : 'no');
      }),
      { numRuns: 1_000 },
    );
  });

  it('the clashing set clashes, holds the candidate, and is as small as any', () => {
    fc.assert(
      fc.property(relations, body, (list, candidateBody) => {
        fc.pre(possible(list));
        const candidate = makeRelation({
          body: candidateBody,
          source: 'llm',
          status: 'proposed',
          why: '',
          evidence: [],
        });
        const clash = smallestClash(candidate, list);
        expect(clash.length === 0).toBe(possible([...list, candidate]));
        if (clash.length === 0) return;
        expect(clash).toContain(candidate);
        expect(possible(clash)).toBe(false);
        const sizes = Array.from({ length: 2 ** list.length }, (_, bits) =>
          list.filter((_each, index) => ((bits >> index) & 1) === 1),
        )
          .filter((subset) => !possible([...subset, candidate]))
          .map((subset) => subset.length + 1);
        // Up to four relations it is the smallest; a larger one can at least not be made smaller by leaving one out.
        if (Math.min(...sizes) <= 3) expect(clash.length).toBe(Math.min(...sizes));
        for (const member of clash)
          expect(possible(clash.filter((other) => other !== member)) || member === candidate).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('chains of implications are true implications', () => {
    fc.assert(
      fc.property(relations, key, (list, from) => {
        for (const to of implicationGraph(list).consequences(from))
          expect(possible(list, { [from]: true, [to]: false })).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('ids do not depend on the order of members', () => {
    fc.assert(
      fc.property(members, (of) => {
        expect(relationId({ type: 'excludes', of }, 'rule')).toBe(
          relationId({ type: 'excludes', of: [...of].reverse() }, 'rule'),
        );
      }),
    );
  });
});
