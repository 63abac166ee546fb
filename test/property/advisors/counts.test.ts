/**
 * Counts of whole things against the meaning of their words: whatever is proven of made families holds for every count,
 * the difference of two rungs is always found, and words that split the count or change what it means, put anywhere
 * into the rules, leave no difference proven.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../lib/relations/rows';
import { satisfy } from '../../../lib/relations/satisfy';
import { proposeByRules } from '../../../lib/advisors/rules';
import { conditionKeysOf, type Relation } from '../../../lib/domain/relation';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';
import { runs } from '../../kit/property';
import { reasonText } from '../../../lib/words/reasons';

const OTHERWISE = 'Otherwise, this market will resolve to "No".';

/** Words of a comparison, and for which counts it is true. */
interface Rung {
  readonly words: string;
  readonly holds: (count: number) => boolean;
}

const least = fc.integer({ min: 0, max: 9 });
const rung: fc.Arbitrary<Rung> = fc.oneof(
  fc
    .record({ k: least, form: fc.constantFrom('# or more', 'at least #', '# or greater') })
    .map(({ k, form }) => ({ words: form.replace('#', String(k)), holds: (count: number) => count >= k })),
  fc
    .record({ k: least, form: fc.constantFrom('more than #', 'over #', 'greater than #') })
    .map(({ k, form }) => ({ words: form.replace('#', String(k)), holds: (count: number) => count > k })),
  fc
    .record({ k: least, form: fc.constantFrom('more than #.5', 'over #.5') })
    .map(({ k, form }) => ({ words: form.replace('#', String(k)), holds: (count: number) => count > k + 0.5 })),
  fc
    .record({ k: least, form: fc.constantFrom('fewer than #', 'less than #', 'under #') })
    .map(({ k, form }) => ({ words: form.replace('#', String(k)), holds: (count: number) => count < k })),
  fc
    .record({ k: least, form: fc.constantFrom('# or fewer', '# or less') })
    .map(({ k, form }) => ({ words: form.replace('#', String(k)), holds: (count: number) => count <= k })),
  fc
    .record({ k: least, form: fc.constantFrom('fewer than #.5', 'under #.5') })
    .map(({ k, form }) => ({ words: form.replace('#', String(k)), holds: (count: number) => count < k + 0.5 })),
  least.map((k) => ({ words: `exactly ${k}`, holds: (count: number) => count === k })),
  fc
    .record({
      k: least,
      width: fc.integer({ min: 1, max: 4 }),
      form: fc.constantFrom('#-*', 'between #-*', 'between # (inclusive) and * (inclusive)'),
    })
    .map(({ k, width, form }) => ({
      words: form.replace('#', String(k)).replace('*', String(k + width)),
      holds: (count: number) => count >= k && count <= k + width,
    })),
  fc.record({ k: least, width: fc.integer({ min: 2, max: 4 }) }).map(({ k, width }) => ({
    words: `between ${k} (inclusive) and ${k + width} (exclusive)`,
    holds: (count: number) => count >= k && count < k + width,
  })),
);

/** Title and deciding clause, "#" for the comparison. */
const TEXTS = [
  ['Will SpaceX have # launches in 2026?', 'SpaceX has # launches in 2026'],
  [
    'Will there be # US strikes in Yemen in 2026?',
    'there are # US strikes in Yemen between January 1, 2026 and December 31, 2026, 11:59 PM ET',
  ],
  ['Will the total number of earthquakes in 2026 be #?', 'the total number of earthquakes in 2026 is #'],
  ['Will # Starship launches occur in 2026?', '# Starship launches occur in 2026'],
  ['Will Norway win # gold medals in February 2026?', 'Norway wins # gold medals in February 2026'],
] as const;

const market = ([asked, ruled]: readonly [string, string], words: string): ConditionFields => ({
  createdAt: '2026-01-01T00:00:00Z',
  endDate: '2026-12-31T12:00:00Z',
  question: asked.replace('#', words.replace(/ \((?:in|ex)clusive\)/g, '')),
  label: '',
  description: `This market will resolve to "Yes" if ${ruled.replace('#', words)}. ${OTHERWISE}`,
});

/** Counts beyond the largest amount are all alike. */
const MOST = 16;

function falseOnes(
  relations: readonly Relation[],
  truth: ReadonlyMap<string, (count: number) => boolean>,
): readonly string[] {
  return relations
    .filter(({ status }) => status === 'proven')
    .flatMap(({ body, why }) => {
      const keys = conditionKeysOf(body);
      const rows = rowsOf(body);
      return Array.from({ length: MOST + 1 }, (_, count) => count).flatMap((count) =>
        satisfy(rows, new Map(keys.map((key) => [key, truth.get(key)?.(count) === true]))).kind === 'no'
          ? [`${count}: ${reasonText(why)}`]
          : [],
      );
    });
}

describe('counts', () => {
  it('whatever is proven of a family of counts holds for every count', () => {
    let proven = 0;
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), fc.array(rung, { minLength: 2, maxLength: 8 }), (texts, family) => {
        const conditions = family.map(({ words }) => makeCondition(market(texts, words)));
        const relations = proposeByRules([makeEvent(conditions)]);
        proven += relations.filter(({ status }) => status === 'proven').length;
        expect(
          falseOnes(
            relations,
            new Map(conditions.map((condition, index) => [condition.id, family[index]?.holds ?? (() => false)])),
          ),
        ).toEqual([]);
      }),
      runs(),
    );
    expect(proven).toBeGreaterThan(100);
  });

  it('the difference of two rungs is found in every wording', () => {
    const up = (k: number): fc.Arbitrary<string> =>
      fc.constantFrom(`${k} or more`, `at least ${k}`, `more than ${k - 1}`, `over ${k - 1}`, `more than ${k - 1}.5`);
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.integer({ min: 1, max: 60 }).chain((k) => fc.tuple(up(k), fc.constantFrom(`exactly ${k}`), up(k + 1))),
        (texts, family) => {
          const conditions = family.map((words) => makeCondition(market(texts, words)));
          const [low, exact, high] = conditions.map(({ id }) => id);
          const found = proposeByRules([makeEvent(conditions)]).find(
            ({ body, status }) => body.type === 'difference' && status === 'proven',
          );
          expect(found?.body).toEqual({ type: 'difference', result: exact, of: [low, high] });
        },
      ),
      runs(),
    );
  });

  const CHANGES = (
    'a an any each every per or one someone who which such another both daily weekly monthly consecutive average ' +
    'single not no never only first most least half approximately nearly fewer until while except per-capita ' +
    'simultaneous once twice double net match'
  ).split(' ');
  it('a word that splits the count or turns it, anywhere in the rules, leaves no difference proven', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), fc.constantFrom(...CHANGES), fc.nat(30), (texts, word, at) => {
        const [asked, ruled] = texts;
        const parts = ruled.split(' ');
        const changed = [
          ...parts.slice(0, at % (parts.length + 1)),
          word,
          ...parts.slice(at % (parts.length + 1)),
        ].join(' ');
        const found = proposeByRules([
          makeEvent(
            ['3 or more', 'exactly 3', '4 or more'].map((words) => makeCondition(market([asked, changed], words))),
          ),
        ]);
        expect(
          found.filter(({ body, status }) => body.type === 'difference' && status === 'proven').map(() => changed),
        ).toEqual([]);
      }),
      runs(),
    );
  });
});
