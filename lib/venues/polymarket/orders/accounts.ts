/**
 * Wallets that an owner may hold money in (docs/venue.md 2.2): contract addresses follow from the owner by
 * CREATE2, and the relayer says which of them exist. Formulas are those of the venue's SDK 0.2.0.
 */
import { concat, getAddress, getCreate2Address, keccak256, toBeHex, zeroPadValue } from 'ethers';
import type { Address } from '../../../domain/ids';
import { parseAddress } from '../../../domain/ids';
import type { Failure, Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { OwnWallet, WalletSurvey } from '../../../ports/login';
import type { Http } from '../../../ports/net';
import type { SignatureType, TradingAccount } from '../../../domain/account';
import {
  DEPOSIT_WALLET_BEACON,
  DEPOSIT_WALLET_FACTORY,
  DEPOSIT_WALLET_IMPLEMENTATION,
  GAMMA,
  PROXY_FACTORY,
  READ_TIMEOUT_MS,
  RELAYER,
  SAFE_FACTORY,
} from '../common/constants';
import { requestJson } from '../common/http';
import { isJsonObject } from '../../socket/json';
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
 * Whether the relayer knows a contract there; null when it did not say. Deposit wallets are asked for by their type,
 * the others without one.
 */
async function isDeployed(http: Http, candidate: WalletCandidate, signal: AbortSignal): Promise<Result<boolean>> {
  const type = candidate.relayerType === 'WALLET' ? '&type=WALLET' : '';
  const url = `${RELAYER}/deployed?address=${candidate.address}${type}`;
  const answer = await requestJson(http, { method: 'GET', url, timeoutMs: READ_TIMEOUT_MS }, 'wallets', signal);
  return answer.ok ? parseDeployed(answer.value) : answer;
}

/** Every wallet that a formula gives, with what the relayer says of it, and the plain account. */
async function fetchWallets(
  http: Http,
  owner: Address,
  signal: AbortSignal,
): Promise<{ readonly wallets: readonly OwnWallet[]; readonly silence: Failure | null }> {
  const candidates = walletCandidates(owner);
  const answers = await Promise.all(candidates.map((candidate) => isDeployed(http, candidate, signal)));
  const wallets = candidates.flatMap((candidate, i): readonly OwnWallet[] => {
    const funder = parseAddress(candidate.address);
    const answer = answers[i];
    if (funder === null || answer === undefined) return [];
    const account = { owner, funder, signatureType: candidate.signatureType };
    return [{ account, deployed: answer.ok ? answer.value : null }];
  });
  const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  const plain = { account: { owner, funder: owner, signatureType: 0 }, deployed: true } as const;
  return { wallets: [...wallets, plain], silence: failures.length < answers.length ? null : (failures[0] ?? null) };
}

/**
 * The plain account and every wallet contract that exists. One lookup that fails leaves that wallet out; fails when the
 * relayer says nothing of any.
 */
export async function fetchAccounts(
  http: Http,
  owner: Address,
  signal: AbortSignal,
): Promise<Result<readonly TradingAccount[]>> {
  const { wallets, silence } = await fetchWallets(http, owner, signal);
  if (silence !== null) return { ok: false, error: silence };
  const [plain, ...others] = [...wallets.slice(-1), ...wallets.slice(0, -1)];
  if (plain === undefined) return fail('bad-wallet', {});
  return ok([plain, ...others].filter(({ deployed }) => deployed === true).map(({ account }) => account));
}

/** The wallet that the site shows for this owner (docs/venue.md 6.6); null where it knows none or does not answer. */
async function fetchProfileWallet(http: Http, owner: Address, signal: AbortSignal): Promise<Address | null> {
  const url = `${GAMMA}/public-profile?address=${owner}`;
  const answer = await requestJson(http, { method: 'GET', url, timeoutMs: READ_TIMEOUT_MS }, 'wallets', signal);
  return answer.ok && isJsonObject(answer.value) ? parseAddress(answer.value['proxyWallet']) : null;
}

/** Fails when neither the relayer nor the site says anything of any wallet. */
export async function surveyWallets(http: Http, owner: Address, signal: AbortSignal): Promise<Result<WalletSurvey>> {
  const [{ wallets, silence }, profile] = await Promise.all([
    fetchWallets(http, owner, signal),
    fetchProfileWallet(http, owner, signal),
  ]);
  return silence !== null && profile === null ? { ok: false, error: silence } : ok({ wallets, profile });
}
