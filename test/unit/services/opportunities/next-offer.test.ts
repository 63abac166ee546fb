/** One press of a key after the other walks through what is on offer. */
import { expect, it } from 'vitest';
import { nextOffer } from '../../../../lib/services/opportunities/next-offer';

const offers = [
  { id: 'a', passesThresholds: true },
  { id: 'b', passesThresholds: false },
  { id: 'c', passesThresholds: true },
];

it('goes from the best on and around, and only to what is above the thresholds', () => {
  expect(nextOffer(offers, null)?.id).toBe('a');
  expect(nextOffer(offers, 'a')?.id).toBe('c');
  expect(nextOffer(offers, 'c')?.id).toBe('a');
  // The last one is gone.
  expect(nextOffer(offers, 'gone')?.id).toBe('a');
  expect(nextOffer(offers.slice(1, 2), null)).toBeNull();
  expect(nextOffer([], 'a')).toBeNull();
});
