/** What popup, side panel and options begin with. */
import { createCommandClient, type CommandClient } from '../protocol/client';
import { connectToBackground, type Connection } from '../protocol/replica';
import { LIVE_PORT } from '../protocol/topics';
import { systemClock } from './clock';
import { pipeOpener, sendToBackground } from './content-port';

/** @throws Error where the page has no #root. */
export function ownPage(): {
  readonly container: HTMLElement;
  readonly connection: Connection;
  readonly command: CommandClient;
  readonly nowMs: () => number;
} {
  const container = document.getElementById('root');
  if (!container) throw new Error('the page has no #root');
  return {
    container,
    connection: connectToBackground({
      open: pipeOpener(LIVE_PORT),
      clock: systemClock,
      signal: new AbortController().signal,
    }),
    command: createCommandClient(sendToBackground),
    nowMs: systemClock.nowMs,
  };
}
