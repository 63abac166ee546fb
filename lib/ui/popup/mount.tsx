import { mountPage, type PageOptions } from '../shell/mount-page';
import { Popup } from './popup';

export function mountPopup(options: PageOptions): void {
  mountPage(options, (replicas) => <Popup replicas={replicas} />);
}
