/**
 * Synthetic components of the sizes that docs/maths.md 4 measures: books of five levels around prices averaged over
 * simulated outcomes, so that the prices are coherent before a tenth of the conditions is moved by two to seven ticks.
 */
import type { Random } from '../lib/domain/random';
import type { Level } from '../lib/domain/book';
import type { Instance, InstanceBook } from '../lib/domain/instance';
import type { Relation, RelationBody } from '../lib/domain/relation';
import { priceMicros, sizeMicros } from '../lib/domain/units';

const TICK = 10_000;
const LEVELS = 5;

export interface Model {
  readonly keys: readonly string[];
  readonly bodies: readonly RelationBody[];
  /** Truths of all keys in one simulated outcome. */
  readonly simulate: (random: Random) => Readonly<Record<string, boolean>>;
}

export function asRelations(bodies: readonly RelationBody[]): readonly Relation[] {
  return bodies.map((body, index) => ({
    id: `r${index}`,
    version: 1,
    body,
    source: 'structure',
    status: 'proven',
    why: `rule ${index}`,
    evidence: [],
  }));
}

/** Standard normal by Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export interface ElectionShape {
  readonly states: number;
  /** Rungs of each state's margin ladder. */
  readonly margins: number;
  readonly rungs: number;
  readonly swing: number;
}

/**
 * 20 states, no margins, 9 rungs, 8 swing states: 100 conditions. 50 states with 6 margins each, 15 rungs, 9 swing
 * states: 500.
 */
export const ELECTION_100: ElectionShape = { states: 20, margins: 0, rungs: 9, swing: 8 };
export const ELECTION_500: ElectionShape = { states: 50, margins: 6, rungs: 15, swing: 9 };

export function electionModel({ states, margins, rungs, swing }: ElectionShape): Model {
  const names = Array.from({ length: states }, (_, index) => `s${index}`);
  const weights = Object.fromEntries(names.map((name, index) => [`${name}.r`, 3 + ((index * 7) % 20)]));
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const thresholds = Array.from({ length: rungs }, (_, index) =>
    Math.round(total * (0.3 + (0.4 * (index + 0.5)) / rungs)),
  );
  const swingStates = names.slice(0, swing).map((name) => `${name}.r`);
  const keys: string[] = [];
  const bodies: RelationBody[] = [];
  for (const name of names) {
    const of = [`${name}.r`, `${name}.d`, `${name}.o`];
    keys.push(...of);
    bodies.push({ type: 'exactly-one', of });
    for (let rung = 0; rung < margins; rung += 1) {
      keys.push(`${name}.m${rung}`);
      bodies.push({ type: 'implies', if: `${name}.m${rung}`, then: rung === 0 ? `${name}.r` : `${name}.m${rung - 1}` });
    }
  }
  thresholds.forEach((atLeast, rung) => {
    keys.push(`ev${rung}`);
    bodies.push({ type: 'majority', result: `ev${rung}`, weights, atLeast });
    if (rung > 0) {
      keys.push(`bucket${rung}`);
      bodies.push(
        { type: 'implies', if: `ev${rung}`, then: `ev${rung - 1}` },
        { type: 'difference', result: `bucket${rung}`, of: [`ev${rung - 1}`, `ev${rung}`] },
      );
    }
  });
  const exactly = Object.fromEntries(Array.from({ length: swing + 1 }, (_, count) => [String(count), `count${count}`]));
  keys.push(...Object.values(exactly));
  bodies.push({ type: 'count', of: swingStates, exactly });
  for (let pair = 0; keys.length < (margins > 0 ? 500 : 100); pair += 1) {
    const of = [`s${(pair * 3) % states}.r`, `s${(pair * 3 + 1 + (pair % 5)) % states}.r`];
    keys.push(`both${pair}`);
    bodies.push(
      pair % 3 === 2 ? { type: 'or', result: `both${pair}`, of } : { type: 'and', result: `both${pair}`, of },
    );
  }
  const simulate = (random: Random): Readonly<Record<string, boolean>> => {
    const truths: Record<string, boolean> = {};
    const nation = 4 * normal(random);
    let votes = 0;
    for (const [index, name] of names.entries()) {
      const margin = nation + ((index % 9) - 4) * 1.5 + 3 * normal(random);
      const other = random() < 0.01;
      truths[`${name}.r`] = !other && margin > 0;
      truths[`${name}.d`] = !other && margin <= 0;
      truths[`${name}.o`] = other;
      for (let rung = 0; rung < margins; rung += 1) truths[`${name}.m${rung}`] = !other && margin > 1.5 * (rung + 1);
      if (truths[`${name}.r`]) votes += weights[`${name}.r`] ?? 0;
    }
    thresholds.forEach((atLeast, rung) => {
      truths[`ev${rung}`] = votes >= atLeast;
      if (rung > 0) truths[`bucket${rung}`] = votes >= (thresholds[rung - 1] ?? 0) && votes < atLeast;
    });
    const won = swingStates.filter((key) => truths[key]).length;
    for (const [count, key] of Object.entries(exactly)) truths[key] = Number(count) === won;
    for (const body of bodies) {
      if (body.type === 'and') truths[body.result] = body.of.every((key) => truths[key]);
      if (body.type === 'or') truths[body.result] = body.of.some((key) => truths[key]);
    }
    return truths;
  };
  return { keys, bodies, simulate };
}

/** Single elimination: key `t${team}.${round}` is "the team wins its match of that round"; 2^(teams - 1) outcomes. */
export function bracketModel(teams: number): Model {
  const rounds = Math.log2(teams);
  const keys: string[] = [];
  const bodies: RelationBody[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (let team = 0; team < teams; team += 1) {
      keys.push(`t${team}.${round}`);
      if (round > 1) bodies.push({ type: 'implies', if: `t${team}.${round}`, then: `t${team}.${round - 1}` });
    }
    const size = 2 ** round;
    for (let first = 0; first < teams; first += size)
      bodies.push({
        type: 'exactly-one',
        of: Array.from({ length: size }, (_, offset) => `t${first + offset}.${round}`),
      });
  }
  const simulate = (random: Random): Readonly<Record<string, boolean>> => {
    const truths: Record<string, boolean> = Object.fromEntries(keys.map((key) => [key, false]));
    let alive = Array.from({ length: teams }, (_, team) => team);
    for (let round = 1; round <= rounds; round += 1) {
      alive = Array.from({ length: alive.length / 2 }, (_, match) => {
        const left = alive[2 * match] ?? 0;
        const right = alive[2 * match + 1] ?? 0;
        const strength = (team: number): number => 1 + ((team * 37) % 16);
        return random() < strength(left) / (strength(left) + strength(right)) ? left : right;
      });
      for (const team of alive) truths[`t${team}.${round}`] = true;
    }
    return truths;
  };
  return { keys, bodies, simulate };
}

export function groupModel(size: number): Model {
  const keys = Array.from({ length: size }, (_, index) => `g${index}`);
  return {
    keys,
    bodies: [{ type: 'exactly-one', of: keys }],
    simulate: (random) => ({
      ...Object.fromEntries(keys.map((key) => [key, false])),
      [`g${Math.floor(random() ** 2 * size)}`]: true,
    }),
  };
}

export function ladderModel(size: number): Model {
  const keys = Array.from({ length: size }, (_, index) => `l${index}`);
  return {
    keys,
    bodies: keys.slice(1).map((key, index): RelationBody => ({ type: 'implies', if: key, then: `l${index}` })),
    simulate: (random) => {
      const reached = Math.floor(random() * (size + 1));
      return Object.fromEntries(keys.map((key, index) => [key, index < reached]));
    },
  };
}

/** Average truth by key over simulated outcomes: a point of the marginal polytope. */
export function coherentPrices(model: Model, random: Random, outcomes = 400): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries(model.keys.map((key) => [key, 0]));
  for (let outcome = 0; outcome < outcomes; outcome += 1)
    for (const [key, truth] of Object.entries(model.simulate(random))) if (truth) counts[key] = (counts[key] ?? 0) + 1;
  return Object.fromEntries(model.keys.map((key) => [key, (counts[key] ?? 0) / outcomes]));
}

function levels(random: Random, best: number): readonly Level[] {
  return Array.from({ length: LEVELS }, (_, level) => ({
    priceMicros: best + level * TICK,
    size: Math.round(20 + 480 * random()),
  }))
    .filter(({ priceMicros: price }) => price > 0 && price < 1_000_000)
    .map(({ priceMicros: price, size }) => ({
      priceMicros: priceMicros(price),
      sizeMicros: sizeMicros(size * 1_000_000),
    }));
}

/** Asks on both tokens one tick above their worth. */
export function bookAround(random: Random, worth: number): InstanceBook {
  const ask = (value: number): number => Math.min(990_000, Math.max(TICK, Math.ceil(value * 100 + 1e-9) * TICK));
  const side = (value: number) => ({ asks: levels(random, ask(value)), bids: [], hash: '', verifiedAtMs: 0 });
  return { yes: side(worth), no: side(1 - worth), mirrored: true };
}

export interface Market {
  readonly instance: Instance;
  readonly prices: Readonly<Record<string, number>>;
}

export function marketOf(
  model: Model,
  random: Random,
  options: { readonly moved?: number; readonly ratePpm?: number } = {},
): Market {
  const prices: Record<string, number> = { ...coherentPrices(model, random) };
  for (const key of model.keys) {
    if (random() >= (options.moved ?? 0.1)) continue;
    const ticks = (2 + Math.floor(random() * 6)) * (random() < 0.5 ? -1 : 1);
    prices[key] = Math.min(0.98, Math.max(0.02, (prices[key] ?? 0.5) + ticks / 100));
  }
  const instance: Instance = {
    conditions: model.keys.map((key) => ({
      key,
      fee: { ratePpm: options.ratePpm ?? 40_000, exponent: 1, takerOnly: true },
      minSizeMicros: sizeMicros(0),
      tickMicros: priceMicros(TICK),
    })),
    relations: asRelations(model.bodies),
    books: Object.fromEntries(model.keys.map((key) => [key, bookAround(random, prices[key] ?? 0.5)])),
    budgetMicros: null,
    inventory: {},
    voids: 0,
    lotMicros: sizeMicros(10_000),
  };
  return { instance, prices };
}
