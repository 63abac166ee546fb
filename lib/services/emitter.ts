/**
 * A list of listeners; the only way one service tells another that its slice changed. A listener that throws must not
 * undo the change it is told of (a journal write, a timer to come), so its error is thrown on its own, where the
 * runtime reports it.
 */
export interface Emitter<T> {
  emit(value: T): void;
  /** The returned function unsubscribes. */
  subscribe(listener: (value: T) => void): () => void;
}

export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    emit(value) {
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
