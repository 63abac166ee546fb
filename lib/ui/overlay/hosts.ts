/**
 * Keeps hosts at places in the page. Each host is a plain element with a closed shadow root; the page's framework may
 * throw it out (a hydration mismatch, a new list), so the same element is put back. Until the page has settled nothing
 * is inserted: a style sheet keeps the room free from the first paint, so that neither waiting nor inserting moves
 * anything. Which places there are is not known here.
 */
import { guardHosts, MARK } from './host-guard';

/** Where one host of a place stands. */
export interface Spot {
  readonly parent: Element;
  /** The host goes in before this; null: as the last child. */
  readonly before: Node | null;
  /** The host must stay the parent's first child; elsewhere among its children is good enough otherwise. */
  readonly first?: boolean;
  /** It has no room of its own in the page. */
  readonly floating?: boolean;
}

export interface Site {
  readonly id: string;
  /** The spots that the page has now, by a key of the place's own. */
  anchor(): ReadonlyMap<string, Spot>;
  /** Style rules that keep the room free as long as no host is in it; "" where it needs none. */
  readonly height: string;
}

export interface Held {
  readonly host: HTMLElement;
  /** Where to render; inside the closed root. */
  readonly mount: HTMLElement;
  readonly floating: boolean;
}

/** Hosts by the place's id, then by the key of their spot. */
export type Standing = ReadonlyMap<string, ReadonlyMap<string, Held>>;

export interface HostsOptions {
  readonly sites: readonly Site[];
  readonly sheets: readonly CSSStyleSheet[];
  /** Called whenever a host appears, moves or goes. */
  readonly changed: (standing: Standing) => void;
  /** The page fights the overlay: it was taken out for good. */
  readonly surrendered: () => void;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

export interface Hosts {
  /** What the places look for may have changed. */
  look(): void;
}

/** A framework may wipe its tree a few times while it starts; more within ten seconds is a fight. */
const MAX_WIPES = 12;
const WIPE_WINDOW_MS = 10_000;

/** Keeps the hosts in the page until the signal aborts. */
export function keepHosts(options: HostsOptions): Hosts {
  const { sites, signal } = options;
  // Ours, whatever is put in its place later.
  const attach = Element.prototype.attachShadow;
  const standing = new Map(sites.map(({ id }) => [id, new Map<string, Held>()] as const));
  const inserted = new WeakSet<Element>();
  const wipes: number[] = [];
  let settled = false;
  let queued = false;

  const leave = (): void => {
    tree.disconnect();
    guard.end();
    release();
    for (const held of standing.values()) for (const { host } of held.values()) host.remove();
  };
  const surrender = (): void => {
    leave();
    options.surrendered();
  };
  const guard = guardHosts(surrender);
  const create = (id: string): Held => createHost({ id, attach, sheets: options.sheets, watch: guard.watch });

  /** Whether anything moved. */
  const stand = (site: Site, held: Map<string, Held>): boolean => {
    let moved = false;
    const spots = site.anchor();
    for (const [key, spot] of spots) {
      const known = held.get(key) ?? create(site.id);
      held.set(key, known);
      if (isAt(known.host, spot)) continue;
      const floating = spot.floating ?? false;
      known.mount.classList.toggle('floating', floating);
      if (inserted.has(known.host)) wipes.push(options.nowMs());
      spot.parent.insertBefore(known.host, spot.before);
      inserted.add(known.host);
      held.set(key, { ...known, floating });
      moved = true;
    }
    for (const [key, { host }] of held) {
      if (spots.has(key)) continue;
      host.remove();
      held.delete(key);
      moved = true;
    }
    return moved;
  };

  const place = (): void => {
    queued = false;
    // Between two bodies there is nowhere to stand, and nothing to take away.
    if (signal.aborted || !settled || !document.body) return;
    const moved = sites.map((site) => stand(site, standing.get(site.id) ?? new Map())).includes(true);
    while (wipes[0] !== undefined && options.nowMs() - wipes[0] > WIPE_WINDOW_MS) wipes.shift();
    // Rows come and go with the page's lists; only a fight over the first host and its share of the others counts.
    const others = Math.max(0, [...standing.values()].reduce((total, { size }) => total + size, 0) - 1);
    if (wipes.length > MAX_WIPES + others * 3) return surrender();
    if (moved) options.changed(new Map([...standing].map(([id, held]) => [id, new Map(held)])));
  };

  const queue = (): void => {
    if (queued || !settled) return;
    queued = true;
    requestAnimationFrame(place);
  };

  const release = reserve(sites);
  const tree = new MutationObserver(queue);
  // The document itself is watched, because hydration may replace <html> and <body>.
  tree.observe(document, { childList: true, subtree: true });
  signal.addEventListener('abort', leave);
  void pageSettled(signal).then(() => {
    settled = true;
    queue();
  });
  return { look: queue };
}

function isAt(host: HTMLElement, { parent, first = false }: Spot): boolean {
  return first ? parent.firstElementChild === host : host.parentElement === parent;
}

/** Keeps room for what is not in the page yet; the returned function gives it back. */
function reserve(sites: readonly Site[]): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(sites.map(({ height }) => height).join('\n'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

function createHost(options: {
  readonly attach: typeof Element.prototype.attachShadow;
  readonly id: string;
  readonly sheets: readonly CSSStyleSheet[];
  readonly watch: (host: HTMLElement, mark: string) => void;
}): Held {
  const { id, attach, sheets, watch } = options;
  const host = document.createElement('div');
  host.setAttribute(MARK, id);
  const root = attach.call(host, { mode: 'closed' });
  root.adoptedStyleSheets = [...sheets];
  const mount = document.createElement('div');
  mount.className = id;
  root.append(mount);
  shieldEvents(root);
  watch(host, id);
  return { host, mount, floating: false };
}

/** How long the page may be busy before the overlay goes in anyway. */
const SETTLE_LIMIT_MS = 3_000;

/**
 * After load and a quiet moment: inserting into a tree that is still being hydrated makes the page's framework rebuild
 * it.
 */
async function pageSettled(signal: AbortSignal): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise<void>((resolve) => window.addEventListener('load', () => resolve(), { once: true, signal }));
  for (let turn = 0; turn < 2; turn += 1)
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: SETTLE_LIMIT_MS / 2 }));
}

/** What is pressed or typed in the overlay is none of the page's business: rows would open and shortcuts would fire. */
function shieldEvents(root: ShadowRoot): void {
  const types = [
    'click',
    'dblclick',
    'auxclick',
    'mousedown',
    'mouseup',
    'pointerdown',
    'pointerup',
    'touchstart',
    'touchend',
    'keydown',
    'keypress',
    'keyup',
    'contextmenu',
  ];
  for (const type of types) root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
}
