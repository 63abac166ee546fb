/**
 * Contract wallets of an owner, derived by CREATE2: keccak256(0xff, factory, salt, keccak256(init code)), last 20
 * bytes. Formulas from the venue's SDK 0.2.0 (`wallet.ts`). The registry says which of them exist ("deployed").
 */
import { contracts, SAFE_INIT_CODE_HASH } from './contracts';
import { checksumAddress, keccak256 } from './keccak';

export type WalletKind = 'SAFE' | 'PROXY' | 'WALLET' | 'WALLET-UUPS';

const plain = (hex: string): string => hex.slice(2).toLowerCase();
const word = (hex: string): string => plain(hex).padStart(64, '0');

function create2(factory: string, salt: string, initCodeHash: string): string {
  return checksumAddress(`0x${keccak256(`0xff${plain(factory)}${plain(salt)}${plain(initCodeHash)}`).slice(-40)}`);
}

/** ERC-1167 style clone with a constructor call (proxy factory). */
function proxyInitCode(): string {
  const call = `52e831dd${'20'.padStart(64, '0')}${''.padStart(64, '0')}`;
  return [
    '0x3d3d606380380380913d393d73',
    plain(contracts.proxyFactory),
    '5af4602a57600080fd5b602d8060366000396000f3363d3d373d3d3d363d73',
    plain(contracts.proxyImplementation),
    '5af43d82803e903d91602b57fd5bf3',
    call,
  ].join('');
}

/** Length-prefixed ERC-1967 creation code: its first word's length field grows by the bytes of the arguments. */
function prefixed(prefix: bigint, args: string): string {
  return (prefix + (BigInt(args.length / 2) << 56n)).toString(16).padStart(20, '0');
}

function depositArgs(owner: string): string {
  return `${word(contracts.depositWalletFactory)}${word(owner)}`;
}

function uupsInitCode(args: string): string {
  const tail =
    '60095155f3363d3d373d3d363d7f360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3' +
    'ca505d382bbc545af43d6000803e6038573d6000fd5b3d6000f3';
  return `0x${prefixed(0x61003d3d8160233d3973n, args)}${plain(contracts.depositWalletImplementation)}${tail}${args}`;
}

function beaconInitCode(args: string): string {
  const tail =
    '60195155f3363d3d373d3d363d602036600436635c60da1b60e01b36527fa3f0ad74e5423aebfd80d3ef4346578335a9' +
    'a72aeaee59ff6cb3582b35133d50545afa5036515af43d6000803e604d573d6000fd5b3d6000f3';
  return `0x${prefixed(0x6100523d8160233d3973n, args)}${plain(contracts.depositWalletBeacon)}${tail}${args}`;
}

export function deriveWallet(owner: string, kind: WalletKind): string {
  const args = depositArgs(owner);
  switch (kind) {
    case 'SAFE':
      return create2(contracts.safeFactory, keccak256(`0x${word(owner)}`), SAFE_INIT_CODE_HASH);
    case 'PROXY':
      return create2(contracts.proxyFactory, keccak256(`0x${plain(owner)}`), keccak256(proxyInitCode()));
    case 'WALLET':
      return create2(contracts.depositWalletFactory, keccak256(`0x${args}`), keccak256(beaconInitCode(args)));
    case 'WALLET-UUPS':
      return create2(contracts.depositWalletFactory, keccak256(`0x${args}`), keccak256(uupsInitCode(args)));
    default:
      throw new Error(`unknown wallet kind ${String(kind)}`);
  }
}

export interface WalletRow {
  readonly address: string;
  readonly owner: string;
  readonly kind: WalletKind;
}

export class WalletRegistry {
  private readonly byAddress = new Map<string, WalletRow>();
  private readonly oldPlain = new Set<string>();

  /** Marks a wallet of this owner as deployed and answers its address. */
  register(owner: string, kind: WalletKind): string {
    const address = deriveWallet(owner, kind);
    this.byAddress.set(address.toLowerCase(), { address, owner: checksumAddress(owner), kind });
    return address;
  }

  /** The owner traded from its plain account before new ones were refused (2026-05-04). */
  rememberPlain(owner: string): string {
    this.oldPlain.add(owner.toLowerCase());
    return checksumAddress(owner);
  }

  isOldPlain(address: string): boolean {
    return this.oldPlain.has(address.toLowerCase());
  }

  get(address: string): WalletRow | null {
    return this.byAddress.get(address.toLowerCase()) ?? null;
  }

  rows(): readonly WalletRow[] {
    return [...this.byAddress.values()];
  }

  /** Wallet that the site shows for this owner: a deposit wallet before older ones; null where there is none. */
  shown(owner: string): string | null {
    const own = (['WALLET', 'WALLET-UUPS', 'SAFE', 'PROXY'] as const).map((kind) => deriveWallet(owner, kind));
    return own.find((address) => this.get(address) !== null) ?? null;
  }

  /** Account that the venue looks at for (owner, signature type); null when that wallet does not exist. */
  funder(owner: string, signatureType: number): string | null {
    if (signatureType === 0) return owner;
    const kinds: readonly WalletKind[] =
      signatureType === 1
        ? ['PROXY']
        : signatureType === 2
          ? ['SAFE']
          : signatureType === 3
            ? ['WALLET', 'WALLET-UUPS']
            : [];
    for (const kind of kinds) {
      const address = deriveWallet(owner, kind);
      if (this.get(address)) return address;
    }
    return null;
  }
}
