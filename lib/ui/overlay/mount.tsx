import { createRoot, type Root } from 'react-dom/client';
import { createStore, type StoreApi } from 'zustand';
import type { ShownPage } from '../../domain/page';
import type { CommandClient } from '../../protocol/client';
import type { Connection } from '../../protocol/replica';
import { copyText, saveFile } from '../shell/share';
import { UiContext } from '../shell/context';
import proof from '../styles/proof.css?inline';
import tokens from '../styles/tokens.css?inline';
import { keepHosts, type Site, type Standing } from './hosts';
import styles from './overlay.css?inline';
import { Overlay, type Ground } from './overlay';
import { places, type OverlayPlace } from './places';
import { detectScheme, watchScheme, type Scheme } from './scheme';

export interface OverlayOptions {
  readonly page: ShownPage;
  readonly connection: Connection;
  readonly command: CommandClient;
  readonly nowMs: () => number;
  /** Shadow roots of the page, also closed ones. */
  readonly shadowRootOf?: (element: HTMLElement) => ShadowRoot | null;
  readonly signal: AbortSignal;
}

/** Puts the overlay into the page until the signal aborts or the page fights it off. */
export function mountOverlay({ page, connection, command, nowMs, shadowRootOf, signal }: OverlayOptions): void {
  const ports = {
    nowMs,
    command,
    connection,
    saveFile,
    copyText,
    hidesAmounts: true,
    ...(shadowRootOf && { shadowRootOf }),
  };
  const end = new AbortController();
  signal.addEventListener('abort', () => end.abort(), { once: true });
  const here: readonly OverlayPlace<never>[] = places[page.kind];
  let ground: StoreApi<Ground> | null = null;
  let root: Root | null = null;

  const hosts = keepHosts({
    sites: here.map((place): Site => ({
      id: place.id,
      anchor: () => place.anchor(connection),
      height: place.height,
    })),
    sheets: sheetsOf([tokens, proof, styles]),
    nowMs,
    signal: end.signal,
    surrendered: () => end.abort(),
    changed: (standing) => {
      const next = { standing, scheme: schemeAt(standing) };
      if (ground) return ground.setState(next);
      ground = createStore<Ground>(() => next);
      // Everything is shown by portals, so the root itself stands nowhere.
      root = createRoot(document.createElement('div'));
      root.render(
        <UiContext value={ports}>
          <Overlay page={page} ground={ground} />
        </UiContext>,
      );
    },
  });
  for (const place of here) place.follow?.(connection, hosts.look, end.signal);
  watchScheme(() => {
    if (ground) ground.setState({ scheme: schemeAt(ground.getState().standing) });
  }, end.signal);
  end.signal.addEventListener('abort', () => {
    root?.unmount();
    root = null;
  });
}

/** The colours around the first host. */
function schemeAt(standing: Standing): Scheme {
  const [first] = [...standing.values()].flatMap((held) => [...held.values()]);
  return detectScheme(first?.host.parentElement ?? document.documentElement);
}

function sheetsOf(texts: readonly string[]): readonly CSSStyleSheet[] {
  return texts.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}
