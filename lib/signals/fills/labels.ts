/**
 * What became of a moment: were the shares that stood at the best ask or lower still there after each delay? One queue
 * for each delay, in the order of time, so that a frame costs nothing but what falls due.
 *
 *   asked --delay passes, book known--> outcome --last delay--> told
 *     '-- the book was lost in between: dropped, nothing is learned of it
 */
import { MICROS } from '../../domain/units';
import type { Level } from '../../domain/book';
import { DELAYS, SIZES, TASKS, taskAt, type FillMoment } from './columns';

export interface AskedMoment {
  readonly token: string;
  readonly atMs: number;
  readonly features: Float64Array;
  /** Shares at the best ask, and its price. */
  readonly size: number;
  readonly limitMicros: number;
}

export interface LabelledMoment extends FillMoment {
  readonly token: string;
  readonly atMs: number;
  readonly outcomes: Uint8Array;
}

interface Open extends LabelledMoment {
  readonly limitMicros: number;
  /** Its token's life: a moment of an earlier one is dropped. */
  readonly life: number;
  isLost: boolean;
}

export interface Labels {
  ask(moment: AskedMoment): void;
  /**
   * Decides what fell due before this time (the venue's, milliseconds), by the books as they stand: to be called before
   * a frame of this time is applied. @returns moments of which everything is known now.
   */
  settle(beforeMs: number, asksOf: (token: string) => readonly Level[] | null): readonly LabelledMoment[];
  /** The token's book was lost: what is open about it will never be known. */
  lose(token: string): void;
  open(): number;
}

/** Least of the sizes asked about, shares; a best ask below it is not asked about. */
export const LEAST_ASKED = 5;

export function createLabels(): Labels {
  const queues: { list: Open[]; first: number }[] = DELAYS.map(() => ({ list: [], first: 0 }));
  const lives = new Map<string, number>();
  const lifeOf = (token: string): number => lives.get(token) ?? 0;
  return {
    ask({ token, atMs, features, size, limitMicros }) {
      const asked = [LEAST_ASKED, Math.max(LEAST_ASKED, size / 2), size];
      const outcomes = new Uint8Array(TASKS);
      const open = { token, atMs, features, size, asked, outcomes, limitMicros, life: lifeOf(token), isLost: false };
      for (const { list } of queues) list.push(open);
    },
    settle(beforeMs, asksOf) {
      const told: LabelledMoment[] = [];
      for (const [delayAt, queue] of queues.entries()) {
        const due = DELAYS[delayAt] ?? 0;
        for (; ; queue.first += 1) {
          const open = queue.list[queue.first];
          if (open === undefined || open.atMs + due >= beforeMs) break;
          const asks = open.isLost || open.life !== lifeOf(open.token) ? null : asksOf(open.token);
          open.isLost = asks === null;
          if (asks === null) continue;
          const offered = offeredAt(asks, open.limitMicros);
          for (const sizeAt of SIZES.keys())
            open.outcomes[taskAt(sizeAt, delayAt)] = Number(offered >= (open.asked[sizeAt] ?? Infinity));
          if (delayAt === DELAYS.length - 1) told.push(open);
        }
        if (queue.first > 256 && queue.first * 2 > queue.list.length) {
          queue.list = queue.list.slice(queue.first);
          queue.first = 0;
        }
      }
      return told;
    },
    lose: (token) => void lives.set(token, lifeOf(token) + 1),
    open: () => Math.max(...queues.map(({ list, first }) => list.length - first)),
  };
}

/** Shares offered at the limit or lower. */
function offeredAt(asks: readonly Level[], limitMicros: number): number {
  let micros = 0;
  for (const { priceMicros, sizeMicros } of asks) {
    if (priceMicros > limitMicros) break;
    micros += sizeMicros;
  }
  return micros / MICROS;
}
