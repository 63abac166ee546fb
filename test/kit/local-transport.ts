/** The product's ports for HTTP and sockets, joined to a local exchange: production URLs in, loopback out. */
import type { Http, OpenSocket } from '../../lib/ports/net';
import type { RunningExchange } from '../../exchange/start';
import { socketTo } from './venue';

const PREFIXES: Readonly<Record<string, string>> = {
  'clob.polymarket.com': '',
  'gamma-api.polymarket.com': '/~gamma-api',
  'data-api.polymarket.com': '/~data-api',
  'relayer-v2.polymarket.com': '/~relayer-v2',
  'polymarket.com': '/~site',
};

/** @throws Error for a host that is not the venue's: nothing may leave this machine. */
function local(exchange: RunningExchange, url: string): string {
  const { hostname, pathname, search } = new URL(url);
  const prefix = PREFIXES[hostname];
  if (prefix === undefined) throw new Error(`unexpected host ${hostname}`);
  return `${exchange.plainUrl}${prefix}${pathname}${search}`;
}

export function localHttp(exchange: () => RunningExchange): Http {
  return async (request, abort) => {
    const response = await fetch(local(exchange(), request.url), {
      method: request.method,
      ...(request.headers ? { headers: { ...request.headers } } : {}),
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: AbortSignal.any([abort, AbortSignal.timeout(request.timeoutMs)]),
      redirect: 'error',
    });
    return {
      status: response.status,
      text: await response.text(),
      header: (name) => response.headers.get(name),
    };
  };
}

export function localSocket(exchange: () => RunningExchange): OpenSocket {
  return (url, handlers) => {
    const { hostname, pathname } = new URL(url);
    if (hostname !== 'ws-subscriptions-clob.polymarket.com') throw new Error(`unexpected host ${hostname}`);
    return socketTo(`${exchange().plainUrl.replace('http', 'ws')}${pathname}`, handlers);
  };
}
