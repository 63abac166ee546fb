import '../../lib/ui/options/options.css';
import { ownPage } from '../../lib/platform/own-page';
import { askForHost, dropHost, panelOpener } from '../../lib/platform/permissions';
import { mountOptions } from '../../lib/ui/options/mount';

mountOptions({ ...ownPage(), openPanel: panelOpener(), allowHost: askForHost, dropHost });
