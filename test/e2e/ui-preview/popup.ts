/** Mounts the shipped popup with an invented dashboard: ?scene=badDay */
import '../../../lib/ui/popup/popup.css';
import { timeMs } from '../../../lib/domain/units';
import type { CommandClient } from '../../../lib/protocol/client';
import { mountPopup } from '../../../lib/ui/popup/mount';
import { dashboardConnection } from '../../kit/replicas';
import { NOW_MS } from '../../kit/basket-views';
import { dashboards } from '../../kit/dashboard-views';
import { fail } from '../../../lib/domain/result';

const query = new URLSearchParams(location.search);
const view = dashboards[query.get('scene') ?? 'normal'] ?? null;
const lost = query.get('link') === 'lost';
const connection = dashboardConnection(view, {
  link: lost ? 'lost' : view ? 'live' : 'connecting',
  linkSinceMs: timeMs(NOW_MS - (lost ? 4_000 : 0)),
});

const sent: unknown[] = [];
Reflect.set(window, 'sent', sent);
const providers = [
  {
    uuid: 'a',
    name: 'Example Wallet',
    claimedRdns: 'com.example.wallet',
    icon: `data:image/svg+xml,${encodeURIComponent(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9" ' +
        'fill="#e2761b"/></svg>',
    )}`,
  },
  { uuid: 'b', name: '\u202eExample Wallet <b>', claimedRdns: 'com.example.wallet', icon: 'javascript:alert(1)' },
  { uuid: 'c', name: '', claimedRdns: '', icon: '' },
];
const command: CommandClient = async (name, input) => {
  sent.push({ name, input });
  return answers(name);
};
const refusal = fail('wallet-refused', {}, 'later');
function answers(name: string): never {
  const replies: Record<string, unknown> = {
    listWallets: { ok: true, value: { providers } },
    panic: { ok: true, value: { cancelled: 3, left: 0 } },
    updateSettings: { ok: true, value: {} },
    setMode: { ok: true, value: {} },
  };
  return (replies[name] ?? refusal) as never;
}
const container = document.getElementById('root');
if (!container) throw new Error('no #root');
mountPopup({ container, connection, command, nowMs: () => NOW_MS });
