/** Proposals from elsewhere (a language model's stored answers), given what is known now. */
import type { Condition } from '../domain/condition';
import type { Relation } from '../domain/relation';

export interface ProposalSource {
  relations(conditions: ReadonlyMap<string, Condition>, proven: readonly Relation[]): readonly Relation[];
  subscribe(listener: () => void): () => void;
}
