import '../../lib/ui/options/options.css';
import { systemClock } from '../../lib/platform/clock';
import { pipeOpener, sendToBackground } from '../../lib/platform/content-port';
import { askForHost, dropHost, panelOpener } from '../../lib/platform/permissions';
import { createCommandClient } from '../../lib/protocol/client';
import { LIVE_PORT } from '../../lib/protocol/topics';
import { connectToBackground } from '../../lib/protocol/replica';
import { mountOptions } from '../../lib/ui/options/mount';

const container = document.getElementById('root');
if (!container) throw new Error('options page has no #root');
const connection = connectToBackground({
  open: pipeOpener(LIVE_PORT),
  clock: systemClock,
  signal: new AbortController().signal,
});
mountOptions({
  container,
  connection,
  command: createCommandClient(sendToBackground),
  nowMs: systemClock.nowMs,
  openPanel: panelOpener(),
  allowHost: askForHost,
  dropHost,
});
