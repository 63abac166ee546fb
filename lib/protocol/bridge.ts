/**
 * The bridge: background -> content script (Port "bridge") -> MAIN world (MessagePort) -> wallet, and the answer back.
 * Nothing that comes from the page is a command: it is only the answer to a nonce that the background made, and is
 * verified by cryptography there.
 */
import * as z from 'zod/mini';

export const BRIDGE_PORT = 'bridge';

/** All that is ever asked of a wallet. */
export const BRIDGE_METHODS = [
  'eth_requestAccounts',
  'eth_accounts',
  'eth_chainId',
  'wallet_switchEthereumChain',
  'eth_signTypedData_v4',
  'eth_sendTransaction',
  'eth_call',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
] as const;
export type BridgeMethod = (typeof BRIDGE_METHODS)[number];

export type BridgeRequest =
  | { readonly nonce: string; readonly kind: 'list' }
  | {
      readonly nonce: string;
      readonly kind: 'call';
      readonly uuid: string;
      readonly method: BridgeMethod;
      readonly params: readonly unknown[];
    };

/** Said by the content script, with code 4900, where no script of ours runs in the page's own world. */
export const PAGE_WITHOUT_SCRIPT = 'page-without-script';

/** A signature is 132 characters; a wrapped one under 2 kB; 16 kB is far above any honest answer. */
export const BRIDGE_MAX_ANSWER_CHARS = 16_384;
/** People read wallet prompts; after two minutes the prompt is treated as abandoned. */
export const BRIDGE_TIMEOUT_MS = 120_000;

const shortText = z.string().check(z.maxLength(200));
export const bridgeProvider = z.strictObject({
  uuid: shortText,
  name: shortText,
  claimedRdns: shortText,
  icon: z.string().check(z.maxLength(8_192)),
});

export type BridgeProvider = z.infer<typeof bridgeProvider>;

export const bridgeAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    nonce: z.string().check(z.maxLength(64)),
    kind: z.literal('providers'),
    providers: z.array(bridgeProvider).check(z.maxLength(16)),
  }),
  z.strictObject({
    nonce: z.string().check(z.maxLength(64)),
    kind: z.literal('value'),
    value: z.union([
      z.null(),
      z.string().check(z.maxLength(BRIDGE_MAX_ANSWER_CHARS)),
      z.array(z.string().check(z.maxLength(100))).check(z.maxLength(16)),
    ]),
  }),
  z.strictObject({
    nonce: z.string().check(z.maxLength(64)),
    kind: z.literal('error'),
    code: z.int(),
    message: z.string().check(z.maxLength(500)),
  }),
]);
export type BridgeAnswer = z.infer<typeof bridgeAnswer>;
