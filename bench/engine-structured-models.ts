/** Ladders whose every range is a market of its own, for the structured solvers' bench. */
import type { RelationBody } from '../lib/domain/relation';
import type { Model } from './engine-instances';

/** `rungs` thresholds and a bucket between every two of them: 2 x rungs - 1 conditions. */
export function bucketLadderModel(rungs: number): Model {
  const ladder = Array.from({ length: rungs }, (_, index) => `l${index}`);
  const buckets = ladder.slice(1).map((_, index) => `b${index}`);
  return {
    keys: [...ladder, ...buckets],
    bodies: buckets.flatMap((result, index): readonly RelationBody[] => [
      { type: 'implies', if: `l${index + 1}`, then: `l${index}` },
      { type: 'difference', result, of: [`l${index}`, `l${index + 1}`] },
    ]),
    simulate: (random) => {
      const reached = Math.floor(random() * (rungs + 1));
      return Object.fromEntries([
        ...ladder.map((key, index) => [key, index < reached] as const),
        ...buckets.map((key, index) => [key, index + 1 === reached] as const),
      ]);
    },
  };
}
