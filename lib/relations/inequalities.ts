/** Relations as linear inequalities over 0/1 variables (maths 3.1): one meaning for all checks. */
import { unreachable } from '../domain/result';
import type { RelationBody } from '../domain/relation';

/** Sum of coefficient times variable is at least `atLeast`. */
export interface Row {
  readonly terms: readonly (readonly [string, number])[];
  readonly atLeast: number;
}

const ones = (keys: readonly string[], sign: 1 | -1): readonly (readonly [string, number])[] =>
  keys.map((key) => [key, sign]);

export function rowsOf(body: RelationBody): readonly Row[] {
  switch (body.type) {
    case 'implies':
      return [
        {
          terms: [
            [body.then, 1],
            [body.if, -1],
          ],
          atLeast: 0,
        },
      ];
    case 'excludes':
      return [{ terms: ones(body.of, -1), atLeast: -1 }];
    case 'at-least-one':
      return [{ terms: ones(body.of, 1), atLeast: 1 }];
    case 'exactly-one':
    case 'not':
      return [
        { terms: ones(body.of, -1), atLeast: -1 },
        { terms: ones(body.of, 1), atLeast: 1 },
      ];
    case 'equivalent':
      return body.of.map((key, index) => ({
        terms: [
          [body.of[(index + 1) % body.of.length] ?? key, 1],
          [key, -1],
        ],
        atLeast: 0,
      }));
    case 'and':
      return [
        ...body.of.map((key): Row => ({
          terms: [
            [key, 1],
            [body.result, -1],
          ],
          atLeast: 0,
        })),
        { terms: [[body.result, 1], ...ones(body.of, -1)], atLeast: 1 - body.of.length },
      ];
    case 'or':
      return [
        ...body.of.map((key): Row => ({
          terms: [
            [body.result, 1],
            [key, -1],
          ],
          atLeast: 0,
        })),
        { terms: [...ones(body.of, 1), [body.result, -1]], atLeast: 0 },
      ];
    case 'difference': {
      const [low, high] = body.of;
      return [
        ...equality(
          [
            [body.result, 1],
            [low, -1],
            [high, 1],
          ],
          0,
        ),
        {
          terms: [
            [low, 1],
            [high, -1],
          ],
          atLeast: 0,
        },
      ];
    }
    case 'count': {
      const counters = Object.entries(body.exactly).map(([count, key]) => [key, Number(count)] as const);
      return [
        ...equality([...ones(body.of, 1), ...counters.map(([key, count]) => [key, -count] as const)], 0),
        ...equality(
          counters.map(([key]) => [key, 1] as const),
          1,
        ),
      ];
    }
    case 'majority': {
      const weights = Object.entries(body.weights);
      const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
      return [
        { terms: [...weights, [body.result, -body.atLeast]], atLeast: 0 },
        {
          terms: [...weights.map(([key, weight]) => [key, -weight] as const), [body.result, total - body.atLeast + 1]],
          atLeast: 1 - body.atLeast,
        },
      ];
    }
    case 'linear':
      return [{ terms: body.terms, atLeast: body.atLeast }];
    case 'settled':
      return [body.value ? { terms: [[body.of, 1]], atLeast: 1 } : { terms: [[body.of, -1]], atLeast: 0 }];
    default:
      return unreachable(body);
  }
}

function equality(terms: readonly (readonly [string, number])[], value: number): readonly Row[] {
  return [
    { terms, atLeast: value },
    { terms: terms.map(([key, coefficient]) => [key, -coefficient] as const), atLeast: -value },
  ];
}
