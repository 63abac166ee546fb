/**
 * Second method: every pattern of the legs' truths, extended to whole atoms, with unit propagation over clauses and
 * sums read straight from the relations' meaning. It knows nothing of multipliers. Voids are enumerated too: a voided
 * condition pays half on both sides and suspends every relation it is in.
 */
import type { Certificate, Leg } from '../domain/basket';
import { conditionKeysOf, type RelationBody } from '../domain/relation';
import { allows, type Truths } from './verify-rules';

export type PatternAnswer =
  | { readonly kind: 'confirmed'; readonly patterns: number }
  | { readonly kind: 'refuted'; readonly atom: Truths; readonly payoffMicros: number }
  | { readonly kind: 'too-large' };

/** Legs that one pattern search takes on (docs/maths.md 2.5: up to 2^20 patterns, far fewer after propagation). */
const MAX_LEG_CONDITIONS = 20;

export function checkPatterns(
  certificate: Certificate,
  bodies: readonly RelationBody[],
  nodeLimit: number,
): PatternAnswer {
  const legKeys = [...new Set(certificate.legs.map((leg) => leg.condition))];
  if (legKeys.length > MAX_LEG_CONDITIONS) return { kind: 'too-large' };
  const keys = [...legKeys, ...certificate.conditions.map(({ key }) => key).filter((key) => !legKeys.includes(key))];
  const budget = { nodes: nodeLimit };
  let patterns = 0;
  for (const voided of voidSets(keys, certificate.voids)) {
    // There are binomially many sets, and each is read in full even where nothing has to be searched.
    if (voided.size > 0) budget.nodes -= keys.length + bodies.length;
    if (budget.nodes < 0) return { kind: 'too-large' };
    const answer = new PatternSearch({ certificate, keys, legs: legKeys.length, bodies, voided, budget }).run();
    if (answer.kind !== 'confirmed') return answer;
    patterns += answer.patterns;
  }
  return { kind: 'confirmed', patterns };
}

function* voidSets(keys: readonly string[], voids: number, from = 0): Generator<ReadonlySet<string>> {
  yield new Set();
  if (voids === 0) return;
  for (let index = from; index < keys.length; index += 1) {
    const key = keys[index];
    if (key === undefined) return;
    for (const rest of voidSets(keys, voids - 1, index + 1)) yield new Set([key, ...rest]);
  }
}

interface PatternCase {
  readonly certificate: Certificate;
  /** Conditions of the legs first. */
  readonly keys: readonly string[];
  readonly legs: number;
  readonly bodies: readonly RelationBody[];
  readonly voided: ReadonlySet<string>;
  readonly budget: { nodes: number };
}

class PatternSearch {
  readonly #case: PatternCase;
  readonly #bodiesOf: ReadonlyMap<string, readonly RelationBody[]>;
  readonly #truths = new Map<string, boolean>();
  readonly #trail: string[] = [];
  #patterns = 0;
  #refuted: { readonly atom: Truths; readonly payoffMicros: number } | null = null;

  constructor(given: PatternCase) {
    this.#case = given;
    const bodiesOf = new Map<string, RelationBody[]>();
    for (const body of given.bodies) {
      const members = conditionKeysOf(body);
      if (members.some((key) => given.voided.has(key))) continue;
      for (const key of members) bodiesOf.set(key, [...(bodiesOf.get(key) ?? []), body]);
    }
    this.#bodiesOf = bodiesOf;
  }

  run(): PatternAnswer {
    for (const body of new Set([...this.#bodiesOf.values()].flat()))
      if (!this.#force(body)) return { kind: 'confirmed', patterns: 0 };
    if (!this.#drain(0)) return { kind: 'confirmed', patterns: 0 };
    const finished = this.#descend(0);
    if (this.#refuted) return { kind: 'refuted', ...this.#refuted };
    return finished ? { kind: 'confirmed', patterns: this.#patterns } : { kind: 'too-large' };
  }

  /** False ends the search: out of nodes, or refuted. */
  #descend(from: number): boolean {
    const { keys, legs, budget, certificate } = this.#case;
    let position = from;
    while (position < keys.length && this.#isDecided(keys[position] ?? '')) position += 1;
    if (this.#leastPayoff() >= 2 * certificate.floorMicros) {
      this.#patterns += 1;
      return true;
    }
    if (position >= legs && position === keys.length) return this.#judge();
    const key = keys[position] ?? '';
    for (const truth of [true, false]) {
      budget.nodes -= 1;
      if (budget.nodes < 0) return false;
      const mark = this.#trail.length;
      const consistent = this.#set(key, truth) && this.#drain(mark);
      if (consistent && !this.#descend(position + 1)) return false;
      while (this.#trail.length > mark) this.#truths.delete(this.#trail.pop() ?? '');
    }
    return true;
  }

  /** A whole assignment that pays less than the floor: real if every relation allows it. */
  #judge(): boolean {
    const atom = Object.fromEntries(this.#truths);
    const active = new Set([...this.#bodiesOf.values()].flat());
    for (const body of active) if (!allows(body, atom)) return true;
    this.#refuted = { atom, payoffMicros: Math.floor(this.#leastPayoff() / 2) };
    return false;
  }

  #isDecided(key: string): boolean {
    return this.#truths.has(key) || this.#case.voided.has(key);
  }

  /** Twice the least payoff that the decided truths allow. */
  #leastPayoff(): number {
    const { certificate, voided } = this.#case;
    const bySide = new Map<string, { yes: number; no: number }>();
    for (const leg of certificate.legs) addLeg(bySide, leg);
    let total = 0;
    for (const [key, { yes, no }] of bySide) {
      const truth = this.#truths.get(key);
      if (voided.has(key)) total += yes + no;
      else if (truth === undefined) total += 2 * Math.min(yes, no);
      else total += 2 * (truth ? yes : no);
    }
    return total;
  }

  #set(key: string, truth: boolean): boolean {
    const known = this.#truths.get(key);
    if (known !== undefined) return known === truth;
    this.#truths.set(key, truth);
    this.#trail.push(key);
    return true;
  }

  #drain(from: number): boolean {
    for (let position = from; position < this.#trail.length; position += 1) {
      for (const body of this.#bodiesOf.get(this.#trail[position] ?? '') ?? []) if (!this.#force(body)) return false;
    }
    return true;
  }

  /** Sets what the body forces, by its meaning; false on a contradiction. */
  #force(body: RelationBody): boolean {
    const known = (key: string): boolean | undefined => this.#truths.get(key);
    const all = (keys: readonly string[], truth: boolean): boolean => keys.every((key) => this.#set(key, truth));
    const trues = (keys: readonly string[]): number => keys.filter((key) => known(key) === true).length;
    const open = (keys: readonly string[]): readonly string[] => keys.filter((key) => known(key) === undefined);
    const needOne = (keys: readonly string[]): boolean => {
      if (trues(keys) > 0) return true;
      const left = open(keys);
      return left.length > 1 || (left.length === 1 && all(left, true));
    };
    const atMostOne = (keys: readonly string[]): boolean =>
      trues(keys) === 0 || (trues(keys) === 1 && all(open(keys), false));
    switch (body.type) {
      case 'implies':
        return (
          (known(body.if) !== true || this.#set(body.then, true)) &&
          (known(body.then) !== false || this.#set(body.if, false))
        );
      case 'excludes':
        return atMostOne(body.of);
      case 'exactly-one':
        return atMostOne(body.of) && needOne(body.of);
      case 'at-least-one':
        return needOne(body.of);
      case 'equivalent': {
        const decided = body.of.map(known).find((truth) => truth !== undefined);
        return decided === undefined || all(body.of, decided);
      }
      case 'not':
        return body.of.every((key, index) => {
          const truth = known(key);
          return truth === undefined || this.#set(body.of[index === 0 ? 1 : 0], !truth);
        });
      case 'and':
      case 'or': {
        // or is and with every truth turned round.
        const strong = body.type === 'and';
        if (body.of.some((key) => known(key) === !strong) && !this.#set(body.result, !strong)) return false;
        if (body.of.every((key) => known(key) === strong) && !this.#set(body.result, strong)) return false;
        return known(body.result) !== strong || all(body.of, strong);
      }
      case 'settled':
        return this.#set(body.of, body.value);
      case 'difference':
      case 'count':
      case 'majority':
      case 'linear':
        // Checked on whole assignments of their members; no forcing needed for correctness.
        return open(conditionKeysOf(body)).length > 0 || allows(body, Object.fromEntries(this.#truths));
    }
  }
}

function addLeg(bySide: Map<string, { yes: number; no: number }>, leg: Leg): void {
  const sides = bySide.get(leg.condition) ?? { yes: 0, no: 0 };
  sides[leg.token] += leg.side === 'buy' ? leg.sizeMicros : -leg.sizeMicros;
  bySide.set(leg.condition, sides);
}
