/**
 * Commands: one table; each row names tier, input and reply. The tier comes from the sender, never from the message:
 * `content` commands may come from our content script on https://polymarket.com, `extension` commands only from our own
 * pages.
 */
import * as z from 'zod/mini';
import type { Result } from '../domain/result';
import type { BridgeProvider } from './bridge';
import { patchSchemaOf } from './parse-table';
import { SHOWN, type ImportedTies, type ModelView, type RelationDetail, type RelationsView } from './relations';
import { modelSettings } from './model-settings';
import { settings } from './settings';
import type { Tier } from './tier';

interface Command<Input, Reply> {
  readonly tier: Tier;
  readonly input: z.ZodMiniType<Input, Input>;
  /** Only a type: replies come from our own background. */
  readonly reply?: Reply;
}

function command<Reply>(): <Input>(row: {
  readonly tier: Tier;
  readonly input: z.ZodMiniType<Input, Input>;
}) => Command<Input, Reply> {
  return (row) => row;
}

/** Nothing but that it worked. */
type Done = Record<string, never>;

const text = z.string().check(z.maxLength(200));
const nothing = z.strictObject({});
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** `key` is kept for this browser session only; "" forgets it. */
const modelPatch = z.partial(
  z.strictObject({
    provider: modelSettings.provider.schema,
    endpoint: text,
    model: text,
    dailyCalls: modelSettings.dailyCalls.schema,
    dailyTokens: modelSettings.dailyTokens.schema,
    concurrency: modelSettings.concurrency.schema,
    timeoutSeconds: z.int().check(z.gte(5), z.lte(300)),
    key: z.string().check(z.maxLength(500)),
  }),
);

export const commands = {
  /** Takes the basket named by its certificate; refused when the book moved beyond the cost that the user saw. */
  execute: command<{ readonly executionId: string }>()({
    tier: 'content',
    input: z.strictObject({ certificateHash: hash, maxCostMicros: z.int(), mode: z.enum(['paper', 'live']) }),
  }),
  /** Signs the set now and sends it by itself once the books give it within its limits, for ten minutes at most. */
  arm: command<{ readonly executionId: string }>()({
    tier: 'extension',
    input: z.strictObject({ certificateHash: hash, maxCostMicros: z.int() }),
  }),
  /** Wipes the signatures of a set that waits. */
  disarm: command<Done>()({ tier: 'extension', input: z.strictObject({ executionId: text }) }),
  /** Opens the set of bets in the side panel, where it is confirmed. Only straight from a click. */
  review: command<Done>()({ tier: 'content', input: z.strictObject({ certificateHash: hash }) }),
  /** How much of a set the user wants to take: what it may cost at most; null: all of it. */
  chooseSize: command<Done>()({
    tier: 'extension',
    input: z.strictObject({ id: text, mostMicros: z.nullable(z.int().check(z.gte(1))) }),
  }),
  /** Opens the side panel. Only straight from a click. */
  openPanel: command<Done>()({ tier: 'content', input: nothing }),
  /** Text of a certificate for export: canonical JSON, as `npm run verify` reads it. */
  exportCertificate: command<{ readonly json: string }>()({
    tier: 'content',
    input: z.strictObject({ certificateHash: hash }),
  }),
  /** Checks the certificate again, now. */
  recheck: command<{ readonly byMultipliers: boolean; /** null: not tried */ readonly patterns: number | null }>()({
    tier: 'content',
    input: z.strictObject({ certificateHash: hash }),
  }),
  updateSettings: command<Done>()({ tier: 'extension', input: patchSchemaOf(settings) }),
  listWallets: command<{ readonly providers: readonly BridgeProvider[] }>()({ tier: 'extension', input: nothing }),
  /** Not connected: the user has to choose among wallets first, which the account topic lists. */
  connectWallet: command<{ readonly connected: boolean }>()({
    tier: 'extension',
    input: z.strictObject({ uuid: text }),
  }),
  chooseAccount: command<Done>()({ tier: 'extension', input: z.strictObject({ funder: text }) }),
  /** One signature for an API key of the same account, because the venue ended the last one. */
  renewKey: command<Done>()({ tier: 'extension', input: nothing }),
  disconnectWallet: command<Done>()({ tier: 'extension', input: nothing }),
  /** `confirmIn`: where sets of bets are confirmed while it is live; in the side panel where nothing is said. */
  setMode: command<Done>()({
    tier: 'extension',
    input: z.strictObject({ mode: settings.mode.schema, confirmIn: z.optional(settings.confirmIn.schema) }),
  }),
  /** Back to paper mode, cancels what rests, refuses new orders until `resume`, over restarts of the browser too. */
  panic: command<{ readonly cancelled: number; /** not yet */ readonly left: number }>()({
    tier: 'extension',
    input: nothing,
  }),
  /** The user's word that Facet may take orders again. */
  resume: command<Done>()({ tier: 'extension', input: nothing }),
  /** The user's word that nothing new is to be taken; finishing, selling back and cashing out go on. */
  onlyReduce: command<Done>()({ tier: 'extension', input: nothing }),
  /** The user's word that new sets may be taken again; the breakers count anew. */
  rearm: command<Done>()({ tier: 'extension', input: nothing }),
  /** The review in the side panel is over. */
  endReview: command<Done>()({ tier: 'extension', input: nothing }),
  /** The user's word that they looked at limits and orders after memory was damaged; orders may be taken again. */
  acknowledgeMemory: command<Done>()({ tier: 'extension', input: nothing }),
  /** Buys what is missing of a set of bets, or sells back what is held; refused when worse than the user saw. */
  repair: command<{ readonly executionId: string }>()({
    tier: 'extension',
    input: z.strictObject({ executionId: text, way: z.enum(['finish', 'sell-back']), shownMicros: z.int() }),
  }),
  /** Closes what the venue never explains, or says that what is held of it is kept. Moves no money. */
  settleByHand: command<Done>()({
    tier: 'extension',
    input: z.strictObject({ executionId: text, word: z.enum(['close', 'keep']) }),
  }),
  /** Turns shares into money by one of the ways shown; refused when it would bring less than the user saw. */
  cashOut: command<{ readonly id: string }>()({
    tier: 'extension',
    input: z.strictObject({ route: z.string().check(z.maxLength(2_000)), cashMicros: z.int() }),
  }),
  /** The user's word that a request is not in their wallet any more. */
  closeCashOut: command<Done>()({ tier: 'extension', input: z.strictObject({ id: text }) }),
  refreshPositions: command<Done>()({ tier: 'extension', input: nothing }),
  /** Kept for this browser session only; "" forgets it. */
  setRelayerKey: command<Done>()({
    tier: 'extension',
    input: z.strictObject({ key: z.string().check(z.maxLength(500)) }),
  }),
  /** The user's word that they have seen what was signed and not sent; new bets may be taken again. */
  acknowledgeSignatures: command<Done>()({ tier: 'extension', input: nothing }),
  /** Begins to examine the venue; the topic tells how it goes. A second one joins the first. */
  examine: command<Done>()({
    tier: 'extension',
    input: z.strictObject({ listenSeconds: z.int().check(z.gte(1), z.lte(60)) }),
  }),
  endExamination: command<Done>()({ tier: 'extension', input: nothing }),
  /** Sends the smallest real order in this market, sees it, cancels it and sees it gone; the topic tells each step. */
  tryOut: command<Done>()({
    tier: 'extension',
    input: z.strictObject({
      conditionId: z.string().check(z.regex(/^0x[0-9a-f]{64}$/)),
      maxCostMicros: z.int().check(z.gte(0)),
    }),
  }),
  copyLog: command<{ readonly text: string }>()({ tier: 'extension', input: nothing }),
  listRelations: command<RelationsView>()({ tier: 'extension', input: z.strictObject({ shown: z.enum(SHOWN) }) }),
  relationDetail: command<RelationDetail>()({ tier: 'extension', input: z.strictObject({ id: text }) }),
  /** Accepting needs the hashes of the rule texts that were open on the screen. */
  decideRelation: command<Done>()({
    tier: 'extension',
    input: z.strictObject({
      id: text,
      version: z.int().check(z.gte(1)),
      decision: z.enum(['accept', 'reject', 'withdraw']),
      readTexts: z.record(text, text),
    }),
  }),
  exportRelations: command<{ readonly json: string }>()({ tier: 'extension', input: nothing }),
  importRelations: command<ImportedTies>()({
    tier: 'extension',
    input: z.strictObject({ text: z.string().check(z.maxLength(8_000_000)) }),
  }),
  modelState: command<ModelView>()({ tier: 'extension', input: nothing }),
  updateModel: command<ModelView>()({ tier: 'extension', input: modelPatch }),
} as const;

export type CommandName = keyof typeof commands;
export type CommandInput<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
export type CommandReply<N extends CommandName> =
  (typeof commands)[N] extends Command<infer _Input, infer Reply> ? Reply : never;
export type CommandHandlers = {
  readonly [N in CommandName]: (input: CommandInput<N>, tier: Tier) => Promise<Result<CommandReply<N>>>;
};
export interface CommandMessage {
  readonly target: 'background';
  readonly command: CommandName;
  readonly input: unknown;
}

export function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}
