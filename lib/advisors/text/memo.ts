/**
 * Answers of a pure function of a text, kept for a while: the venue's markets repeat whole paragraphs, titles and rules. Two generations
 * bound the memory: when the younger is full, the older is dropped.
 */
export function remembered<T extends object | string | boolean>(limit: number, make: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    const recent = young.get(text);
    if (recent !== undefined) return recent;
    const value = old.get(text) ?? make(text);
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  };
}
