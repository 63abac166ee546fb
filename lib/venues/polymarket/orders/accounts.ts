/**
 * Wallets that an owner may hold money in (docs/venue.md 2.2): contract addresses follow from the owner by
 * CREATE2, and the relayer says which of them exist. Formulas are those of the venue's SDK 0.2.0.
 */
import { concat, getAddress, getCreate2Address, keccak256, toBeHex, zeroPadValue } from 'ethers';
import type { Address } from '../../../domain/ids';
import { parseAddress } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { Http } from '../../../ports/net';
import type { SignatureType, TradingAccount } from '../../../domain/account';
import {
  DEPOSIT_WALLET_BEACON,
  DEPOSIT_WALLET_FACTORY,
  DEPOSIT_WALLET_IMPLEMENTATION,
  PROXY_FACTORY,
  READ_TIMEOUT_MS,
  RELAYER,
  SAFE_FACTORY,
} from '../common/constants';
import { requestJson } from '../common/http';
import { parseDeployed } from './parse-login';

/** Of the Safe proxy that the venue's factory creates. */
const SAFE_INIT_CODE_HASH = '0x2bce2127ff07fb632d16c8347c4ebf501f4841168bed00d9e6ef715ddb6fcecf';
/** Of the proxy wallet: the clone that the venue's proxy factory makes, constructor call included. */
const PROXY_INIT_CODE_HASH = '0xd21df8dc65880a8606f09fe0ce3df9b8869287ab0b058be05aa9e8af6330a00b';

/**
 * ERC-1967 clones with immutable arguments: ten bytes of header whose length field counts the arguments, the target,
 * fixed code.
 */
const PROXY_HEADER = 0x61003d3d8160233d3973n;
const PROXY_CODE = [
  '0x6009',
  '0x5155f3363d3d373d3d363d7f360894a13ba1a3210667c828492db98dca3e2076',
  '0xcc3735a920a3ca505d382bbc545af43d6000803e6038573d6000fd5b3d6000f3',
] as const;
const BEACON_HEADER = 0x6100523d8160233d3973n;
const BEACON_CODE = [
  '0x60195155f3363d3d373d3d363d602036600436635c60da',
  '0x1b60e01b36527fa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6c',
  '0xb3582b35133d50545afa5036515af43d6000803e604d573d6000fd5b3d6000f3',
] as const;

function depositWallet(
  owner: string,
  clone: { readonly header: bigint; readonly target: string; readonly code: readonly string[] },
): string {
  const args = concat([zeroPadValue(DEPOSIT_WALLET_FACTORY, 32), zeroPadValue(owner, 32)]);
  const argsBytes = BigInt((args.length - 2) / 2);
  const initCode = concat([toBeHex(clone.header + (argsBytes << 56n), 10), clone.target, ...clone.code, args]);
  return getCreate2Address(DEPOSIT_WALLET_FACTORY, keccak256(args), keccak256(initCode));
}

export interface WalletCandidate {
  readonly address: string;
  readonly signatureType: SignatureType;
  /** The relayer's word for it. */
  readonly relayerType: 'WALLET' | 'SAFE' | 'PROXY';
}

/** Most likely first: deposit wallets are the default since 2026-05-04. */
export function walletCandidates(owner: Address): readonly WalletCandidate[] {
  const address = getAddress(owner.toLowerCase());
  return [
    {
      address: depositWallet(address, { header: BEACON_HEADER, target: DEPOSIT_WALLET_BEACON, code: BEACON_CODE }),
      signatureType: 3,
      relayerType: 'WALLET',
    },
    {
      address: depositWallet(address, {
        header: PROXY_HEADER,
        target: DEPOSIT_WALLET_IMPLEMENTATION,
        code: PROXY_CODE,
      }),
      signatureType: 3,
      relayerType: 'WALLET',
    },
    {
      address: getCreate2Address(SAFE_FACTORY, keccak256(zeroPadValue(address, 32)), SAFE_INIT_CODE_HASH),
      signatureType: 2,
      relayerType: 'SAFE',
    },
    // The salt is the hash of the bare twenty bytes, not of a padded word as for the Safe.
    {
      address: getCreate2Address(PROXY_FACTORY, keccak256(address), PROXY_INIT_CODE_HASH),
      signatureType: 1,
      relayerType: 'PROXY',
    },
  ];
}

/**
 * The deposit wallet of an owner who has none: the first deposit on the site makes it. Beacon wallets are the only ones
 * made since 2026-06-29.
 */
export function walletToCome(owner: Address, accounts: readonly TradingAccount[]): Address | null {
  if (accounts.some(({ signatureType }) => signatureType === 3)) return null;
  return parseAddress(walletCandidates(owner)[0]?.address);
}

/**
 * The plain account and every wallet contract that exists. Fails when the relayer cannot say, since a wallet could be
 * missing then.
 */
export async function fetchAccounts(
  http: Http,
  owner: Address,
  signal: AbortSignal,
): Promise<Result<readonly TradingAccount[]>> {
  const accounts: TradingAccount[] = [{ owner, funder: owner, signatureType: 0 }];
  const candidates = walletCandidates(owner);
  const answers = await Promise.all(
    candidates.map(({ address, relayerType }) =>
      requestJson(
        http,
        {
          method: 'GET',
          url: `${RELAYER}/deployed?address=${address}&type=${relayerType}`,
          timeoutMs: READ_TIMEOUT_MS,
        },
        'wallets',
        signal,
      ),
    ),
  );
  for (const [i, answer] of answers.entries()) {
    if (!answer.ok) return answer;
    const deployed = parseDeployed(answer.value);
    if (!deployed.ok) return deployed;
    const candidate = candidates[i];
    const funder = parseAddress(candidate?.address);
    if (candidate === undefined || funder === null) return fail('bad-wallet', {});
    if (deployed.value) accounts.push({ owner, funder, signatureType: candidate.signatureType });
  }
  return ok(accounts);
}
