/** The set of bets that was opened in the side panel from a page, to be read and confirmed there. */
import { parseCertificateHash } from '../../domain/ids';
import { fail, ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { BooksNow } from '../assess/assess';
import { createEmitter } from '../emitter';
import type { OpportunitiesService } from '../opportunities/opportunities';
import type { Sizes } from '../opportunities/sizes';
import type { OpportunityViews } from '../opportunities/slice';
import type { Slice } from '../slice';

/** After this nobody remembers what was pressed. */
const REVIEW_MS = 600_000;

interface ReviewSources {
  readonly opportunities: Pick<OpportunitiesService, 'all' | 'byHash' | 'subscribe'>;
  readonly opportunityViews: OpportunityViews;
  readonly sizes: Pick<Sizes, 'sized' | 'viewOf'>;
  readonly now: () => BooksNow;
  readonly clock: Clock;
}

export function createReview(sources: ReviewSources): Slice<'review', 'review' | 'openPanel' | 'endReview'> {
  const { opportunities, opportunityViews, sizes, now, clock } = sources;
  /** By the opportunity's id: its certificate changes with the books while the user reads. */
  let asked: { readonly id: string; readonly title: string; readonly atMs: number } | null = null;
  const changed = createEmitter<void>();
  return {
    name: 'review',
    topics: {
      review() {
        if (asked === null || clock.nowMs() - asked.atMs > REVIEW_MS) return { asked: null };
        const { id, title } = asked;
        const found = opportunities.all().find((each) => each.id === id);
        return {
          asked: {
            eventTitle: title,
            opportunity: found === undefined ? null : opportunityViews.viewOf(sizes.sized(found), now()),
            size: found === undefined ? null : sizes.viewOf(found),
          },
        };
      },
    },
    commands: {
      async review({ certificateHash }) {
        const hash = parseCertificateHash(certificateHash);
        const found = hash === null ? null : opportunities.byHash(hash);
        if (found === null) return fail('proof-expired', {}, 'later');
        asked = { id: found.id, title: found.component.event.title, atMs: clock.nowMs() };
        changed.emit();
        return ok({});
      },
      // The browser opens it while it remembers the click (start.ts).
      openPanel: () => Promise.resolve(ok({})),
      async endReview() {
        asked = null;
        changed.emit();
        return ok({});
      },
    },
    wakes(wake) {
      changed.subscribe(() => wake(['review']));
      opportunities.subscribe(() => wake(['review']));
    },
  };
}
