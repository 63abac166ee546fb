/** The engine as the background sees it: jobs in, values out, whichever thread runs it. */
import type { Certificate } from '../domain/basket';
import type { Instance } from '../domain/instance';
import type { Failure } from '../domain/result';
import type { MoneyMicros } from '../domain/units';

export interface EngineJob {
  readonly id: number;
  readonly instance: Instance;
  /**
   * Also prove the optimum (vertex pool and integer oracle); otherwise the certified relaxation is enough. Any other
   * job that waits ends it with `cancelled`.
   */
  readonly exact: boolean;
  /**
   * Only what can be said at once: nothing, a certified basket, or that a full solve is needed (`more`). Comes before
   * every other job, and between the steps of those that are under way.
   */
  readonly quick?: true;
  /** Of the job's own time; what it waits for others does not count. */
  readonly timeLimitMs: number;
}

export interface FairPrice {
  readonly key: string;
  /** Projected price given the other prices, in [0, 1]; null when the condition has no quotes. */
  readonly fair: number | null;
  /**
   * How far the price can be from the projection onto the outcomes themselves; 0 where it is that projection, null
   * where only their relaxation was projected onto.
   */
  readonly within: number | null;
}

export type EngineAnswer =
  | {
      readonly kind: 'arbitrage';
      readonly id: number;
      readonly certificate: Certificate;
      readonly lowerMicros: MoneyMicros;
      readonly upperMicros: MoneyMicros | null;
      readonly fair: readonly FairPrice[];
      /** A full solve may find a better basket. */
      readonly more?: true;
      readonly ms: number;
    }
  | {
      readonly kind: 'none';
      readonly id: number;
      /** 0 when proven, null when only the relaxation says so. */
      readonly upperMicros: MoneyMicros | null;
      readonly fair: readonly FairPrice[];
      /** How far the nearest violation is, in words for the coherent line; null when nothing useful can be said. */
      readonly nearest: { readonly key: string; readonly ticks: number } | null;
      /** Prices of YES, in the order of the instance, at which nothing can be gained; absent where none are known. */
      readonly worth?: Float64Array;
      readonly ms: number;
    }
  | {
      readonly kind: 'unproven';
      readonly id: number;
      /** Time ran out, or the component is too large to be proven in the time that there is. */
      readonly because: 'time' | 'too-large';
      /** Nothing was looked for yet but what can be seen at once. */
      readonly more?: true;
      readonly lowerMicros: MoneyMicros;
      readonly upperMicros: MoneyMicros | null;
      readonly fair: readonly FairPrice[];
      readonly ms: number;
    }
  | { readonly kind: 'empty-outcome-space'; readonly id: number; readonly clash: readonly string[] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };

export interface EngineHealth {
  readonly ready: boolean;
  readonly highs: string;
  readonly glpk: string;
  readonly wasmBytes: number;
}

export interface Engine {
  solve(job: EngineJob): Promise<EngineAnswer>;
  cancel(id: number): Promise<void>;
  health(): Promise<EngineHealth>;
}

/** Workers by name. */
export type WorkerName = 'engine' | 'signals';

/** Whoever starts Workers, each at most once at a time. */
export interface WorkerHost {
  /** A port to the Worker of this name, started if need be. */
  open(name: WorkerName): Promise<MessagePort>;
  /** Ends the Worker of this name and starts another. Ports to the old one are dead. */
  restart(name: WorkerName): Promise<void>;
}
