/**
 * Disjoint sets of keys, by union-find with path halving. A set is named after the key of it that was given first, so
 * that the answer does not depend on the order of the joins.
 */
import { at } from './arrays';

export class UnionFind<Key> {
  readonly #keys: readonly Key[];
  readonly #indexOf: ReadonlyMap<Key, number>;
  readonly #parent: Int32Array;

  /** Each key is a set of its own until it is joined. */
  constructor(keys: readonly Key[]) {
    this.#keys = keys;
    this.#indexOf = new Map(keys.map((key, index) => [key, index]));
    this.#parent = Int32Array.from(keys, (_, index) => index);
  }

  /** Puts the sets of these keys together; keys that were not given at the start are passed over. */
  join(keys: Iterable<Key>): void {
    let first: number | null = null;
    for (const key of keys) {
      const index = this.#indexOf.get(key);
      if (index === undefined) continue;
      const root = this.#rootOf(index);
      if (first !== null) this.#parent[Math.max(first, root)] = Math.min(first, root);
      first = first === null ? root : Math.min(first, root);
    }
  }

  /** The first of the keys in this key's set; undefined for a key that was not given at the start. */
  rootOf(key: Key): Key | undefined {
    const index = this.#indexOf.get(key);
    return index === undefined ? undefined : at(this.#keys, this.#rootOf(index));
  }

  #rootOf(start: number): number {
    const parent = this.#parent;
    let node = start;
    while (at(parent, node) !== node) {
      parent[node] = at(parent, at(parent, node));
      node = at(parent, node);
    }
    return node;
  }
}
