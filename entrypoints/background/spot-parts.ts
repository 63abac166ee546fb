/** Prices of other exchanges, each asked about by itself. */
import { openSocket } from '../../lib/platform/net';
import { hostOf, mayReach } from '../../lib/platform/permissions';
import { randomFraction } from '../../lib/platform/random';
import type { Clock } from '../../lib/ports/clock';
import type { Log } from '../../lib/ports/log';
import type { SettingsService } from '../../lib/services/settings/settings';
import { createSpot } from '../../lib/services/spot/spot';
import { COINBASE_SOCKET, createCoinbaseFeed } from '../../lib/venues/coinbase/coinbase-feed';
import { createKrakenFeed, KRAKEN_SOCKET } from '../../lib/venues/kraken/kraken-feed';

export function createSpotParts({
  settings,
  clock,
  log,
}: {
  readonly settings: SettingsService;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const outside = { openSocket, clock, log, random: randomFraction };
  return createSpot({
    sources: [
      {
        key: 'spotKraken',
        address: hostOf(KRAKEN_SOCKET),
        create: (handlers) => createKrakenFeed({ ...outside, handlers }),
      },
      {
        key: 'spotCoinbase',
        address: hostOf(COINBASE_SOCKET),
        create: (handlers) => createCoinbaseFeed({ ...outside, handlers }),
      },
    ],
    settings,
    mayReach,
    clock,
    log,
  });
}
