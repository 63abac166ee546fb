import { mountPage, type PageOptions } from '../shell/mount-page';
import { Options } from './options';

export function mountOptions(options: PageOptions): void {
  mountPage(options, (replicas) => <Options replicas={replicas} />);
}
