/**
 * Where the overlay stands in the page, one row for each place: how it finds its spots, what room it keeps free before
 * anything is there, and what it shows. Without a spot nothing is shown.
 */
import type { ReactNode } from 'react';
import type { Connection } from '../../protocol/replica';
import { parsePagePath } from '../../domain/page';
import type { EventShown } from './event-shown';
import { Frame } from './frame';
import { Banner } from './banner';
import { MARK } from './host-guard';
import type { Spot } from './hosts';
import type { ListShown } from './list-shown';
import { RowLine } from './row-line';
import { TileLine } from './tile-line';

export interface OverlayPlace<Shown> {
  /** Stands on its hosts, for the page's style sheets and ours. */
  readonly id: string;
  /** The spots that the page has now; key: what is shown there. */
  readonly anchor: (connection: Connection) => ReadonlyMap<string, Spot>;
  /** Calls back when `anchor` may find others though the page did not change; ends with the signal. */
  readonly follow?: (connection: Connection, look: () => void, signal: AbortSignal) => void;
  /** Style rules that keep its room free; overlay.css has the same heights. */
  readonly height: string;
  readonly render: (key: string, shown: Shown, floating: boolean) => ReactNode;
}

const COLUMN = '#event-detail-container';
const ROW = '[data-scroll-anchor^="event-detail-accordion-item-"]';
const MARKET_ID = /^event-detail-accordion-item-(\d{1,20})-/;
/** More rows than this get no line; no event has that many. */
const MAX_ROWS = 200;

const banner: OverlayPlace<EventShown> = {
  id: 'banner',
  anchor() {
    const column = document.querySelector(COLUMN);
    const spot: Spot = column
      ? { parent: column, before: column.firstElementChild, first: true }
      : { parent: document.body, before: null, floating: true };
    return new Map([['', spot]]);
  },
  height: `${COLUMN}:not(:has(> [${MARK}="banner"]))::before{content:"";display:block;flex:none;height:44px}`,
  render: (_, shown, floating) => (
    <Frame floating={floating}>
      <Banner {...shown} />
    </Frame>
  ),
};

/** The line under each outcome, by Gamma market id. */
const row: OverlayPlace<EventShown> = {
  id: 'row',
  anchor() {
    const spots = new Map<string, Spot>();
    for (const parent of Array.from(document.querySelectorAll(ROW)).slice(0, MAX_ROWS)) {
      const id = MARKET_ID.exec(parent.getAttribute('data-scroll-anchor') ?? '')?.[1];
      if (id === undefined || spots.has(id)) continue;
      spots.set(id, { parent, before: parent.firstElementChild?.nextSibling ?? null });
    }
    return spots;
  },
  height: `${ROW}:not(:has(> [${MARK}="row"]))::after{content:"";display:block;height:28px}`,
  render(marketId, { view, signals, nowMs, faded }) {
    const outcome = view?.outcomes.find((each) => each.marketId === marketId);
    if (!outcome) return null;
    const [own, fair] = [signals?.markets[marketId], signals?.fair[marketId]];
    return <RowLine outcome={outcome} signals={own} fair={fair} nowMs={nowMs} faded={faded} />;
  },
};

/** The empty link that lies over an event's tile; games have other addresses than events. */
const TILE_LINK = 'a[aria-label][href]:empty';
const MAX_TILES = 60;

/** One line inside the tile of an event that has a contradiction, over the tile's lower edge: it moves nothing. */
const tile: OverlayPlace<ListShown> = {
  id: 'tile',
  anchor(connection) {
    const events = connection.replica('home', null).getState().view?.events ?? [];
    const wanted = new Set(events.map(({ eventSlug }) => eventSlug));
    const spots = new Map<string, Spot>();
    if (wanted.size === 0) return spots;
    for (const link of document.querySelectorAll<HTMLAnchorElement>(TILE_LINK)) {
      const slug = link.host === location.host ? parsePagePath(link.pathname)?.slug : undefined;
      if (slug === undefined || !wanted.has(slug) || spots.size >= MAX_TILES) continue;
      // A link that covers its tile is laid out in it; any other says nothing of where the tile is.
      const parent = getComputedStyle(link).position === 'absolute' ? link.offsetParent : null;
      if (parent === null || parent === document.body || parent !== link.parentElement) continue;
      spots.set(spots.has(slug) ? `${slug} ${spots.size}` : slug, { parent, before: null });
    }
    return spots;
  },
  follow: (connection, look, signal) =>
    signal.addEventListener('abort', connection.replica('home', null).subscribe(look), { once: true }),
  height: '',
  render(key, { view, nowMs, faded }) {
    const event = view?.events.find(({ eventSlug }) => eventSlug === key.split(' ', 1)[0]);
    return event ? <TileLine event={event} nowMs={nowMs} faded={faded} /> : null;
  },
};

/** By what the page shows. */
export const places = { event: [banner, row], list: [tile] } as const;
