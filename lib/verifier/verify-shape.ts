/** Structural check of a certificate from anywhere: a path and what is wrong there, before any number is believed. */
import type { Certificate } from '../domain/basket';

/**
 * What is wrong, as the rest of a path (".legs[0].sizeMicros: must be ..."), or null. Paths are only spelled when
 * something is wrong.
 */
type Check = (value: unknown) => string | null;

const text: Check = (value) => (typeof value === 'string' ? null : ': must be text');
const truth: Check = (value) => (typeof value === 'boolean' ? null : ': must be true or false');
const whole: Check = (value) => (Number.isSafeInteger(value) ? null : ': must be a safe integer');
const natural: Check = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? null : ': must be an integer of at least 0';
const naturalTo =
  (most: number): Check =>
  (value) =>
    natural(value) ?? (Number(value) <= most ? null : `: must be at most ${most}`);
/** Coefficients and weights of relations: however many are added up, the sums stay exact. */
const LARGEST_WEIGHT = 1_000_000_000;
const weight = naturalTo(LARGEST_WEIGHT);
const coefficient: Check = (value) =>
  whole(value) ?? (Math.abs(Number(value)) <= LARGEST_WEIGHT ? null : `: must be at most ${LARGEST_WEIGHT} in size`);
const token: Check = (value) => (value === 'yes' || value === 'no' ? null : ': must be "yes" or "no"');

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(fields: Readonly<Record<string, Check>>): Check {
  const names = Object.keys(fields);
  const checks = Object.values(fields);
  return (value) => {
    if (!isObject(value)) return ': must be an object';
    for (let index = 0; index < checks.length; index += 1) {
      const name = names[index] ?? '';
      const problem = checks[index]?.(value[name]) ?? null;
      if (problem !== null) return `.${name}${problem}`;
    }
    // Every field is there (none of their checks lets "undefined" pass), so that more names than fields means a
    // stranger.
    const own = Object.keys(value);
    if (own.length === names.length) return null;
    return `.${own.find((name) => !Object.hasOwn(fields, name)) ?? ''}: unknown field`;
  };
}

function list(check: Check, least = 0): Check {
  return (value) => {
    if (!Array.isArray(value)) return ': must be a list';
    if (value.length < least) return `: must have at least ${least} entries`;
    for (let index = 0; index < value.length; index += 1) {
      const problem = check(value[index]);
      if (problem !== null) return `[${index}]${problem}`;
    }
    return null;
  };
}

function record(check: Check): Check {
  return (value) => {
    if (!isObject(value)) return ': must be an object';
    for (const name of Object.keys(value)) {
      const problem = check(value[name]);
      if (problem !== null) return `.${name}${problem}`;
    }
    return null;
  };
}

/** Short lists are compared pair by pair; a set costs more than they do. */
function isDistinct(values: readonly unknown[]): boolean {
  if (values.length > 8) return new Set(values).size === values.length;
  for (let index = 1; index < values.length; index += 1)
    if (values.lastIndexOf(values[index], index - 1) >= 0) return false;
  return true;
}

const texts = list(text, 1);
const distinct: Check = (value) =>
  texts(value) ?? (Array.isArray(value) && isDistinct(value) ? null : ': names a condition twice');
const pair: Check = (value) =>
  distinct(value) ?? (Array.isArray(value) && value.length === 2 ? null : ': must name two conditions');
const termOf =
  (number: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length === 2 && text(value[0]) === null && number(value[1]) === null
      ? null
      : ': must be a condition and a whole number';
const term = termOf(whole);
const termList = list(termOf(coefficient), 1);
const terms: Check = (value) =>
  termList(value) ??
  (Array.isArray(value) &&
  new Set(value.map((entry: unknown) => (Array.isArray(entry) ? String(entry[0]) : ''))).size === value.length
    ? null
    : ': names a condition twice');
const constant =
  (expected: string): Check =>
  (value) =>
    value === expected ? null : `: must be "${expected}"`;

const BODIES: Readonly<Record<string, Check>> = {
  implies: object({ type: text, if: text, then: text }),
  excludes: object({ type: text, of: distinct }),
  'exactly-one': object({ type: text, of: distinct }),
  'at-least-one': object({ type: text, of: distinct }),
  equivalent: object({ type: text, of: distinct }),
  not: object({ type: text, of: pair }),
  and: object({ type: text, result: text, of: distinct }),
  or: object({ type: text, result: text, of: distinct }),
  difference: object({ type: text, result: text, of: pair }),
  count: object({ type: text, of: distinct, exactly: record(text) }),
  majority: object({ type: text, result: text, weights: record(weight), atLeast: weight }),
  linear: object({ type: text, terms, atLeast: coefficient }),
  settled: object({ type: text, of: text, value: truth }),
};

/**
 * A relation body by shape, and meaningful: a result among its own members or a count with two names for one number has
 * no plain meaning.
 */
const bodyCheck: Check = (value) => {
  const type = isObject(value) ? value['type'] : undefined;
  const check = typeof type === 'string' && Object.hasOwn(BODIES, type) ? BODIES[type] : undefined;
  if (!check || !isObject(value)) return ': unknown relation type';
  const problem = check(value);
  if (problem !== null) return problem;
  if (type === 'implies' || type === 'excludes' || type === 'exactly-one' || type === 'settled') return null;
  const members = Array.isArray(value['of'])
    ? value['of'].map(String)
    : isObject(value['weights'])
      ? Object.keys(value['weights'])
      : [];
  if (typeof value['result'] === 'string' && members.includes(value['result']))
    return '.result: is one of its own members';
  if (isObject(value['exactly'])) {
    const markets = Object.values(value['exactly']).map(String);
    if (new Set(markets).size !== markets.length || markets.some((market) => members.includes(market)))
      return '.exactly: names a condition twice';
    if (!Object.keys(value['exactly']).every((count) => /^(0|[1-9]\d{0,5})$/.test(count)))
      return '.exactly: counts must be whole numbers';
  }
  return null;
};

const level = object({ priceMicros: natural, sizeMicros: natural });
const leg = object({
  condition: text,
  token,
  side: (value) => (value === 'buy' || value === 'sell' ? null : ': must be "buy" or "sell"'),
  sizeMicros: natural,
  limitPriceMicros: natural,
  fills: list(level, 1),
  costMicros: natural,
  feeMicros: natural,
  costAtLimitMicros: natural,
  feeAtLimitMicros: natural,
});
const rule = object({
  relationId: text,
  relationVersion: natural,
  source: (value) =>
    value === 'structure' || value === 'rule' || value === 'user' || value === 'llm' ? null : ': unknown source',
  body: bodyCheck,
  why: text,
  terms: list(term),
  atLeast: whole,
  multiplierMicros: natural,
});
/**
 * Above a rate of one a cheaper fill can cost more with its fee than one at the limit, and "at the limits" would
 * promise too much. No venue has a power above 2; a billion would keep exact arithmetic busy for ever.
 */
const fee = object({ ratePpm: naturalTo(1_000_000), exponent: naturalTo(8), takerOnly: truth });
const patterns = list(record(truth));
const certificateCheck = object({
  format: constant('facet-certificate/1'),
  conditions: list(object({ key: text, fee }), 1),
  rules: list(rule),
  legs: list(leg, 1),
  books: list(object({ condition: text, token, hash: text, verifiedAtMs: natural })),
  inventory: record(natural),
  voids: natural,
  floorMicros: whole,
  costMicros: whole,
  feesMicros: natural,
  edgeMicros: whole,
  edgeAtLimitsMicros: whole,
  worst: record(truth),
  enumeration: (value) => (value === null ? null : patterns(value)),
});

/** "certificate.legs[0].sizeMicros: must be ..." or null. */
export function shapeProblem(value: unknown): string | null {
  const problem = certificateCheck(value);
  return problem === null ? null : `certificate${problem}`;
}

export function isCertificate(value: unknown): value is Certificate {
  return shapeProblem(value) === null;
}
