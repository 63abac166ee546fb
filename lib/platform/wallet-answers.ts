/**
 * What wallets say, read as leniently as is free: the typed data carries the chain and every signature is recovered,
 * so a network or a refusal told in an odd form can cost nothing. Texts of a wallet are untrusted: they are sorted here
 * and never repeated.
 */
import type { Result } from '../domain/result';
import { fail } from '../domain/result';
import { PAGE_WITHOUT_SCRIPT } from '../protocol/bridge';

/**
 * The number in an answer to `eth_chainId`: hex by EIP-695, but also seen as a number, in decimal digits, with leading
 * zeros or "0X", and as CAIP-2 ("eip155:137"). null: no network can be told from it.
 */
export function chainIdOf(answer: unknown): bigint | null {
  if (typeof answer === 'bigint') return answer > 0n ? answer : null;
  if (typeof answer === 'number') return Number.isSafeInteger(answer) && answer > 0 ? BigInt(answer) : null;
  if (typeof answer !== 'string') return null;
  const text = answer.trim().toLowerCase();
  const [, hex, decimal] = /^(?:eip155:)?(?:0x([0-9a-f]{1,64})|(\d{1,64})n?)$/.exec(text) ?? [];
  const value = hex !== undefined ? BigInt(`0x${hex}`) : decimal !== undefined ? BigInt(decimal) : 0n;
  return value > 0n ? value : null;
}

/**
 * How wallets say "the user pressed Reject" when they do not say 4001: ethers' code, WalletConnect's, and the words of
 * MetaMask, Coinbase Wallet, Rabby, Phantom, Ledger and others around -32603.
 */
const REFUSED = new RegExp(
  [
    'action_rejected|user_?(?:rejected|refused|denied)|\\b(?:4001|5000|5001|5002)\\b|0x6985',
    '\\buser\\b.{0,20}\\b(?:reject|den(?:y|ied)|refus|cancel|declin|disapprov|abort|dismiss|clos)',
    '\\b(?:rejected|denied|refused|cancell?ed|declined|aborted|dismissed|closed) ' +
      '(?:by|on) (?:the )?(?:user|device|wallet)',
    '\\b(?:request|sign(?:ature|ing)?|message|transaction|confirmation|prompt|popup|modal|window)\\b.{0,20}' +
      '\\b(?:rejected|denied|refused|cancell?ed|declined|aborted|dismissed|closed)\\b',
    '^\\W*(?:error:? )?(?:rejected|denied|refused|cancell?ed|declined|aborted|dismissed)\\b',
    'refused without a reason',
  ].join('|'),
  'i',
);

/** Codes of EIP-1193, of JSON-RPC and of the bridge itself in words. */
export function walletFailure(code: number, message: string): Result<never> {
  switch (code) {
    case 4001:
      return refused();
    case 4100:
      return fail('wallet-unauthorised', {});
    case 4200:
    case -32601:
      return fail('wallet-unable', {});
    case 4900:
      return message === PAGE_WITHOUT_SCRIPT ? fail('page-old', {}, 'later') : offline();
    case 4901:
      return offline();
    case 4904:
      return fail('wallet-gone', {}, 'later');
    case -32002:
      return fail('wallet-busy', {}, 'later');
    default:
      return REFUSED.test(message) ? refused() : fail('wallet-failed', {}, 'later');
  }
}

/**
 * The same of a transaction, where a text is no proof: "request aborted" is also what a wallet says when its own line
 * to the chain broke after it had sent. Only the code for the user's no is one.
 */
export function transactionFailure(code: number, message: string): Result<never> {
  return walletFailure(code, message === PAGE_WITHOUT_SCRIPT ? message : '');
}

const refused = (): Result<never> => fail('wallet-refused', {});

const offline = (): Result<never> => fail('wallet-offline', {}, 'later');
