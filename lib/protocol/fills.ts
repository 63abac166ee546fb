/** What the fill model says of a set of bets, and how good it is. */

/** Too little was seen: so many of so many moments, or of those in which something was gone. */
export interface Lacking {
  readonly have: number;
  readonly need: number;
  readonly of: 'moments' | 'losses';
}

export type FillsView =
  | {
      readonly kind: 'value';
      readonly bets: number;
      /** Of the bet that is least sure, 0 to 1. */
      readonly p: number;
      readonly low: number;
      readonly high: number;
      /** At least, for all of them together, however they hang together. */
      readonly all: number;
      /** From the newest word of the books to the order's arrival. */
      readonly afterMs: number;
      readonly n: number;
    }
  | ({ readonly kind: 'not-enough' } & Lacking);

export interface FillModelView {
  readonly isOn: boolean;
  readonly isBroken: boolean;
  readonly serves: 'not-enough' | 'hazard' | 'model';
  readonly why: 'young' | 'changed' | 'no-better' | null;
  readonly lacks: Lacking | null;
  readonly watched: number;
  readonly moments: number;
  readonly lost: number;
  readonly sinceMs: number | null;
  readonly changedAtMs: number | null;
  readonly live: { readonly brier: number; readonly n: number };
  readonly trained: readonly {
    readonly atMs: number;
    readonly rows: number;
    readonly serves: boolean;
    readonly logLoss: number;
    readonly brier: number;
    readonly hazardLogLoss: number;
  }[];
  /** Reliability: what was said and seen, by tenths. */
  readonly bins: readonly {
    readonly n: number;
    readonly said: number;
    readonly seen: number | null;
    readonly low: number;
    readonly high: number;
  }[];
  readonly importance: readonly {
    readonly column: string;
    readonly gain: number;
    readonly rise: number;
    readonly error: number;
    /** At each training, oldest first. */
    readonly over: readonly number[];
  }[];
  readonly stability: number | null;
}
