/** Questions that come from a file and not from the venue, as events that the advisors can read. */
import type { Condition, VenueEvent } from '../../lib/domain/condition';
import { ZERO_FEE } from '../../lib/domain/condition';
import { parseConditionId, parseEventId, parseMarketId, parseTokenId } from '../../lib/domain/ids';
import type { Relation, RelationBody } from '../../lib/domain/relation';
import { priceMicros, sizeMicros } from '../../lib/domain/units';

export interface Question {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly endDate?: string;
  /** Questions with the same event belong together. */
  readonly event?: string;
  readonly groupItemTitle?: string;
  readonly negRisk?: boolean;
  readonly createdAt?: string;
  readonly resolutionSource?: string;
  readonly settled?: boolean;
}

export interface QuestionEvents {
  readonly events: readonly VenueEvent[];
  /** Id in the file by condition id. */
  readonly idOf: ReadonlyMap<string, string>;
}

/** A file never proves that a group is complete: its events are marked as augmented. */
export function eventsOfQuestions(questions: readonly Question[]): QuestionEvents {
  const idOf = new Map<string, string>();
  const groups = new Map<
    string,
    { readonly title: string; readonly negRisk: boolean; readonly number: number; readonly conditions: Condition[] }
  >();
  questions.forEach((question, index) => {
    const key = question.event === undefined ? `question ${index}` : `event ${question.event}`;
    const group = groups.get(key) ?? {
      title: question.event ?? question.title,
      negRisk: question.negRisk ?? false,
      number: groups.size + 1,
      conditions: [],
    };
    groups.set(key, group);
    const condition = conditionOf(question, index, group.number);
    idOf.set(condition.id, question.id);
    group.conditions.push(condition);
  });
  const events = [...groups.values()].map((group): VenueEvent => ({
    id: must(parseEventId(String(group.number))),
    slug: `event-${group.number}`,
    title: group.title,
    description: '',
    resolutionSource: '',
    endDate: '',
    active: true,
    closed: false,
    negRisk: group.negRisk,
    enableNegRisk: group.negRisk,
    negRiskAugmented: true,
    negRiskMarketId: '',
    negRiskFeeBips: 0,
    cumulativeMarkets: false,
    conditions: group.conditions,
    incomplete: true,
  }));
  return { events, idOf };
}

function conditionOf(question: Question, index: number, eventNumber: number): Condition {
  const negRisk = question.negRisk ?? false;
  return {
    id: must(parseConditionId(`0x${(index + 1).toString(16).padStart(64, '0')}`)),
    marketId: must(parseMarketId(String(index + 1))),
    eventId: must(parseEventId(String(eventNumber))),
    slug: `question-${index + 1}`,
    question: question.title,
    label: question.groupItemTitle ?? question.title,
    description: question.description ?? '',
    resolutionSource: question.resolutionSource ?? '',
    endDate: question.endDate ?? '',
    ...(question.createdAt === undefined ? {} : { createdAt: question.createdAt }),
    outcomes: ['Yes', 'No'],
    protocol: 'v1',
    tokens: [must(parseTokenId(String(2 * index + 2))), must(parseTokenId(String(2 * index + 3)))],
    negRisk,
    negRiskOther: false,
    negRiskMarketId: negRisk && question.event !== undefined ? `event ${eventNumber}` : '',
    tickMicros: priceMicros(10_000),
    minSizeMicros: sizeMicros(0),
    fee: ZERO_FEE,
    active: true,
    closed: false,
    acceptingOrders: true,
    enableOrderBook: true,
    groupItemThreshold: '',
    settled: question.settled ?? null,
  };
}

function must<T>(value: T | null): T {
  if (value === null) throw new Error('invariant: ids of file questions are well formed');
  return value;
}

export type PairType = 'implies' | 'implied-by' | 'equivalent' | 'complement' | 'excludes' | 'none';

/** What a relation says about this ordered pair; 'none' when it says nothing about exactly these two. */
export function pairTypeOf(body: RelationBody, first: string, second: string): PairType {
  const both = (of: readonly string[]): boolean => of.includes(first) && of.includes(second);
  switch (body.type) {
    case 'implies':
      return body.if === first && body.then === second
        ? 'implies'
        : body.if === second && body.then === first
          ? 'implied-by'
          : 'none';
    case 'equivalent':
      return both(body.of) ? 'equivalent' : 'none';
    case 'not':
      return both(body.of) ? 'complement' : 'none';
    case 'excludes':
    case 'exactly-one':
      return both(body.of) ? 'excludes' : 'none';
    case 'and':
      return body.result === first && body.of.includes(second)
        ? 'implies'
        : body.result === second && body.of.includes(first)
          ? 'implied-by'
          : 'none';
    case 'or':
      return body.result === second && body.of.includes(first)
        ? 'implies'
        : body.result === first && body.of.includes(second)
          ? 'implied-by'
          : 'none';
    case 'difference': {
      const [from, less] = body.of;
      if (body.result === first) return second === from ? 'implies' : second === less ? 'excludes' : 'none';
      if (body.result === second) return first === from ? 'implied-by' : first === less ? 'excludes' : 'none';
      return first === less && second === from ? 'implies' : first === from && second === less ? 'implied-by' : 'none';
    }
    case 'at-least-one':
    case 'count':
    case 'majority':
    case 'linear':
    case 'settled':
      return 'none';
  }
}

/** Proven before proposed, then in the order given. */
export function bestFor(
  relations: readonly Relation[],
  first: string,
  second: string,
): { readonly type: PairType; readonly relation: Relation } | null {
  const found = relations.flatMap((relation) => {
    const type = pairTypeOf(relation.body, first, second);
    return type === 'none' ? [] : [{ type, relation }];
  });
  return found.find(({ relation }) => relation.status === 'proven') ?? found[0] ?? null;
}
