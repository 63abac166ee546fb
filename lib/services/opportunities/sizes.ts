/**
 * Owns how much of a set the user wants to take: not a part of each bet, but the best set that costs no more, found
 * anew by the engine as the books move and proven as every other.
 *
 *   none --an amount is chosen--> solving --a set within it--> sized --books moved--> solving
 *     ^                             |                            |
 *     +--- all of it is chosen, the set is gone, no set costs so little (said to who chose) ---+
 */
import type { CertificateHash } from '../../domain/ids';
import { fail, ok, type Result } from '../../domain/result';
import { maxCostOf } from '../../domain/basket';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import type { VenueRules } from '../../ports/venue-rules';
import type { SizeView } from '../../protocol/views';
import { leastPartOf } from '../assess/assess';
import { createEmitter } from '../emitter';
import type { ScanService } from '../scan/scan';
import type { OpportunitiesService, Opportunity } from './opportunities';

export interface Sizes {
  /** @param mostMicros what the set may cost at most; null: all that books and limits allow. */
  choose(id: string, mostMicros: MoneyMicros | null): Promise<Result<void>>;
  /** The set at the chosen size; itself where none was chosen. */
  sized(opportunity: Opportunity): Opportunity;
  viewOf(whole: Opportunity): SizeView;
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** Amounts are chosen in cents. */
const A_CENT = 10_000;

interface Chosen {
  readonly mostMicros: MoneyMicros;
  /** Of the whole set that was there when it was solved. */
  of: CertificateHash;
  sized: Opportunity;
}

export function createSizes({
  opportunities,
  scan,
  rules,
}: {
  readonly opportunities: Pick<OpportunitiesService, 'ofComponent' | 'setSized' | 'subscribe'>;
  readonly scan: Pick<ScanService, 'within'>;
  readonly rules: VenueRules;
}): Sizes {
  const chosen = new Map<string, Chosen>();
  const solving = new Set<string>();
  const changed = createEmitter<void>();

  function forget(id: string): void {
    if (!chosen.delete(id)) return;
    opportunities.setSized(id, null);
    changed.emit();
  }

  async function solve(whole: Opportunity, mostMicros: MoneyMicros): Promise<Opportunity | null> {
    const result = await scan.within(whole.id, mostMicros);
    const certified = result?.certificate ?? null;
    if (result === null || certified === null || certified.certificate.edgeAtLimitsMicros <= 0) return null;
    const asOfMs = result.freshness.oldestVerifiedAtMs;
    // What bounds the whole set bounds what is taken of it.
    return asOfMs === null ? null : { ...whole, component: result.component, certified, asOfMs };
  }

  /** Books moved: the same amount, once more. */
  async function follow(id: string, before: Chosen, whole: Opportunity): Promise<void> {
    if (solving.has(id)) return;
    solving.add(id);
    const sized = await solve(whole, before.mostMicros).finally(() => solving.delete(id));
    if (chosen.get(id) !== before) return;
    if (sized === null) return forget(id);
    before.of = whole.certified.hash;
    before.sized = sized;
    opportunities.setSized(id, sized);
    changed.emit();
    look();
  }

  function look(): void {
    for (const [id, each] of chosen) {
      const whole = opportunities.ofComponent(id);
      if (whole === null) forget(id);
      else if (whole.certified.hash !== each.of) void follow(id, each, whole);
    }
  }

  const stop = opportunities.subscribe(look);
  return {
    async choose(id, mostMicros) {
      const whole = opportunities.ofComponent(id);
      if (whole === null) return fail('proof-expired', {}, 'later');
      if (mostMicros === null) {
        forget(id);
        return ok(undefined);
      }
      const sized = await solve(whole, mostMicros);
      if (sized === null) return fail('no-set-of-size', { mostMicros }, 'later');
      chosen.set(id, { mostMicros: moneyMicros(mostMicros), of: whole.certified.hash, sized });
      opportunities.setSized(id, sized);
      changed.emit();
      look();
      return ok(undefined);
    },
    sized: (opportunity) => chosen.get(opportunity.id)?.sized ?? opportunity,
    viewOf({ id, certified, component }) {
      const mostMicros = maxCostOf(certified.certificate);
      const least = Math.max(
        0,
        ...certified.certificate.legs.map((leg) => leastPartOf(leg, component.conditions, rules)),
      );
      return {
        id,
        chosenMicros: chosen.get(id)?.mostMicros ?? null,
        leastMicros: Math.min(mostMicros, Math.ceil((least * mostMicros) / A_CENT) * A_CENT),
        mostMicros,
      };
    },
    subscribe: (listener) => changed.subscribe(listener),
    close: () => stop(),
  };
}
