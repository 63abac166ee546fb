/** Answers of a Worker in their time: the port of one that died never answers, so it is started again. */
import type { Clock } from '../ports/clock';

export interface WorkerOf<Api> {
  api(): Promise<Api>;
  /** It does not answer. */
  restart(): Promise<void>;
}

export interface WorkerAnswers<Api> {
  /** @throws Error where it fails, or does not answer in its time. */
  ask<T>(question: (api: Api) => Promise<T>): Promise<T>;
}

export function createWorkerAnswers<Api>(
  worker: WorkerOf<Api>,
  { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number },
): WorkerAnswers<Api> {
  return {
    async ask(question) {
      const wait = new AbortController();
      const late = new Promise<'late'>((resolve) => {
        clock.after(withinMs, () => resolve('late'), wait.signal);
      });
      try {
        const first = await Promise.race([worker.api().then(question), late]);
        if (first !== 'late') return first;
        await worker.restart();
        throw new Error('late');
      } finally {
        wait.abort();
      }
    },
  };
}
