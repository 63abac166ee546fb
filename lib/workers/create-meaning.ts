/** The model behind a port: texts in, unit-length vectors or a sentence out. It is opened with the first batch and once. */
import type { MeaningWorker } from '../ports/meaning';

/** As `@energetic-ai/embeddings` offers it. */
export interface TextModel {
  embed(texts: string[]): Promise<number[][]>;
}

export function createMeaningWorker(open: () => Promise<TextModel>): MeaningWorker {
  let opening: Promise<TextModel> | null = null;
  return {
    async embed(texts) {
      try {
        opening ??= open();
        const model = await opening;
        return { kind: 'vectors', vectors: (await model.embed([...texts])).map(unit) };
      } catch (error) {
        // comlink keeps little of an error: failures leave as values.
        return { kind: 'failed', reason: error instanceof Error ? error.message : 'unknown' };
      }
    },
  };
}

function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
