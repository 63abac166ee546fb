/**
 * A browser wallet for tests and the demo: EIP-6963 providers in the page, answered from here with the library that
 * MetaMask signs with. It is as strict as a wallet (unconnected accounts, unknown methods and malformed typed data are
 * refused), can be told to misbehave, and remembers everything that it was asked. Keys are made per run and hold
 * nothing.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { SignTypedDataVersion, signTypedData, type MessageTypes, type TypedMessage } from '@metamask/eth-sig-util';
import type { BrowserContext, Page } from '@playwright/test';
import { Wallet } from 'ethers';
import { pageCode } from './page-code';

/** What the next signing prompt does. */
export type WalletBehaviour =
  | 'approve'
  /** The user presses Reject: 4001. */
  | 'reject'
  /** A prompt is already open: -32002. */
  | 'pending'
  /** Never answers. */
  | 'hang'
  /** Approves once the test lets it. */
  | 'wait'
  /** Signs the right data with another key. */
  | 'wrong-signer'
  /** Signs other data than shown: the first amount of the message is raised by one. */
  | 'altered'
  /** Answers something that is no signature. */
  | 'garbage';

/** What a lie is made of: the honest answer to this prompt, and ways to sign something else. */
export interface Honest {
  readonly data: TypedMessage<MessageTypes>;
  readonly signature: string;
  /** What it gave before this. */
  readonly before: string | null;
  sign(data: TypedMessage<MessageTypes>): string;
  /** With a key of nobody. */
  signElse(data: TypedMessage<MessageTypes>): string;
  /** One number of the message raised by one. */
  signAltered(): string;
}
/** An answer in place of the honest one. */
export type Lie = (honest: Honest) => RpcAnswer;

export interface WalletCall {
  readonly provider: string;
  readonly method: string;
  readonly params: readonly unknown[];
}

export interface ProviderInfo {
  readonly name: string;
  readonly rdns: string;
}

export interface WalletOptions {
  /** One EIP-6963 announcement each; two with the same rdns imitate an impostor. */
  readonly providers?: readonly ProviderInfo[];
  /** Chain of the wallet; 137 is Polygon. */
  readonly chainId?: number;
  /** Whether `wallet_switchEthereumChain` is granted. */
  readonly switchesChain?: boolean;
  readonly privateKey?: string;
}

export interface TestWallet {
  /** Checksummed address of the account that signs. */
  readonly address: string;
  readonly privateKey: string;
  /** Everything asked since the start, in order. */
  readonly calls: readonly WalletCall[];
  /** Parsed typed data of every signing prompt, in order. */
  readonly prompts: readonly TypedMessage<MessageTypes>[];
  /** What it signed, in order: the page sees each of them. */
  readonly given: readonly { readonly data: TypedMessage<MessageTypes>; readonly signature: string }[];
  /** Behaviours of the next prompts, one each; afterwards the wallet approves. */
  script(...behaviours: readonly (WalletBehaviour | Lie)[]): void;
  /** What the wallet does when no script is left. */
  always(behaviour: WalletBehaviour): void;
  /** Lets every prompt that waits be approved. */
  release(): void;
  setChain(chainId: number): void;
  /** From now on the wallet is on another account (its own key). */
  switchAccount(): string;
  /** Its first account, Polygon, and no script. */
  restore(): void;
  /** Resolves when this many signing prompts were shown. */
  promptsShown(count: number): Promise<void>;
}

const BINDING = '__facetTestWallet';
const HANG = new Promise<never>(() => undefined);

interface RpcError {
  readonly code: number;
  readonly message: string;
}
export type RpcAnswer = { readonly value: unknown } | { readonly error: RpcError };

const refused = (code: number, message: string): RpcAnswer => ({ error: { code, message } });

export function newPrivateKey(): string {
  return `0x${randomBytes(32).toString('hex')}`;
}

function isTypedData(value: unknown): value is TypedMessage<MessageTypes> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'types' in value &&
    'domain' in value &&
    'primaryType' in value &&
    'message' in value
  );
}

function sign(privateKey: string, data: TypedMessage<MessageTypes>): string {
  return signTypedData({ privateKey: Buffer.from(privateKey.slice(2), 'hex'), data, version: SignTypedDataVersion.V4 });
}

/** The same data with one number of the message (or of the order inside it) raised by one. */
function altered(data: TypedMessage<MessageTypes>): TypedMessage<MessageTypes> {
  const raise = (record: Record<string, unknown>): Record<string, unknown> => {
    const key = ['makerAmount', 'nonce'].find((name) => name in record);
    if (key !== undefined) return { ...record, [key]: (BigInt(String(record[key])) + 1n).toString() };
    const { contents } = record;
    if (typeof contents !== 'object' || contents === null) throw new Error('the typed data holds no number to alter');
    return { ...record, contents: raise(Object.fromEntries(Object.entries(contents))) };
  };
  return { ...data, message: raise(data.message) };
}

/** Runs in the page before any script of it. */
function announce({
  binding,
  providers,
}: {
  readonly binding: string;
  readonly providers: readonly (ProviderInfo & { readonly uuid: string })[];
}): void {
  const details = providers.map((info) => {
    const request = async (call: {
      readonly method: string;
      readonly params?: readonly unknown[];
    }): Promise<unknown> => {
      const ask: unknown = Reflect.get(globalThis, binding);
      if (typeof ask !== 'function') throw new Error('test wallet is not connected');
      const text: unknown = await Reflect.apply(ask, globalThis, [
        JSON.stringify({ uuid: info.uuid, method: call.method, params: call.params ?? [] }),
      ]);
      const answer = JSON.parse(String(text));
      if (answer.error) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
      return answer.value;
    };
    const provider = { isMetaMask: true, request, on: () => undefined, removeListener: () => undefined };
    const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg"/>')}`;
    return Object.freeze({
      info: Object.freeze({ uuid: info.uuid, name: info.name, rdns: info.rdns, icon }),
      provider: Object.freeze(provider),
    });
  });
  Reflect.set(globalThis, 'ethereum', details[0]?.provider);
  const tell = (): void => {
    for (const detail of details) globalThis.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  };
  globalThis.addEventListener('eip6963:requestProvider', tell);
  tell();
}

function createWallet(options: WalletOptions, providers: readonly (ProviderInfo & { readonly uuid: string })[]) {
  let key = options.privateKey ?? newPrivateKey();
  let chainId = options.chainId ?? 137;
  let fallback: WalletBehaviour = 'approve';
  const first = { address: new Wallet(key).address, privateKey: key };
  const connected = new Set<string>();
  const queue: (WalletBehaviour | Lie)[] = [];
  const calls: WalletCall[] = [];
  const prompts: TypedMessage<MessageTypes>[] = [];
  const given: { readonly data: TypedMessage<MessageTypes>; readonly signature: string }[] = [];
  const approved = (data: TypedMessage<MessageTypes>): RpcAnswer => {
    const signature = sign(key, data);
    given.push({ data, signature });
    return { value: signature };
  };
  let released = (): void => undefined;
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  const address = (): string => new Wallet(key).address;

  const signingPrompt = async (params: readonly unknown[]): Promise<RpcAnswer> => {
    const [who, text] = params;
    if (typeof who !== 'string' || who.toLowerCase() !== address().toLowerCase())
      return refused(4100, 'The requested account has not been authorized by the user.');
    if (typeof text !== 'string') return refused(-32602, 'Invalid parameters: typed data must be a JSON string.');
    const data: unknown = JSON.parse(text);
    if (!isTypedData(data)) return refused(-32602, 'Invalid parameters: not EIP-712 typed data.');
    if (Number(data.domain.chainId) !== chainId)
      return refused(
        -32603,
        `Provided chainId "${String(data.domain.chainId)}" must match the active chainId "${chainId}"`,
      );
    const behaviour = queue.shift() ?? fallback;
    prompts.push(data);
    for (const waiter of waiting) if (prompts.length >= waiter.count) waiter.done();
    if (typeof behaviour === 'function')
      return behaviour({
        data,
        signature: sign(key, data),
        before: given.at(-1)?.signature ?? null,
        sign: (other) => sign(key, other),
        signElse: (other) => sign(newPrivateKey(), other),
        signAltered: () => sign(key, altered(data)),
      });
    switch (behaviour) {
      case 'approve':
        return approved(data);
      case 'reject':
        return refused(4001, 'User rejected the request.');
      case 'pending':
        return refused(-32002, 'Request of this type is already pending.');
      case 'hang':
        return HANG;
      case 'wait':
        await new Promise<void>((resolve) => {
          released = resolve;
        });
        return approved(data);
      case 'wrong-signer':
        return { value: sign(newPrivateKey(), data) };
      case 'altered':
        return { value: sign(key, altered(data)) };
      case 'garbage':
        return { value: 'signed, honestly' };
    }
  };

  const answer = async (uuid: string, method: string, params: readonly unknown[]): Promise<RpcAnswer> => {
    switch (method) {
      case 'eth_requestAccounts':
        connected.add(uuid);
        return { value: [address()] };
      case 'eth_accounts':
        return { value: connected.has(uuid) ? [address()] : [] };
      case 'eth_chainId':
        return { value: `0x${chainId.toString(16)}` };
      case 'wallet_switchEthereumChain': {
        if (options.switchesChain === false) return refused(4001, 'User rejected the request.');
        const [target] = params;
        if (typeof target !== 'object' || target === null || !('chainId' in target))
          return refused(-32602, 'Invalid parameters: chainId is missing.');
        chainId = Number(target.chainId);
        return { value: null };
      }
      case 'eth_signTypedData_v4':
        return connected.has(uuid)
          ? signingPrompt(params)
          : refused(4100, 'The requested account has not been authorized by the user.');
      default:
        return refused(4200, `The method ${method} is not supported.`);
    }
  };

  const wallet: TestWallet = {
    ...first,
    calls,
    prompts,
    given,
    script: (...behaviours) => void queue.push(...behaviours),
    always: (behaviour) => {
      fallback = behaviour;
    },
    release: () => released(),
    setChain: (next) => {
      chainId = next;
    },
    switchAccount: () => {
      key = newPrivateKey();
      return address();
    },
    restore() {
      key = first.privateKey;
      chainId = options.chainId ?? 137;
      queue.length = 0;
    },
    promptsShown: (count) =>
      prompts.length >= count ? Promise.resolve() : new Promise((done) => waiting.push({ count, done })),
  };
  const handle = async (text: string): Promise<string> => {
    const request = JSON.parse(text);
    const info = providers.find((provider) => provider.uuid === request.uuid);
    calls.push({ provider: info?.name ?? request.uuid, method: request.method, params: request.params });
    return JSON.stringify(await answer(request.uuid, request.method, request.params));
  };
  return { wallet, handle };
}

/** Puts the wallet into a browser context (all its pages) or one page. Must run before the page is opened. */
export async function installWallet(target: BrowserContext | Page, options: WalletOptions = {}): Promise<TestWallet> {
  const infos = options.providers ?? [{ name: 'Test Wallet', rdns: 'example.test.wallet' }];
  const providers = infos.map((info) => ({ ...info, uuid: randomUUID() }));
  const { wallet, handle } = createWallet(options, providers);
  await target.exposeFunction(BINDING, handle);
  await target.addInitScript({ content: pageCode(announce, { binding: BINDING, providers }) });
  return wallet;
}
