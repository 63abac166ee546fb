/** Mounts the shipped side panel with invented views: ?scene=badDay&tab=positions */
import '../../../lib/ui/panel/panel.css';
import { timeMs } from '../../../lib/domain/units';
import { fail, ok } from '../../../lib/domain/result';
import type { CommandClient } from '../../../lib/protocol/client';
import { mountPanel } from '../../../lib/ui/panel/mount';
import { NOW_MS } from '../../kit/basket-views';
import { panels } from '../../kit/panel-views';
import { panelConnection } from '../../kit/replicas';

const query = new URLSearchParams(location.search);
const scene = panels[query.get('scene') ?? 'normal'];
const container = document.getElementById('root');
if (!scene || !container) throw new Error('no such scene');
const command: CommandClient = async () => fail('wallet-refused', {}, 'later');
mountPanel({
  container,
  first: query.get('tab') ?? 'now',
  connection: panelConnection(scene, {
    link: scene.dashboard === null ? 'connecting' : 'live',
    linkSinceMs: timeMs(NOW_MS),
  }),
  command,
  nowMs: () => NOW_MS,
  allowHost: async () => ok(false),
});
