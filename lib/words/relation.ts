/**
 * Short plain text of a relation body: "a implies b". Names are shown through `label`, so the same text serves ids and
 * outcome labels.
 */
import type { RelationBody } from '../domain/relation';

export function describeBody(body: RelationBody, label: (key: string) => string = (key) => key): string {
  const list = (keys: readonly string[], word = 'and'): string => {
    const names = keys.map(label);
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1) ?? ''}`;
  };
  switch (body.type) {
    case 'implies':
      return `${label(body.if)} implies ${label(body.then)}`;
    case 'excludes':
      return `at most one of ${list(body.of)} happens`;
    case 'exactly-one':
      return `exactly one of ${list(body.of)} happens`;
    case 'at-least-one':
      return `at least one of ${list(body.of)} happens`;
    case 'equivalent':
      return `${list(body.of)} are the same`;
    case 'not':
      return `${label(body.of[0])} is the opposite of ${label(body.of[1])}`;
    case 'and':
      return `${label(body.result)} means ${list(body.of)} all happen`;
    case 'or':
      return `${label(body.result)} means ${list(body.of, 'or')} happens`;
    case 'difference':
      return `${label(body.result)} means ${label(body.of[0])} without ${label(body.of[1])}`;
    case 'count':
      return `${list(Object.values(body.exactly))} count how many of ${list(body.of)} happen`;
    case 'majority':
      return `${label(body.result)} means ${list(Object.keys(body.weights))} together weigh at least ${body.atLeast}`;
    case 'linear':
      return `${body.terms.map(([key, by]) => `${by} x ${label(key)}`).join(' + ')} is at least ${body.atLeast}`;
    case 'settled':
      return `${label(body.of)} is settled ${body.value ? 'true' : 'false'}`;
  }
}
