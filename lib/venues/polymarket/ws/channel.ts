/** What both channels of the CLOB have in common (docs/venue.md 5.1). */
import type { KeepAlive } from '../../socket/keep-alive';

/** `PING` every 10 s. Only `PONG` proves life: a backlog that is still being delivered does not. */
export const KEEP_ALIVE: KeepAlive = {
  ping: () => 'PING',
  everyMs: 10_000,
  deadAfterMs: 30_000,
  isPong: (text) => text === 'PONG',
  dataProvesLife: false,
  pongName: 'PONG',
};
/** The market channel sends a dump after every subscription; sockets that answer pings and send none are known. */
export const FIRST_DATA_WITHIN_MS = 30_000;
