/** Bounded concurrency: so many tasks at a time, the others wait in the order in which they came. */
export type Pool = <T>(task: () => Promise<T>) => Promise<T>;

/** @param limit at least one task runs, whatever is asked for */
export function createPool(limit: number): Pool {
  let free = Math.max(1, limit);
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      // The place goes to the next in the row, never to one that comes in between.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/**
 * Each item in order, at most `limit` at a time. It rejects with the first failure and does not stop the others:
 * whoever wants to stop early lets `work` return at once.
 */
export async function forEachPooled<T>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const pool = createPool(limit);
  await Promise.all(items.map((item, index) => pool(() => work(item, index))));
}
