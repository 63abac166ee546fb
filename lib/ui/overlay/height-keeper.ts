/**
 * The page must not move under the user's hand. The banner's room in the page follows its content only while nobody can
 * be about to press something below it; until then the content is cut at its first line, which holds the headline, and
 * a "Show" button opens it. Room that is not needed any more is given back late: words that come and go must not move
 * the page twice each time.
 */

export interface KeptHeight {
  /** Something in the overlay was pressed: what opens now was asked for. */
  readonly asked: () => void;
}

export interface HeightKeeperOptions {
  /** In the page flow; its height is set. */
  readonly outer: HTMLElement;
  /** Its natural height is measured. */
  readonly inner: HTMLElement;
  readonly clipped: (clipped: boolean) => void;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

/** Height of the thin line; hosts.ts reserves it from the first paint. */
const THIN_PX = 36;
/** Growth within this time of a press was asked for; browsers do not count it as a layout shift either. */
const ASKED_MS = 450;
/** Content that stays smaller this long gives its room back. */
const CALM_MS = 10_000;

export function keepHeight(options: HeightKeeperOptions): KeptHeight {
  const { outer, inner, signal } = options;
  let pointer: { readonly x: number; readonly y: number } | null = null;
  let height = THIN_PX;
  let wanted = THIN_PX;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  /** Waits until content that became smaller stayed so. */
  let calm: ReturnType<typeof setTimeout> | null = null;

  const over = (box: DOMRect): boolean =>
    pointer !== null &&
    pointer.x >= box.left &&
    pointer.x <= box.right &&
    pointer.y >= box.top &&
    pointer.y <= box.bottom;
  const wasAsked = (): boolean => options.nowMs() - askedAtMs < ASKED_MS;
  // Above, the browser keeps the scroll position; below, nothing visible moves.
  const outOfSight = (own: DOMRect): boolean =>
    own.bottom <= 0 || own.top >= innerHeight || document.visibilityState !== 'visible';
  const mayMove = (grows: boolean): boolean => {
    const own = outer.getBoundingClientRect();
    if (wasAsked() || outOfSight(own)) return true;
    const root = outer.getRootNode();
    const column = root instanceof ShadowRoot ? root.host.parentElement : outer.parentElement;
    if (
      column?.contains(document.activeElement) &&
      document.activeElement?.matches('input, textarea, select, [contenteditable]')
    )
      return false;
    // An open card may follow its own content under the pointer; a closed one waits for "Show".
    if (grows && height > THIN_PX && over(own)) return true;
    return !column || !over(column.getBoundingClientRect());
  };
  const apply = (next: number): void => {
    height = next;
    outer.style.height = `${height}px`;
  };
  const follow = (): void => {
    if (wanted > height && mayMove(true)) apply(wanted);
    else if (wanted < height && (wasAsked() || outOfSight(outer.getBoundingClientRect()))) apply(wanted);
    options.clipped(wanted > height);
    if (calm !== null && wanted >= height) {
      clearTimeout(calm);
      calm = null;
    } else if (calm === null && wanted < height) calm = setTimeout(giveBack, CALM_MS);
  };
  const giveBack = (): void => {
    calm = null;
    if (wanted < height && mayMove(false)) apply(wanted);
    follow();
  };

  apply(THIN_PX);
  const observer = new ResizeObserver((entries) => {
    const size = entries.at(-1)?.borderBoxSize[0]?.blockSize ?? 0;
    wanted = Math.max(THIN_PX, Math.ceil(size));
    follow();
  });
  observer.observe(inner);
  let queued = false;
  const moved = (event: PointerEvent): void => {
    pointer =
      event.pointerType === 'mouse' || event.type !== 'pointerup' ? { x: event.clientX, y: event.clientY } : null;
    if (queued || wanted === height) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      if (!signal.aborted) follow();
    });
  };
  const left = (): void => {
    pointer = null;
    follow();
  };
  for (const type of ['pointermove', 'pointerdown', 'pointerup'] as const)
    window.addEventListener(type, moved, { capture: true, passive: true, signal });
  document.documentElement.addEventListener('pointerleave', left, { signal });
  window.addEventListener('blur', left, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    if (calm !== null) clearTimeout(calm);
  });
  return {
    asked: () => {
      askedAtMs = options.nowMs();
      follow();
    },
  };
}
