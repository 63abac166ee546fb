/**
 * Families of outcome spaces of every relation type, each with its worlds made by construction (who won, which rung was
 * reached), never by searching its relations: what the engine concludes from the relations can then be checked against
 * worlds it has no part in.
 */
import type { Random } from '../../lib/domain/random';
import type { RelationBody } from '../../lib/domain/relation';
import { atomsByMeaning, randomBody } from './random-instances';

/** 1 = true, by condition index. */
export type World = Uint8Array;

export interface Family {
  readonly name: string;
  readonly keys: readonly string[];
  readonly bodies: readonly RelationBody[];
  /** A world for each combination of choices below these limits; null where the combination is not a world. */
  readonly choices: readonly number[];
  readonly world: (chosen: readonly number[]) => World | null;
}

/** More worlds than this are not enumerated. */
export const MAX_WORLDS = 4096;

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);

export function pick<T>(random: Random, from: readonly T[]): T {
  const value = from[below(random, from.length)];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}

const named = (letter: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index}`);

/** Truths by key to a world. */
function worldOf(keys: readonly string[], isTrue: (key: string) => boolean): World {
  return Uint8Array.from(keys, (key) => (isTrue(key) ? 1 : 0));
}

/** Two to six conditions under one to four relations of any type, sometimes with one of them settled. */
function mixed(random: Random): Family {
  for (;;) {
    const keys = named('c', 2 + below(random, 5));
    const bodies: RelationBody[] = Array.from({ length: 1 + below(random, 4) }, () => randomBody(random, keys));
    if (random() < 0.1) bodies.push({ type: 'settled', of: pick(random, keys), value: random() < 0.5 });
    const worlds = atomsByMeaning(keys, bodies).map((truths) => worldOf(keys, (key) => truths[key] === true));
    if (worlds.length > 1)
      return { name: 'mixed', keys, bodies, choices: [worlds.length], world: ([index = 0]) => worlds[index] ?? null };
  }
}

function group(random: Random): Family {
  const keys = named('g', 2 + below(random, 23));
  return {
    name: 'exactly-one',
    keys,
    bodies: [{ type: 'exactly-one', of: keys }],
    choices: [keys.length],
    world: ([winner]) => worldOf(keys, (key) => key === `g${winner ?? 0}`),
  };
}

/** A list that may be incomplete; short ones now and then as exclusions pair by pair. */
function listed(random: Random): Family {
  const keys = named('l', 2 + below(random, 15));
  const pairs = keys.flatMap((a, index) =>
    keys.slice(index + 1).map((b): RelationBody => ({ type: 'excludes', of: [a, b] })),
  );
  const bodies: readonly RelationBody[] = keys.length <= 5 && random() < 0.5 ? pairs : [{ type: 'excludes', of: keys }];
  return {
    name: 'at-most-one',
    keys,
    bodies,
    choices: [keys.length + 1],
    world: ([winner]) => worldOf(keys, (key) => key === `l${winner ?? 0}`),
  };
}

function ladder(random: Random): Family {
  const keys = named('r', 2 + below(random, 23));
  const bodies = keys.slice(1).map((key, index): RelationBody => ({ type: 'implies', if: key, then: `r${index}` }));
  return {
    name: 'ladder',
    keys,
    bodies,
    choices: [keys.length + 1],
    world: ([reached = 0]) => Uint8Array.from(keys, (_, index) => (index < reached ? 1 : 0)),
  };
}

/** Rungs, and the ranges between them that add up to the whole. */
function buckets(random: Random): Family {
  const rungs = 2 + below(random, 8);
  const ladderKeys = named('r', rungs);
  const ranges = named('b', rungs + 1);
  const bodies: RelationBody[] = [
    ...ladderKeys.slice(1).map((key, index): RelationBody => ({ type: 'implies', if: key, then: `r${index}` })),
    { type: 'not', of: ['b0', 'r0'] },
    ...ladderKeys
      .slice(1)
      .map((key, index): RelationBody => ({ type: 'difference', result: `b${index + 1}`, of: [`r${index}`, key] })),
    { type: 'equivalent', of: [`b${rungs}`, `r${rungs - 1}`] },
    { type: 'exactly-one', of: ranges },
  ];
  const keys = [...ladderKeys, ...ranges];
  return {
    name: 'ladder with ranges',
    keys,
    bodies,
    choices: [rungs + 1],
    world: ([reached = 0]) =>
      worldOf(keys, (key) => (key.startsWith('r') ? Number(key.slice(1)) < reached : Number(key.slice(1)) === reached)),
  };
}

/** Who is nominated, who wins, and whether the party does. */
function nominees(random: Random): Family {
  const count = 2 + below(random, 9);
  const nominated = named('n', count);
  const wins = named('w', count);
  const keys = [...nominated, ...wins, 'party'];
  const bodies: readonly RelationBody[] = [
    { type: 'exactly-one', of: nominated },
    { type: 'excludes', of: wins },
    ...wins.map((win, index): RelationBody => ({ type: 'implies', if: win, then: `n${index}` })),
    { type: 'or', result: 'party', of: wins },
  ];
  return {
    name: 'nominees',
    keys,
    bodies,
    choices: [count, 2],
    world: ([nominee = 0, won = 0]) =>
      worldOf(keys, (key) =>
        key === 'party' ? won === 1 : key === `n${nominee}` || (won === 1 && key === `w${nominee}`),
      ),
  };
}

function bracketOf(teams: number): Family {
  const rounds = Math.log2(teams);
  const keys = Array.from({ length: rounds }, (_, round) => named(`t${round + 1}.`, teams)).flat();
  const bodies: RelationBody[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (let team = 0; team < teams && round > 1; team += 1)
      bodies.push({ type: 'implies', if: `t${round}.${team}`, then: `t${round - 1}.${team}` });
    for (let first = 0; first < teams; first += 2 ** round)
      bodies.push({
        type: 'exactly-one',
        of: Array.from({ length: 2 ** round }, (_, offset) => `t${round}.${first + offset}`),
      });
  }
  return {
    name: `bracket of ${teams}`,
    keys,
    bodies,
    choices: new Array<number>(teams - 1).fill(2),
    world: (chosen) => {
      const world = new Uint8Array(keys.length);
      let alive = Array.from({ length: teams }, (_, team) => team);
      let match = 0;
      for (let round = 0; round < rounds; round += 1) {
        alive = Array.from(
          { length: alive.length / 2 },
          (_, pair) => alive[2 * pair + (chosen[match + pair] ?? 0)] ?? 0,
        );
        match += alive.length;
        for (const team of alive) world[round * teams + team] = 1;
      }
      return world;
    },
  };
}

/**
 * States with three outcomes each, weighted majorities with a range between them, a count, and a few conjunctions and
 * disjunctions.
 */
function electionOf(random: Random, states: number): Family {
  const weights = Object.fromEntries(
    Array.from({ length: states }, (_, state) => [`s${state}.r`, 1 + below(random, 9)]),
  );
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const low = 1 + below(random, total - 1);
  const high = low + 1 + below(random, total - low);
  const of = Object.keys(weights);
  const counted = of.slice(0, 2 + below(random, Math.min(4, states - 1)));
  const exactly = Object.fromEntries(
    counted.slice(0, 2 + below(random, counted.length - 1)).map((_, count) => [String(count), `exactly${count}`]),
  );
  const both = [pick(random, of.slice(0, -1)), of.at(-1) ?? ''];
  const bodies: readonly RelationBody[] = [
    ...Array.from({ length: states }, (_, state): RelationBody => ({
      type: 'exactly-one',
      of: [`s${state}.r`, `s${state}.d`, `s${state}.o`],
    })),
    { type: 'majority', result: 'low', weights, atLeast: low },
    { type: 'majority', result: 'high', weights, atLeast: high },
    { type: 'implies', if: 'high', then: 'low' },
    { type: 'difference', result: 'range', of: ['low', 'high'] },
    { type: 'count', of: counted, exactly },
    { type: 'and', result: 'both', of: both },
    { type: 'or', result: 'either', of: both },
  ];
  const keys = [
    ...Array.from({ length: states }, (_, state) => [`s${state}.r`, `s${state}.d`, `s${state}.o`]).flat(),
    'low',
    'high',
    'range',
    ...Object.values(exactly),
    'both',
    'either',
  ];
  return {
    name: `election of ${states}`,
    keys,
    bodies,
    choices: new Array<number>(states).fill(3),
    world: (chosen) => {
      const won = (key: string): boolean => chosen[Number(key.slice(1).split('.')[0])] === 0;
      const votes = of.filter(won).reduce((sum, key) => sum + (weights[key] ?? 0), 0);
      const count = counted.filter(won).length;
      return worldOf(keys, (key) => {
        if (key === 'low') return votes >= low;
        if (key === 'high') return votes >= high;
        if (key === 'range') return votes >= low && votes < high;
        if (key === 'both') return both.every(won);
        if (key === 'either') return both.some(won);
        if (key.startsWith('exactly')) return Number(key.slice(7)) === count;
        return 'rdo'[chosen[Number(key.slice(1).split('.')[0])] ?? 0] === key.slice(-1);
      });
    },
  };
}

/** Free events, what follows from them, and two sums that rule some worlds out. */
function logic(random: Random): Family {
  const events = named('e', 3 + below(random, 6));
  const some = (count: number): readonly string[] => {
    const ranked = events.map((key) => ({ key, rank: random() })).sort((a, b) => a.rank - b.rank);
    return ranked.slice(0, count).map(({ key }) => key);
  };
  const all = some(2 + below(random, 2));
  const any = some(2 + below(random, 2));
  const cover = some(3);
  const terms = some(3).map((key): readonly [string, number] => [key, pick(random, [-2, -1, 1, 2])]);
  const atLeast = Math.min(0, ...terms.map(([, coefficient]) => coefficient));
  const keys = [...events, 'all', 'any', 'never'];
  const bodies: readonly RelationBody[] = [
    { type: 'and', result: 'all', of: all },
    { type: 'or', result: 'any', of: any },
    { type: 'at-least-one', of: cover },
    { type: 'linear', terms, atLeast },
    { type: 'not', of: ['never', 'any'] },
  ];
  return {
    name: 'logic',
    keys,
    bodies,
    choices: new Array<number>(events.length).fill(2),
    world: (chosen) => {
      const happened = (key: string): boolean => chosen[Number(key.slice(1))] === 1;
      if (!cover.some(happened)) return null;
      if (terms.reduce((sum, [key, coefficient]) => sum + (happened(key) ? coefficient : 0), 0) < atLeast) return null;
      return worldOf(keys, (key) =>
        key === 'all'
          ? all.every(happened)
          : key === 'any'
            ? any.some(happened)
            : key === 'never'
              ? !any.some(happened)
              : happened(key),
      );
    },
  };
}

/** Shares of the mix, percent; the large ones have more worlds than are enumerated. */
export const MIX: readonly (readonly [share: number, make: (random: Random) => Family])[] = [
  [30, mixed],
  [12, group],
  [8, listed],
  [12, ladder],
  [8, buckets],
  [8, nominees],
  [6, (random) => bracketOf(random() < 0.7 ? 4 : 8)],
  [8, (random) => electionOf(random, 2 + below(random, 4))],
  [7, logic],
  [1, (random) => (random() < 0.5 ? bracketOf(16) : electionOf(random, 8 + below(random, 3)))],
];

export function drawFamily(random: Random): Family {
  let ticket = random() * MIX.reduce((sum, [share]) => sum + share, 0);
  for (const [share, make] of MIX) {
    ticket -= share;
    if (ticket < 0) return make(random);
  }
  return mixed(random);
}

export function drawWorld(family: Family, random: Random): World {
  for (;;) {
    const world = family.world(family.choices.map((limit) => below(random, limit)));
    if (world) return world;
  }
}

/** Every world, or null when there are more than `MAX_WORLDS` combinations. */
export function worldsOf(family: Family): readonly World[] | null {
  const total = family.choices.reduce((product, limit) => product * limit, 1);
  if (total > MAX_WORLDS) return null;
  const worlds: World[] = [];
  const chosen = family.choices.map(() => 0);
  for (let index = 0; index < total; index += 1) {
    let rest = index;
    family.choices.forEach((limit, position) => {
      chosen[position] = rest % limit;
      rest = Math.floor(rest / limit);
    });
    const world = family.world(chosen);
    if (world) worlds.push(world);
  }
  return worlds;
}
