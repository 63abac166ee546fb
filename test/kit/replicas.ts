/** Replicas without a background: for previews and for tests of what is shown. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection, Replica, ReplicaState } from '../../lib/protocol/replica';
import type { TopicName } from '../../lib/protocol/topics';
import type { DashboardView } from '../../lib/ui/shell/dashboard';

type LinkState = Pick<ReplicaState<'now'>, 'link' | 'linkSinceMs'>;

/** One topic, whose state the test sets. */
export function heldReplica<N extends TopicName>(state: ReplicaState<N>): StoreApi<ReplicaState<N>> {
  return createStore(() => state);
}

/** A dashboard as the topics bring it; null: nothing came yet. */
export function dashboardConnection(view: DashboardView | null, link: LinkState): Connection {
  const views: Partial<Record<TopicName, unknown>> =
    view === null
      ? {}
      : {
          now: {
            mode: view.mode,
            status: view.status,
            opportunities: view.opportunities,
            open: view.open,
            passing: view.passing,
          },
          orders: { executions: view.executions, stopped: view.stopped },
          account: { account: view.account, login: view.login, liveBlockedBecause: view.liveBlockedBecause },
          settings: { settings: view.settings },
          health: view.health,
          relations: view.relations,
        };
  return {
    replica: <N extends TopicName>(topic: N) =>
      heldReplica({ ...link, view: views[topic] ?? null } as ReplicaState<N>) as Replica<N>,
  };
}

/** A connection whose topics the test holds; the others never say anything. */
export function heldConnection(held: { readonly [N in TopicName]?: Replica<N> }, link: LinkState): Connection {
  return {
    replica: <N extends TopicName>(topic: N) => held[topic] ?? heldReplica<N>({ ...link, view: null }),
  };
}
