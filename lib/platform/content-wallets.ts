/**
 * The MAIN-world half of the wallet bridge. It shares a realm with every script of the page, so it keeps to primitives
 * captured before any of them ran, holds no secret, starts nothing by itself, and only ever answers the content script:
 * an allow-listed wallet method for a nonce that it has not seen before. Captured functions are called through the
 * captured `apply`; loops use indices, because iterators can be replaced by the page. Nothing is imported, so that
 * nothing else runs in the page's realm. One long function, because what it captures must be out of the page's reach.
 */
export function startPageBridge(): void {
  const PORT_EVENT = 'facet:port';
  const READY_EVENT = 'facet:ready';
  const METHODS = [
    'eth_requestAccounts',
    'eth_accounts',
    'eth_chainId',
    'wallet_switchEthereumChain',
    'eth_signTypedData_v4',
  ];
  const MAX_TEXT = 16_384;
  const MAX_LIST = 16;
  const MAX_SHORT = 200;
  const MAX_ICON = 8_192;
  /** Wallets answer the EIP-6963 request at once by convention; there is no last announcement to wait for. */
  const ANNOUNCE_MS = 150;

  const page = window;
  const { apply, getOwnPropertyDescriptor, get } = Reflect;
  const { isArray } = Array;
  const { isInteger } = Number;
  const { slice, startsWith } = String.prototype;
  const create = Object.create;
  const add = EventTarget.prototype.addEventListener;
  const dispatch = EventTarget.prototype.dispatchEvent;
  const remove = EventTarget.prototype.removeEventListener;
  const stop = Event.prototype.stopImmediatePropagation;
  const prevent = Event.prototype.preventDefault;
  const post = MessagePort.prototype.postMessage;
  const later = page.setTimeout;
  const PlainEvent = Event;
  const PlainPromise = Promise;
  const then = Promise.prototype.then;
  const reader = (prototype: object, name: string) =>
    getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined);
  const readData = reader(MessageEvent.prototype, 'data');
  const readPorts = reader(MessageEvent.prototype, 'ports');
  const readDetail = reader(CustomEvent.prototype, 'detail');

  interface Listed {
    readonly info: {
      readonly uuid: string;
      readonly name: string;
      readonly claimedRdns: string;
      readonly icon: string;
    };
    readonly provider: object;
  }
  const listed: Record<number, Listed> = create(null);
  let listedCount = 0;
  const seenNonces: Record<string, true> = create(null);

  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  /** Reads one property of a hostile object; a throwing getter or a wrong type is "". */
  const text = (from: object, name: string, max: number): string => {
    try {
      const value: unknown = get(from, name);
      return typeof value === 'string' ? apply(slice, value, [0, max]) : '';
    } catch {
      // A getter that throws is an announcement without that field.
      return '';
    }
  };
  /** Own data property of a structured clone: nothing that the page put on a prototype is looked at. */
  const own = (from: object, name: string): unknown => {
    const found = getOwnPropertyDescriptor(from, name);
    return found && get(found, 'value');
  };

  const providerOf = (uuid: string): object | null => {
    for (let index = 0; index < listedCount; index += 1)
      if (listed[index]?.info.uuid === uuid) return listed[index]?.provider ?? null;
    const injected: unknown = listedCount === 0 && uuid === 'injected' ? get(page, 'ethereum') : null;
    return isObject(injected) ? injected : null;
  };

  // The first announcement of a uuid stands: another script cannot take its place later.
  apply(add, page, [
    'eip6963:announceProvider',
    (event: Event) => {
      try {
        const detail: unknown = apply(readDetail, event, []);
        const info: unknown = isObject(detail) && get(detail, 'info');
        const provider: unknown = isObject(detail) && get(detail, 'provider');
        if (!isObject(info) || !isObject(provider) || listedCount >= MAX_LIST) return;
        const uuid = text(info, 'uuid', MAX_SHORT);
        if (uuid === '' || uuid === 'injected' || providerOf(uuid)) return;
        const icon = text(info, 'icon', MAX_ICON + 1);
        const safeIcon = apply(startsWith, icon, ['data:image/']) && icon.length <= MAX_ICON ? icon : '';
        listed[listedCount] = {
          info: {
            uuid,
            name: text(info, 'name', MAX_SHORT),
            claimedRdns: text(info, 'rdns', MAX_SHORT),
            icon: safeIcon,
          },
          provider,
        };
        listedCount += 1;
      } catch {
        // A malformed announcement is no provider; the page may throw from any getter it likes.
        return;
      }
    },
  ]);

  const serve = (port: MessagePort): void => {
    const answer = (message: object): void => apply(post, port, [message]);
    const refuse = (nonce: string, error: unknown): void => {
      const code: unknown = isObject(error) ? getCode(error) : null;
      const message = isObject(error) ? text(error, 'message', 500) : '';
      answer({
        nonce,
        kind: 'error',
        code: isInteger(code) ? code : -32603,
        message: message || 'The wallet refused without a reason.',
      });
    };
    const getCode = (error: object): unknown => {
      try {
        return get(error, 'code');
      } catch {
        // See text(): a throwing getter is an absent field.
        return null;
      }
    };

    const list = (nonce: string): void => {
      apply(dispatch, page, [new PlainEvent('eip6963:requestProvider')]);
      apply(later, page, [
        () => {
          const providers: object[] = [];
          for (let index = 0; index < listedCount; index += 1) providers[index] = { ...listed[index]?.info };
          if (listedCount === 0 && providerOf('injected'))
            providers[0] = { uuid: 'injected', name: 'Injected wallet', claimedRdns: '', icon: '' };
          answer({ nonce, kind: 'providers', providers });
        },
        ANNOUNCE_MS,
      ]);
    };

    const value = (nonce: string, given: unknown): void => {
      if (given === null || given === undefined) return answer({ nonce, kind: 'value', value: null });
      if (typeof given === 'string' && given.length <= MAX_TEXT) return answer({ nonce, kind: 'value', value: given });
      if (!isArray(given) || given.length > MAX_LIST)
        return refuse(nonce, { code: -32603, message: 'The wallet answered something unexpected.' });
      const items: string[] = [];
      for (let index = 0; index < given.length; index += 1) {
        const item: unknown = given[index];
        if (typeof item !== 'string' || item.length > 100)
          return refuse(nonce, { code: -32603, message: 'The wallet answered something unexpected.' });
        items[index] = item;
      }
      answer({ nonce, kind: 'value', value: items });
    };

    const call = (nonce: string, request: object): void => {
      const method = own(request, 'method');
      const params = own(request, 'params');
      const uuid = own(request, 'uuid');
      let allowed = false;
      for (let index = 0; index < METHODS.length; index += 1) allowed = allowed || METHODS[index] === method;
      if (!allowed || typeof uuid !== 'string' || !isArray(params))
        return refuse(nonce, { code: 4200, message: 'Facet does not carry this method.' });
      const provider = providerOf(uuid);
      if (!provider)
        return refuse(nonce, { code: 4900, message: 'That wallet is not in this page any more. Connect again.' });
      // One answer for one nonce, however often the provider settles; getters and `request` may throw or hang.
      let answered = false;
      const once = (reply: () => void): void => {
        if (answered) return;
        answered = true;
        try {
          reply();
        } catch (error) {
          refuse(nonce, error);
        }
      };
      const work = new PlainPromise<unknown>((resolve, reject) => {
        const ask: unknown = get(provider, 'request');
        if (typeof ask === 'function') resolve(apply(ask, provider, [{ method, params }]));
        else reject({ code: 4900, message: 'That wallet cannot be asked.' });
      });
      void apply(then, work, [
        (given: unknown) => once(() => value(nonce, given)),
        (error: unknown) => once(() => refuse(nonce, error)),
      ]);
    };

    port.onmessage = (event) => {
      const request: unknown = apply(readData, event, []);
      const nonce = isObject(request) ? own(request, 'nonce') : null;
      if (!isObject(request) || typeof nonce !== 'string' || seenNonces[nonce]) return;
      seenNonces[nonce] = true;
      if (own(request, 'kind') === 'list') list(nonce);
      else if (own(request, 'kind') === 'call') call(nonce, request);
    };
  };

  // Both scripts run before the page's first: whoever is second starts the hand-over, and the port never passes a page
  // listener.
  const take = (event: Event): void => {
    apply(stop, event, []);
    apply(prevent, event, []);
    apply(remove, page, [PORT_EVENT, take, true]);
    const ports: unknown = apply(readPorts, event, []);
    const port: unknown = isArray(ports) ? ports[0] : null;
    if (port instanceof MessagePort) serve(port);
  };
  apply(add, page, [PORT_EVENT, take, true]);
  apply(dispatch, page, [new PlainEvent(READY_EVENT)]);
}
