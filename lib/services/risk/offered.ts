/**
 * What the gate would say of an offer for the user's limits, as far as the journal and the books on screen tell: said
 * before anybody presses. The gate asks anew.
 */
import type { Certificate } from '../../domain/basket';
import type { Clock } from '../../ports/clock';
import type { Blocked } from '../../protocol/says';
import type { Settings } from '../../protocol/settings';
import type { Opportunity } from '../opportunities/opportunities';
import { dayOf, type Beside } from './beside';
import { besideRefusal, partRefusal } from './limits';

export interface OfferFacts {
  /** Highest cost of the set. */
  readonly costMicros: number;
  /** Worst result if only a part fills; null: the books do not show it. */
  readonly partialMicros: number | null;
}

export interface OfferLimits {
  blocked(opportunity: Opportunity, facts: OfferFacts): Blocked | null;
}

export function createOfferLimits({
  settings,
  besideOf,
  journal,
  clock,
}: {
  readonly settings: { current(): Settings };
  readonly besideOf: (opportunity: Opportunity) => Beside;
  readonly journal: { subscribe(listener: () => void): () => void };
  readonly clock: Pick<Clock, 'nowMs'>;
}): OfferLimits {
  /** Made anew when the journal changed or another day began: an offer is shown many times a second. */
  let known = new WeakMap<Certificate, Beside>();
  let day = -1;
  journal.subscribe(() => void (known = new WeakMap()));

  function beside(opportunity: Opportunity): Beside {
    const { certificate } = opportunity.certified;
    const today = dayOf(clock.nowMs());
    if (today !== day) known = new WeakMap();
    day = today;
    const made = known.get(certificate) ?? besideOf(opportunity);
    known.set(certificate, made);
    return made;
  }

  return {
    blocked(opportunity, { costMicros, partialMicros }) {
      const now = settings.current();
      const { legs } = opportunity.certified.certificate;
      const refusal =
        partRefusal({ costMicros, partialMicros, legs: legs.length }, now.maxLossMicros) ??
        (now.mode === 'live' ? besideRefusal({ costMicros, legs: legs.length }, beside(opportunity), now) : null);
      return refusal === null || refusal.ok ? null : { code: 'limit', because: refusal.error };
    },
  };
}
