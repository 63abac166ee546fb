/** A relations service whose components a test brings and takes away. */
import type { VenueEvent } from '../../lib/domain/condition';
import type { Component, RelationsService } from '../../lib/services/relations/relations';

/** For what a test's path must never reach. @throws always */
export function unused(): never {
  throw new Error('not part of this path');
}

export interface FakeRelations extends RelationsService {
  /** The components from now on; listeners are told. */
  bring(components: readonly Component[]): void;
}

export function fakeRelations(
  first: readonly Component[],
  events: () => readonly VenueEvent[] = () => [],
): FakeRelations {
  const listeners = new Set<() => void>();
  let components = first;
  return {
    watch: unused,
    list: unused,
    isRead: () => true,
    stateOf: unused,
    events,
    components: () => components,
    componentOf: (id) =>
      components.find((component) => component.conditions.some((condition) => condition.id === id)) ?? null,
    conditionOf: unused,
    confirmNow: unused,
    refresh: unused,
    refreshEvent: () => false,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: unused,
    bring(next) {
      components = next;
      for (const listener of listeners) listener();
    },
  };
}
