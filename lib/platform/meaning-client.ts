/**
 * The embedding pack's Worker as the background reaches it: each list of texts gets a Worker of its own, which the offscreen page starts
 * and which ends with the list. So 28 MB of weights are in memory only while they are used, and no port can go stale.
 */
import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import { fail, ok } from '../domain/result';
import type { Embedder, MeaningWorker } from '../ports/meaning';
import { reachPage } from './offscreen-page';

/** The offscreen page, as far as it is needed here. */
interface RelayPage {
  postMessage(message: { readonly type: 'meaning' | 'meaning-end' }, ports: MessagePort[]): void;
}

export function createMeaningClient(page: () => Promise<RelayPage> = reachPage): Embedder {
  let connecting: Promise<Remote<MeaningWorker>> | null = null;
  let port: MessagePort | null = null;
  /** The end of one Worker reaches the page before the start of the next. */
  let ending: Promise<void> = Promise.resolve();

  function connect(): Promise<Remote<MeaningWorker>> {
    connecting ??= (async () => {
      await ending;
      const client = await page();
      const { port1, port2 } = new MessageChannel();
      port = port1;
      client.postMessage({ type: 'meaning' }, [port2]);
      return wrap<MeaningWorker>(port1);
    })();
    return connecting;
  }

  return {
    async embed(texts, signal) {
      if (signal.aborted) return fail('aborted', 'The texts are not wanted any more.', 'later');
      try {
        const worker = await connect();
        const answer = await worker.embed(texts);
        return answer.kind === 'vectors' ? ok(answer.vectors) : fail('meaning-failed', answer.reason, 'later');
      } catch (error) {
        connecting = null;
        return fail('meaning-unreachable', error instanceof Error ? error.message : 'unknown', 'later');
      }
    },
    rest() {
      if (connecting === null) return;
      // What is being started is started first: its start must not reach the page behind its end.
      const started = connecting;
      connecting = null;
      ending = (async () => {
        try {
          await started;
          port?.close();
          (await page()).postMessage({ type: 'meaning-end' }, []);
        } catch {
          // Nothing was started.
        }
      })();
    },
  };
}
