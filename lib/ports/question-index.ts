/** Finds, among many questions, the few that are worth comparing with one. */
export interface IndexedQuestion {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface Candidate {
  readonly id: string;
  readonly score: number;
}

/** Grows and shrinks with what is watched. */
export interface QuestionIndex {
  readonly size: number;
  /** Best first, the question itself left out. */
  candidates(question: IndexedQuestion, limit: number): readonly Candidate[];
  /** Replaces a question of the same id. */
  add(question: IndexedQuestion): void;
  remove(id: string): void;
}
