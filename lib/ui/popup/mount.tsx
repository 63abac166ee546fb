import { createRoot } from 'react-dom/client';
import type { CommandClient } from '../../protocol/client';
import type { Connection } from '../../protocol/replica';
import { copyText, saveFile } from '../components/share';
import { UiContext } from '../shell/context';
import { dashboardReplicas } from '../shell/dashboard';
import { Popup } from './popup';

export interface PopupOptions {
  readonly container: HTMLElement;
  readonly connection: Connection;
  readonly command: CommandClient;
  readonly nowMs: () => number;
  /** Opens the side panel; only straight from a click. */
  readonly openPanel?: () => void;
}

export function mountPopup({ container, connection, command, nowMs, openPanel }: PopupOptions): void {
  createRoot(container).render(
    <UiContext value={{ nowMs, command, saveFile, copyText, ...(openPanel === undefined ? {} : { openPanel }) }}>
      <Popup replicas={dashboardReplicas(connection)} />
    </UiContext>,
  );
}
