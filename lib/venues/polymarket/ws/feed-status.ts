/** One status for all connections of the market channel: the worst of them speaks. */
import { failureOf } from '../../../domain/result';
import type { TimeMs } from '../../../domain/units';
import { timeMs } from '../../../domain/units';
import type { FeedStatus } from '../../../ports/feed';
import type { Shard } from './shard';

export function statusOf(shards: readonly Shard[]): FeedStatus {
  if (shards.length === 0) return { kind: 'idle' };
  const down = shards.filter((shard) => shard.state === 'waiting' || shard.state === 'closed');
  if (down[0])
    return {
      kind: 'down',
      sinceMs: earliest(down),
      failure: failureOf('feed-down', {}, 'later'),
    };
  const silent = shards.filter((shard) => shard.state === 'silent');
  if (silent.length > 0) return { kind: 'silent', sinceMs: earliest(silent) };
  const connecting = shards.filter((shard) => shard.state !== 'live');
  if (connecting.length > 0)
    return { kind: 'connecting', attempt: Math.max(...connecting.map((shard) => shard.connection?.attempts() ?? 0)) };
  return { kind: 'live', sinceMs: timeMs(Math.max(...shards.map((shard) => shard.sinceMs))) };
}

function earliest(shards: readonly Shard[]): TimeMs {
  return timeMs(Math.min(...shards.map((shard) => shard.sinceMs)));
}
