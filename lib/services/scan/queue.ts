/**
 * Which component is looked at next: one at a time, each once however often it moved meanwhile, and in turns, so that
 * nothing that ticks without end holds up what others have to tell.
 *
 *   open pages, twice in a row, the longest waiting first --> just broken, three times in a row --> the others
 *        ^------------------------------------------------------------------------------------------------+
 */

const PREFERRED_IN_A_ROW = 2;
const BROKEN_IN_A_ROW = 3;

export interface Queue {
  /** @param isNews a rule was just broken there, and nothing is told of it yet. */
  add(key: string, isNews: boolean): void;
  /** Nothing is to be seen there any more. */
  drop(key: string): void;
  isIdle(): boolean;
  isPreferred(key: string): boolean;
  preferred(): readonly string[];
  /** These come before the others. */
  prefer(keys: readonly string[]): void;
}

export function createQueue(options: {
  readonly work: (key: string) => Promise<void>;
  /** The work on it ended in a fault of ours: the others go on. */
  readonly onFault: (key: string, error: unknown) => void;
  readonly onBusy: () => void;
  readonly onIdle: () => void;
  readonly lifetime: AbortSignal;
}): Queue {
  const { work, onFault, onBusy, onIdle, lifetime } = options;
  const news = new Set<string>();
  const usual = new Set<string>();
  /** Since which addition each waits; counted, since many come in one millisecond. */
  const since = new Map<string, number>();
  let added = 0;
  let preferred: ReadonlySet<string> = new Set();
  let running = false;
  /** How often in a row the same kind was taken. */
  let preferredTaken = 0;
  let newsTaken = 0;

  /** Of the open pages the one that has waited longest, so that one that ticks without end holds up no other. */
  function longestOpen(): string | undefined {
    let first: string | undefined;
    for (const key of preferred)
      if ((since.get(key) ?? Infinity) < (first === undefined ? Infinity : (since.get(first) ?? Infinity))) first = key;
    return first;
  }

  /** The first that is not of an open page. */
  function firstOf(keys: ReadonlySet<string>): string | undefined {
    for (const key of keys) if (!preferred.has(key)) return key;
    return undefined;
  }

  function next(): string | undefined {
    const open = longestOpen();
    const broken = firstOf(news);
    const other = firstOf(usual);
    const isTheirTurn = preferredTaken < PREFERRED_IN_A_ROW || (broken === undefined && other === undefined);
    if (open !== undefined && isTheirTurn) {
      preferredTaken += 1;
      return open;
    }
    preferredTaken = 0;
    const isNewsTurn = newsTaken < BROKEN_IN_A_ROW || other === undefined;
    newsTaken = broken !== undefined && isNewsTurn ? newsTaken + 1 : 0;
    return broken !== undefined && isNewsTurn ? broken : other;
  }

  function take(): string | undefined {
    const key = next();
    if (key !== undefined) drop(key);
    return key;
  }

  function drop(key: string): void {
    news.delete(key);
    usual.delete(key);
    since.delete(key);
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (let key = take(); key !== undefined && !lifetime.aborted; key = take())
        await work(key).catch((error: unknown) => onFault(key, error));
    } finally {
      running = false;
    }
    if (!lifetime.aborted) onIdle();
  }

  return {
    add(key, isNews) {
      if (!since.has(key)) since.set(key, ++added);
      if (isNews) {
        usual.delete(key);
        news.add(key);
      } else if (!news.has(key)) usual.add(key);
      onBusy();
      void run();
    },
    drop,
    isIdle: () => !running && news.size === 0 && usual.size === 0,
    isPreferred: (key) => preferred.has(key),
    preferred: () => [...preferred],
    prefer(keys) {
      preferred = new Set(keys);
    },
  };
}
