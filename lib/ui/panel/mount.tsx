import { mountPage, type PageOptions } from '../shell/mount-page';
import { Panel } from './panel';

export function mountPanel(options: PageOptions): void {
  mountPage(options, (replicas) => <Panel replicas={replicas} />);
}
