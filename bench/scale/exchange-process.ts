/** The parent's side of the made-up venue: one question at a time over the channel. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../scripts/setup.mjs';
import type { Question, Ready, Stats } from './exchange';

export interface VenueProcess extends Ready {
  stats(): Promise<Stats>;
  /** Puts a violation into the event; the moment just before it, milliseconds since 1970. */
  violate(slug: string): Promise<number>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

const SEED = 11;

/** @throws Error when the process ends before it is ready. */
export async function startVenue(setUp: { readonly markets: number; readonly rate: number }): Promise<VenueProcess> {
  const words = [setUp.markets, setUp.rate, SEED].map(String);
  const child = fork(join(root, 'bench', 'scale', 'exchange.ts'), words, {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = async <T>(): Promise<T> => {
    const ending = new AbortController();
    const ended = once(child, 'exit', { signal: ending.signal }).then(([code]) => {
      throw new Error(`the venue ended with ${String(code)}`);
    });
    try {
      const [message] = await Promise.race([once(child, 'message'), ended]);
      return message;
    } finally {
      ending.abort();
      ended.catch(() => undefined);
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other, so that answers need no names. */
  const ask = <T>(question: Question): Promise<T> => {
    const next = last.then(() => {
      const told = answer<T>();
      child.send(question);
      return told;
    });
    last = next.catch(() => undefined);
    return next;
  };
  const ready = await answer<Ready>();
  return {
    ...ready,
    stats: () => ask<Stats>({ ask: 'stats' }),
    violate: async (slug) => (await ask<{ readonly atMs: number }>({ ask: 'violate', slug })).atMs,
    async mend() {
      await ask({ ask: 'mend' });
    },
    async close() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
