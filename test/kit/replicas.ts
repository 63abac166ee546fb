/** Replicas without a background: for previews and for tests of what is shown. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection, Replica, ReplicaState } from '../../lib/protocol/replica';
import type { KeyOf, TopicName } from '../../lib/protocol/topics';
import type { DashboardView } from '../../lib/ui/shell/dashboard';
import type { PanelScene } from './panel-views';

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
          orders: { executions: view.executions, stopped: view.stopped, trading: view.trading },
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

/** The dashboard and the topics of the side panel beside it. */
export function panelConnection({ dashboard, topics }: PanelScene, link: LinkState): Connection {
  const rest = dashboardConnection(dashboard, link);
  const held: Partial<Record<TopicName, unknown>> = topics;
  return {
    replica: <N extends TopicName>(topic: N, key: KeyOf<N>) =>
      held[topic] === undefined
        ? rest.replica(topic, key)
        : (heldReplica({ ...link, view: held[topic] } as ReplicaState<N>) as Replica<N>),
  };
}

/** A connection whose topics the test holds; the others never say anything. */
export function heldConnection(held: { readonly [N in TopicName]?: Replica<N> }, link: LinkState): Connection {
  return {
    replica: <N extends TopicName>(topic: N) => held[topic] ?? heldReplica<N>({ ...link, view: null }),
  };
}
