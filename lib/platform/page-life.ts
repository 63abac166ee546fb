/**
 * The life of a tab of the site, as the browser tells it. Only events of the browser count: the page shares them and
 * could send as many as it likes.
 *
 *   prerendered --activated--> here --into the back/forward cache, frozen--> away --shown again, thawed--> here
 *
 * A page that is prerendered or away holds no port: what is sent to it would pile up, and a port that outlived its
 * worker says nothing (docs/reliability.md 4.5).
 */
import { browser } from 'wxt/browser';
import { isHello } from '../protocol/hello';

export interface PageLife {
  /** The page is put aside. */
  readonly away: () => void;
  /** The page is looked at again, or the background said that it is there: whatever is shut may be opened. */
  readonly back: () => void;
}

export function watchPageLife({ away, back }: PageLife, signal: AbortSignal): void {
  const options = { capture: true, signal };
  window.addEventListener('pagehide', (event) => void (event.isTrusted && event.persisted && away()), options);
  window.addEventListener('pageshow', (event) => void (event.isTrusted && event.persisted && back()), options);
  document.addEventListener('freeze', (event) => void (event.isTrusted && away()), options);
  document.addEventListener('resume', (event) => void (event.isTrusted && back()), options);
  document.addEventListener(
    'visibilitychange',
    (event) => void (event.isTrusted && document.visibilityState === 'visible' && back()),
    options,
  );
  const onMessage = (message: unknown, _sender: unknown, reply: (answer: unknown) => void): void => {
    if (!isHello(message)) return;
    reply(true);
    back();
  };
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener('abort', () => browser.runtime?.onMessage?.removeListener(onMessage), { once: true });
}

/** Calls back now, or when a prerendered page is really shown, which may be never. */
export function whenShown(begin: () => void, signal: AbortSignal): void {
  if (Reflect.get(document, 'prerendering') !== true) return begin();
  const shown = new AbortController();
  const onShown = (event: Event): void => {
    if (!event.isTrusted) return;
    shown.abort();
    begin();
  };
  document.addEventListener('prerenderingchange', onShown, { signal: AbortSignal.any([shown.signal, signal]) });
}
