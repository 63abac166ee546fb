/**
 * The dead man's switch: once a key has sent a heartbeat, ten seconds without another cancel all orders that were
 * placed with it; the venue looks every five seconds (client SDK, order heartbeats).
 */
import { randomUUID } from 'node:crypto';
import type { Core } from '../core/core';

const DEADLINE_MS = 10_000;
const LOOK_EVERY_MS = 5_000;

export class Heartbeats {
  private readonly beats = new Map<string, { id: string; atMs: number }>();

  constructor(private readonly core: Core) {}

  /** The next id, or the one that was expected. */
  beat(key: string, id: string): { readonly ok: boolean; readonly id: string } {
    const known = this.beats.get(key);
    if (known && known.id !== id) return { ok: false, id: known.id };
    if (!known && id !== '') return { ok: false, id: '' };
    const next = { id: randomUUID(), atMs: this.core.clock.nowMs() };
    this.beats.set(key, next);
    if (!known) this.look(key);
    return { ok: true, id: next.id };
  }

  private look(key: string): void {
    this.core.clock.after(LOOK_EVERY_MS, () => {
      const beat = this.beats.get(key);
      if (!beat) return;
      if (this.core.clock.nowMs() - beat.atMs < DEADLINE_MS) return this.look(key);
      this.beats.delete(key);
      for (const order of [...this.core.orders.values()])
        if (order.owner === key) this.core.cancel(order.account, order.id);
    });
  }
}
