import '../../lib/ui/panel/panel.css';
import { ownPage } from '../../lib/platform/own-page';
import { askForHost, dropHost } from '../../lib/platform/permissions';
import { mountPanel } from '../../lib/ui/panel/mount';

mountPanel({ ...ownPage(), first: location.hash.slice(1), allowHost: askForHost, dropHost });
