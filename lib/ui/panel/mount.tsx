import { mountPage, type PageOptions } from '../shell/mount-page';
import { Panel } from './panel';
import { tabs, type TabId } from './tabs';

/** `first`: the tab that the page's address asks for; the usual one where it names none. */
export function mountPanel({ first, ...options }: PageOptions & { readonly first?: string }): void {
  const tab: TabId | undefined = tabs.find(({ id }) => id === first)?.id;
  mountPage(options, (replicas) => <Panel replicas={replicas} {...(tab === undefined ? {} : { first: tab })} />);
}
