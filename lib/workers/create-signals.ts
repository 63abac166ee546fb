/**
 * What runs in the signals Worker: the same object on the command line and in tests. Calls are answered in their order;
 * one that trains takes seconds, and holds up nobody but the next.
 */
import type { MomentStore } from '../ports/moments';
import { createEntryLearner } from '../signals/entry/entry-learner';
import { createLearner, MOST_MOMENTS } from '../signals/fills/learner';
import { parseMoments, unpacked } from '../signals/fills/moments';
import type { Serving } from '../signals/fills/serving';
import { judgeLeads } from '../signals/leadlag/lead';
import type { FillReply, SignalsApi } from '../signals/worker';

/** Batches of a few hundred: a stored one is about so many moments. */
const KEPT_BATCHES = 300;

export function createSignalsWorker({ store }: { readonly store: MomentStore }): SignalsApi {
  const learner = createLearner();
  const entry = createEntryLearner();
  let version = 0;
  let served: Serving | null = null;

  /** What is kept of earlier days; what cannot be read is not learned from. */
  const restored = store.all().then((kept) => {
    if (!kept.ok) return;
    const moments = kept.value.flatMap((raw) => {
      const batch = parseMoments(raw);
      return batch === null ? [] : unpacked(batch);
    });
    learner.take(moments.slice(-MOST_MOMENTS));
    if (learner.isDue()) learner.train();
  });

  async function learn(raw: unknown, known: number): Promise<FillReply> {
    await restored;
    const batch = parseMoments(raw);
    if (batch !== null && batch.times.length > 0) {
      learner.take(unpacked(batch));
      await store.add(batch, KEPT_BATCHES);
      if (learner.isDue()) learner.train();
    }
    const { serving, ...news } = learner.news();
    if (serving !== served) {
      served = serving;
      version += 1;
    }
    return { news, version, serving: known === version ? null : serving };
  }

  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const answer = last.then(work);
    last = answer.catch(() => undefined);
    return answer;
  }
  return {
    learn: (batch, known) => inTurn(() => learn(batch, known)),
    leads: (asked) => inTurn(() => judgeLeads(asked)),
    entries: (moments) => inTurn(() => entry.take(moments)),
  };
}
