/** Randomness and identities, where pure code may not make its own. */

/** In [0, 1), for waiting times only. */
export function randomFraction(): number {
  const [word] = crypto.getRandomValues(new Uint32Array(1));
  return (word ?? 0) / 2 ** 32;
}

export function newId(): string {
  return crypto.randomUUID();
}

/** First 53 bits of sha-256 of the text: a safe integer, the same for the same text. */
export async function saltOf(text: string): Promise<number> {
  const digest = new DataView(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return digest.getUint32(0) * 2 ** 21 + (digest.getUint32(4) >>> 11);
}
