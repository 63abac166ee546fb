/**
 * What a start found of Facet's memory, told until the user has looked. While it is told nothing is ordered, on paper
 * or for real, the limits are those that the last intact copy had or the strictest, and the user's stop holds.
 */
import { failureOf, type Failure, type Result } from '../../domain/result';
import type { Log } from '../../ports/log';
import type { Memory, MemoryDamage } from '../../ports/memory';
import { createEmitter } from '../emitter';

export interface MemoryService {
  load(): Promise<void>;
  /** Why nothing may be ordered; null when all is well. */
  problem(): Failure | null;
  damage(): MemoryDamage | null;
  acknowledge(): Promise<Result<void>>;
  subscribe(listener: () => void): () => void;
}

export function createMemoryService({ memory, log }: { readonly memory: Memory; readonly log: Log }): MemoryService {
  const changed = createEmitter<void>();
  return {
    async load() {
      await memory.load();
      const damage = memory.damage();
      if (damage !== null)
        log.error('memory-damaged', {
          faults: damage.faults.map(({ place, fault }) => `${place} ${fault}`).join(', '),
          limits: damage.limits,
        });
      if (!memory.isRead()) log.error('memory-unread');
    },
    problem: () =>
      memory.isRead()
        ? memory.damage() === null
          ? null
          : failureOf('memory-damaged', {})
        : failureOf('memory-unread', {}),
    damage: memory.damage,
    async acknowledge() {
      const kept = await memory.acknowledge();
      if (kept.ok) {
        log.warn('memory-acknowledged');
        changed.emit();
      }
      return kept;
    },
    subscribe: (listener) => changed.subscribe(listener),
  };
}
