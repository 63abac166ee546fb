import { createRoot } from 'react-dom/client';
import type { CommandClient } from '../../protocol/client';
import type { Connection } from '../../protocol/replica';
import { copyText, saveFile } from '../components/share';
import { UiContext } from '../shell/context';
import { dashboardReplicas } from '../shell/dashboard';
import { Panel } from './panel';

export interface PanelOptions {
  readonly container: HTMLElement;
  readonly connection: Connection;
  readonly command: CommandClient;
  readonly nowMs: () => number;
  /** Asks the browser for leave to reach a host; a sentence when the address is refused. */
  readonly allowHost?: (endpoint: string) => Promise<boolean | string>;
}

export function mountPanel({ container, connection, command, nowMs, allowHost }: PanelOptions): void {
  createRoot(container).render(
    <UiContext value={{ nowMs, command, saveFile, copyText, ...(allowHost === undefined ? {} : { allowHost }) }}>
      <Panel replicas={dashboardReplicas(connection)} />
    </UiContext>,
  );
}
