/** A store in memory, with what it keeps to look at. */
import { ok } from '../../lib/domain/result';
import type { Store } from '../../lib/ports/store';

export function memory<T>(): Store<T> & { readonly kept: Map<string, T> } {
  const kept = new Map<string, T>();
  return {
    kept,
    get: (key) => Promise.resolve(ok(kept.get(key) ?? null)),
    put: (key, value) => {
      kept.set(key, value);
      return Promise.resolve(ok(undefined));
    },
    delete: (key) => {
      kept.delete(key);
      return Promise.resolve(ok(undefined));
    },
    all: () => Promise.resolve(ok([...kept.values()])),
  };
}
