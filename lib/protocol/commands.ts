/**
 * Commands: one table of request and reply. The tier comes from the sender, never from the message: `content` commands
 * may come from our content script on https://polymarket.com, `extension` commands only from our own pages.
 */
import * as z from 'zod/mini';
import { PROVIDERS } from '../domain/model';
import type { Result } from '../domain/result';
import type { WalletProvider } from '../ports/signer';
import { SHOWN, type ModelView, type RelationDetail, type RelationsView } from './relations';

const micros = z.int();
const text = z.string().check(z.maxLength(200));

const settingsPatch = z.partial(
  z.strictObject({
    minEdgeMicros: micros.check(z.gte(0)),
    minEdgeBps: z.int().check(z.gte(0), z.lte(10_000)),
    maxPositionMicros: micros.check(z.gte(1_000_000)),
    kellyFractionBps: z.int().check(z.gte(0), z.lte(10_000)),
    minDepthMicros: micros.check(z.gte(0)),
    sampleSizeMicros: micros.check(z.gte(1_000_000)),
    bankrollMicros: micros.check(z.gte(0)),
    notifications: z.boolean(),
    watchTopEvents: z.int().check(z.gte(0), z.lte(60)),
  }),
);

/** `key` is kept for this browser session only; "" forgets it. */
const modelPatch = z.partial(
  z.strictObject({
    provider: z.enum(PROVIDERS),
    endpoint: text,
    model: text,
    dailyCalls: z.int().check(z.gte(1), z.lte(100_000)),
    dailyTokens: z.int().check(z.gte(1_000), z.lte(100_000_000)),
    concurrency: z.int().check(z.gte(1), z.lte(8)),
    timeoutSeconds: z.int().check(z.gte(5), z.lte(300)),
    key: z.string().check(z.maxLength(500)),
  }),
);

export const commands = {
  /** Takes the basket named by its certificate; refused when the book moved beyond the cost that the user saw. */
  execute: {
    tier: 'content',
    input: z.strictObject({
      certificateHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      maxCostMicros: micros,
      mode: z.enum(['paper', 'live']),
    }),
  },
  /** Text of a certificate for export: canonical JSON, as `npm run verify` reads it. */
  exportCertificate: {
    tier: 'content',
    input: z.strictObject({ certificateHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  },
  /** Checks the certificate again, now. */
  recheck: { tier: 'content', input: z.strictObject({ certificateHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }) },
  updateSettings: { tier: 'extension', input: settingsPatch },
  listWallets: { tier: 'extension', input: z.strictObject({}) },
  connectWallet: { tier: 'extension', input: z.strictObject({ uuid: text }) },
  disconnectWallet: { tier: 'extension', input: z.strictObject({}) },
  setMode: { tier: 'extension', input: z.strictObject({ mode: z.enum(['paper', 'live']) }) },
  /** Back to paper mode, cancels what rests, refuses new orders until `resume`, over restarts of the browser too. */
  panic: { tier: 'extension', input: z.strictObject({}) },
  /** The user's word that Facet may take orders again. */
  resume: { tier: 'extension', input: z.strictObject({}) },
  copyLog: { tier: 'extension', input: z.strictObject({}) },
  listRelations: { tier: 'extension', input: z.strictObject({ shown: z.enum(SHOWN) }) },
  relationDetail: { tier: 'extension', input: z.strictObject({ id: text }) },
  /** Accepting needs the hashes of the rule texts that were open on the screen. */
  decideRelation: {
    tier: 'extension',
    input: z.strictObject({
      id: text,
      version: z.int().check(z.gte(1)),
      decision: z.enum(['accept', 'reject', 'withdraw']),
      readTexts: z.record(text, text),
    }),
  },
  exportRelations: { tier: 'extension', input: z.strictObject({}) },
  importRelations: { tier: 'extension', input: z.strictObject({ text: z.string().check(z.maxLength(8_000_000)) }) },
  modelState: { tier: 'extension', input: z.strictObject({}) },
  updateModel: { tier: 'extension', input: modelPatch },
} as const;

export interface CommandReplies {
  execute: { readonly executionId: string };
  exportCertificate: { readonly json: string };
  recheck: { readonly sentence: string };
  updateSettings: Record<string, never>;
  listWallets: { readonly providers: readonly WalletProvider[] };
  connectWallet: { readonly owner: string; readonly funder: string };
  disconnectWallet: Record<string, never>;
  setMode: Record<string, never>;
  panic: { readonly cancelled: number };
  resume: Record<string, never>;
  copyLog: { readonly text: string };
  listRelations: RelationsView;
  relationDetail: RelationDetail;
  decideRelation: Record<string, never>;
  exportRelations: { readonly json: string };
  importRelations: { readonly sentence: string };
  modelState: ModelView;
  updateModel: ModelView;
}

export type CommandName = keyof typeof commands;
export type CommandInput<N extends CommandName> = z.infer<(typeof commands)[N]['input']>;
export type CommandHandlers = {
  readonly [N in CommandName]: (input: CommandInput<N>) => Promise<Result<CommandReplies[N]>>;
};
export interface CommandMessage {
  readonly target: 'background';
  readonly command: CommandName;
  readonly input: unknown;
}
