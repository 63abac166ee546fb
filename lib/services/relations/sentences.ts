/** Relations in words, with direction. Names of markets stay apart from our own words. */
import type { RelationBody } from '../../domain/relation';
import { unreachable } from '../../domain/result';
import type { MarketName, Words } from '../../protocol/relations';

/** More names than this are counted instead. */
const MAX_NAMES = 8;
const MAX_NAME = 300;
/**
 * Weights and counts decide what such a relation says: all that can be accepted at all (MAX_MARKETS of views.ts) are
 * written out.
 */
const MAX_WEIGHTED = 12;

type Name = (key: string) => MarketName;

function cut({ market, event }: MarketName): MarketName {
  return { market: market.slice(0, MAX_NAME), ...(event === undefined ? {} : { event: event.slice(0, MAX_NAME) }) };
}

export function wordsOf(body: RelationBody, name: Name): Words {
  const market = (key: string) => cut(name(key));
  const list = (keys: readonly string[]): Words => listOf(keys, name);
  switch (body.type) {
    case 'implies':
      return ['If ', market(body.if), ' is Yes, then ', market(body.then), ' must be Yes.'];
    case 'excludes':
      return body.of.length === 2
        ? [...list(body.of), ' are never both Yes.']
        : [`At most one of these ${body.of.length} is Yes: `, ...list(body.of), '.'];
    case 'exactly-one':
      return [`Exactly one of these ${body.of.length} is Yes: `, ...list(body.of), '.'];
    case 'at-least-one':
      return [`At least one of these ${body.of.length} is Yes: `, ...list(body.of), '.'];
    case 'equivalent':
      return [...list(body.of), ' always have the same answer.'];
    case 'not':
      return ['Exactly one of ', ...list(body.of), ' is Yes.'];
    case 'and':
      return [market(body.result), ' is Yes exactly when all of these are: ', ...list(body.of), '.'];
    case 'or':
      return [market(body.result), ' is Yes exactly when at least one of these is: ', ...list(body.of), '.'];
    case 'difference':
      return [
        market(body.result),
        ' is Yes exactly when ',
        market(body.of[0]),
        ' is Yes and ',
        market(body.of[1]),
        ' is No; and if ',
        market(body.of[1]),
        ' is Yes, then ',
        market(body.of[0]),
        ' must be Yes.',
      ];
    case 'count':
      return [
        `Of these ${body.of.length}, `,
        ...list(body.of),
        ', as many are Yes as each counting market that is Yes says: ',
        ...weighted(
          Object.entries(body.exactly).map(([count, key]) => [key, `${count}: `]),
          name,
        ),
        '.',
      ];
    case 'majority':
      return [
        market(body.result),
        ` is Yes exactly when the points of those that are Yes reach ${body.atLeast}: `,
        ...weighted(
          Object.entries(body.weights).map(([key, weight]) => [key, `${weight} for `]),
          name,
        ),
        '.',
      ];
    case 'linear':
      return [
        `The points of those that are Yes always come to at least ${signed(body.atLeast)}: `,
        ...weighted(
          body.terms.map(([key, weight]) => [key, `${signed(weight)} for `]),
          name,
        ),
        '.',
      ];
    case 'settled':
      return [market(body.of), ` is resolved: ${body.value ? 'Yes' : 'No'}.`];
    default:
      return unreachable(body);
  }
}

/** The answers that must not come together: with them, whoever relied on the relation loses. */
export function breaksOf(body: RelationBody, name: Name): Words {
  const market = (key: string) => cut(name(key));
  switch (body.type) {
    case 'implies':
      return [market(body.if), ' resolves Yes and ', market(body.then), ' resolves No.'];
    case 'excludes':
      return ['Two of these resolve Yes: ', ...listOf(body.of, name), '.'];
    case 'exactly-one':
    case 'not':
      return ['None of these resolves Yes, or two do: ', ...listOf(body.of, name), '.'];
    case 'at-least-one':
      return ['All of these resolve No: ', ...listOf(body.of, name), '.'];
    case 'equivalent':
      return ['One of these resolves Yes and another No: ', ...listOf(body.of, name), '.'];
    case 'and':
    case 'or':
    case 'difference':
    case 'count':
    case 'majority':
    case 'linear':
    case 'settled':
      return ['The markets resolve in a way that the sentence above excludes.'];
    default:
      return unreachable(body);
  }
}

function listOf(keys: readonly string[], name: Name): Words {
  const shown = keys.slice(0, MAX_NAMES);
  const words = shown.flatMap((key, index): Words => [
    ...(index === 0 ? [] : [index === keys.length - 1 ? ' and ' : ', ']),
    cut(name(key)),
  ]);
  return keys.length > shown.length ? [...words, ` and ${keys.length - shown.length} more`] : words;
}

/** Each name behind its own words: "2 for [A], 3 for [B]". */
function weighted(items: readonly (readonly [string, string])[], name: Name): Words {
  const words = items
    .slice(0, MAX_WEIGHTED)
    .flatMap(([key, before], index): Words => [`${index === 0 ? '' : ', '}${before}`, cut(name(key))]);
  return items.length > MAX_WEIGHTED ? [...words, ` and ${items.length - MAX_WEIGHTED} more`] : words;
}

/** A real minus: a hyphen is easily overlooked before a number. */
function signed(value: number): string {
  return value < 0 ? `\u2212${-value}` : String(value);
}
