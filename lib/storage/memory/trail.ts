/**
 * A trail of small records, one left by each write, of which the last must all still be there. A store keeps what it is
 * told in files that it appends to; damage in the midst of one can take an earlier write and leave the newest, and only
 * what such a write alone left behind tells that anything happened.
 */
export const TRAIL = 256;

export interface TrailMark {
  /** Number of the newest write. */
  readonly last: number;
  /** The first that must be there; raised when a trail was found broken and begun anew. */
  readonly first: number;
}

export interface Trail {
  /** False when a record that must be there is not. What comes next continues from it, or begins anew. */
  check(mark: unknown, at: (slot: number) => unknown): boolean;
  /** For the next write: the mark to keep, and the record to leave in its slot. */
  next(): { readonly mark: TrailMark; readonly slot: number };
  /** That write is done. */
  took(mark: TrailMark): void;
}

export function createTrail(): Trail {
  let now: TrailMark = { last: 0, first: 1 };
  return {
    check(mark, at) {
      if (mark === undefined) return true;
      if (!isMark(mark)) return false;
      for (let number = Math.max(mark.first, mark.last - TRAIL + 1); number <= mark.last; number += 1)
        if (at(number % TRAIL) !== number) {
          now = { last: mark.last, first: mark.last + 1 };
          return false;
        }
      now = mark;
      return true;
    },
    next() {
      const mark = { ...now, last: now.last + 1 };
      return { mark, slot: mark.last % TRAIL };
    },
    took(mark) {
      now = mark;
    },
  };
}

function isMark(value: unknown): value is TrailMark {
  if (typeof value !== 'object' || value === null || !('last' in value) || !('first' in value)) return false;
  return Number.isSafeInteger(value.last) && Number.isSafeInteger(value.first);
}
