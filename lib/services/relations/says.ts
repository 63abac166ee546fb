/** What a tie says as facts: its markets by name, lists cut to what can be read. */
import type { RelationBody } from '../../domain/relation';
import { unreachable } from '../../domain/result';
import type { MarketName, NamedList, NumberedName, TieSays } from '../../protocol/relations';

/** More names than this are counted instead. */
const MAX_NAMES = 8;
const MAX_NAME = 300;
/**
 * Weights and counts decide what such a relation says: all that can be accepted at all (MAX_MARKETS of views.ts) are
 * written out.
 */
const MAX_WEIGHTED = 12;

export type NameOf = (key: string) => MarketName;

export function saysOf(body: RelationBody, nameOf: NameOf): TieSays {
  const name = (key: string): MarketName => cut(nameOf(key));
  const list = (keys: readonly string[]): NamedList => ({
    of: keys.slice(0, MAX_NAMES).map(name),
    total: keys.length,
  });
  const numbered = (items: readonly (readonly [string, number])[]): readonly NumberedName[] =>
    items.slice(0, MAX_WEIGHTED).map(([key, number]) => ({ number, name: name(key) }));
  switch (body.type) {
    case 'implies':
      return { type: body.type, if: name(body.if), then: name(body.then) };
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
    case 'not':
      return { type: body.type, ...list(body.of) };
    case 'and':
    case 'or':
      return { type: body.type, result: name(body.result), ...list(body.of) };
    case 'difference':
      return { type: body.type, result: name(body.result), of: [name(body.of[0]), name(body.of[1])] };
    case 'count': {
      const counts = Object.entries(body.exactly).map(([count, key]) => [key, Number(count)] as const);
      return { type: body.type, ...list(body.of), counts: numbered(counts), counting: counts.length };
    }
    case 'majority': {
      const points = Object.entries(body.weights);
      const { type, atLeast } = body;
      return { type, result: name(body.result), atLeast, points: numbered(points), total: points.length };
    }
    case 'linear':
      return { type: body.type, atLeast: body.atLeast, points: numbered(body.terms), total: body.terms.length };
    case 'settled':
      return { type: body.type, of: name(body.of), value: body.value };
    default:
      return unreachable(body);
  }
}

function cut({ market, event }: MarketName): MarketName {
  return {
    market: market === null ? null : market.slice(0, MAX_NAME),
    ...(event === undefined ? {} : { event: event.slice(0, MAX_NAME) }),
  };
}
