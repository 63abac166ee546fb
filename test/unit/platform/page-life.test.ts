import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchPageLife, whenShown } from '../../../lib/platform/page-life';
import { HELLO } from '../../../lib/protocol/hello';

/** Where the browser's own events can be made; any script of a page can only make untrusted ones. */
function target() {
  const listeners = new Map<string, Set<(event: object) => void>>();
  return {
    addEventListener(type: string, listener: (event: object) => void, { signal }: { readonly signal: AbortSignal }) {
      const all = listeners.get(type) ?? new Set();
      listeners.set(type, all.add(listener));
      signal.addEventListener('abort', () => all.delete(listener));
    },
    happen(type: string, event: object = {}) {
      for (const listener of listeners.get(type) ?? []) listener({ isTrusted: true, ...event });
    },
  };
}

function openPage(state: object = {}) {
  const page = target();
  const site = { ...target(), visibilityState: 'visible', ...state };

  vi.stubGlobal('window', page);
  vi.stubGlobal('document', site);
  return { page, site };
}

const messages = vi.hoisted(() => ({
  listeners: new Set<(message: unknown, sender: unknown, reply: (answer: unknown) => void) => void>(),
}));
vi.mock('wxt/browser', () => ({
  browser: {
    runtime: {
      onMessage: {
        addListener: (each: never) => messages.listeners.add(each),
        removeListener: (each: never) => messages.listeners.delete(each),
      },
    },
  },
}));

afterEach(() => {
  vi.unstubAllGlobals();
  messages.listeners.clear();
});

describe("a tab's life", () => {
  it('is away in the cache or frozen, and back when shown, thawed, looked at or called', () => {
    const { page, site } = openPage();
    const seen: string[] = [];
    const end = new AbortController();
    watchPageLife({ away: () => seen.push('away'), back: () => seen.push('back') }, end.signal);
    page.happen('pagehide', { persisted: false });
    page.happen('pageshow', { persisted: false });
    expect(seen).toEqual([]);
    page.happen('pagehide', { persisted: true });
    page.happen('pageshow', { persisted: true });
    site.happen('freeze');
    site.happen('resume');
    site.happen('visibilitychange');
    site.visibilityState = 'hidden';
    site.happen('visibilitychange');
    expect(seen).toEqual(['away', 'back', 'away', 'back', 'back']);
    const replies: unknown[] = [];
    const tell = (message: unknown): void => {
      for (const each of messages.listeners) each(message, {}, (answer) => replies.push(answer));
    };
    tell(HELLO);
    for (const other of [null, 'hello', {}, { target: 'background', kind: 'hello' }, { target: 'page' }]) tell(other);
    expect(replies).toEqual([true]);
    expect(seen).toHaveLength(6);
    end.abort();
    site.happen('resume');
    tell(HELLO);
    expect(seen).toHaveLength(6);
  });

  it('is not moved by what the page itself dispatches', () => {
    const { page, site } = openPage();
    const seen: string[] = [];
    watchPageLife({ away: () => seen.push('away'), back: () => seen.push('back') }, new AbortController().signal);
    for (const type of ['pagehide', 'pageshow']) page.happen(type, { persisted: true, isTrusted: false });
    for (const type of ['freeze', 'resume', 'visibilitychange']) site.happen(type, { isTrusted: false });
    expect(seen).toEqual([]);
  });
});

describe('a prerendered page', () => {
  it('begins when it is shown, and not before', () => {
    const { site } = openPage({ prerendering: true });
    const begin = vi.fn();
    whenShown(begin, new AbortController().signal);
    site.happen('prerenderingchange', { isTrusted: false });
    expect(begin).not.toHaveBeenCalled();
    site.happen('prerenderingchange');
    expect(begin).toHaveBeenCalledTimes(1);
  });

  it('never begins when it is thrown away, and any other page begins at once', () => {
    const { site } = openPage({ prerendering: true });
    const begin = vi.fn();
    const end = new AbortController();
    whenShown(begin, end.signal);
    end.abort();
    site.happen('prerenderingchange');
    expect(begin).not.toHaveBeenCalled();
    openPage();
    whenShown(begin, new AbortController().signal);
    expect(begin).toHaveBeenCalledTimes(1);
  });
});
