/** The signals Worker as the background sees it: what is O(n) runs there and delays neither books nor LP. */
import type { FillNews } from './fills/learner';
import type { MomentBatch } from './fills/moments';
import type { Serving } from './fills/serving';

export interface FillReply {
  readonly news: Omit<FillNews, 'serving'>;
  /** Of what serves; it is sent only to whoever does not know it. */
  readonly version: number;
  readonly serving: Serving | null;
}

export interface SignalsApi {
  /** Takes labelled moments, trains when enough is new. @param known version that the caller has; -1: none. */
  learn(batch: MomentBatch, known: number): Promise<FillReply>;
}
