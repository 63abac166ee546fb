/** Quantiles of a stream of durations, to about a tenth, over the last one to two windows, in fixed space. */

/** Buckets grow by an eighth of a doubling, from a microsecond to over a minute. */
const PER_DOUBLING = 8;
const LEAST_MS = 0.001;
const BUCKETS = 26 * PER_DOUBLING;

export class Quantiles {
  #now = new Uint32Array(BUCKETS);
  #before = new Uint32Array(BUCKETS);

  note(ms: number): void {
    const bucket = ms <= LEAST_MS ? 0 : Math.ceil(PER_DOUBLING * Math.log2(ms / LEAST_MS));
    const index = Math.min(BUCKETS - 1, bucket);
    this.#now[index] = (this.#now[index] ?? 0) + 1;
  }

  /** A window ends: what was before the last one is forgotten. */
  turn(): void {
    [this.#before, this.#now] = [this.#now, this.#before.fill(0)];
  }

  /** Milliseconds below which the share `q` lies, rounded up to a bucket's end; null without any. */
  at(q: number): number | null {
    let total = 0;
    for (let index = 0; index < BUCKETS; index += 1) total += (this.#now[index] ?? 0) + (this.#before[index] ?? 0);
    if (total === 0) return null;
    let left = Math.ceil(q * total);
    for (let index = 0; index < BUCKETS; index += 1) {
      left -= (this.#now[index] ?? 0) + (this.#before[index] ?? 0);
      if (left <= 0) return LEAST_MS * 2 ** (index / PER_DOUBLING);
    }
    return null;
  }
}
