/** Where a solve of the rows says all there is to say, and where only whole outcomes do. */
import { describe, expect, it } from 'vitest';
import type { RelationBody } from '../../../../lib/domain/relation';
import { makeRelation } from '../../../../lib/relations/identity';
import { isExactByRows } from '../../../../lib/services/scan/exact';

const of = (...bodies: readonly RelationBody[]) => ({
  relations: bodies.map((body) => makeRelation({ body, source: 'structure', status: 'proven', why: '', evidence: [] })),
});
const not = (a: string, b: string): RelationBody => ({ type: 'excludes', of: [a, b] });

describe('rows say it all', () => {
  it.each([
    ['one group', of({ type: 'exactly-one', of: ['a', 'b', 'c'] })],
    ['a ladder', of({ type: 'implies', if: 'a', then: 'b' }, { type: 'implies', if: 'b', then: 'c' })],
    ['two groups apart', of({ type: 'excludes', of: ['a', 'b'] }, { type: 'exactly-one', of: ['c', 'd'] })],
    ['a group said twice', of({ type: 'excludes', of: ['a', 'b'] }, { type: 'at-least-one', of: ['b', 'a'] })],
    ['nothing', of()],
  ])('of %s', (_what, component) => expect(isExactByRows(component)).toBe(true));

  it.each([
    ['a ring of exclusions', of(not('a', 'b'), not('b', 'c'), not('c', 'd'), not('d', 'e'), not('e', 'a'))],
    ['a ladder over a group', of({ type: 'exactly-one', of: ['a', 'b'] }, { type: 'implies', if: 'a', then: 'c' })],
    ['an and', of({ type: 'and', result: 'c', of: ['a', 'b'] })],
    ['a count', of({ type: 'count', of: ['a', 'b'], exactly: { '1': 'c' } })],
  ])('but not of %s', (_what, component) => expect(isExactByRows(component)).toBe(false));
});
