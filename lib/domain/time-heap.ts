/**
 * Things by the time at which something is due, the earliest first. Times that move on, as those of books do with every
 * change, cost one write: an item finds its new place when it comes to the top.
 */

interface Node<T> {
  readonly item: T;
  /** When it is due. */
  atMs: number;
  /** What the heap is ordered by: never later than `atMs`. */
  key: number;
  index: number;
}

export class TimeHeap<T> {
  readonly #nodes = new Map<T, Node<T>>();
  readonly #heap: Node<T>[] = [];

  get size(): number {
    return this.#heap.length;
  }

  set(item: T, atMs: number): void {
    const node = this.#nodes.get(item);
    if (node !== undefined) {
      node.atMs = atMs;
      if (atMs >= node.key) return;
      node.key = atMs;
      this.#up(node);
      return;
    }
    const made: Node<T> = { item, atMs, key: atMs, index: this.#heap.length };
    this.#nodes.set(item, made);
    this.#heap.push(made);
    this.#up(made);
  }

  delete(item: T): void {
    const node = this.#nodes.get(item);
    if (node === undefined) return;
    this.#nodes.delete(item);
    const last = this.#heap.pop();
    if (last === undefined || last === node) return;
    this.#place(last, node.index);
    this.#up(last);
    this.#down(last);
  }

  /** The time of the earliest; null when there is none. */
  firstMs(): number | null {
    return this.#top()?.atMs ?? null;
  }

  /** Takes out the earliest item that is due before this time; null when there is none. */
  takeBefore(beforeMs: number): T | null {
    const top = this.#top();
    if (top === null || top.atMs >= beforeMs) return null;
    this.delete(top.item);
    return top.item;
  }

  #top(): Node<T> | null {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined) return null;
      if (top.key === top.atMs) return top;
      top.key = top.atMs;
      this.#down(top);
    }
  }

  #place(node: Node<T>, index: number): void {
    this.#heap[index] = node;
    node.index = index;
  }

  #up(node: Node<T>): void {
    while (node.index > 0) {
      const parent = this.#heap[(node.index - 1) >> 1];
      if (parent === undefined || parent.key <= node.key) return;
      this.#swap(parent, node);
    }
  }

  #down(node: Node<T>): void {
    for (;;) {
      const left = this.#heap[2 * node.index + 1];
      const right = this.#heap[2 * node.index + 2];
      const least = right !== undefined && left !== undefined && right.key < left.key ? right : left;
      if (least === undefined || least.key >= node.key) return;
      this.#swap(node, least);
    }
  }

  /** The first is above the second. */
  #swap(upper: Node<T>, lower: Node<T>): void {
    const [above, below] = [upper.index, lower.index];
    this.#place(upper, below);
    this.#place(lower, above);
  }
}
