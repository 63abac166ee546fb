/** Feeds the click guard from the browser while an offer is in the page. */
import type { ClickGuard, Press } from './click-guard';
import { boxesOf, LOOK_GRID_PX, PRESS_GRID_PX, sightOf, type Offer } from './offer-sight';

/** How often the offer is looked at; each look comes at a moment within this time that the page cannot foresee. */
export const LOOK_MS = 100;
/** Less than this of the offer in sight is clipped. */
const WHOLE = 0.99;

interface WatchOptions {
  readonly offer: Offer;
  readonly guard: ClickGuard;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

export function watchOffer({ offer, guard, nowMs, signal }: WatchOptions): void {
  // Version 2 of the observer tells true visibility; elsewhere the checks at the press must do.
  const settings: IntersectionObserverInit & { trackVisibility?: boolean; delay?: number } = {
    threshold: [0, WHOLE],
    trackVisibility: true,
    delay: LOOK_MS,
  };
  let told = false;
  const observer = new IntersectionObserver((entries) => {
    told = true;
    const entry: (IntersectionObserverEntry & { isVisible?: boolean }) | undefined = entries.at(-1);
    if (!entry) return;
    if (entry.intersectionRatio < WHOLE) return guard.seen('partly', nowMs());
    guard.seen(entry.isVisible === undefined ? null : entry.isVisible ? 'whole' : 'hidden', nowMs());
  }, settings);
  observer.observe(offer.card);

  const look = (): void => {
    guard.looked(boxesOf(offer), sightOf(offer, LOOK_GRID_PX), nowMs());
    // The observer judges at most every 100 ms, which a page could foresee; observed anew it judges in the next frame.
    // Not before it has spoken: a busy page would keep it silent.
    if (!told) return;
    told = false;
    observer.unobserve(offer.card);
    observer.observe(offer.card);
  };
  const later = new Set<ReturnType<typeof setTimeout>>();
  const timer = setInterval(() => {
    if (document.visibilityState !== 'visible') return;
    const soon = setTimeout(
      () => {
        later.delete(soon);
        look();
      },
      ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) * LOOK_MS) / 256,
    );
    later.add(soon);
  }, LOOK_MS);
  look();
  document.addEventListener('visibilitychange', () => guard.changed(nowMs()), { signal });
  // Before the button hears of it, if it is the button that was pressed.
  window.addEventListener('pointerdown', guard.dropped, { capture: true, signal });
  window.addEventListener('blur', () => guard.focused(null), { signal });
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    for (const soon of later) clearTimeout(soon);
    observer.disconnect();
  });
}

/** The facts of one moment of a press, gathered at the event. */
export function readPress(event: Event, offer: Offer, nowMs: number): Press {
  return {
    trusted: event.isTrusted,
    boxes: boxesOf(offer),
    sight: sightOf(offer, PRESS_GRID_PX),
    pageVisible: document.visibilityState === 'visible',
    nowMs,
  };
}
