/**
 * The half of the bridge that lives among the page's scripts, driven as the content script drives it. What a real
 * browser adds (realms, trusted events) is in test/e2e/ui-preview/bridge.spec.ts.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startPageBridge } from '../../../lib/platform/content-wallets';
import { bridgeAnswer, type BridgeAnswer } from '../../../lib/protocol/bridge';

/** Node's event classes keep their fields elsewhere than a browser's; these keep them where the bridge looks. */
class FieldEvent extends Event {
  own: { readonly detail?: unknown; readonly ports?: unknown; readonly data?: unknown } = {};
  get detail(): unknown {
    return this.own.detail;
  }
  get ports(): unknown {
    return this.own.ports ?? [];
  }
  get data(): unknown {
    return this.own.data;
  }
}

function eventOf(type: string, own: FieldEvent['own']): Event {
  return Object.assign(new FieldEvent(type, { cancelable: true }), { own });
}

class FakePort {
  onmessage: ((event: Event) => void) | null = null;
  readonly posted: BridgeAnswer[] = [];
  postMessage(message: unknown): void {
    // What crosses is checked as the content script checks it.
    this.posted.push(bridgeAnswer.parse(structuredClone(message)));
  }
}

interface Info {
  readonly uuid?: string;
  readonly name?: string;
  readonly rdns?: string;
}

function openPage() {
  vi.useFakeTimers();
  const page = Object.assign(new EventTarget(), { setTimeout: globalThis.setTimeout, crypto: globalThis.crypto });
  vi.stubGlobal('window', page);
  vi.stubGlobal('MessageEvent', FieldEvent);
  vi.stubGlobal('CustomEvent', FieldEvent);
  vi.stubGlobal('MessagePort', FakePort);
  startPageBridge();
  const port = new FakePort();
  page.dispatchEvent(eventOf('facet:port', { ports: [port] }));
  let nonces = 0;
  const send = (request: object): string => {
    nonces += 1;
    port.onmessage?.(eventOf('message', { data: { nonce: `n${nonces}`, ...request } }));
    return `n${nonces}`;
  };
  const announce = (provider: unknown, info: Info = {}): void =>
    void page.dispatchEvent(
      eventOf('eip6963:announceProvider', {
        detail: { info: { uuid: crypto.randomUUID(), name: 'N', rdns: 'r', icon: '', ...info }, provider },
      }),
    );
  const list = () => {
    const nonce = send({ kind: 'list' });
    vi.advanceTimersByTime(1_000);
    const answer = port.posted.find((each) => each.nonce === nonce);
    if (answer?.kind !== 'providers') throw new Error('no list');
    return answer.providers;
  };
  const call = async (uuid: string, method = 'eth_chainId'): Promise<BridgeAnswer> => {
    const nonce = send({ kind: 'call', uuid, method, params: [] });
    await vi.advanceTimersByTimeAsync(1);
    const answer = port.posted.find((each) => each.nonce === nonce);
    if (answer === undefined) throw new Error('no answer');
    return answer;
  };
  return { page, announce, list, call };
}

const wallet = (answer: unknown = '0x89') => ({ request: async () => answer });
const thrower = (error: unknown) => ({ request: async () => Promise.reject(error) });

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a wallet is its provider object', () => {
  it('announced again under new uuids and names it is one wallet in one place', () => {
    const { announce, list } = openPage();
    const one = wallet();
    for (let times = 0; times < 100; times += 1) announce(one, { name: `Name ${times}`, rdns: `r${times}` });
    const two = wallet();
    announce(two, { name: 'Two' });
    const first = list();
    expect(first.map(({ name }) => name)).toEqual(['Name 0', 'Two']);
    announce(one, { name: 'Name 100' });
    expect(list()).toEqual(first);
  });

  it('two objects under one uuid are two wallets, and neither speaks for the other', async () => {
    const { announce, list, call } = openPage();
    announce(wallet('0x1'), { uuid: 'same', name: 'First' });
    announce(wallet('0x2'), { uuid: 'same', name: 'Second' });
    const [first, second] = list();
    expect(first?.uuid).not.toBe(second?.uuid);
    expect(await call(first?.uuid ?? '')).toMatchObject({ kind: 'value', value: '0x1' });
    expect(await call(second?.uuid ?? '')).toMatchObject({ kind: 'value', value: '0x2' });
    expect(await call('same')).toMatchObject({ kind: 'error', code: 4904 });
  });

  it('a wallet that answers requests gets in after a flood, before one and through one', () => {
    for (const when of ['before', 'after', 'through']) {
      const { page, announce, list } = openPage();
      const real = wallet();
      const flood = (count: number): void => {
        for (let index = 0; index < count; index += 1) announce(wallet(), { name: `Flood ${index}` });
      };
      // The wallet's script ran before the page's, so its listener answers first.
      page.addEventListener('eip6963:requestProvider', () => announce(real, { name: 'Real' }));
      if (when === 'before') announce(real, { name: 'Real' });
      flood(10_000);
      if (when === 'through') page.addEventListener('eip6963:requestProvider', () => flood(1_000));
      for (let times = 0; times < 3; times += 1) {
        const names = list().map(({ name }) => name);
        expect(names.length).toBeLessThanOrEqual(16);
        expect(names, when).toContain('Real');
        flood(100);
      }
    }
  });

  it('a wallet that announces itself once after a flood gets in, and keeps its handle', () => {
    const { announce, list } = openPage();
    for (let index = 0; index < 10_000; index += 1) announce(wallet(), { name: 'Flood' });
    const late = wallet();
    announce(late, { name: 'Late' });
    const handle = (): string | undefined => list().find(({ name }) => name === 'Late')?.uuid;
    const before = handle();
    expect(before).toBeDefined();
    for (let index = 0; index < 10_000; index += 1) announce(wallet(), { name: 'Flood' });
    expect(handle()).toBeUndefined();
    announce(late, { name: 'Late' });
    expect(handle()).toBe(before);
  });

  it('what is no announcement takes no place', () => {
    const { page, announce, list } = openPage();
    for (const bad of [null, undefined, 'x', 7, () => undefined]) announce(bad);
    announce(wallet(), { uuid: '' });
    page.dispatchEvent(eventOf('eip6963:announceProvider', { detail: null }));
    page.dispatchEvent(eventOf('eip6963:announceProvider', { detail: { provider: wallet() } }));
    const throws = {
      get provider(): never {
        throw new Error('getter');
      },
    };
    page.dispatchEvent(eventOf('eip6963:announceProvider', { detail: throws }));
    expect(list()).toEqual([]);
  });
});

describe('what a wallet answers and throws', () => {
  it.each([
    [137, '137'],
    [137n, '137'],
    ['0x089', '0x089'],
  ])('a network told as %s is carried', async (given, carried) => {
    const { announce, list, call } = openPage();
    announce(wallet(given));
    expect(await call(list()[0]?.uuid ?? '')).toMatchObject({ kind: 'value', value: carried });
  });

  it.each([
    ['its code', { code: 4001, message: 'no' }, 4001, /no/],
    ['MetaMask', { code: -32603, message: 'Internal', data: { originalError: { code: 4001 } } }, 4001, /Internal/],
    ['ethers', { code: 'ACTION_REJECTED', reason: 'rejected' }, -32603, /ACTION_REJECTED.*rejected/],
    ['nested error', { error: { cause: { code: 4001, message: 'User rejected' } } }, 4001, /User rejected/],
    ['a text', 'User rejected', -32603, /User rejected/],
    ['an Error', new Error('User denied message signature'), -32603, /User denied/],
    ['a code as text', { code: '4001' }, -32603, /4001/],
    ['nothing', undefined, -32603, /refused without a reason/],
    ['null', null, -32603, /refused without a reason/],
    ['an unsafe code', { code: 1e300, message: 'x' }, -32603, /x/],
    ['long texts', { message: 'y'.repeat(9_000), reason: 'z'.repeat(9_000) }, -32603, /^y+ z+$/],
  ])('a refusal as %s', async (_, error, code, message) => {
    const { announce, list, call } = openPage();
    announce(thrower(error));
    const answer = await call(list()[0]?.uuid ?? '');
    expect(answer).toMatchObject({ kind: 'error', code });
    expect(answer.kind === 'error' ? answer.message : '').toMatch(message);
  });

  it('an error that wraps itself, throws from its getters or nests without end is answered once', async () => {
    const loop: Record<string, unknown> = { message: 'loop' };
    for (const name of ['data', 'originalError', 'error', 'cause', 'info']) loop[name] = loop;
    const endless = new Proxy(
      {},
      { get: (_, name) => (name === 'message' ? 'more' : name === 'then' ? undefined : new Proxy({}, {})) },
    );
    const hostile = new Proxy(
      {},
      {
        get: (_, name) => {
          if (name === 'then') return undefined;
          throw new Error('getter');
        },
      },
    );
    for (const error of [loop, endless, hostile]) {
      const { announce, list, call } = openPage();
      announce(thrower(error));
      expect(await call(list()[0]?.uuid ?? '')).toMatchObject({ kind: 'error', code: -32603 });
    }
  });
});
