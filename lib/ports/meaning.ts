/** The optional pack that compares texts by meaning. Similarity ranks candidates and never proves anything. */
import type { Result } from '../domain/result';
import type { Candidate } from './relation-logic';

/** Unit-length vectors, one for each text. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<Result<readonly Float32Array[]>>;

/** Whoever reads the texts; may keep a model in memory between two calls. */
export interface Embedder {
  readonly embed: Embed;
  /** Nothing is wanted for the moment: the memory is given back, and the next call starts anew. */
  rest(): void;
}

/** What the Worker with the model says to one batch. */
export type EmbedAnswer = { readonly kind: 'vectors'; readonly vectors: readonly Float32Array[] } | { readonly kind: 'failed'; readonly reason: string };

/** The Worker with the model, as it is reached over a port. */
export interface MeaningWorker {
  embed(texts: readonly string[]): Promise<EmbedAnswer>;
}

export interface MeaningIndex {
  readonly size: number;
  /** Best first; texts equal to the given one are left out. */
  candidates(text: string, limit: number, signal: AbortSignal): Promise<Result<readonly Candidate[]>>;
}

export type FoundBy = 'words' | 'words-and-meaning';

export interface Meaning {
  /** An index of these questions. A failure means that candidates are found by words alone. */
  index(questions: readonly { readonly id: string; readonly title: string }[], signal: AbortSignal): Promise<Result<MeaningIndex>>;
  /** By what the last list of candidates was found. */
  foundBy(): FoundBy;
}
