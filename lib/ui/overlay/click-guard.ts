/**
 * Decides whether a press on the action button is the user's own. The page around it is hostile: it can cover the
 * button, fade it, move it under the pointer, or call click() (docs/reliability.md 2.2). The rules are pure;
 * `watchButton` feeds them from the browser.
 */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Press {
  readonly trusted: boolean;
  readonly box: Box;
  /** The button is what lies on top at its middle and near its corners. */
  readonly onTop: boolean;
  /** No ancestor masks or fades it. */
  readonly plain: boolean;
  readonly pageVisible: boolean;
  readonly nowMs: number;
}

/**
 * A press within this time of a change of place or face may have been meant for something else
 * (docs/reliability.md 2.2).
 */
export const REST_MS = 500;

export type Verdict = { readonly act: true } | { readonly act: false; readonly why: string | null };

const refuse = (why: string | null): Verdict => ({ act: false, why });

export interface ClickGuard {
  /** The button is at this place; a new place starts the rest anew. */
  readonly placed: (box: Box, nowMs: number) => void;
  /** What the button says or would do changed. */
  readonly changed: (nowMs: number) => void;
  /** The browser's own judgement whether it is fully visible; null where it cannot tell. */
  readonly seen: (visible: boolean | null, nowMs: number) => void;
  readonly judge: (press: Press) => Verdict;
}

export function createClickGuard(): ClickGuard {
  let box: Box | null = null;
  let visible: boolean | null = null;
  let restsSinceMs = Number.POSITIVE_INFINITY;

  const same = (a: Box, b: Box): boolean =>
    Math.abs(a.x - b.x) < 1 &&
    Math.abs(a.y - b.y) < 1 &&
    Math.abs(a.width - b.width) < 1 &&
    Math.abs(a.height - b.height) < 1;

  return {
    placed: (next, nowMs) => {
      if (!box || !same(box, next)) restsSinceMs = nowMs;
      box = next;
    },
    changed: (nowMs) => {
      restsSinceMs = nowMs;
    },
    seen: (next, nowMs) => {
      if (visible !== next && next !== null) restsSinceMs = nowMs;
      visible = next;
    },
    judge: (press) => {
      if (!press.trusted) return refuse(null);
      if (!press.pageVisible) return refuse(null);
      if (!box || !same(box, press.box) || press.nowMs - restsSinceMs < REST_MS)
        return refuse('The button had only just appeared or moved. Nothing was sent; press again.');
      if (visible === false || !press.onTop || !press.plain)
        return refuse(
          'Something on the page covers or fades this button. Nothing was sent; use the popup to see what is on offer.',
        );
      return { act: true };
    },
  };
}

/** How often the place is looked at; a move in between is caught at the press itself. */
export const LOOK_MS = 100;

/** Feeds the guard while the button is mounted. */
export function watchButton(options: {
  readonly button: HTMLElement;
  readonly guard: ClickGuard;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}): void {
  const { button, guard, nowMs, signal } = options;
  const look = (): void => guard.placed(boxOf(button), nowMs());
  const timer = setInterval(look, LOOK_MS);
  look();
  // Version 2 of the observer tells true visibility; elsewhere the checks at the press must do.
  const settings: IntersectionObserverInit & { trackVisibility?: boolean; delay?: number } = {
    threshold: [0, 0.99],
    trackVisibility: true,
    delay: LOOK_MS,
  };
  const observer = new IntersectionObserver((entries) => {
    const entry: (IntersectionObserverEntry & { isVisible?: boolean }) | undefined = entries.at(-1);
    if (entry)
      guard.seen(entry.isVisible === undefined ? null : entry.isVisible && entry.intersectionRatio >= 0.99, nowMs());
  }, settings);
  observer.observe(button);
  document.addEventListener('visibilitychange', () => guard.changed(nowMs()), { signal });
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    observer.disconnect();
  });
}

/** The facts of one press, gathered at the moment of the event. */
export function readPress(event: Event, button: HTMLElement, nowMs: number): Press {
  return {
    trusted: event.isTrusted,
    box: boxOf(button),
    onTop: isOnTop(button),
    plain: isPlain(button),
    pageVisible: document.visibilityState === 'visible',
    nowMs,
  };
}

function boxOf(element: HTMLElement): Box {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}

function isOnTop(button: HTMLElement): boolean {
  const root = button.getRootNode();
  if (!(root instanceof ShadowRoot)) return false;
  const { left, top, width, height } = button.getBoundingClientRect();
  const points = [
    [0.5, 0.5],
    [0.1, 0.2],
    [0.9, 0.2],
    [0.1, 0.8],
    [0.9, 0.8],
  ] as const;
  return points.every(([right, down]) => {
    const hit = root.elementFromPoint(left + width * right, top + height * down);
    return hit !== null && (hit === button || button.contains(hit));
  });
}

/** The visibility observer does not see masks (docs/reliability.md 2.2), and older browsers have no such observer. */
function isPlain(button: HTMLElement): boolean {
  for (let at: Element | null = button; at; at = parentAcrossRoots(at)) {
    const style = getComputedStyle(at);
    if (style.maskImage !== 'none' && style.maskImage !== '') return false;
    if (Number(style.opacity) < 1 || style.visibility !== 'visible' || style.mixBlendMode !== 'normal') return false;
  }
  return true;
}

function parentAcrossRoots(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
