/** The parts of the options in their order, one row each: a new one is a file in parts/ and a row here. */
import type { ReactNode } from 'react';
import type { DashboardView } from '../shell/dashboard';
import { Alerts } from './parts/alerts';
import { Data } from './parts/data';
import { FirstSteps } from './parts/first-steps';
import { Help } from './parts/help';
import { Limits } from './parts/limits';
import { OnThePage } from './parts/on-the-page';
import { TiesAndModel } from './parts/ties-and-model';
import { SpotFeeds } from '../components/spot-feeds';
import { Wallet } from '../components/wallet';

interface Part {
  readonly id: string;
  readonly render: (view: DashboardView, nowMs: number) => ReactNode;
}

export const parts = [
  { id: 'first', render: (view) => <FirstSteps view={view} /> },
  { id: 'limits', render: (view) => <Limits view={view} /> },
  { id: 'wallet', render: (view) => <Wallet account={view.account} login={view.login} /> },
  { id: 'alerts', render: (view) => <Alerts settings={view.settings} /> },
  { id: 'page', render: (view) => <OnThePage settings={view.settings} /> },
  { id: 'ties', render: () => <TiesAndModel /> },
  { id: 'spot', render: (_view, nowMs) => <SpotFeeds nowMs={nowMs} /> },
  { id: 'data', render: (view) => <Data settings={view.settings} /> },
  { id: 'help', render: () => <Help /> },
] as const satisfies readonly Part[];

export type PartId = (typeof parts)[number]['id'];
