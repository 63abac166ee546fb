import { createRoot, type Root } from 'react-dom/client';
import { createStore } from 'zustand';
import type { CommandClient } from '../../protocol/client';
import type { Replica } from '../../protocol/replica';
import { copyText, saveFile } from '../shell/share';
import { UiContext } from '../shell/context';
import tokens from '../styles/tokens.css?inline';
import { keepHosts } from './hosts';
import styles from './overlay.css?inline';
import { Overlay, type Ground } from './overlay';
import { detectScheme, watchScheme, type Scheme } from './scheme';

export interface OverlayOptions {
  readonly replica: Replica<'page'>;
  readonly command: CommandClient;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

/** Puts the overlay into the page until the signal aborts or the page fights it off. */
export function mountOverlay({ replica, command, nowMs, signal }: OverlayOptions): void {
  const end = new AbortController();
  signal.addEventListener('abort', () => end.abort(), { once: true });
  const sheets = [tokens, styles].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  const ground = createStore<Ground | null>(() => null);
  let root: Root | null = null;

  const look = (host: HTMLElement): Scheme => detectScheme(host.parentElement ?? document.documentElement);
  keepHosts({
    sheets,
    nowMs,
    signal: end.signal,
    surrendered: () => end.abort(),
    changed: (places) => {
      const next = { places, scheme: look(places.banner.host) };
      ground.setState(next);
      if (root) return;
      const store = createStore<Ground>(() => next);
      const stop = ground.subscribe((now) => now && store.setState(now));
      end.signal.addEventListener('abort', stop);
      root = createRoot(places.banner.mount);
      root.render(
        <UiContext value={{ nowMs, command, saveFile, copyText }}>
          <Overlay replica={replica} ground={store} />
        </UiContext>,
      );
    },
  });
  watchScheme(() => {
    const now = ground.getState();
    if (now) ground.setState({ places: now.places, scheme: look(now.places.banner.host) });
  }, end.signal);
  end.signal.addEventListener('abort', () => {
    root?.unmount();
    root = null;
  });
}
