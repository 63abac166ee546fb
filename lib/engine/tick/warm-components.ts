/**
 * The warm components in use, least recently used out first. Their tables grow with the square of the rows, so bytes
 * are bounded as well as numbers.
 */
import type { HotComponent } from './warm-component';

const MAX_COMPONENTS = 64;
/** As much as sixteen components of 700 rows. */
const MAX_BYTES = 64 * 2 ** 20;

export class HotComponents {
  readonly #kept = new Map<string, HotComponent>();
  readonly #limit: number;
  readonly #maxBytes: number;

  constructor(limit = MAX_COMPONENTS, maxBytes = MAX_BYTES) {
    this.#limit = limit;
    this.#maxBytes = maxBytes;
  }

  get(name: string, load: () => HotComponent | null): HotComponent | null {
    const component = this.#kept.get(name) ?? load();
    if (!component) return null;
    this.#kept.delete(name);
    this.#kept.set(name, component);
    // The one just asked for stays, whatever its size.
    for (const [oldest] of this.#kept) {
      if (oldest === name || (this.#kept.size <= this.#limit && this.bytes <= this.#maxBytes)) break;
      this.#kept.delete(oldest);
    }
    return component;
  }

  drop(name: string): void {
    this.#kept.delete(name);
  }

  get size(): number {
    return this.#kept.size;
  }

  get bytes(): number {
    let total = 0;
    for (const { bytes } of this.#kept.values()) total += bytes;
    return total;
  }
}
