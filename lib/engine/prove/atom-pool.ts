/**
 * The atoms known so far, with their weights in the current mixture. The pool outlives price changes because the
 * outcome space does not move with them. Kept twice: as lists of the true conditions (for sums over atoms) and as bit
 * columns by condition (for counting in how many atoms two conditions are both true, which is all that the mixture's
 * equations need).
 */
import type { Atom } from '../space/search';
import type { OutcomeSpace } from '../space/space';

/**
 * Atoms kept at most: 500 conditions close with 300 (docs/maths.md 4.3 measured 500 to 1,500 for outcomes drawn without
 * a target).
 */
export const POOL_CAPACITY = 1024;
const WORDS = POOL_CAPACITY / 32;

export class AtomPool {
  readonly conditions: number;
  /** Weight of each atom in the mixture. */
  readonly weights = new Float64Array(POOL_CAPACITY);
  readonly #check: RowCheck;
  /** WORDS integers by condition; bit k is atom k's truth. */
  readonly #bits: Int32Array;
  #atoms: Atom[] = [];
  #trueIn: Int32Array[] = [];
  readonly #hashes = new Map<string, number>();
  #generation = 0;

  constructor(space: OutcomeSpace) {
    this.conditions = space.keys.length;
    this.#bits = new Int32Array(this.conditions * WORDS);
    this.#check = new RowCheck(space);
  }

  get size(): number {
    return this.#atoms.length;
  }

  /** Goes up when atoms were forgotten and indices moved. */
  get generation(): number {
    return this.#generation;
  }

  get atoms(): readonly Atom[] {
    return this.#atoms;
  }

  /** Index of the atom, old or new; null when a row forbids it. Nothing enters without this exact check. */
  add(atom: Atom): number | null {
    const name = nameOf(atom);
    const known = this.#hashes.get(name);
    if (known !== undefined) return known;
    if (!this.#check.allows(atom)) return null;
    if (this.size >= POOL_CAPACITY) this.#forget();
    const index = this.size;
    this.#hashes.set(name, index);
    this.#atoms.push(atom);
    this.#insert(atom, index);
    this.weights[index] = 0;
    return index;
  }

  #insert(atom: Atom, index: number): void {
    let count = 0;
    for (let condition = 0; condition < this.conditions; condition += 1) count += atom[condition] ?? 0;
    const members = new Int32Array(count);
    const word = index >> 5;
    const bit = 1 << (index & 31);
    count = 0;
    for (let condition = 0; condition < this.conditions; condition += 1) {
      if (atom[condition] !== 1) continue;
      members[count] = condition;
      count += 1;
      const slot = condition * WORDS + word;
      this.#bits[slot] = (this.#bits[slot] ?? 0) | bit;
    }
    this.#trueIn.push(members);
  }

  /**
   * Makes room: atoms without weight go, oldest first, until half of the pool is free or only weighted ones are left.
   */
  #forget(): void {
    let spare = this.size / 2;
    const kept: number[] = [];
    for (let index = 0; index < this.size; index += 1) {
      if (this.weights[index] === 0 && spare > 0) spare -= 1;
      else kept.push(index);
    }
    // All weighted: the lightest half goes, and the mixture is found again.
    const chosen =
      kept.length < this.size
        ? kept
        : kept.sort((a, b) => (this.weights[b] ?? 0) - (this.weights[a] ?? 0)).slice(0, this.size / 2);
    const atoms = chosen.flatMap((index) => this.#atoms[index] ?? []);
    const weights = chosen.map((index) => this.weights[index] ?? 0);
    this.#generation += 1;
    this.#bits.fill(0);
    this.#hashes.clear();
    this.weights.fill(0);
    this.#atoms = [];
    this.#trueIn = [];
    atoms.forEach((atom, index) => {
      this.#hashes.set(nameOf(atom), index);
      this.#atoms.push(atom);
      this.#insert(atom, index);
      this.weights[index] = weights[index] ?? 0;
    });
  }

  /** Sum of weights by condition into `means`; the total of all weights is returned. */
  mix(weights: Float64Array, means: Float64Array): number {
    means.fill(0);
    let total = 0;
    for (let index = 0; index < this.#trueIn.length; index += 1) {
      const weight = weights[index] ?? 0;
      const members = this.#trueIn[index];
      if (weight === 0 || !members) continue;
      total += weight;
      for (let position = 0; position < members.length; position += 1) {
        const condition = members[position] ?? 0;
        means[condition] = (means[condition] ?? 0) + weight;
      }
    }
    return total;
  }

  /** Adds `amount` to each of the atoms marked in `among` in which the condition is true. */
  addWhereTrue(
    target: Float64Array,
    condition: number,
    { amount, among }: { readonly amount: number; readonly among: Int32Array },
  ): void {
    const words = (this.size + 31) >> 5;
    for (let word = 0; word < words; word += 1) {
      let bits = (this.#bits[condition * WORDS + word] ?? 0) & (among[word] ?? 0);
      while (bits !== 0) {
        const index = (word << 5) + 31 - Math.clz32(bits & -bits);
        target[index] = (target[index] ?? 0) + amount;
        bits &= bits - 1;
      }
    }
  }

  /** values.y of one atom. */
  sumAt(index: number, values: Float64Array): number {
    const members = this.#trueIn[index];
    let total = 0;
    if (members)
      for (let position = 0; position < members.length; position += 1) total += values[members[position] ?? 0] ?? 0;
    return total;
  }

  truth(index: number, condition: number): 0 | 1 {
    return (((this.#bits[condition * WORDS + (index >> 5)] ?? 0) >>> (index & 31)) & 1) === 1 ? 1 : 0;
  }

  /** In how many of the atoms marked in `among` both conditions are true. */
  countBoth(a: number, b: number, among: Int32Array): number {
    const bits = this.#bits;
    const words = (this.size + 31) >> 5;
    let count = 0;
    for (let word = 0; word < words; word += 1)
      count += popCount((bits[a * WORDS + word] ?? 0) & (bits[b * WORDS + word] ?? 0) & (among[word] ?? 0));
    return count;
  }
}

/** A marking of atoms for `countBoth`. */
export function emptyMarks(): Int32Array {
  return new Int32Array(WORDS);
}

export function mark(marks: Int32Array, index: number): void {
  marks[index >> 5] = (marks[index >> 5] ?? 0) | (1 << (index & 31));
}

function popCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const quads = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((quads + (quads >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function nameOf(atom: Atom): string {
  return String.fromCharCode(...packed(atom));
}

function packed(atom: Atom): Uint16Array {
  const words = new Uint16Array((atom.length + 15) >> 4);
  for (let index = 0; index < atom.length; index += 1)
    if (atom[index] === 1) words[index >> 4] = (words[index >> 4] ?? 0) | (1 << (index & 15));
  return words;
}

/** All rows in flat arrays: whether a whole truth assignment obeys each of them, in exact integers. */
class RowCheck {
  readonly #start: Int32Array;
  readonly #index: Int32Array;
  readonly #value: Int32Array;
  readonly #atLeast: Float64Array;
  readonly #equality: Uint8Array;

  constructor({ rows }: OutcomeSpace) {
    this.#start = new Int32Array(rows.length + 1);
    rows.forEach((row, index) => {
      this.#start[index + 1] = (this.#start[index] ?? 0) + row.indices.length;
    });
    const entries = this.#start[rows.length] ?? 0;
    this.#index = new Int32Array(entries);
    this.#value = new Int32Array(entries);
    rows.forEach((row, index) => {
      this.#index.set(row.indices, this.#start[index]);
      this.#value.set(row.coefficients, this.#start[index]);
    });
    this.#atLeast = Float64Array.from(rows, ({ atLeast }) => atLeast);
    this.#equality = Uint8Array.from(rows, ({ equality }) => (equality ? 1 : 0));
  }

  allows(atom: Atom): boolean {
    for (let row = 0; row + 1 < this.#start.length; row += 1) {
      const end = this.#start[row + 1] ?? 0;
      let total = 0;
      for (let position = this.#start[row] ?? 0; position < end; position += 1)
        if (atom[this.#index[position] ?? 0] === 1) total += this.#value[position] ?? 0;
      const least = this.#atLeast[row] ?? 0;
      if (this.#equality[row] === 1 ? total !== least : total < least) return false;
    }
    return true;
  }
}
