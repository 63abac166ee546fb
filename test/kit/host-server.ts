/** One host of the local exchange on a port of its own, and the random numbers that its scenarios start from. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Handle = (request: IncomingMessage, response: ServerResponse, url: URL) => unknown;

export interface HostServer {
  readonly url: string;
  close(): void;
}

/** `origin` is what the host believes to be asked as. */
export async function serveHost(handle: Handle, origin: string): Promise<HostServer> {
  const server = createServer(
    (request, response) => void handle(request, response, new URL(request.url ?? '/', origin)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The same numbers in every run, between 0 and 1. */
export function steadyRandom(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
