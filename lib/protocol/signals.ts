/** What signals say of markets: readings, a value from spot prices, who moves first. */

/** What a signal says, or how much it still lacks. */
export type SignalReading =
  | {
      readonly kind: 'value';
      readonly value: number;
      /** Where it is an estimate: its range. */
      readonly low?: number;
      readonly high?: number;
      readonly n: number;
      readonly asOfMs: number;
    }
  | { readonly kind: 'not-enough'; readonly have: number; readonly need: number };

/** Of the first answer of a market on the price of a currency, from that price alone. */
export type FairValueView =
  | {
      readonly kind: 'value';
      /** 0 to 1, dollars a share. */
      readonly value: number;
      readonly low: number;
      readonly high: number;
      readonly asset: string;
      /** A year's deviation at which the price is taken to move. */
      readonly sigma: number;
      readonly venues: readonly string[];
      /** Whose price decides. */
      readonly source: string;
      readonly asOfMs: number;
    }
  | {
      readonly kind: 'not-enough';
      readonly have: number;
      readonly need: number;
      readonly of: 'prices' | 'minutes';
    }
  | {
      readonly kind: 'off';
      readonly reason: 'no-spot' | 'unknown-source' | 'unknown-window' | 'not-started' | 'start-not-seen' | 'over';
    };

/** Who moves first, the spot price or the share. */
export type LeadView =
  | { readonly kind: 'not-enough'; readonly have: number; readonly need: number; readonly of: 'seconds' | 'changes' }
  | {
      readonly kind: 'value';
      readonly asset: string;
      /** null: nothing that the tests agree on. */
      readonly first: 'spot' | 'share' | null;
      /** Above 0: spot first. */
      readonly leadMs: number;
      readonly lowMs: number;
      readonly highMs: number;
      readonly correlation: number;
      readonly curve: readonly {
        readonly shiftMs: number;
        readonly correlation: number;
        readonly low: number;
        readonly high: number;
      }[];
      readonly seconds: number;
      readonly changes: number;
      readonly asOfMs: number;
    };

/** Whether the middle rises a tick before it falls one, within half a minute, if it moves. */
export type EntryView =
  | {
      readonly kind: 'not-enough';
      readonly have: number;
      readonly need: number;
      readonly of: 'moments' | 'rises' | 'falls';
    }
  | { readonly kind: 'no-better'; readonly n: number }
  | {
      readonly kind: 'value';
      readonly rises: number;
      readonly low: number;
      readonly high: number;
      /** Similar moments. */
      readonly n: number;
      readonly asOfMs: number;
    };

/** One market of an open page, for the side panel. */
export interface MarketSignalsView {
  readonly marketId: string;
  readonly question: string;
  readonly tickMicros: number;
  readonly readings: Readonly<Record<string, SignalReading>>;
  /** null: it is not on such a price. */
  readonly fair: FairValueView | null;
  readonly lead: LeadView | null;
  readonly entry: EntryView;
}

export interface MarketsView {
  readonly isOn: boolean;
  readonly isBroken: boolean;
  readonly markets: readonly MarketSignalsView[];
  /** Markets of open pages that are not shown. */
  readonly more: number;
}

/** By Gamma market id, then by the signal's id. */
export interface SignalsView {
  readonly path: string;
  readonly markets: Readonly<Record<string, Readonly<Record<string, SignalReading>>>>;
  /** By Gamma market id; absent where the market is on no such price. */
  readonly fair: Readonly<Record<string, FairValueView>>;
}
