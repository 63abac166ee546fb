/**
 * The control endpoint: plain HTTP on loopback that reads the ledger, sets faults and moves the scenario. Not part of
 * the venue.
 */
import { z } from 'zod';
import { addressOf } from '../clob/views';
import type { Relayer } from '../chain/relayer';
import type { Rpc } from '../chain/rpc';
import type { ControlledClock } from '../core/clock';
import type { Core } from '../core/core';
import type { WalletRegistry } from '../crypto/wallets';
import { faultNames } from '../faults';
import type { Faults } from '../faults';
import { errorReply, parseJson, readText, reply, send } from '../http';
import type { Handler, Reply } from '../http';
import type { RunningServer } from '../server';
import { ledgerView } from './ledger-view';

export interface ControlDeps {
  readonly core: Core;
  readonly clock: ControlledClock;
  readonly faults: Faults;
  readonly wallets: WalletRegistry;
  readonly relayer: Relayer;
  readonly rpc: Rpc;
  readonly server: () => RunningServer;
}

const micros = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const schemas = {
  deposit: z.strictObject({
    account: z.string().min(1),
    cashMicros: micros.optional(),
    tokens: z.record(z.string(), micros).optional(),
  }),
  order: z.strictObject({
    account: z.string().min(1),
    tokenId: z.string(),
    side: z.enum(['BUY', 'SELL']),
    priceMicros: micros,
    sizeMicros: micros,
    cashMicros: micros.optional(),
    type: z.enum(['GTC', 'GTD', 'FOK', 'FAK']).default('GTC'),
    postOnly: z.boolean().default(false),
    expiration: micros.default(0),
  }),
  cancel: z.strictObject({ account: z.string(), id: z.string() }),
  resolve: z.strictObject({ conditionId: z.string(), yesWins: z.boolean() }),
  wallet: z.strictObject({
    owner: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
    type: z.enum(['SAFE', 'PROXY', 'WALLET', 'WALLET-UUPS', 'PLAIN']),
  }),
  relayerKey: z.strictObject({ owner: z.string().regex(/^0x[0-9a-fA-F]{40}$/) }),
  rpc: z.strictObject({
    method: z.enum(['eth_sendTransaction', 'eth_call', 'eth_getTransactionCount', 'eth_getTransactionReceipt']),
    from: z
      .string()
      .regex(/^0x[0-9a-fA-F]{40}$/)
      .default(`0x${'0'.repeat(40)}`),
    hash: z.string().default(''),
    to: z
      .string()
      .regex(/^0x[0-9a-fA-F]{40}$/)
      .default(`0x${'0'.repeat(40)}`),
    data: z.string().default('0x'),
  }),
  clock: z.strictObject({
    advanceMs: z.number().int().nonnegative().optional(),
    speed: z.number().nonnegative().max(10_000).optional(),
  }),
  tick: z.strictObject({ conditionId: z.string(), tickMicros: z.number().int().positive() }),
  accepting: z.strictObject({ conditionId: z.string(), acceptingOrders: z.boolean() }),
  sockets: z.strictObject({
    channel: z.enum(['market', 'user', 'spot', 'all']).default('all'),
    close: z.number().int().optional(),
    send: z.enum(['text', 'binary', 'invalid-utf8', 'huge', 'old-book']).optional(),
    text: z.string().default(''),
  }),
};

type Action = (deps: ControlDeps, body: unknown) => Reply;

/** Parses the body and runs the action; what it throws (unknown market, ids taken) is the caller's mistake. */
function action<Schema extends z.ZodType>(
  schema: Schema,
  run: (deps: ControlDeps, input: z.output<Schema>) => unknown,
): Action {
  return (deps, body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success)
      return errorReply(
        400,
        parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '),
      );
    try {
      return reply(run(deps, parsed.data) ?? { ok: true });
    } catch (error) {
      return errorReply(400, error instanceof Error ? error.message : String(error));
    }
  };
}

const routes: Readonly<Record<string, Action>> = {
  'GET /ledger': ({ core }) => reply(ledgerView(core)),
  'GET /faults': ({ faults }) => reply({ faults: faults.current, names: faultNames }),
  'POST /faults': ({ faults }, body) => {
    const problem = faults.patch(body);
    return problem ? errorReply(400, problem) : reply({ faults: faults.current });
  },
  'DELETE /faults': ({ faults }) => {
    faults.reset();
    return reply({ faults: faults.current });
  },
  'GET /stats': ({ core, server }) =>
    reply({
      sockets: server().sockets(),
      frames: server().frames,
      bookChanges: Object.fromEntries([...core.markets].map(([id, market]) => [id, market.changes])),
      nowMs: core.clock.nowMs(),
      speed: core.clock.speed,
    }),
  'GET /wallets': ({ wallets }) => reply(wallets.rows()),
  'POST /wallets': action(schemas.wallet, ({ wallets }, { owner, type }) => ({
    address: type === 'PLAIN' ? wallets.rememberPlain(owner) : wallets.register(owner, type),
  })),
  'POST /deposit': action(schemas.deposit, ({ core }, { account, cashMicros, tokens }) =>
    core.deposit(account, {
      ...(cashMicros === undefined ? {} : { cashMicros }),
      ...(tokens === undefined ? {} : { tokens }),
    }),
  ),
  'POST /order': action(schemas.order, ({ core }, { cashMicros, ...order }) =>
    core.place({ ...order, ...(cashMicros === undefined ? {} : { cashMicros }) }),
  ),
  'POST /cancel': action(schemas.cancel, ({ core }, { account, id }) => ({ canceled: core.cancel(account, id) })),
  'POST /resolve': action(schemas.resolve, ({ core }, { conditionId, yesWins }) => core.resolve(conditionId, yesWins)),
  'GET /relayed': ({ relayer }) =>
    reply([...relayer.rows.values()].map((row) => ({ ...row, nonce: String(row.nonce) }))),
  'POST /relayer-keys': action(schemas.relayerKey, ({ relayer }, { owner }) => ({ key: relayer.keyOf(owner) })),
  'POST /rpc': action(schemas.rpc, ({ rpc }, { method, from, to, data, hash }) => {
    if (method === 'eth_getTransactionReceipt') return { value: rpc.receiptOf(hash) };
    if (method === 'eth_getTransactionCount') return { value: `0x${rpc.countOf(from).toString(16)}` };
    return method === 'eth_call' ? rpc.call({ from, to, data }) : rpc.send({ from, to, data });
  }),
  'POST /clock': action(schemas.clock, ({ clock }, { advanceMs, speed }) => {
    if (speed !== undefined) clock.setSpeed(speed);
    if (advanceMs !== undefined) clock.advance(advanceMs);
    return { nowMs: clock.nowMs(), speed: clock.speed };
  }),
  'POST /tick': action(schemas.tick, ({ core }, { conditionId, tickMicros }) => core.setTick(conditionId, tickMicros)),
  'POST /accepting': action(schemas.accepting, ({ core }, { conditionId, acceptingOrders }) =>
    core.setAccepting(conditionId, acceptingOrders),
  ),
  'POST /sockets': action(schemas.sockets, ({ server }, { channel, close, send: kind, text }) => {
    server().forSockets(channel, (outbox) => {
      if (kind !== undefined) outbox.raw(kind, text);
      if (close !== undefined) outbox.close(close);
    });
  }),
  'GET /events': ({ core }) => reply(core.events()),
};

/** Paths that end in a token id: the depth that the engine really has. */
function depth(deps: ControlDeps, path: string): Reply {
  const tokenId = path.slice('/depth/'.length);
  return deps.core.find(tokenId)
    ? reply({ ...deps.core.depth(tokenId), lastTradePrice: deps.core.lastTradePrice(tokenId) })
    : errorReply(404, `unknown token ${tokenId}`);
}

export function createControlHandler(deps: ControlDeps): Handler {
  return async (request, response, url) => {
    const text = await readText(request);
    const run = routes[`${request.method} ${url.pathname}`];
    if (!run && request.method === 'GET' && url.pathname.startsWith('/depth/'))
      return send(response, depth(deps, url.pathname));
    if (!run)
      return send(
        response,
        errorReply(
          404,
          `unknown: ${request.method} ${url.pathname}; known: ` +
            `${Object.keys(routes).join(', ')}, GET /depth/{token}, addresses like ` +
            `${addressOf('agent')}`,
        ),
      );
    send(response, run(deps, text === '' ? {} : parseJson(text)));
  };
}
