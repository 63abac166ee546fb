/** What popup and side panel have in common when they start: a root, the ports, the dashboard's replicas. */
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Connection } from '../../protocol/replica';
import { UiContext, type UiPorts } from './context';
import { dashboardReplicas, type DashboardReplicas } from './dashboard';
import { copyText, saveFile } from './share';

export interface PageOptions extends Omit<UiPorts, 'saveFile' | 'copyText' | 'connection'> {
  readonly container: HTMLElement;
  readonly connection: Connection;
}

export function mountPage(
  { container, ...ports }: PageOptions,
  render: (replicas: DashboardReplicas) => ReactNode,
): void {
  const replicas = dashboardReplicas(ports.connection);
  createRoot(container).render(<UiContext value={{ ...ports, saveFile, copyText }}>{render(replicas)}</UiContext>);
}
