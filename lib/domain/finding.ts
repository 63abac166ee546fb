/** What an examination of the venue can find, by code, with what its sentence needs. Times are milliseconds. */
import type { ContractName } from './condition';
import type { Failure } from './result';

/** The probes in the order in which they run; each rests on those before it. */
export const PROBES = [
  'sites',
  'clock',
  'place',
  'version',
  'catalogue',
  'books',
  'market-socket',
  'wallet',
  'accounts',
  'key',
  'standing',
  'orders',
  'user-socket',
] as const;
export type ProbeId = (typeof PROBES)[number];

export interface FindingParams {
  'sites-granted': { readonly hosts: number };
  'sites-withheld': { readonly hosts: readonly string[] };
  'clock-right': { readonly skewMs: number; readonly roundTripMs: number };
  'clock-off': { readonly skewMs: number; readonly limitMs: number };
  'place-open': { readonly country: string };
  'place-blocked': { readonly country: string; readonly region: string };
  'version-known': { readonly version: number };
  'version-unknown': { readonly version: string };
  'catalogue-read': CatalogueFacts;
  'catalogue-partly': CatalogueFacts & { readonly unreadable: number; readonly cause: Failure };
  'catalogue-empty': Record<never, never>;
  'books-right': BookFacts;
  'books-unproven': BookFacts;
  'books-missing': { readonly asked: number; readonly got: number };
  'details-contradict': { readonly market: string; readonly cause: Failure };
  'socket-live': SocketFacts;
  'socket-refused': { readonly reason: string };
  'socket-silent': { readonly waitedMs: number };
  'socket-mute': { readonly waitedMs: number };
  'dump-missing': { readonly asked: number; readonly got: number; readonly waitedMs: number };
  'wallet-ready': { readonly owner: string };
  'wallet-missing': Record<never, never>;
  /** It answers, and names no account to this page. */
  'wallet-locked': { readonly wallet: string };
  'wallet-other': { readonly connected: string; readonly found: string };
  /** On another network than the venue's, or it does not say on which. */
  'wallet-elsewhere': { readonly owner: string; readonly known: boolean };
  'accounts-found': {
    readonly funder: string;
    readonly signatureType: number;
    readonly deployed: number;
    /** The site shows the same wallet, or none. */
    readonly isProfile: boolean;
  };
  'accounts-differ': { readonly funder: string; readonly profile: string };
  'accounts-undeployed': { readonly funder: string };
  /** The relayer did not say whether it exists. */
  'accounts-unconfirmed': { readonly funder: string; readonly isProfile: boolean };
  'accounts-plain': { readonly owner: string };
  /** `same`: it is the key that is used already. */
  'key-derived': { readonly same: boolean };
  'standing-good': { readonly balanceMicros: number };
  'standing-closed-only': Record<never, never>;
  /** `blocked`: kinds of market whose contracts may not take that much. */
  'standing-short': Short;
  'standing-partly': Short;
  /** `unknownForm`: how an order that does not exist is answered. */
  'orders-read': {
    readonly open: number;
    readonly trades: number;
    readonly unknownForm: 'null' | 'empty' | 'not-found';
  };
  'orders-odd': { readonly said: string };
  'user-socket-live': { readonly openMs: number; readonly pongMs: number };
  'asked-in-vain': { readonly probe: ProbeId; readonly cause: Failure };
}

interface Short {
  readonly balanceMicros: number;
  readonly blocked: readonly ContractName[];
}

export interface CatalogueFacts {
  readonly events: number;
  readonly markets: number;
  readonly v1: number;
  readonly v2: number;
  /** How `positionIds` came. */
  readonly positionIds: 'list' | 'text' | 'none';
}

export interface BookFacts {
  readonly books: number;
  /** Books whose hash was made again from what came. */
  readonly reproduced: number;
  readonly bytesOfTwo: number;
  readonly bytesOfAll: number;
  /** Keys that the documents do not name. */
  readonly unknownKeys: readonly string[];
}

export interface SocketFacts {
  readonly openMs: number;
  readonly firstBookMs: number;
  readonly pongMs: number;
  readonly dumpMs: number;
  /** Books of the dump. */
  readonly books: number;
  /** Longest frame, characters. */
  readonly largest: number;
  /** Every different text that was not JSON, shortened. */
  readonly notJson: readonly string[];
}

export type FindingCode = keyof FindingParams;

export type Finding = {
  readonly [C in FindingCode]: { readonly probe: ProbeId; readonly code: C; readonly params: FindingParams[C] };
}[FindingCode];

/** What each code means for what may be done: `red` ends the examination, `note` is said and goes on. */
export const GRAVITY: Readonly<Record<FindingCode, 'good' | 'note' | 'red'>> = {
  'sites-granted': 'good',
  'sites-withheld': 'red',
  'clock-right': 'good',
  'clock-off': 'red',
  'place-open': 'good',
  'place-blocked': 'red',
  'version-known': 'good',
  'version-unknown': 'red',
  'catalogue-read': 'good',
  'catalogue-partly': 'note',
  'catalogue-empty': 'red',
  'books-right': 'good',
  'books-unproven': 'note',
  'books-missing': 'red',
  'details-contradict': 'red',
  'socket-live': 'good',
  'socket-refused': 'red',
  'socket-silent': 'red',
  'socket-mute': 'red',
  'dump-missing': 'red',
  'wallet-ready': 'good',
  'wallet-missing': 'red',
  'wallet-locked': 'red',
  'wallet-other': 'red',
  'wallet-elsewhere': 'note',
  'accounts-found': 'good',
  'accounts-differ': 'note',
  'accounts-undeployed': 'red',
  'accounts-unconfirmed': 'note',
  'accounts-plain': 'note',
  'key-derived': 'good',
  'standing-good': 'good',
  'standing-closed-only': 'red',
  'standing-short': 'red',
  'standing-partly': 'note',
  'orders-read': 'good',
  'orders-odd': 'red',
  'user-socket-live': 'good',
  'asked-in-vain': 'red',
};
