/** Mounts the shipped options with invented views: ?scene=normal#alerts */
import '../../../lib/ui/options/options.css';
import { timeMs } from '../../../lib/domain/units';
import { fail, ok } from '../../../lib/domain/result';
import type { CommandClient } from '../../../lib/protocol/client';
import { mountOptions } from '../../../lib/ui/options/mount';
import { NOW_MS } from '../../kit/basket-views';
import { panels } from '../../kit/panel-views';
import { panelConnection } from '../../kit/replicas';

const query = new URLSearchParams(location.search);
const scene = panels[query.get('scene') ?? 'normal'];
const container = document.getElementById('root');
if (!scene || !container) throw new Error('no such scene');
const sent: unknown[] = [];
Reflect.set(window, 'sent', sent);
const command: CommandClient = async (name, input) => {
  sent.push({ name, input });
  return (name === 'updateSettings' ? ok({}) : fail('wallet-refused', {}, 'later')) as never;
};
mountOptions({
  container,
  connection: panelConnection(scene, {
    link: scene.dashboard === null ? 'connecting' : 'live',
    linkSinceMs: timeMs(NOW_MS),
  }),
  command,
  nowMs: () => NOW_MS,
  allowHost: async () => ok(false),
  openPanel: () => undefined,
});
