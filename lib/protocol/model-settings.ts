/**
 * Settings of the language model, one row each, read and written as the others are (parse-table.ts). What cannot be
 * read is at the end that asks least: off, one question a day.
 */
import * as z from 'zod/mini';
import { PROVIDERS, type ModelSettings } from '../domain/model';
import { defaultsOf, type SettingRow, type ValuesOf } from './parse-table';

/** Of the table below; raise it with each row that is added, and give the row this number. */
export const MODEL_SETTINGS_VERSION = 1;

function row<Value, Input>(made: SettingRow<Value, Input>): SettingRow<Value, Input> {
  return made;
}

export const modelSettings = {
  provider: row<ModelSettings['provider'], ModelSettings['provider']>({
    default: 'off',
    schema: z.enum(PROVIDERS),
    since: 1,
    patch: true,
    strictest: 'off',
  }),
  endpoint: row<string, string>({
    default: 'http://127.0.0.1:11434',
    schema: z.string().check(z.maxLength(500)),
    since: 1,
    patch: true,
    strictest: '',
  }),
  model: row<string, string>({
    default: '',
    schema: z.string().check(z.maxLength(200)),
    since: 1,
    patch: true,
    strictest: '',
  }),
  // About a hundred pairs; a local model needs some minutes for them, a hosted one some cents.
  dailyCalls: row<number, number>({
    default: 300,
    schema: z.int().check(z.gte(1), z.lte(100_000)),
    since: 1,
    patch: true,
    strictest: 1,
  }),
  dailyTokens: row<number, number>({
    default: 500_000,
    schema: z.int().check(z.gte(1_000), z.lte(100_000_000)),
    since: 1,
    patch: true,
    strictest: 1_000,
  }),
  concurrency: row<number, number>({
    default: 2,
    schema: z.int().check(z.gte(1), z.lte(8)),
    since: 1,
    patch: true,
    strictest: 1,
  }),
  timeoutMs: row<number, number>({
    default: 60_000,
    schema: z.int().check(z.gte(5_000), z.lte(300_000)),
    since: 1,
    patch: true,
  }),
} as const;

export const DEFAULT_MODEL_SETTINGS: ModelSettings = defaultsOf(modelSettings) satisfies ValuesOf<typeof modelSettings>;
