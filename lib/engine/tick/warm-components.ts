/**
 * The warm components in use, least recently used out first. Their tables grow with the square of the rows, so bytes
 * are bounded as well as numbers.
 */
import type { WarmComponent } from './warm-component';

const MAX_COMPONENTS = 64;
/** As much as sixteen components of 700 rows. */
const MAX_BYTES = 64 * 2 ** 20;

export class WarmComponents {
  readonly #warm = new Map<string, WarmComponent>();
  readonly #limit: number;
  readonly #maxBytes: number;

  constructor(limit = MAX_COMPONENTS, maxBytes = MAX_BYTES) {
    this.#limit = limit;
    this.#maxBytes = maxBytes;
  }

  get(name: string, load: () => WarmComponent | null): WarmComponent | null {
    const component = this.#warm.get(name) ?? load();
    if (!component) return null;
    this.#warm.delete(name);
    this.#warm.set(name, component);
    // The one just asked for stays, whatever its size.
    for (const [oldest] of this.#warm) {
      if (oldest === name || (this.#warm.size <= this.#limit && this.bytes <= this.#maxBytes)) break;
      this.#warm.delete(oldest);
    }
    return component;
  }

  drop(name: string): void {
    this.#warm.delete(name);
  }

  get size(): number {
    return this.#warm.size;
  }

  get bytes(): number {
    let total = 0;
    for (const { bytes } of this.#warm.values()) total += bytes;
    return total;
  }
}
