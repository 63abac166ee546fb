/**
 * SHA-256 (FIPS 180-4), synchronous: relation ids and text fingerprints are made inside pure functions, where the platform's
 * asynchronous digest cannot be awaited. Texts are hostile, so a hash with easy collisions will not do.
 */
const WORDS = 64;
/** First 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the square roots of the first eight (4.2.2, 5.3.3). */
const { K, H } = constants();
const ENCODER = new TextEncoder();

export function sha256Hex(text: string): string {
  const bytes = ENCODER.encode(text);
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const state = new Int32Array(H);
  const w = new Int32Array(WORDS);
  for (let block = 0; block < padded.length; block += 64) compress(state, w, view, block);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** All words are signed: the sums of 6.2.2 are taken modulo 2^32, and engines keep signed words out of floating point. */
function compress(state: Int32Array, w: Int32Array, view: DataView, block: number): void {
  for (let t = 0; t < 16; t += 1) w[t] = view.getInt32(block + t * 4);
  for (let t = 16; t < WORDS; t += 1) {
    const x = at(w, t - 15);
    const y = at(w, t - 2);
    w[t] = (((at(w, t - 16) + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3))) | 0) + ((at(w, t - 7) + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) | 0)) | 0;
  }
  let a = at(state, 0), b = at(state, 1), c = at(state, 2), d = at(state, 3), e = at(state, 4), f = at(state, 5), g = at(state, 6), h = at(state, 7);
  for (let t = 0; t < WORDS; t += 1) {
    const first = (((((h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25))) | 0) + ((e & f) ^ (~e & g))) | 0) + ((at(K, t) + at(w, t)) | 0)) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
  }
  state[0] = at(state, 0) + a; state[1] = at(state, 1) + b; state[2] = at(state, 2) + c; state[3] = at(state, 3) + d;
  state[4] = at(state, 4) + e; state[5] = at(state, 5) + f; state[6] = at(state, 6) + g; state[7] = at(state, 7) + h;
}

function at(array: Int32Array, index: number): number {
  return array[index] ?? 0;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function constants(): { readonly K: Int32Array; readonly H: Int32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < WORDS; n += 1) if (primes.every((p) => n % p !== 0)) primes.push(n);
  // Doubles hold these fractions with 40 bits and more to spare (the largest root is under 17).
  const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 0x100000000);
  return { K: new Int32Array(primes.map((p) => fraction(Math.cbrt(p)))), H: new Int32Array(primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)))) };
}
