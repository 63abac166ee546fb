/** What the local spot venues share with the server that carries them. */
import type { SpotChange, SpotTrade } from './spot-market';

/** A socket's way out, through the faults. */
export interface SpotOut {
  dataText(text: string): void;
}

export interface SpotSocket {
  receive(text: string): void;
  closed(): void;
}

export interface SpotVenue {
  open(out: SpotOut): SpotSocket;
  /** A market moved. */
  tick(symbol: string, trade: SpotTrade | null, changes: readonly SpotChange[]): void;
  /** A second passed. */
  second(): void;
}
