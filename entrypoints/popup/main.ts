import '../../lib/ui/popup/popup.css';
import { ownPage } from '../../lib/platform/own-page';
import { openOptions, panelOpener } from '../../lib/platform/permissions';
import { mountPopup } from '../../lib/ui/popup/mount';

mountPopup({ ...ownPage(), openPanel: panelOpener(true), openOptions });
