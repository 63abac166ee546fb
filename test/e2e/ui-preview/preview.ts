/** Mounts the shipped overlay over a stand-in for an event page: ?scene=violation&theme=dark */
import { timeMs } from '../../../lib/domain/units';
import type { CommandClient } from '../../../lib/protocol/client';
import type { PageView } from '../../../lib/protocol/views';
import type { ReplicaState } from '../../../lib/protocol/replica';
import { mountOverlay } from '../../../lib/ui/overlay/mount';
import { heldConnection, heldReplica } from '../../kit/replicas';
import { NOW_MS } from '../../kit/basket-views';
import { pages } from '../../kit/page-views';
import { home, signalsOf } from '../../kit/signal-views';
import { fail } from '../../../lib/domain/result';

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? 'violation';
const view = pages[scene] ?? null;
document.documentElement.dataset.theme = query.get('theme') ?? 'light';

const isList = scene === 'list';
const main = document.querySelector('main');
const rows =
  scene === 'single' || scene === 'floating'
    ? ''
    : (view?.outcomes ?? pages.coherent?.outcomes ?? [])
        .map(
          ({ marketId }, index) =>
            `<div data-scroll-anchor="event-detail-accordion-item-${marketId}-some-market" data-state="closed">` +
            `<div data-state="closed"><div class="head-row"><p>Outcome ${index + 1}</p><span>12%</span>` +
            '<button style="background:var(--yes)">Buy Yes 12.1¢</button>' +
            '<button style="background:var(--no)">Buy No 88.2¢</button></div></div>' +
            '<div role="region" hidden></div></div>',
        )
        .join('');
const LIST_STYLE = 'display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:16px;flex:1';
if (main && isList)
  main.innerHTML = `<div style="${LIST_STYLE}">${['rate-decision-in-june', 'coherent-event', 'old-books']
    .map(
      (slug) =>
        '<div class="tile" style="position:relative;padding:16px;min-height:150px;border:1px ' +
        `solid var(--rule);border-radius:14px"><a aria-label="${slug}" href="/event/${slug}" ` +
        `style="position:absolute;inset:0"></a><p>${slug}</p><p>$200M Vol.</p></div>`,
    )
    .join('')}</div>`;
else if (main)
  main.innerHTML =
    `<div ${scene === 'floating' ? '' : 'id="event-detail-container"'} style="flex:1;min-width:0">` +
    `<h1>The page's own title</h1><div class="chart"></div>${rows}</div><div class="ticket"></div>`;

// The guard measures time; tests move it on.
let aheadMs = 0;
Reflect.set(window, 'advance', (ms: number) => {
  aheadMs += ms;
});
const nowMs = (): number => NOW_MS + aheadMs;
const link =
  query.get('link') === 'lost' || query.get('link') === 'gone'
    ? query.get('link') === 'lost'
      ? 'lost'
      : 'gone'
    : view || scene === 'floating'
      ? 'live'
      : 'connecting';
const stateOf = (name: string, now: PageView | null): ReplicaState<'page'> => ({
  link,
  linkSinceMs: timeMs(NOW_MS - 4_000 + (link === 'connecting' ? 4_000 : 0)),
  view: name === 'floating' ? (pages.violation ?? null) : now,
});
const replica = heldReplica<'page'>(stateOf(scene, view));
/** Tests push another view, as the background would. */
Reflect.set(window, 'showScene', (name: string) => replica.setState(stateOf(name, pages[name] ?? null)));

const sent: unknown[] = [];
Reflect.set(window, 'sent', sent);
const command: CommandClient = async (name, input) => {
  sent.push({ name, input });
  return fail('cost-moved', {}, 'later');
};
const since = { link, linkSinceMs: timeMs(NOW_MS - 4_000) } as const;
const connection = heldConnection(
  {
    page: replica,
    signals: heldReplica<'signals'>({ ...since, view: signalsOf(view) }),
    home: heldReplica<'home'>({ ...since, link: 'live', view: home }),
  },
  since,
);
mountOverlay({
  page: isList ? { kind: 'list' } : { kind: 'event', path: view?.path ?? '/event/x' },
  connection,
  command,
  nowMs,
  signal: new AbortController().signal,
});
