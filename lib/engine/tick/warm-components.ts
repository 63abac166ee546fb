/**
 * What is kept warm between ticks, least recently used out first. Tables grow with the square of the rows, so bytes are
 * bounded as well as numbers.
 */

/** Components of the whole venue: most are one condition, and take a few kilobytes. */
const MAX_COMPONENTS = 4_096;
/** As much as sixteen components of 700 rows. */
const MAX_BYTES = 64 * 2 ** 20;

export class WarmComponents<T extends { readonly bytes: number }> {
  readonly #warm = new Map<string, T>();
  readonly #limit: number;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(limit = MAX_COMPONENTS, maxBytes = MAX_BYTES) {
    this.#limit = limit;
    this.#maxBytes = maxBytes;
  }

  get(name: string, load: () => T | null): T | null {
    const known = this.#warm.get(name);
    const component = known ?? load();
    if (!component) return null;
    this.#warm.delete(name);
    this.#warm.set(name, component);
    if (known !== undefined) return component;
    this.#bytes += component.bytes;
    // The one just asked for stays, whatever its size.
    for (const [oldest] of this.#warm) {
      if (oldest === name || (this.#warm.size <= this.#limit && this.#bytes <= this.#maxBytes)) break;
      this.drop(oldest);
    }
    return component;
  }

  drop(name: string): void {
    this.#bytes -= this.#warm.get(name)?.bytes ?? 0;
    this.#warm.delete(name);
  }

  get size(): number {
    return this.#warm.size;
  }

  get bytes(): number {
    return this.#bytes;
  }
}
