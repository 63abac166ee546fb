/**
 * Answers of a pure function, kept for a while: the venue's markets repeat whole paragraphs, titles and rules, and a
 * market is compared with others shortly after it was read. Two generations bound the memory: when the younger is full,
 * the older is dropped.
 * @param make of a text, or of an object that is never changed in place
 */
export function remembered<T extends object | string | boolean | null, K = string>(
  limit: number,
  make: (key: K) => T,
): (key: K) => T {
  let young = new Map<K, T>();
  let old = new Map<K, T>();
  return (key) => {
    const recent = young.get(key);
    if (recent !== undefined) return recent;
    const known = old.get(key);
    const value = known === undefined ? make(key) : known;
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
}
