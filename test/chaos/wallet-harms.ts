/**
 * A wallet that errs, lies, hangs or changes under a prompt, at a random leg: nothing may be posted, and it has to end
 * by itself or by stop.
 */
import type { Lie } from '../kit/browser/wallet';
import { until } from '../kit/browser/until';
import { arrivals, pause, take, type Family, type Run } from './harm';

const error =
  (code: number, message: string): Lie =>
  () => ({ error: { code, message } });
const value =
  (given: unknown): Lie =>
  () => ({ value: given });
const bytes = (length: number, fill: string): string => `0x${fill.repeat(length)}`;

/** Each answers one signing prompt. */
const LIES: Readonly<Record<string, Lie>> = {
  'refused, 4001': error(4001, 'User rejected the request.'),
  'a prompt is open, -32002': error(-32002, 'Request already pending.'),
  'not authorised, 4100': error(4100, 'Unauthorized.'),
  'no such method, 4200': error(4200, 'Unsupported.'),
  'disconnected, 4900': error(4900, 'Disconnected.'),
  'of another chain, 4901': error(4901, 'Chain disconnected.'),
  'internal error': error(-32603, 'Internal error'),
  'an error without words': error(0, ''),
  nothing: value(null),
  'an empty text': value(''),
  'no bytes': value('0x'),
  'a number': value(42),
  true: value(true),
  'an object': ({ signature }) => ({ value: { signature } }),
  'a list': ({ signature }) => ({ value: [signature, signature] }),
  words: value('signed, honestly'),
  'a megabyte': value(bytes(1_000_000, 'ab')),
  'a byte too many': ({ signature }) => ({ value: `${signature}00` }),
  'a byte changed': ({ signature }) => ({
    value: `${signature.slice(0, 20)}${signature[20] === 'a' ? 'b' : 'a'}${signature.slice(21)}`,
  }),
  zeros: value(bytes(65, '00')),
  'random bytes': value(bytes(65, '5b')),
  'of another key': ({ signElse, data }) => ({ value: signElse(data) }),
  'of another amount': ({ signAltered }) => ({ value: signAltered() }),
  'of the same order elsewhere': ({ sign, data }) => ({
    value: sign({ ...data, domain: { ...data.domain, chainId: 1 } }),
  }),
  'of another contract': ({ sign, data }) => ({
    value: sign({ ...data, domain: { ...data.domain, verifyingContract: bytes(20, '11') } }),
  }),
  'of the bet before': ({ signature, before }) => ({ value: before ?? `${signature}00` }),
};

type Change = (run: Run) => Promise<void>;
const CHANGES: Readonly<Record<string, Change>> = {
  async 'another account meanwhile'({ world }) {
    world.wallet.switchAccount();
    world.wallet.release();
  },
  async 'never answers, and stop'({ world }) {
    await world.dashboard.command('panic', {});
  },
  async 'answers after stop'({ world }) {
    await world.dashboard.command('panic', {});
    world.wallet.release();
  },
};

export const WALLET_HARMS = [...Object.keys(LIES), ...Object.keys(CHANGES)];

export const walletFamily: Family = async (run) => {
  const { world, opportunity, random } = run;
  const { wallet, dashboard } = world;
  const name = WALLET_HARMS[run.run % WALLET_HARMS.length] ?? '';
  const before = await arrivals(world);
  const prompts = wallet.prompts.length;
  const honest = Math.floor(random() * opportunity.legs.length);
  const lie = LIES[name];
  wallet.script(...Array.from({ length: honest }, () => 'approve' as const), lie ?? 'wait');
  const taken = await take(run);
  if (!taken.ok) {
    wallet.restore();
    return { name: `${name}, not taken: ${taken.error.code}` };
  }
  await wallet.promptsShown(prompts + honest + 1);
  await CHANGES[name]?.(run);
  const ended = async () => {
    const view = await dashboard.view();
    const own = view?.executions.find(({ id }) => id === taken.value.executionId);
    return own !== undefined && own.state !== 'signing' && own.state !== 'approved' ? true : null;
  };
  await until('the wallet was given up', ended, 60_000).catch(() => null);
  // What was signed before must not leave now either.
  await pause(200);
  const posted = (await arrivals(world)) - before;
  wallet.restore();
  await dashboard.command('acknowledgeSignatures', {});
  return { name, posted };
};
