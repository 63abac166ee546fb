/** The panel's tabs in their order, one row each: a new one is a file in tabs/ and a row here. */
import type { ReactNode } from 'react';
import * as en from '../../words/en';
import type { DashboardView } from '../shell/dashboard';
import { Check } from './tabs/check/check';
import { Health } from './tabs/health';
import { History } from './tabs/history';
import { Now } from './tabs/now';
import { Positions } from './tabs/positions';
import { Trade } from './tabs/trade/trade';
import { Signals } from './tabs/signals/signals';
import { Relations } from './tabs/relations/relations';

interface Tab {
  readonly id: string;
  /** What stands on it; null while nothing is known yet. */
  readonly name: (view: DashboardView | null) => string;
  /** A tab that needs more than the dashboard asks for its topic with `useTopic`. */
  readonly render: (view: DashboardView, nowMs: number) => ReactNode;
}

export const tabs = [
  { id: 'now', name: () => 'Now', render: (view, nowMs) => <Now view={view} nowMs={nowMs} /> },
  { id: 'trade', name: () => en.trade.title, render: (view, nowMs) => <Trade mode={view.mode} nowMs={nowMs} /> },
  { id: 'positions', name: () => 'Positions', render: (_view, nowMs) => <Positions nowMs={nowMs} /> },
  {
    id: 'relations',
    name: (view) => {
      const waiting = view?.relations.waiting ?? 0;
      return waiting > 0 ? `Ties (${waiting} to judge)` : 'Ties';
    },
    render: (view) => <Relations summary={view.relations} />,
  },
  { id: 'signals', name: () => 'Signals', render: (_view, nowMs) => <Signals nowMs={nowMs} /> },
  { id: 'history', name: () => 'History', render: (_view, nowMs) => <History nowMs={nowMs} /> },
  {
    id: 'check',
    name: () => 'Check',
    render: (_view, nowMs) => <Check nowMs={nowMs} />,
  },
  { id: 'health', name: () => 'Health', render: (view, nowMs) => <Health view={view} nowMs={nowMs} /> },
] as const satisfies readonly Tab[];

export type TabId = (typeof tabs)[number]['id'];
