/** Finds, among many questions, the few that are worth comparing with one; grows and shrinks with what is watched. */
import type { Candidate, IndexedQuestion } from '../domain/question';

export interface QuestionIndex {
  readonly size: number;
  /** Best first, the question itself left out. */
  candidates(question: IndexedQuestion, limit: number): readonly Candidate[];
  /** Replaces a question of the same id. */
  add(question: IndexedQuestion): void;
  remove(id: string): void;
}
