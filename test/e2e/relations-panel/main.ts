/** Mounts the shipped side panel with invented relations: ?scene=hostile */
import '../../../lib/ui/panel/panel.css';
import { timeMs } from '../../../lib/domain/units';
import type { CommandClient } from '../../../lib/protocol/client';
import { mountPanel } from '../../../lib/ui/panel/mount';
import { dashboardConnection } from '../../kit/replicas';
import { dashboard, NOW_MS, scenes, stopped } from './fixtures';
import { fail, ok } from '../../../lib/domain/result';

const chosen = new URLSearchParams(location.search).get('scene') ?? 'normal';
const scene = scenes[chosen];
if (!scene) throw new Error('no such scene');
const connection = dashboardConnection(chosen === 'stopped' ? stopped : dashboard, {
  link: 'live',
  linkSinceMs: timeMs(NOW_MS),
});

const sent: unknown[] = [];
Reflect.set(window, 'sent', sent);
const count = (shown: string): number => scene.rows.filter((row) => shown === 'all' || row.standing === shown).length;
const command: CommandClient = async (name, input) => {
  if (name !== 'listRelations' && name !== 'modelState') sent.push({ name, input });
  return answer(name, input) as never;
};
function answer(name: string, input: object): unknown {
  if (!scene) return null;
  const shown = String(Reflect.get(input, 'shown'));
  const detail = scene.details[String(Reflect.get(input, 'id'))];
  switch (name) {
    case 'listRelations':
      return {
        ok: true,
        value: {
          revision: 1,
          problem: scene.problem,
          counts: Object.fromEntries(
            ['waiting', 'in-force', 'held-back', 'rejected', 'all'].map((key) => [key, count(key)]),
          ),
          rows: scene.rows.filter((row) => shown === 'all' || row.standing === shown),
        },
      };
    case 'relationDetail':
      return detail ? { ok: true, value: detail } : fail('unknown-relation', {});
    case 'modelState':
      return { ok: true, value: scene.model };
    case 'importRelations':
      return {
        ok: true,
        value: { proposals: 1, rejections: 0, known: 0, leftToRules: 2 },
      };
    default:
      return fail('rules-changed', { market: `${scene.rows.length} markets` }, 'later');
  }
}
const container = document.getElementById('root');
if (!container) throw new Error('no #root');
mountPanel({ container, connection, command, nowMs: () => NOW_MS, allowHost: async () => ok(false) });
