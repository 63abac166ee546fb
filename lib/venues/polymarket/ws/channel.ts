/** What both channels of the CLOB have in common (docs/venue.md 5.1). */
import type { KeepAlive } from '../../socket/keep-alive';

/** The venue answers `PONG`; others in front of it were seen to quote, wrap or lower it. */
const PONG = /^\s*(?:"?pong"?|\{\s*"(?:event_type|type)"\s*:\s*"pong"\s*\})\s*$/i;

/** `PING` every 10 s. Only `PONG` proves life: a backlog that is still being delivered does not. */
export const KEEP_ALIVE: KeepAlive = {
  ping: () => 'PING',
  everyMs: 10_000,
  deadAfterMs: 30_000,
  isPong: (text) => PONG.test(text),
  dataProvesLife: false,
  pongName: 'PONG',
};
/**
 * What is no message but a remark of the server ("NO NEW ASSETS", "INVALID OPERATION"): messages are objects or lists.
 */
export function isPlainWords(text: string): boolean {
  return !/^\s*[[{]/.test(text);
}

/** The market channel sends a dump after every subscription; sockets that answer pings and send none are known. */
export const FIRST_DATA_WITHIN_MS = 30_000;
