/** Count and digest of a set of records, kept up to date record by record. */
import { digestOf, NO_RECORDS, type TallySum } from './copy';

export interface Tally {
  sum(): TallySum;
  /** The sum with these put and removed; nothing changes before `take`. */
  after(changes: TallyChanges): Promise<{ readonly sum: TallySum; readonly take: () => void }>;
}

export interface TallyChanges {
  readonly put?: readonly (readonly [key: string, value: unknown])[];
  readonly remove?: readonly string[];
}

const HEX = 16;

export async function createTally(records: Iterable<readonly [string, unknown]>): Promise<Tally> {
  const digests = new Map<string, bigint>();
  for (const [key, value] of records) digests.set(key, await digestOfRecord(key, value));
  const xor = (all: Iterable<bigint>): bigint => [...all].reduce((total, each) => total ^ each, 0n);
  const sumOf = (all: ReadonlyMap<string, bigint>): TallySum =>
    all.size === 0 ? NO_RECORDS : { count: all.size, digest: xor(all.values()).toString(16).padStart(HEX, '0') };
  return {
    sum: () => sumOf(digests),
    async after({ put = [], remove = [] }) {
      const next = new Map(digests);
      for (const key of remove) next.delete(key);
      for (const [key, value] of put) next.set(key, await digestOfRecord(key, value));
      return {
        sum: sumOf(next),
        take() {
          digests.clear();
          for (const [key, digest] of next) digests.set(key, digest);
        },
      };
    },
  };
}

async function digestOfRecord(key: string, value: unknown): Promise<bigint> {
  return BigInt(`0x${(await digestOf([key, value])).slice(0, HEX)}`);
}
