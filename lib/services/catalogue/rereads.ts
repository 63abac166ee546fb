/**
 * Events that are read once more because the venue said that something in them is another now: in a moment, so that
 * many such words are one question, and again after a failure for as long as the event is listed.
 *
 *   asked for --moment--> being read --read--> done
 *                 ^        |    asked for meanwhile, or the read failed
 *                 +--------+
 */
import type { Clock } from '../../ports/clock';

/** The markets of one event resolve within moments of each other: one read for all of them. */
export const SOON_MS = 200;
const RETRY_MS = 5_000;
/** The list is read again after half an hour anyway. */
const RETRY_AT_MOST_MS = 320_000;
/** Reads at a time: a day on which the venue closes hundreds of markets must not crowd out the books. */
const PARALLEL = 2;

export interface Rereads {
  ask(slug: string): void;
}

/** `read` says whether it is done with the event: it was read, or nobody lists it any more. */
export function createRereads(options: {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly read: (slug: string) => Promise<boolean>;
  /** After so many failures it is left to the next list. */
  readonly mostTries?: number;
}): Rereads {
  const { clock, signal, read, mostTries = Infinity } = options;
  /** Failures so far, of those that are waiting or read. */
  const wanted = new Map<string, number>();
  const reading = new Set<string>();
  const again = new Set<string>();
  const ready: string[] = [];

  function later(slug: string, afterMs: number): void {
    clock.after(
      afterMs,
      () => {
        ready.push(slug);
        pump();
      },
      signal,
    );
  }

  function pump(): void {
    while (reading.size < PARALLEL) {
      const slug = ready.shift();
      if (slug === undefined) return;
      void take(slug);
    }
  }

  async function take(slug: string): Promise<void> {
    reading.add(slug);
    const wasRead = await read(slug);
    reading.delete(slug);
    if (signal.aborted) return;
    const failures = wasRead ? 0 : (wanted.get(slug) ?? 0) + 1;
    if (!wasRead && failures < mostTries) {
      wanted.set(slug, failures);
      later(slug, Math.min(RETRY_AT_MOST_MS, RETRY_MS * 2 ** (failures - 1)));
    } else if (again.has(slug)) {
      wanted.set(slug, 0);
      later(slug, SOON_MS);
    } else wanted.delete(slug);
    again.delete(slug);
    pump();
  }

  return {
    ask(slug) {
      if (reading.has(slug)) again.add(slug);
      if (wanted.has(slug)) return;
      wanted.set(slug, 0);
      later(slug, SOON_MS);
    },
  };
}
