/**
 * One side of a book whose numbers stay as they stood on the wire: proofs are made over that text, and printing a
 * number again loses the zeros at its end.
 */

/** Text of a price and of a size as they came. */
export type LevelText = readonly [price: string, size: string];

interface Level {
  readonly value: number;
  readonly text: LevelText;
}

/** Plain decimals, as short as any exchange writes them. */
const DECIMAL = /^\d{1,20}(?:\.\d{1,20})?$/;

export function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && DECIMAL.test(text);
}

export class TextSide {
  /** Best first. */
  readonly #levels: Level[] = [];
  readonly #sign: 1 | -1;

  constructor(best: 'highest' | 'lowest') {
    this.#sign = best === 'highest' ? -1 : 1;
  }

  get count(): number {
    return this.#levels.length;
  }

  /** The new total at a price; 0 removes it. */
  set(text: LevelText): void {
    const value = Number(text[0]);
    const at = this.#placeOf(value);
    const isThere = this.#levels[at]?.value === value;
    if (Number(text[1]) === 0) {
      if (isThere) this.#levels.splice(at, 1);
    } else this.#levels.splice(at, isThere ? 1 : 0, { value, text });
  }

  /** Forgets all but the best `depth`. */
  cut(depth: number): void {
    this.#levels.length = Math.min(this.#levels.length, depth);
  }

  top(count: number): readonly LevelText[] {
    return this.#levels.slice(0, count).map(({ text }) => text);
  }

  /** Price and size of the best level as numbers; null where the side is empty. */
  best(): { readonly price: number; readonly size: number } | null {
    const [first] = this.#levels;
    return first === undefined ? null : { price: first.value, size: Number(first.text[1]) };
  }

  #placeOf(value: number): number {
    let low = 0;
    let high = this.#levels.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sign * ((this.#levels[middle]?.value ?? 0) - value) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
