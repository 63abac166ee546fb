/** Own orders and trades as they happen. Only a hint: what counts is what the lookups say afterwards. */
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import type { OpenSocket } from '../../../ports/net';
import type { ApiCredentials } from '../../../ports/order-entry';
import type { UserEvent, UserFeed } from '../../../ports/user-feed';
import type { Connection } from '../../socket/connection';
import { createConnection } from '../../socket/connection';
import { USER_SOCKET } from '../common/constants';
import { isPlainWords, KEEP_ALIVE } from './channel';
import { parseUserFrame } from './parse-user';
import { createStrayLog } from './stray-log';

export interface UserFeedOptions {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  onEvent(event: UserEvent): void;
  /** After every (re)connection: events may have been missed, so look everything up. */
  onConnected?(): void;
}

export function createUserFeed(options: UserFeedOptions): UserFeed {
  const noteStray = createStrayLog(options.log);
  let connection: Connection | null = null;
  let current: ApiCredentials | null = null;

  function close(): void {
    connection?.close();
    connection = null;
    current = null;
  }

  return {
    connect(credentials) {
      if (
        current &&
        current.key === credentials.key &&
        current.secret === credentials.secret &&
        current.passphrase === credentials.passphrase
      )
        return;
      close();
      current = credentials;
      connection = createConnection({
        url: USER_SOCKET,
        openSocket: options.openSocket,
        clock: options.clock,
        random: options.random,
        keepAlive: KEEP_ALIVE,
        firstDataWithinMs: null,
        onOpen(send) {
          send(
            JSON.stringify({
              type: 'user',
              auth: { apiKey: credentials.key, secret: credentials.secret, passphrase: credentials.passphrase },
            }),
          );
          options.onConnected?.();
        },
        onText(text) {
          const events = parseUserFrame(text, credentials.key);
          for (const event of events) options.onEvent(event);
          if (events.length === 0 && !isPlainWords(text)) noteStray('foreign', { reason: 'user-channel' });
          return events.length > 0;
        },
        onLost(reason) {
          options.log.warn('user-feed-lost', { reason: reason.slice(0, 120) });
        },
        onState() {
          // Nobody shows it: orders are looked up over HTTP whatever the state of this socket.
        },
      });
    },
    close,
  };
}
