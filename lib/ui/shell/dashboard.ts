/** The topics that popup and side panel are made of, as one value: shown once all of them arrived. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { needsUser } from '../../domain/urgency';
import type { TimeMs } from '../../domain/units';
import type { RelationsSummary } from '../../protocol/relations';
import type { Connection, Link, Replica } from '../../protocol/replica';
import type { AccountStateView, HealthView, NowView, OrdersView, SettingsView, Tone } from '../../protocol/views';

export interface DashboardView extends NowView, OrdersView, AccountStateView, SettingsView {
  readonly health: HealthView;
  readonly relations: RelationsSummary;
}

export interface DashboardReplicas {
  readonly now: Replica<'now'>;
  readonly orders: Replica<'orders'>;
  readonly account: Replica<'account'>;
  readonly settings: Replica<'settings'>;
  readonly health: Replica<'health'>;
  readonly relations: Replica<'relations'>;
}

export function dashboardReplicas(connection: Connection): DashboardReplicas {
  return {
    now: connection.replica('now', null),
    orders: connection.replica('orders', null),
    account: connection.replica('account', null),
    settings: connection.replica('settings', null),
    health: connection.replica('health', null),
    relations: connection.replica('relations', null),
  };
}

export interface DashboardState {
  readonly link: Link;
  readonly linkSinceMs: TimeMs;
  readonly view: DashboardView | null;
}

export function useDashboard(replicas: DashboardReplicas): DashboardState {
  const now = useStore(replicas.now);
  const orders = useStore(replicas.orders).view;
  const account = useStore(replicas.account).view;
  const settings = useStore(replicas.settings).view;
  const health = useStore(replicas.health).view;
  const relations = useStore(replicas.relations).view;
  const view = useMemo<DashboardView | null>(
    () =>
      now.view && orders && account && settings && health && relations
        ? { ...now.view, ...orders, ...account, ...settings, health, relations }
        : null,
    [now.view, orders, account, settings, health, relations],
  );
  return { link: now.link, linkSinceMs: now.linkSinceMs, view };
}

/** What is held and incomplete outranks anything on offer. */
export function headTone({ status, executions }: DashboardView): Tone {
  if (executions.some((each) => needsUser(each) && each.state === 'partial')) return 'loss';
  if (executions.some(({ state }) => state === 'unknown')) return 'attention';
  if (status.kind === 'violation' || status.kind === 'coherent' || status.kind === 'loading') return status.tone;
  return status.tone === 'loss' ? 'loss' : 'attention';
}
