/** Walks through what is on offer, one press of a key at a time: the best first, then on, then from the best again. */
import type { Opportunity } from './opportunities';

type Offer = Pick<Opportunity, 'id' | 'passesThresholds'>;

/** The offer after the one with this id among those above the thresholds; null where there is none. */
export function nextOffer<T extends Offer>(offers: readonly T[], lastId: string | null): T | null {
  const passing = offers.filter(({ passesThresholds }) => passesThresholds);
  return passing[(passing.findIndex(({ id }) => id === lastId) + 1) % passing.length] ?? null;
}
