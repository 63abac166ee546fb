/** Vectors of what stands beside settlement: combos, resting orders, the tape. */
import { comboBounds, independentPrice, plainBounds } from '../../lib/engine/combos/bounds';
import { comboPayoff, type HeldShare } from '../../lib/engine/combos/payoff';
import { formatDecimalMicros, MICROS, parseDecimalMicros } from '../../lib/domain/units';
import type { Relation, RelationBody } from '../../lib/domain/relation';
import { makeRelation } from '../../lib/relations/identity';
import { QUEUE_RULES, RestingOrder, type QueueEvent } from '../../lib/signals/fills/queue';
import { decodeEvents, encodeEvents, type TapeEvent } from '../../lib/venues/replay/tape';
import { createGlpkSolver } from '../../lib/workers/glpk-solver';
import { isRecord } from './compare';
import { count, records, text, texts, type Input } from './read';

interface Literal {
  readonly key: string;
  readonly yes: boolean;
}

/** A rule of the files: `0=>1, 1=>2`, `not0 excludes not1`, `0 = not 1`; null: none. */
function relationsOf(rule: unknown): readonly Relation[] {
  if (rule === null || rule === undefined) return [];
  if (typeof rule !== 'string') throw new Error('a rule that is no text');
  return rule.split(',').flatMap((each) => bodiesOf(each.trim()).map(relationOf));
}

function bodiesOf(rule: string): readonly RelationBody[] {
  const found = /^(not\s*)?(\d+)\s*(=>|excludes|=)\s*(not\s*)?(\d+)$/u.exec(rule);
  if (found === null) throw new Error(`no rule: "${rule}"`);
  const [, notFirst, first = '', sign, notSecond, second = ''] = found;
  const a = { key: first, yes: notFirst === undefined };
  const b = { key: second, yes: notSecond === undefined };
  if (sign === '=>') return [atMostOne(a, opposite(b))];
  if (sign === 'excludes') return [atMostOne(a, b)];
  return [atMostOne(a, opposite(b)), atMostOne(opposite(a), b)];
}

const opposite = ({ key, yes }: Literal): Literal => ({ key, yes: !yes });

/** Not both literals: their sum is at most one. */
function atMostOne(a: Literal, b: Literal): RelationBody {
  const negated = [a, b].filter(({ yes }) => !yes).length;
  const terms = [a, b].map(({ key, yes }): [string, number] => [key, yes ? -1 : 1]);
  return { type: 'linear', terms, atLeast: negated - 1 };
}

function relationOf(body: RelationBody): Relation {
  return makeRelation({ body, source: 'structure', status: 'proven', why: 'as the vector states', evidence: [] });
}

/** As the files print: at most twelve digits behind the point, no zeros at the end. */
function decimal(value: number): string {
  const rounded = Number(value.toFixed(12));
  return Object.is(rounded, -0) ? '0' : rounded.toFixed(12).replace(/\.?0+$/u, '');
}

function priceOf(value: string): number {
  const price = Number(value);
  if (!(price >= 0 && price <= 1)) throw new Error(`"${value}" is no price`);
  return price;
}

export async function frechet(input: Input): Promise<unknown> {
  const prices = texts(input, 'legs').map(priceOf);
  const pairs = Object.entries(isRecord(input['pairs']) ? input['pairs'] : {}).map(([key, price]) => {
    const [first = '', second = ''] = key.split(',');
    return { of: [first, second] as const, price: priceOf(String(price)) };
  });
  const legs = prices.map((price, index) => ({ key: String(index), price }));
  const found = comboBounds({ legs, pairs, relations: relationsOf(input['rule']) }, await createGlpkSolver());
  if (found.kind === 'unknown') throw new Error('too many outcomes');
  const plain = plainBounds(prices);
  return {
    lower: found.kind === 'bounds' ? decimal(found.bounds.lower) : null,
    upper: found.kind === 'bounds' ? decimal(found.bounds.upper) : null,
    plainLower: decimal(plain.lower),
    plainUpper: decimal(plain.upper),
    independent: decimal(independentPrice(prices)),
    inconsistent: found.kind === 'inconsistent',
  };
}

const micros = (value: unknown): number => {
  const parsed = parseDecimalMicros(String(value));
  if (parsed === null) throw new Error(`"${String(value)}" is no amount`);
  return parsed;
};

export function comboBasket(input: Input): unknown {
  const holding = Object.entries(isRecord(input['holding']) ? input['holding'] : {});
  const costs = texts(input, 'allInCosts').map(micros);
  if (costs.length !== holding.length) throw new Error('a cost for each share of the holding');
  const held = holding.map(([name, size]): HeldShare => {
    const [side = '', leg] = name.split(':');
    if (!['combo', 'nocombo', 'yes', 'no'].includes(side)) throw new Error(`"${name}" is nothing to hold`);
    return { key: leg ?? null, yes: side === 'combo' || side === 'yes', sizeMicros: BigInt(micros(size)) };
  });
  const legs = Array.from({ length: count(input, 'legs') }, (_, index) => String(index));
  const payoff = comboPayoff({ legs, relations: relationsOf(input['rule']), held });
  if (payoff === null) throw new Error('no outcome is allowed, or too many are');
  const cost = costs.reduce((total, each, i) => total + (each * Number(held[i]?.sizeMicros ?? 0n)) / MICROS, 0);
  const floor = Number(payoff.floorMicros);
  return {
    floor: formatDecimalMicros(floor),
    best: formatDecimalMicros(Number(payoff.bestMicros)),
    cost: formatDecimalMicros(cost),
    edge: formatDecimalMicros(floor - cost),
    isBasket: floor > cost,
  };
}

function queueEvent(event: Input): QueueEvent {
  if (event['k'] === 'through') return { kind: 'through' };
  if (event['k'] === 'trade') return { kind: 'trade', size: Number(event['size']) };
  if (event['k'] === 'level') return { kind: 'level', size: Number(event['level']) };
  throw new Error(`no event of a queue: "${String(event['k'])}"`);
}

export function queueFills(input: Input): unknown {
  const [shownAtJoin, mine] = [Number(text(input, 'shownAtJoin')), Number(text(input, 'mine'))];
  const events = records(input, 'events').map(queueEvent);
  return Object.fromEntries(
    QUEUE_RULES.map((rule) => {
      const order = new RestingOrder({ shownAtJoin, mine, rule });
      return [rule, events.map((event) => decimal(order.after(event)))];
    }),
  );
}

export function tape(input: Input): unknown {
  const events = records(input, 'events').map((event): TapeEvent => ({
    atMs: count(event, 't'),
    market: count(event, 'market'),
    token: event['token'] === 'no' ? 'no' : 'yes',
    side: event['side'] === 'ask' ? 'ask' : 'bid',
    price: count(event, 'price'),
    sizeMicros: count(event, 'micros'),
    receivedAfterMs: count(event, 'rx'),
    mirrored: event['mirrored'] === true,
    kind: event['kind'] === 'trade' ? 'trade' : 'level',
  }));
  const bytes = encodeEvents(count(input, 't0'), events);
  if (JSON.stringify(decodeEvents(bytes)) !== JSON.stringify(events)) throw new Error('does not come back as it went');
  return { rawHex: Buffer.from(bytes).toString('hex') };
}
