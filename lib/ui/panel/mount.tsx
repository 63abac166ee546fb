import { createRoot } from 'react-dom/client';
import type { CommandClient } from '../../protocol/client';
import type { Replica } from '../../protocol/replica';
import { copyText, saveFile } from '../components/share';
import { UiContext } from '../shell/context';
import { Panel } from './panel';

export interface PanelOptions {
  readonly container: HTMLElement;
  readonly replica: Replica<'dashboard'>;
  readonly command: CommandClient;
  readonly nowMs: () => number;
  /** Asks the browser for leave to reach a host; a sentence when the address is refused. */
  readonly allowHost?: (endpoint: string) => Promise<boolean | string>;
}

export function mountPanel({ container, replica, command, nowMs, allowHost }: PanelOptions): void {
  createRoot(container).render(
    <UiContext value={{ nowMs, command, saveFile, copyText, ...(allowHost === undefined ? {} : { allowHost }) }}>
      <Panel replica={replica} />
    </UiContext>,
  );
}
