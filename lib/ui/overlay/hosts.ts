/**
 * The overlay's places in the page. Each place is a plain element with a closed shadow root; the page's framework may
 * throw it out (a hydration mismatch, a new list), so the same element is put back. Until the page has settled nothing
 * is inserted: a style sheet keeps the room free from the first paint, so that neither waiting nor inserting moves
 * anything.
 */

export interface Place {
  readonly host: HTMLElement;
  /** Where to render; inside the closed root. */
  readonly mount: HTMLElement;
}

export interface Places {
  readonly banner: Place;
  /** By Gamma market id. */
  readonly rows: ReadonlyMap<string, Place>;
  /** Whether the banner floats because the page has no event column. */
  readonly floating: boolean;
}

export interface HostsOptions {
  readonly sheets: readonly CSSStyleSheet[];
  /** Called whenever a place appears, moves or goes. */
  readonly changed: (places: Places) => void;
  /** The page fights the overlay: it was taken out for good. */
  readonly surrendered: () => void;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

const COLUMN = '#event-detail-container';
const ROW = '[data-scroll-anchor^="event-detail-accordion-item-"]';
const MARKET_ID = /^event-detail-accordion-item-(\d{1,20})-/;
const MARK = 'data-facet';
/** Height of the thin line and of a row's line, margins included; overlay.css has the same numbers. */
const RESERVED = `${COLUMN}:not(:has(> [${MARK}="banner"]))::before{content:"";display:block;flex:none;height:44px}
${ROW}:not(:has(> [${MARK}="row"]))::after{content:"";display:block;height:28px}`;

/** More rows than this get no line; no event has that many. */
const MAX_ROWS = 200;
/** Attributes that could hide or move a place. */
const ATTACKS = ['style', 'class', 'hidden', 'inert', 'popover', 'slot', MARK];
const MAX_ATTACKS = 3;
/** A framework may wipe its tree a few times while it starts; more within ten seconds is a fight. */
const MAX_WIPES = 12;
const WIPE_WINDOW_MS = 10_000;
/** How long the page may be busy before the overlay goes in anyway. */
const SETTLE_LIMIT_MS = 3_000;

/** Keeps the places in the page until the signal aborts. */
export function keepHosts(options: HostsOptions): void {
  const { signal } = options;
  const attach = Element.prototype.attachShadow;
  const rows = new Map<string, Place>();
  const wipes: number[] = [];
  const inserted = new WeakSet<Element>();
  let attacks = 0;
  let settled = false;
  let queued = false;
  let floating = false;

  const guard = new MutationObserver((records) => {
    for (const record of records) {
      const name = record.attributeName;
      if (name === null || !(record.target instanceof HTMLElement)) continue;
      const kind = record.target === banner.host ? 'banner' : 'row';
      if (name === MARK ? record.target.getAttribute(MARK) === kind : !record.target.hasAttribute(name)) continue;
      if (name === MARK) record.target.setAttribute(MARK, kind);
      else record.target.removeAttribute(name);
      if (ATTACKS.includes(name)) attacks += 1;
    }
    if (attacks >= MAX_ATTACKS) surrender();
  });

  const createPlace = (kind: 'banner' | 'row'): Place => {
    const host = document.createElement('div');
    host.setAttribute(MARK, kind);
    const root = attach.call(host, { mode: 'closed' });
    root.adoptedStyleSheets = [...options.sheets];
    const mount = document.createElement('div');
    mount.className = kind;
    root.append(mount);
    shieldEvents(root);
    guard.observe(host, { attributes: true });
    return { host, mount };
  };
  const banner = createPlace('banner');

  const reserved = new CSSStyleSheet();
  reserved.replaceSync(RESERVED);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, reserved];

  const insert = (host: HTMLElement, parent: Element, before: Node | null): void => {
    if (inserted.has(host)) wipes.push(options.nowMs());
    parent.insertBefore(host, before);
    inserted.add(host);
  };

  const placeBanner = (): boolean => {
    const column = document.querySelector(COLUMN);
    const parent = column ?? document.body;
    if (!parent) return false;
    const inPlace = column ? column.firstElementChild === banner.host : banner.host.parentElement === parent;
    if (inPlace) return false;
    floating = column === null;
    banner.mount.classList.toggle('floating', floating);
    insert(banner.host, parent, column ? column.firstElementChild : null);
    return true;
  };

  const placeRows = (): boolean => {
    let moved = false;
    const present = new Set<string>();
    for (const row of Array.from(document.querySelectorAll(ROW)).slice(0, MAX_ROWS)) {
      const id = MARKET_ID.exec(row.getAttribute('data-scroll-anchor') ?? '')?.[1];
      if (id === undefined || present.has(id)) continue;
      present.add(id);
      const place = rows.get(id) ?? createPlace('row');
      rows.set(id, place);
      if (place.host.parentElement === row) continue;
      const head = row.firstElementChild;
      insert(place.host, row, head ? head.nextSibling : null);
      moved = true;
    }
    for (const [id, place] of rows) {
      if (present.has(id)) continue;
      place.host.remove();
      rows.delete(id);
      moved = true;
    }
    return moved;
  };

  const place = (): void => {
    queued = false;
    if (signal.aborted || !settled) return;
    const moved = [placeBanner(), placeRows()].includes(true);
    while (wipes[0] !== undefined && options.nowMs() - wipes[0] > WIPE_WINDOW_MS) wipes.shift();
    // Rows come and go with the page's lists; only a fight over the banner and its share of rows counts.
    if (wipes.length > MAX_WIPES + rows.size * 3) return surrender();
    if (moved) options.changed({ banner, rows: new Map(rows), floating });
  };

  const queue = (): void => {
    if (queued || !settled) return;
    queued = true;
    requestAnimationFrame(place);
  };

  const tree = new MutationObserver(queue);
  // The document itself is watched, because hydration may replace <html> and <body>.
  tree.observe(document, { childList: true, subtree: true });

  const leave = (): void => {
    tree.disconnect();
    guard.disconnect();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== reserved);
    for (const { host } of [banner, ...rows.values()]) host.remove();
  };
  const surrender = (): void => {
    leave();
    options.surrendered();
  };
  signal.addEventListener('abort', leave);

  void pageSettled(signal).then(() => {
    settled = true;
    queue();
  });
}

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
