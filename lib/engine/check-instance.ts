/**
 * Refuses instances that no outcome space or price can be made of. The command line checks its files by path first;
 * this guards the port.
 */
import type { Level } from '../domain/book';
import type { Instance } from '../domain/instance';
import { conditionKeysOf, type RelationBody } from '../domain/relation';
import { fail, ok, type Result } from '../domain/result';
import { MICROS } from '../domain/units';

/** Largest coefficient or weight; keeps every sum over a component far inside the safe integers. */
export const MAX_COEFFICIENT = 1_000_000;

/** The venue's schedules have 0, 1 or 2; powers far beyond would only keep the exact arithmetic busy. */
export const MAX_EXPONENT = 8;

export function checkInstance(instance: Instance): Result<Instance> {
  const keys = new Set(instance.conditions.map(({ key }) => key));
  const problem =
    (keys.size === instance.conditions.length ? null : 'a condition is listed twice') ??
    instance.conditions
      .map(({ key, fee }) =>
        fee.ratePpm >= 0 && fee.ratePpm < MICROS && fee.exponent >= 0 && fee.exponent <= MAX_EXPONENT
          ? null
          : `the fee schedule of ${key} is not a rate below one`,
      )
      .find((text) => text !== null) ??
    instance.relations.map(({ id, body }) => bodyProblem(body, keys, id)).find((text) => text !== null) ??
    Object.entries(instance.books)
      .flatMap(([key, book]) =>
        [book.yes, book.no]
          .map((side) => levelsProblem(side.asks, 1) ?? levelsProblem(side.bids, -1))
          .map((text) => (text === null ? null : `the book of ${key} ${text}`)),
      )
      .find((text) => text !== null) ??
    (instance.lotMicros > 0 ? null : 'the lot must be positive') ??
    (Number.isSafeInteger(instance.voids) && instance.voids >= 0 ? null : 'the void budget must be a whole number');
  return problem === null ? ok(instance) : fail('bad-instance', { problem });
}

function bodyProblem(body: RelationBody, keys: ReadonlySet<string>, id: string): string | null {
  const stranger = conditionKeysOf(body).find((key) => !keys.has(key));
  if (stranger !== undefined) return `relation ${id} speaks of the unknown condition "${stranger}"`;
  const meaning = meaningProblem(body);
  return meaning === null ? null : `relation ${id} ${meaning}`;
}

/**
 * Bodies without one plain meaning: empty lists, repeated members, a result among its members, numbers that are not
 * whole.
 */
export function meaningProblem(body: RelationBody): string | null {
  const repeats = (list: readonly string[]): boolean => new Set(list).size !== list.length;
  const whole = (value: number): boolean => Number.isSafeInteger(value) && Math.abs(value) <= MAX_COEFFICIENT;
  switch (body.type) {
    case 'implies':
    case 'settled':
      return null;
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
    case 'not':
      return body.of.length === 0 ? 'names no conditions' : repeats(body.of) ? 'names a condition twice' : null;
    case 'and':
    case 'or':
    case 'difference':
      return body.of.length === 0
        ? 'names no conditions'
        : repeats([...body.of, body.result])
          ? 'names a condition twice'
          : null;
    case 'count': {
      if (body.of.length === 0 || Object.keys(body.exactly).length === 0) return 'names no conditions';
      if (repeats([...body.of, ...Object.values(body.exactly)])) return 'names a condition twice';
      return Object.keys(body.exactly).every((count) => /^(0|[1-9]\d{0,5})$/.test(count))
        ? null
        : 'counts to something that is not a whole number';
    }
    case 'majority': {
      const weights = Object.values(body.weights);
      if (weights.length === 0) return 'names no conditions';
      if (Object.hasOwn(body.weights, body.result)) return 'names a condition twice';
      return weights.every((weight) => whole(weight) && weight > 0) && whole(body.atLeast) && body.atLeast > 0
        ? null
        : 'has weights that are not positive whole numbers';
    }
    case 'linear':
      if (body.terms.length === 0) return 'names no conditions';
      if (repeats(body.terms.map(([key]) => key))) return 'names a condition twice';
      return body.terms.every(([, coefficient]) => whole(coefficient) && coefficient !== 0) && whole(body.atLeast)
        ? null
        : 'has coefficients that are not whole numbers';
  }
}

function levelsProblem(levels: readonly Level[], direction: 1 | -1): string | null {
  let previous: number | null = null;
  for (const { priceMicros, sizeMicros } of levels) {
    if (!Number.isSafeInteger(priceMicros) || priceMicros <= 0 || priceMicros >= MICROS)
      return 'has a price outside (0, 1)';
    if (!Number.isSafeInteger(sizeMicros) || sizeMicros <= 0) return 'has a level without shares';
    if (previous !== null && (priceMicros - previous) * direction <= 0) return 'is not sorted best first';
    previous = priceMicros;
  }
  return null;
}
