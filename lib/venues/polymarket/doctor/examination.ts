/** All probes of Polymarket in their order. */
import { PROBES } from '../../../domain/finding';
import type { Examination } from '../../../ports/examination';
import type { OpenSocket } from '../../../ports/net';
import { accountProbes } from './account-probes';
import { publicProbes, type ProbeDeps, type Seen } from './public-probes';
import { marketSocketProbe } from './socket-probes';

/** As many as one socket carries in the product. */
const TOKENS_IN_A_DUMP = 200;

export function createExamination(
  deps: ProbeDeps & { readonly openSocket: OpenSocket; readonly listenMs: number },
): Examination {
  const seen: Seen = { conditions: [] };
  const probes = [
    ...publicProbes(deps, seen),
    {
      id: 'market-socket' as const,
      needsSession: false,
      run: (_: unknown, signal: AbortSignal) =>
        marketSocketProbe(deps, seen.conditions.flatMap(({ tokens }) => tokens).slice(0, TOKENS_IN_A_DUMP), signal),
    },
    ...accountProbes(deps, deps),
  ];
  return { probes: [...probes].sort((a, b) => PROBES.indexOf(a.id) - PROBES.indexOf(b.id)) };
}
