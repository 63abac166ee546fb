/** The CLOB's HTTP face. */
import { errorReply, readText, send } from '../http';
import type { Handler, Reply, Silence } from '../http';
import { accountPrefixes, accountRoutes, cancelRoutes } from './account';
import { authRoutes } from './auth-routes';
import type { Call, ClobContext } from './context';
import { publicPrefixes, publicRoutes } from './public';
import { postOrders, tradingHalt } from './submit';

function answer(context: ClobContext, call: Call): Reply | Silence {
  const name = `${call.method} ${call.path}`;
  if (name === 'POST /order' || name === 'POST /orders') return postOrders(context, call, name === 'POST /orders');
  const cancel = cancelRoutes[name];
  if (cancel) return tradingHalt(context, { cancels: true, postOnly: false }) ?? cancel(context, call);
  const exact = publicRoutes[name] ?? authRoutes[name] ?? accountRoutes[name];
  if (exact) return exact(context, call);
  const prefixed = [...publicPrefixes, ...accountPrefixes].find(
    ({ method, prefix }) => method === call.method && call.path.startsWith(prefix) && call.path.length > prefix.length,
  );
  return prefixed ? prefixed.route(context, call) : errorReply(404, 'not found');
}

export function createClobHandler(context: ClobContext, change: (body: unknown, path: string) => unknown): Handler {
  return async (request, response, url) => {
    const body = await readText(request);
    const call: Call = { request, method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, body };
    const result = answer(context, call);
    if (result === 'never') return;
    if (result === 'reset') {
      request.socket.destroy();
      return;
    }
    send(response, { ...result, body: result.status === 200 ? change(result.body, call.path) : result.body });
  };
}
