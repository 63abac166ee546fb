/** Midpoints over time for `/prices-history`: at most one point per token and minute of exchange time. */
import type { Core } from '../core/core';

const STEP_MS = 60_000;
const POINTS_KEPT = 10_000;

export interface PricePoint {
  /** Unix seconds. */
  readonly t: number;
  readonly p: number;
}

export class PriceHistory {
  private readonly points = new Map<string, PricePoint[]>();

  constructor(private readonly core: Core) {
    core.subscribe((event) => {
      if (event.kind !== 'book') return;
      const { bidMicros, askMicros } = core.markets.get(event.market.conditionId)?.book.bestYes() ?? {
        bidMicros: null,
        askMicros: null,
      };
      if (bidMicros === null || askMicros === null) return;
      const yes = (bidMicros + askMicros) / 2e6;
      this.sample(event.market.tokens[0], yes);
      this.sample(event.market.tokens[1], 1 - yes);
    });
  }

  private sample(tokenId: string, p: number): void {
    const points = this.points.get(tokenId) ?? [];
    const last = points.at(-1);
    const nowMs = this.core.clock.nowMs();
    if (last && nowMs - last.t * 1000 < STEP_MS) return;
    points.push({ t: Math.floor(nowMs / 1000), p });
    if (points.length > POINTS_KEPT) points.shift();
    this.points.set(tokenId, points);
  }

  between(tokenId: string, fromSeconds: number, toSeconds: number): readonly PricePoint[] {
    return (this.points.get(tokenId) ?? []).filter(({ t }) => t >= fromSeconds && t <= toSeconds);
  }
}
