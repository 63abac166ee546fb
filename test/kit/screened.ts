/** An instance's books as the services have them, to be screened and moved. */
import type { Book, BookState } from '../../lib/domain/book';
import type { Condition } from '../../lib/domain/condition';
import type { TokenId } from '../../lib/domain/ids';
import type { Instance, InstanceBook } from '../../lib/domain/instance';
import { timeMs } from '../../lib/domain/units';
import type { Component } from '../../lib/services/relations/relations';
import { createScreening } from '../../lib/services/scan/screening';
import { condition as makeCondition } from './venue';
import { makeNegRiskEvent } from './advisor-events';

export function screened(first: Instance) {
  let instance = first;
  const states = new Map<TokenId, BookState>();
  const conditions = first.conditions.map(({ key, fee, minSizeMicros, tickMicros }, index): Condition => ({
    ...makeCondition(index + 1),
    id: key as Condition['id'],
    fee,
    minSizeMicros,
    tickMicros,
  }));
  const component: Component = {
    key: conditions[0]?.id ?? '',
    conditions,
    relations: first.relations,
    event: makeNegRiskEvent(['A', 'B']),
  };
  const put = (of: Condition, book: InstanceBook | undefined): void => {
    for (const [position, tokenId] of of.tokens.entries()) {
      const side = book?.[position === 0 ? 'yes' : 'no'];
      if (!side) states.set(tokenId, { kind: 'bad', fault: 'missing', sinceMs: timeMs(0) });
      else {
        const { asks, bids, hash } = side;
        const at = timeMs(0);
        const times = { venueTimeMs: at, receivedAtMs: at, verifiedAtMs: at };
        const made: Book = { tokenId, conditionId: of.id, asks, bids, tickMicros: of.tickMicros, hash, ...times };
        states.set(tokenId, { kind: 'live', book: made });
      }
    }
  };
  for (const of of conditions) put(of, first.books[of.id]);
  const screening = createScreening({
    stateOf: (tokenId) => states.get(tokenId) ?? { kind: 'bad', fault: 'missing', sinceMs: timeMs(0) },
  });
  return {
    screening,
    component,
    instance: (): Instance => instance,
    /** One condition has another book; undefined: none that can be used. @returns whether a rule fires */
    move(key: string, book: InstanceBook | undefined): boolean {
      const { [key]: _old, ...others } = instance.books;
      instance = { ...instance, books: book ? { ...others, [key]: book } : others };
      const of = conditions.find(({ id }) => id === key);
      if (of) put(of, book);
      return screening.update(component, [key]);
    },
  };
}
