/**
 * `facet-instance/1` files (docs/formats.md 1). Numbers that are money, price or size are decimal strings; anything
 * unclear is refused by path.
 */
import type { Level } from '../../lib/domain/book';
import type { FeeSchedule, TokenSide } from '../../lib/domain/condition';
import type { Instance, InstanceBook, InstanceCondition, InstanceSide } from '../../lib/domain/instance';
import type { Relation, RelationBody } from '../../lib/domain/relation';
import {
  MICROS,
  moneyMicros,
  priceMicros,
  sizeMicros,
  type MoneyMicros,
  type SizeMicros,
} from '../../lib/domain/units';
import { meaningProblem } from '../../lib/engine/check-instance';
import { describeBody } from '../../lib/words/relation';
import { asBoolean, asDecimal, asList, asObject, asText, asWholeText, bad, shown, type JsonObject } from './parse-json';

export interface InstanceFile {
  readonly instance: Instance;
  /** Middle prices by condition, micros; only for `project`. */
  readonly mids: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly market: 'binary' | 'lmsr';
}

const TOP_KEYS = [
  'format',
  'conditions',
  'relations',
  'books',
  'budget',
  'minBuy',
  'mirrored',
  'inventory',
  'voids',
  'lot',
  'mids',
  'weights',
  'market',
];

/** @throws PathError with one line naming the path. */
export function parseInstanceFile(json: unknown): InstanceFile {
  const file = asObject(json, '', TOP_KEYS);
  if (file['format'] !== 'facet-instance/1') bad('format', `must be "facet-instance/1", was ${shown(file['format'])}`);
  const minBuy = moneyMicros(file['minBuy'] === undefined ? 0 : asAmount(file['minBuy'], 'minBuy'));
  const mirrored = file['mirrored'] === undefined ? true : asBoolean(file['mirrored'], 'mirrored');
  const conditions = asList(file['conditions'], 'conditions').map((item, index) =>
    parseCondition(item, `conditions[${index}]`, minBuy),
  );
  if (conditions.length === 0) bad('conditions', 'must not be empty');
  const keys = new Set<string>();
  conditions.forEach(({ key }, index) => {
    if (keys.has(key)) bad(`conditions[${index}].id`, `${shown(key)} is listed twice`);
    keys.add(key);
  });
  const known = (value: unknown, path: string): string => {
    const key = asText(value, path);
    return keys.has(key) ? key : bad(path, `unknown condition ${shown(key)}`);
  };
  const lot = file['lot'] === undefined ? sizeMicros(10_000) : sizeMicros(asAmount(file['lot'], 'lot'));
  if (lot === 0) bad('lot', 'must be positive');
  return {
    instance: {
      conditions,
      relations: asList(file['relations'] ?? [], 'relations').map((item, index) =>
        parseRelation(item, `relations[${index}]`, known),
      ),
      books: Object.fromEntries(
        Object.entries(asObject(file['books'] ?? {}, 'books', null)).map(([key, book]) => [
          known(key, `books.${key}`),
          parseBook(book, `books.${key}`, mirrored),
        ]),
      ),
      budgetMicros:
        file['budget'] === undefined || file['budget'] === null
          ? null
          : moneyMicros(asAmount(file['budget'], 'budget')),
      inventory: parseInventory(file['inventory'] ?? {}, known),
      voids: parseVoids(file['voids'] ?? 0),
      lotMicros: lot,
    },
    mids: amounts(file['mids'], 'mids', known, (value, path) => inside(asDecimal(value, path), path)),
    weights: amounts(
      file['weights'],
      'weights',
      known,
      (value, path) => asAmount(value, path) || bad(path, 'must be positive'),
    ),
    market:
      file['market'] === undefined || file['market'] === 'binary'
        ? 'binary'
        : file['market'] === 'lmsr'
          ? 'lmsr'
          : bad('market', `must be "binary" or "lmsr", was ${shown(file['market'])}`),
  };
}

type Known = (value: unknown, path: string) => string;

/**
 * Shares and dollars of one entry: far above any book, and small enough that sums over thousands of levels stay exact.
 */
const MOST = 1_000_000_000 * MICROS;

function asAmount(value: unknown, path: string): number {
  const amount = asDecimal(value, path);
  return amount <= MOST ? amount : bad(path, `must be at most ${MOST / MICROS}`);
}

function inside(price: number, path: string): number {
  return price > 0 && price < MICROS ? price : bad(path, 'must lie strictly between 0 and 1');
}

function amounts(
  value: unknown,
  path: string,
  known: Known,
  read: (value: unknown, path: string) => number,
): Readonly<Record<string, number>> {
  if (value === undefined) return {};
  return Object.fromEntries(
    Object.entries(asObject(value, path, null)).map(([key, item]) => [
      known(key, `${path}.${key}`),
      read(item, `${path}.${key}`),
    ]),
  );
}

function parseVoids(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 100
    ? value
    : bad('voids', `must be a whole number from 0 to 100, was ${shown(value)}`);
}

function parseCondition(value: unknown, path: string, minBuy: MoneyMicros): InstanceCondition {
  const item = asObject(value, path, ['id', 'fee', 'minSize', 'tick']);
  const tick = item['tick'] === undefined ? 10_000 : asDecimal(item['tick'], `${path}.tick`);
  return {
    key: asText(item['id'], `${path}.id`),
    fee:
      item['fee'] === undefined ? { ratePpm: 0, exponent: 1, takerOnly: true } : parseFee(item['fee'], `${path}.fee`),
    minSizeMicros: sizeMicros(item['minSize'] === undefined ? 0 : asAmount(item['minSize'], `${path}.minSize`)),
    ...(minBuy > 0 ? { minBuyMicros: minBuy } : {}),
    tickMicros: priceMicros(inside(tick, `${path}.tick`)),
  };
}

function parseFee(value: unknown, path: string): FeeSchedule {
  const fee = asObject(value, path, ['rate', 'exponent']);
  const ratePpm = asDecimal(fee['rate'], `${path}.rate`);
  if (ratePpm >= MICROS) bad(`${path}.rate`, 'must be below 1');
  const exponent = fee['exponent'] ?? 1;
  if (typeof exponent !== 'number' || !Number.isSafeInteger(exponent) || exponent < 0 || exponent > 8)
    return bad(`${path}.exponent`, `must be a whole number from 0 to 8, was ${shown(exponent)}`);
  return { ratePpm, exponent, takerOnly: true };
}

/** A book that says nothing of its own is mirrored as the file says. */
function parseBook(value: unknown, path: string, mirrored: boolean): InstanceBook {
  const book = asObject(value, path, ['yes', 'no', 'mirrored']);
  return {
    yes: parseSide(book['yes'], `${path}.yes`),
    no: parseSide(book['no'], `${path}.no`),
    mirrored: book['mirrored'] === undefined ? mirrored : asBoolean(book['mirrored'], `${path}.mirrored`),
  };
}

function parseSide(value: unknown, path: string): InstanceSide {
  if (value === undefined) return { asks: [], bids: [], hash: '', verifiedAtMs: 0 };
  const side = asObject(value, path, ['asks', 'bids']);
  return {
    asks: parseLevels(side['asks'] ?? [], `${path}.asks`, 1),
    bids: parseLevels(side['bids'] ?? [], `${path}.bids`, -1),
    hash: '',
    verifiedAtMs: 0,
  };
}

/** Sorted best first; levels of one price are one level. */
function parseLevels(value: unknown, path: string, direction: 1 | -1): readonly Level[] {
  const depth = new Map<number, number>();
  asList(value, path).forEach((item, index) => {
    const pair = asList(item, `${path}[${index}]`);
    if (pair.length !== 2) bad(`${path}[${index}]`, 'must be a price and a size');
    const price = inside(asDecimal(pair[0], `${path}[${index}][0]`), `${path}[${index}][0]`);
    const size = asAmount(pair[1], `${path}[${index}][1]`);
    if (size === 0) bad(`${path}[${index}][1]`, 'must be positive');
    const total = (depth.get(price) ?? 0) + size;
    depth.set(
      price,
      total <= MOST
        ? total
        : bad(`${path}[${index}][1]`, `must be at most ${MOST / MICROS} with the other levels of its price`),
    );
  });
  return [...depth]
    .sort(([a], [b]) => (a - b) * direction)
    .map(([price, size]) => ({ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) }));
}

function parseInventory(value: unknown, known: Known): Readonly<Record<string, SizeMicros>> {
  return Object.fromEntries(
    Object.entries(asObject(value, 'inventory', null)).map(([name, held]) => {
      const path = `inventory.${name}`;
      const token: TokenSide = name.endsWith('.yes')
        ? 'yes'
        : name.endsWith('.no')
          ? 'no'
          : bad(path, 'must name a condition and ".yes" or ".no"');
      known(name.slice(0, -1 - token.length), path);
      return [name, sizeMicros(asAmount(held, path))];
    }),
  );
}

const RELATION_KEYS: Readonly<Record<RelationBody['type'], readonly string[]>> = {
  implies: ['if', 'then'],
  excludes: ['of'],
  'exactly-one': ['of'],
  'at-least-one': ['of'],
  equivalent: ['of'],
  not: ['of'],
  and: ['result', 'of'],
  or: ['result', 'of'],
  difference: ['result', 'of'],
  count: ['of', 'exactly'],
  majority: ['result', 'weights', 'atLeast'],
  linear: ['terms', 'atLeast'],
  settled: ['of', 'value'],
};

function isRelationType(value: unknown): value is RelationBody['type'] {
  return typeof value === 'string' && Object.hasOwn(RELATION_KEYS, value);
}

/** Relations of a file are the user's own word: accepted, with the body as the reason. */
function parseRelation(value: unknown, path: string, known: Known): Relation {
  const { type } = asObject(value, path, null);
  if (!isRelationType(type)) return bad(`${path}.type`, `unknown relation type ${shown(type)}`);
  const body = parseBody(type, asObject(value, path, ['type', ...RELATION_KEYS[type]]), { path, known });
  const problem = meaningProblem(body);
  if (problem !== null) bad(path, problem);
  return { id: path, version: 1, body, source: 'user', status: 'accepted', why: describeBody(body), evidence: [] };
}

function parseBody(
  type: RelationBody['type'],
  item: JsonObject,
  { path, known }: { readonly path: string; readonly known: Known },
): RelationBody {
  const key = (name: string): string => known(item[name], `${path}.${name}`);
  const list = (): readonly string[] =>
    asList(item['of'], `${path}.of`).map((member, index) => known(member, `${path}.of[${index}]`));
  const pair = (): readonly [string, string] => {
    const [first, second, ...more] = list();
    return first !== undefined && second !== undefined && more.length === 0
      ? [first, second]
      : bad(`${path}.of`, 'must name two conditions');
  };
  switch (type) {
    case 'implies':
      return { type, if: key('if'), then: key('then') };
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
      return { type, of: list() };
    case 'not':
      return { type, of: pair() };
    case 'and':
    case 'or':
      return { type, result: key('result'), of: list() };
    case 'difference':
      return { type, result: key('result'), of: pair() };
    case 'count':
      return {
        type,
        of: list(),
        exactly: Object.fromEntries(
          Object.entries(asObject(item['exactly'], `${path}.exactly`, null)).map(([count, market]) => [
            count,
            known(market, `${path}.exactly.${count}`),
          ]),
        ),
      };
    case 'majority':
      return {
        type,
        result: key('result'),
        weights: Object.fromEntries(
          Object.entries(asObject(item['weights'], `${path}.weights`, null)).map(([member, weight]) => [
            known(member, `${path}.weights.${member}`),
            asWholeText(weight, `${path}.weights.${member}`),
          ]),
        ),
        atLeast: asWholeText(item['atLeast'], `${path}.atLeast`),
      };
    case 'linear':
      return {
        type,
        terms: asList(item['terms'], `${path}.terms`).map((term, index) => {
          const at = `${path}.terms[${index}]`;
          const pairOf = asList(term, at);
          if (pairOf.length !== 2) bad(at, 'must be a condition and a coefficient');
          return [known(pairOf[0], `${at}[0]`), asWholeText(pairOf[1], `${at}[1]`)] as const;
        }),
        atLeast: asWholeText(item['atLeast'], `${path}.atLeast`),
      };
    case 'settled':
      return { type, of: known(item['of'], `${path}.of`), value: asBoolean(item['value'], `${path}.value`) };
  }
}
