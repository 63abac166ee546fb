/** Structural check of a certificate from anywhere: a path and what is wrong there, before any number is believed. */
import type { Certificate } from '../../domain/basket';

type Check = (value: unknown, path: string) => string | null;

const text: Check = (value, path) => (typeof value === 'string' ? null : `${path}: must be text`);
const truth: Check = (value, path) => (typeof value === 'boolean' ? null : `${path}: must be true or false`);
const whole: Check = (value, path) => (Number.isSafeInteger(value) ? null : `${path}: must be a safe integer`);
const natural: Check = (value, path) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? null : `${path}: must be an integer of at least 0`);
const number: Check = (value, path) => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? null : `${path}: must be a number of at least 0`);
const token: Check = (value, path) => (value === 'yes' || value === 'no' ? null : `${path}: must be "yes" or "no"`);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(fields: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return `${path}: must be an object`;
    for (const [name, check] of Object.entries(fields)) {
      const problem = check(value[name], `${path}.${name}`);
      if (problem) return problem;
    }
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
    return unknown === undefined ? null : `${path}.${unknown}: unknown field`;
  };
}

function list(check: Check, least = 0): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path}: must be a list`;
    if (value.length < least) return `${path}: must have at least ${least} entries`;
    for (const [index, item] of value.entries()) {
      const problem = check(item, `${path}[${index}]`);
      if (problem) return problem;
    }
    return null;
  };
}

function record(check: Check): Check {
  return (value, path) => {
    if (!isObject(value)) return `${path}: must be an object`;
    for (const [name, item] of Object.entries(value)) {
      const problem = check(item, `${path}.${name}`);
      if (problem) return problem;
    }
    return null;
  };
}

const distinct: Check = (value, path) => {
  const problem = list(text, 1)(value, path);
  if (problem) return problem;
  return Array.isArray(value) && new Set(value).size === value.length ? null : `${path}: names a condition twice`;
};
const pair: Check = (value, path) => distinct(value, path) ?? (Array.isArray(value) && value.length === 2 ? null : `${path}: must name two conditions`);
const term: Check = (value, path) => (Array.isArray(value) && value.length === 2 ? (text(value[0], `${path}[0]`) ?? whole(value[1], `${path}[1]`)) : `${path}: must be a condition and a whole number`);
const terms: Check = (value, path) => list(term, 1)(value, path) ?? (Array.isArray(value) && new Set(value.map((entry: unknown) => (Array.isArray(entry) ? String(entry[0]) : ''))).size === value.length ? null : `${path}: names a condition twice`);
const constant = (expected: string): Check => (value, path) => (value === expected ? null : `${path}: must be "${expected}"`);

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
  majority: object({ type: text, result: text, weights: record(natural), atLeast: natural }),
  linear: object({ type: text, terms, atLeast: whole }),
  settled: object({ type: text, of: text, value: truth }),
};

/** A relation body by shape, and meaningful: a result among its own members or a count with two names for one number has no plain meaning. */
export const bodyCheck: Check = (value, path) => {
  const type = isObject(value) ? value['type'] : undefined;
  const check = typeof type === 'string' && Object.hasOwn(BODIES, type) ? BODIES[type] : undefined;
  if (!check || !isObject(value)) return `${path}: unknown relation type`;
  const problem = check(value, path);
  if (problem) return problem;
  const members = Array.isArray(value['of']) ? value['of'].map(String) : isObject(value['weights']) ? Object.keys(value['weights']) : [];
  if (typeof value['result'] === 'string' && members.includes(value['result'])) return `${path}.result: is one of its own members`;
  if (isObject(value['exactly'])) {
    const markets = Object.values(value['exactly']).map(String);
    if (new Set(markets).size !== markets.length || markets.some((market) => members.includes(market))) return `${path}.exactly: names a condition twice`;
    if (!Object.keys(value['exactly']).every((count) => /^(0|[1-9]\d{0,5})$/.test(count))) return `${path}.exactly: counts must be whole numbers`;
  }
  return null;
};

const level = object({ priceMicros: natural, sizeMicros: natural });
const leg = object({
  condition: text,
  token,
  side: (value, path) => (value === 'buy' || value === 'sell' ? null : `${path}: must be "buy" or "sell"`),
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
  source: (value, path) => (['structure', 'rule', 'user', 'llm'].includes(String(value)) ? null : `${path}: unknown source`),
  body: bodyCheck,
  why: text,
  terms: list(term),
  atLeast: whole,
  multiplierMicros: natural,
});
const fee = object({ ratePpm: natural, exponent: number, takerOnly: truth });
const certificateCheck = object({
  format: constant('facet-certificate/1'),
  conditions: list(object({ key: text, fee }), 1),
  rules: list(rule),
  legs: list(leg, 1),
  books: list(object({ condition: text, token, hash: text, verifiedAtMs: number })),
  inventory: record(natural),
  voids: natural,
  floorMicros: whole,
  costMicros: whole,
  feesMicros: natural,
  edgeMicros: whole,
  edgeAtLimitsMicros: whole,
  worst: record(truth),
  enumeration: (value, path) => (value === null ? null : list(record(truth))(value, path)),
});

/** "certificate.legs[0].sizeMicros: must be ..." or null. */
export function shapeProblem(value: unknown): string | null {
  return certificateCheck(value, 'certificate');
}

export function isCertificate(value: unknown): value is Certificate {
  return shapeProblem(value) === null;
}
