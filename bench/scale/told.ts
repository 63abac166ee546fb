/**
 * What the shipped extension tells, seen from outside: offers in the DOM of an event's page, and what a page of the
 * extension is sent over its live port. Times are those of the moment of seeing, milliseconds since 1970.
 */
import type { Page } from '@playwright/test';
import { closedRoots } from '../../test/kit/browser/overlay';
import { pageCode } from '../../test/kit/browser/page-code';

/** A frame of the topic "now". */
export interface ToldFrame {
  readonly atMs: number;
  readonly slugs: readonly string[];
  /** Of these the legs, the events and the fees were read. */
  readonly confirmed: readonly string[];
  readonly open: number;
}

export interface Told {
  /** Frames since the last call. */
  frames(): Promise<readonly ToldFrame[]>;
  /** Live books, as the topic "health" says. */
  liveBooks(): Promise<number>;
  /** Markets that the machine is too busy for, as the topic "health" says. */
  shedMarkets(): Promise<number>;
  command(name: string, input: unknown): Promise<unknown>;
}

/** Runs in a page of the extension. */
function listen(): void {
  const state = { frames: [] as unknown[], live: 0, shed: 0 };
  Reflect.set(globalThis, '__told', state);
  const connect = (): void => {
    const port = chrome.runtime.connect({ name: 'live' });
    port.onDisconnect.addListener(connect);
    port.onMessage.addListener(({ topic, view }) => {
      const atMs = performance.timeOrigin + performance.now();
      if (topic === 'now')
        state.frames.push({
          atMs,
          open: view.open,
          slugs: view.opportunities.map(({ eventSlug }: { eventSlug: string }) => eventSlug),
          confirmed: view.opportunities
            .filter(({ blockedBecause }: { blockedBecause: unknown }) => blockedBecause === null)
            .map(({ eventSlug }: { eventSlug: string }) => eventSlug),
        });
      if (topic !== 'health') return;
      state.shed = view.shedMarkets;
      state.live = view.feed.fact.code === 'live' ? view.feed.fact.books : 0;
    });
    for (const topic of ['now', 'health']) port.postMessage({ topic, key: null });
  };
  connect();
}

export async function listenIn(page: Page): Promise<Told> {
  await page.evaluate(pageCode(listen, {}));
  return {
    frames: () => page.evaluate('__told.frames.splice(0)'),
    liveBooks: () => page.evaluate('__told.live'),
    shedMarkets: () => page.evaluate('__told.shed'),
    command: (command, input) =>
      page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ target: 'background', command, input })})`),
  };
}

/** Runs in the page with `this` as a shadow root: notes when an offer comes and when it goes. */
const NOTE_OFFERS = `function () {
  const seen = (globalThis.__facetOffers ??= []);
  let before = false;
  const look = () => {
    const now = /at least \\+?\\$\\d/i.test(this.textContent ?? '');
    if (now === before) return;
    before = now;
    seen.push({ atMs: performance.timeOrigin + performance.now(), offered: now });
  };
  new MutationObserver(look).observe(this, { subtree: true, childList: true, characterData: true });
  look();
}`;

export interface OfferChange {
  readonly atMs: number;
  readonly offered: boolean;
}

/** Watches the closed roots that are there now; answers what changed since the last call. */
export async function watchOffers(page: Page): Promise<() => Promise<readonly OfferChange[]>> {
  const session = await page.context().newCDPSession(page);
  for (const objectId of await closedRoots(session))
    await session.send('Runtime.callFunctionOn', { objectId, functionDeclaration: NOTE_OFFERS });
  return () => page.evaluate('(globalThis.__facetOffers ?? []).splice(0)');
}
