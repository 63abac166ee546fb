/** The state of Facet's memory as the interface sees it, and the user's word that they have looked. */
import { ok } from '../../domain/result';
import type { MemoryView } from '../../protocol/views';
import type { ExecutionService } from '../execution/execution';
import type { SettingsService } from '../settings/settings';
import type { Slice } from '../slice';
import type { MemoryService } from './memory';

export interface MemorySliceSources {
  readonly memory: MemoryService;
  readonly settings: Pick<SettingsService, 'current' | 'subscribe'>;
  readonly execution: Pick<ExecutionService, 'isStopped'>;
}

/** Its `load` comes before that of every slice that remembers anything. */
export function createMemorySlice(sources: MemorySliceSources): Slice<'memory', 'acknowledgeMemory'> {
  const { memory, settings } = sources;
  return {
    name: 'memory',
    load: memory.load,
    topics: { memory: () => memoryView(sources) },
    commands: {
      async acknowledgeMemory() {
        const kept = await memory.acknowledge();
        return kept.ok ? ok({}) : kept;
      },
    },
    wakes(wake) {
      memory.subscribe(() => wake(['memory', 'now', 'page', 'account', 'orders', 'health']));
      settings.subscribe(() => wake(['memory']));
    },
  };
}

function memoryView({ memory, settings, execution }: MemorySliceSources): MemoryView {
  const damage = memory.damage();
  if (damage === null) return { damage: null };
  const { faults, limits, stop, broughtBack, gone, unclear } = damage;
  return {
    damage: {
      faults,
      limits,
      maxPositionMicros: settings.current().maxPositionMicros,
      stop,
      stopped: execution.isStopped(),
      broughtBack,
      gone,
      unclear: unclear.map(({ title }) => title),
    },
  };
}
