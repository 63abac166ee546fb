import '../../lib/ui/panel/panel.css';
import { systemClock } from '../../lib/platform/clock';
import { pipeOpener, sendToBackground } from '../../lib/platform/content-port';
import { askForHost, dropHost } from '../../lib/platform/permissions';
import { createCommandClient } from '../../lib/protocol/client';
import { LIVE_PORT } from '../../lib/protocol/topics';
import { connectToBackground } from '../../lib/protocol/replica';
import { mountPanel } from '../../lib/ui/panel/mount';

const container = document.getElementById('root');
if (!container) throw new Error('side panel page has no #root');
const connection = connectToBackground({
  open: pipeOpener(LIVE_PORT),
  clock: systemClock,
  signal: new AbortController().signal,
});
mountPanel({
  container,
  first: location.hash.slice(1),
  connection,
  command: createCommandClient(sendToBackground),
  nowMs: systemClock.nowMs,
  allowHost: askForHost,
  dropHost,
});
