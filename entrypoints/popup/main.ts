import '../../lib/ui/popup/popup.css';
import { systemClock } from '../../lib/platform/clock';
import { pipeOpener, sendToBackground } from '../../lib/platform/content-port';
import { openOptions, panelOpener } from '../../lib/platform/permissions';
import { createCommandClient } from '../../lib/protocol/client';
import { LIVE_PORT } from '../../lib/protocol/topics';
import { connectToBackground } from '../../lib/protocol/replica';
import { mountPopup } from '../../lib/ui/popup/mount';

const container = document.getElementById('root');
if (!container) throw new Error('popup page has no #root');
const connection = connectToBackground({
  open: pipeOpener(LIVE_PORT),
  clock: systemClock,
  signal: new AbortController().signal,
});
mountPopup({
  container,
  connection,
  command: createCommandClient(sendToBackground),
  nowMs: systemClock.nowMs,
  openPanel: panelOpener(true),
  openOptions,
});
