/**
 * Settings of the language model in storage.local; its key in storage.session, which content scripts cannot read and
 * which ends with the browser.
 */
import * as z from 'zod/mini';
import { browser } from 'wxt/browser';
import { DEFAULT_MODEL_SETTINGS, PROVIDERS, type ModelSettings } from '../domain/model';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';

const KEY = 'model';
const SECRET = 'model-key';

const schema = z.strictObject({
  version: z.literal(1),
  provider: z.enum(PROVIDERS),
  endpoint: z.string().check(z.maxLength(500)),
  model: z.string().check(z.maxLength(200)),
  dailyCalls: z.int().check(z.gte(1), z.lte(100_000)),
  dailyTokens: z.int().check(z.gte(1_000), z.lte(100_000_000)),
  concurrency: z.int().check(z.gte(1), z.lte(8)),
  timeoutMs: z.int().check(z.gte(5_000), z.lte(300_000)),
});

export function parseModelSettings(value: unknown): Result<ModelSettings> {
  if (value === undefined || value === null) return ok(DEFAULT_MODEL_SETTINGS);
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : fail('model-settings', {});
}

export const modelSettingsStore = {
  async load(): Promise<Result<ModelSettings>> {
    try {
      return parseModelSettings((await browser.storage.local.get(KEY))[KEY]);
    } catch {
      return fail('model-settings', {}, 'later');
    }
  },
  async save(settings: ModelSettings): Promise<Result<void>> {
    try {
      await browser.storage.local.set({ [KEY]: settings });
      return ok(undefined);
    } catch {
      return fail('model-unsaved', {}, 'later');
    }
  },
};

export const modelKeyStore = {
  async load(): Promise<string> {
    const stored: unknown = (await browser.storage.session.get(SECRET))[SECRET];
    return typeof stored === 'string' ? stored : '';
  },
  async save(key: string): Promise<Result<void>> {
    try {
      if (key === '') await browser.storage.session.remove(SECRET);
      else await browser.storage.session.set({ [SECRET]: key });
      return ok(undefined);
    } catch {
      return fail('model-key-unsaved', {}, 'later');
    }
  },
};
