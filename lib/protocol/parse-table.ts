/**
 * What a table of settings gives: the type, the reader of what was stored, and the patch command. A table is a record
 * of rows; adding a setting is one row.
 *
 * Stored values are read key by key. A key that the table does not have is kept as it is, for the newer version that
 * wrote it. A bad value costs its key alone, and so does one that should be there and is not: it is then at its
 * strictest value, if the row names one, because nobody knows any more how strict the user was, and at its default
 * otherwise. A key that is younger than what was stored takes its default, but never a looser one than `atMost` says.
 */
import * as z from 'zod/mini';

export interface SettingRow<Value = unknown, Input = unknown> {
  readonly default: Value;
  readonly schema: z.ZodMiniType<Value, Input>;
  /** Version of the table that brought it. */
  readonly since: number;
  /** The user changes it in a form; others are changed by a command of their own or not at all. */
  readonly patch: boolean;
  /** Taken where a stored value cannot be read; for limits that guard money. */
  readonly strictest?: Value;
  /** Another key: a default above its stored value would be looser than what the user chose. */
  readonly atMost?: string;
  /** For a key that is younger than what was stored: what follows from the keys of then; undefined: the default. */
  readonly follows?: (stored: Readonly<Record<string, unknown>>) => Value | undefined;
}

export type SettingTable = Readonly<Record<string, SettingRow>>;

type PatchKeyOf<T extends SettingTable> = { [K in keyof T]: T[K]['patch'] extends true ? K : never }[keyof T];

export type ValuesOf<T extends SettingTable> = { readonly [K in keyof T]: z.output<T[K]['schema']> };
export type PatchOf<T extends SettingTable> = { readonly [K in PatchKeyOf<T>]?: z.input<T[K]['schema']> | undefined };

export interface Stored<T extends SettingTable> {
  readonly values: ValuesOf<T>;
  /** Keys whose stored value could not be read. */
  readonly unreadable: readonly (keyof T & string)[];
  /** Stored keys that are not in the table. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** Version to write: that of the table, or a newer one that was stored. */
  readonly version: number;
}

/** Null when what was stored is no record of settings at all. */
export function parseStored<T extends SettingTable>(table: T, version: number, stored: unknown): Stored<T> | null {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return null;
  const record = stored as Readonly<Record<string, unknown>>;
  const storedVersion = record['version'];
  if (typeof storedVersion !== 'number' || !Number.isSafeInteger(storedVersion) || storedVersion < 1) return null;
  const values: Record<string, unknown> = {};
  const unreadable: string[] = [];
  const younger: string[] = [];
  for (const [key, row] of Object.entries(table)) {
    const isThere = Object.hasOwn(record, key);
    const parsed = row.schema.safeParse(record[key]);
    if (isThere && parsed.success) values[key] = parsed.data;
    else if (!isThere && row.since > storedVersion) younger.push(key);
    else {
      unreadable.push(key);
      values[key] = row.strictest ?? row.default;
    }
  }
  for (const key of younger) values[key] = table[key]?.follows?.(record) ?? defaultWithin(table[key], values);
  return {
    values: values as ValuesOf<T>,
    unreadable,
    unknown: Object.fromEntries(
      Object.entries(record).filter(([key]) => key !== 'version' && !Object.hasOwn(table, key)),
    ),
    version: Math.max(version, storedVersion),
  };
}

function defaultWithin(row: SettingRow | undefined, values: Readonly<Record<string, unknown>>): unknown {
  const bound = row?.atMost === undefined ? undefined : values[row.atMost];
  return typeof row?.default === 'number' && typeof bound === 'number' ? Math.min(row.default, bound) : row?.default;
}

export function defaultsOf<T extends SettingTable>(table: T): ValuesOf<T> {
  return Object.fromEntries(Object.entries(table).map(([key, row]) => [key, row.default])) as ValuesOf<T>;
}

/** For a record that is lost as a whole: nobody knows any more how strict the user was. */
export function strictestOf<T extends SettingTable>(table: T): ValuesOf<T> {
  return Object.fromEntries(
    Object.entries(table).map(([key, row]) => [key, row.strictest ?? row.default]),
  ) as ValuesOf<T>;
}

/** Accepts any of the keys that a form may change, and no other. */
export function patchSchemaOf<T extends SettingTable>(table: T): z.ZodMiniType<PatchOf<T>, PatchOf<T>> {
  const shape = Object.fromEntries(
    Object.entries(table).flatMap(([key, row]) => (row.patch ? [[key, z.optional(row.schema)]] : [])),
  );
  return z.strictObject(shape) as unknown as z.ZodMiniType<PatchOf<T>, PatchOf<T>>;
}

/**
 * The values with the patch applied.
 * @throws ZodError on a value that its row refuses; a patch is checked where it arrives.
 */
export function patched<T extends SettingTable>(table: T, values: ValuesOf<T>, patch: PatchOf<T>): ValuesOf<T> {
  const changes = Object.entries(patch).flatMap(([key, value]) => {
    const row = table[key];
    return row === undefined || !row.patch || value === undefined ? [] : [[key, row.schema.parse(value)]];
  });
  return { ...values, ...(Object.fromEntries(changes) as Partial<ValuesOf<T>>) };
}
