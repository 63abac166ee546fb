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
    'eth_sendTransaction',
    'eth_call',
    'eth_getTransactionCount',
    'eth_getTransactionReceipt',
  ];
  const MAX_TEXT = 16_384;
  const MAX_LIST = 16;
  /** Of the places, those whose first holder stands for good; a newer provider takes the others. */
  const STANDING = 8;
  /** Objects of one error that are looked into; errors of honest wallets nest three deep. */
  const MAX_NESTED = 12;
  const MAX_SHORT = 200;
  const MAX_ICON = 8_192;
  /** Wallets answer the EIP-6963 request at once by convention; there is no last announcement to wait for. */
  const ANNOUNCE_MS = 150;

  const page = window;
  const { apply, getOwnPropertyDescriptor, get } = Reflect;
  const { isArray } = Array;
  const { isSafeInteger } = Number;
  const { slice, startsWith } = String.prototype;
  const { create, defineProperty } = Object;
  const add = EventTarget.prototype.addEventListener;
  const dispatch = EventTarget.prototype.dispatchEvent;
  const remove = EventTarget.prototype.removeEventListener;
  const stop = Event.prototype.stopImmediatePropagation;
  const prevent = Event.prototype.preventDefault;
  const post = MessagePort.prototype.postMessage;
  const later = page.setTimeout;
  const ids = page.crypto;
  const newId = ids.randomUUID;
  const { get: recall, set: remember } = WeakMap.prototype;
  const PlainEvent = Event;
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
    /** When it announced itself last, as a count of announcements, and in which round of the listing. */
    seen: number;
    round: number;
  }
  const listed: Record<number, Listed> = create(null);
  let listedCount = 0;
  let announcements = 0;
  /** Counts our requests; 0: nobody was asked, so that an announcement came by itself. */
  let rounds = 0;
  let round = 0;
  /** A provider's name for Facet: made here, since any script can announce any uuid. It lives as long as the page. */
  const handles = new WeakMap<object, string>();
  const seenNonces: Record<string, true> = create(null);

  /** Puts an own element into a list: an assignment would call a setter that the page put on a prototype. */
  const put = (list: readonly unknown[], index: number, value: unknown): void => {
    const descriptor: PropertyDescriptor = create(null);
    descriptor.value = value;
    descriptor.writable = descriptor.enumerable = descriptor.configurable = true;
    defineProperty(list, index, descriptor);
  };
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

  const handleOf = (provider: object): string => {
    const known: unknown = apply(recall, handles, [provider]);
    if (typeof known === 'string') return known;
    const made: string = apply(newId, ids, []);
    apply(remember, handles, [provider, made]);
    return made;
  };

  /**
   * Where a new provider goes; -1: nowhere. The first eight stand: wallets announce themselves before the page's first
   * script. Of the others the one that was silent longest goes, so that a wallet after a flood gets in; but none that
   * answered the request under way, so that a flood after a wallet's answer does not put it out.
   */
  const placeForNew = (): number => {
    if (listedCount < MAX_LIST) return listedCount;
    let place = -1;
    for (let index = STANDING; index < MAX_LIST; index += 1) {
      const each = listed[index];
      if (each === undefined || (round > 0 && each.round === round)) continue;
      if (place < 0 || each.seen < (listed[place]?.seen ?? 0)) place = index;
    }
    return place;
  };

  // A wallet is its provider object: announced again, under whatever uuid and name, it is the same wallet.
  apply(add, page, [
    'eip6963:announceProvider',
    (event: Event) => {
      try {
        const detail: unknown = apply(readDetail, event, []);
        const provider: unknown = isObject(detail) && get(detail, 'provider');
        if (!isObject(detail) || !isObject(provider)) return;
        announcements += 1;
        for (let index = 0; index < listedCount; index += 1) {
          const known = listed[index];
          if (known?.provider !== provider) continue;
          known.seen = announcements;
          known.round = round;
          return;
        }
        const place = placeForNew();
        const info: unknown = place >= 0 && get(detail, 'info');
        if (!isObject(info) || text(info, 'uuid', MAX_SHORT) === '') return;
        const icon = text(info, 'icon', MAX_ICON + 1);
        const safeIcon = apply(startsWith, icon, ['data:image/']) && icon.length <= MAX_ICON ? icon : '';
        listed[place] = {
          info: {
            uuid: handleOf(provider),
            name: text(info, 'name', MAX_SHORT),
            claimedRdns: text(info, 'rdns', MAX_SHORT),
            icon: safeIcon,
          },
          provider,
          seen: announcements,
          round,
        };
        if (place === listedCount) listedCount += 1;
      } catch {
        // A malformed announcement is no provider; the page may throw from any getter it likes.
        return;
      }
    },
  ]);

  const serve = (port: MessagePort): void => {
    const answer = (message: object): void => apply(post, port, [message]);
    const field = (from: object, name: string): unknown => {
      try {
        return get(from, name);
      } catch {
        // See text(): a throwing getter is an absent field.
        return null;
      }
    };
    /**
     * Code and texts of what a wallet threw, wherever it put them: in the error, in what the error wraps, or as a bare
     * text. The background sorts them; a refusal by the user (4001) outranks what it is wrapped in.
     */
    const refuse = (nonce: string, error: unknown): void => {
      const nested = ['data', 'originalError', 'error', 'cause', 'info'];
      const texts = ['code', 'message', 'reason', 'shortMessage', 'details'];
      const nodes: Record<number, unknown> = create(null);
      nodes[0] = error;
      let count = 1;
      let code: number | null = null;
      let message = typeof error === 'string' ? error : '';
      for (let index = 0; index < count; index += 1) {
        const node = nodes[index];
        if (!isObject(node)) continue;
        const own = field(node, 'code');
        if (typeof own === 'number' && isSafeInteger(own) && (code === null || own === 4001)) code = own;
        for (let at = 0; at < texts.length; at += 1) {
          const said = text(node, texts[at] ?? '', MAX_SHORT);
          if (said !== '') message = message === '' ? said : `${message} ${said}`;
        }
        for (let at = 0; at < nested.length && count < MAX_NESTED; at += 1) {
          const inner = field(node, nested[at] ?? '');
          if (typeof inner === 'string') message = `${message} ${inner}`;
          else if (isObject(inner)) {
            nodes[count] = inner;
            count += 1;
          }
        }
      }
      answer({
        nonce,
        kind: 'error',
        code: code ?? -32603,
        message: apply(slice, message, [0, 500]) || 'The wallet refused without a reason.',
      });
    };

    const list = (nonce: string): void => {
      rounds += 1;
      const own = rounds;
      round = own;
      apply(dispatch, page, [new PlainEvent('eip6963:requestProvider')]);
      apply(later, page, [
        () => {
          if (round === own) round = 0;
          const providers: object[] = [];
          for (let index = 0; index < listedCount; index += 1) put(providers, index, { ...listed[index]?.info });
          if (listedCount === 0 && providerOf('injected'))
            put(providers, 0, { uuid: 'injected', name: 'Injected wallet', claimedRdns: '', icon: '' });
          answer({ nonce, kind: 'providers', providers });
        },
        ANNOUNCE_MS,
      ]);
    };

    const value = (nonce: string, method: unknown, given: unknown): void => {
      if (given === null || given === undefined) return answer({ nonce, kind: 'value', value: null });
      if (typeof given === 'string' && given.length <= MAX_TEXT) return answer({ nonce, kind: 'value', value: given });
      // Some wallets answer eth_chainId with a number.
      if (typeof given === 'number' || typeof given === 'bigint')
        return answer({ nonce, kind: 'value', value: `${given}` });
      // Of a receipt two fields are wanted; the rest of it is long.
      if (method === 'eth_getTransactionReceipt' && isObject(given)) {
        const fields: string[] = [];
        put(fields, 0, text(given, 'transactionHash', 100));
        put(fields, 1, text(given, 'status', 100));
        return answer({ nonce, kind: 'value', value: fields });
      }
      if (!isArray(given) || given.length > MAX_LIST)
        return refuse(nonce, { code: -32603, message: 'The wallet answered something unexpected.' });
      const items: string[] = [];
      for (let index = 0; index < given.length; index += 1) {
        const item: unknown = given[index];
        if (typeof item !== 'string' || item.length > 100)
          return refuse(nonce, { code: -32603, message: 'The wallet answered something unexpected.' });
        put(items, index, item);
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
      if (!provider) return refuse(nonce, { code: 4904, message: 'That wallet is not in this page any more.' });
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
      // `await` is the language's own: it needs no `then` that the page may have replaced before this script ran.
      const work = async (): Promise<void> => {
        try {
          const ask: unknown = get(provider, 'request');
          if (typeof ask !== 'function') throw { code: 4200, message: 'That wallet cannot be asked.' };
          const given: unknown = await apply(ask, provider, [{ method, params }]);
          once(() => value(nonce, method, given));
        } catch (error) {
          once(() => refuse(nonce, error));
        }
      };
      void work();
    };

    port.onmessage = (event) => {
      const request: unknown = apply(readData, event, []);
      const nonce = isObject(request) ? own(request, 'nonce') : null;
      if (!isObject(request) || typeof nonce !== 'string' || seenNonces[nonce]) return;
      seenNonces[nonce] = true;
      try {
        if (own(request, 'kind') === 'list') list(nonce);
        else if (own(request, 'kind') === 'call') call(nonce, request);
      } catch {
        // What the page replaced before this script ran does not work; silence would keep the user waiting.
        answer({ nonce, kind: 'error', code: -32603, message: 'This page changed what Facet needs. Reload it.' });
      }
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
