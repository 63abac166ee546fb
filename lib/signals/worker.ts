/** The signals Worker as the background sees it: what is O(n) runs there and delays neither books nor LP. */
import type { EntryServing } from './entry/entry-model';
import type { EntryMoment } from './entry/entry-watch';
import type { FillNews } from './fills/learner';
import type { MomentBatch } from './fills/moments';
import type { Serving } from './fills/serving';
import type { LeadAsked, LeadSaid } from './leadlag/lead';

export interface FillReply {
  readonly news: Omit<FillNews, 'serving'>;
  /** Of what serves; it is sent only to whoever does not know it. */
  readonly version: number;
  readonly serving: Serving | null;
}

export interface SignalsApi {
  /** Takes labelled moments, trains when enough is new. @param known version that the caller has; -1: none. */
  learn(batch: MomentBatch, known: number): Promise<FillReply>;
  /** Who moves first, in the order asked; all of them are judged together. */
  leads(asked: readonly LeadAsked[]): Promise<readonly LeadSaid[]>;
  /** Takes moments of which it is known which way the price moved first; what serves after them. */
  entries(moments: readonly EntryMoment[]): Promise<EntryServing>;
}
