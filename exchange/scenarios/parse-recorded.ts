/**
 * Reads a recorded event (Gamma's event, the CLOB's books and market records) into plain data. Throws a sentence when a
 * file is not what it should be.
 */
import { parseDecimalMicros } from '../../lib/domain/units';
import { z } from 'zod';

const decimal = z.union([z.string(), z.number().transform(String)]).transform((text, context) => {
  const micros = parseDecimalMicros(text);
  if (micros !== null) return micros;
  context.addIssue({ code: 'custom', message: `not a decimal: ${text}` });
  return z.NEVER;
});
const pair = z.tuple([z.string(), z.string()]);
const jsonPair = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(pair);

const feeSchedule = z.object({ exponent: z.number(), rate: z.number(), takerOnly: z.boolean() });
const tag = z.object({ id: z.string(), label: z.string(), slug: z.string() });

const gammaMarket = z.object({
  id: z.string(),
  conditionId: z.string(),
  questionID: z.string(),
  slug: z.string(),
  question: z.string(),
  groupItemTitle: z.string().default(''),
  groupItemThreshold: z.string().default('0'),
  description: z.string(),
  clobTokenIds: jsonPair,
  negRisk: z.boolean().default(false),
  negRiskOther: z.boolean().default(false),
  orderPriceMinTickSize: decimal,
  orderMinSize: decimal,
  feesEnabled: z.boolean().default(false),
  feeType: z.string().nullish(),
  feeSchedule: feeSchedule.nullish(),
  endDate: z.string(),
  volumeNum: z.number().default(0),
  active: z.boolean(),
  closed: z.boolean(),
  acceptingOrders: z.boolean(),
});

const gammaEvent = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  endDate: z.string(),
  volume: z.number(),
  negRisk: z.boolean().default(false),
  negRiskAugmented: z.boolean().default(false),
  cumulativeMarkets: z.boolean().default(false),
  negRiskMarketID: z.string().default(''),
  tags: z.array(tag).default([]),
  markets: z.array(gammaMarket).min(1),
});

const level = z.object({ price: decimal, size: decimal });
const books = z.array(z.object({ asset_id: z.string(), bids: z.array(level), asks: z.array(level) }));

const clobMarkets = z.array(
  z.object({ c: z.string(), fd: z.object({ r: z.number(), e: z.number(), to: z.boolean() }).nullish() }),
);

export type RecordedEvent = z.output<typeof gammaEvent>;
export type RecordedMarket = z.output<typeof gammaMarket>;
export type RecordedBooks = z.output<typeof books>;
export type RecordedFees = z.output<typeof clobMarkets>;

export const parseRecordedEvent = (text: string): RecordedEvent => gammaEvent.parse(JSON.parse(text));
export const parseRecordedBooks = (text: string): RecordedBooks => books.parse(JSON.parse(text));
export const parseRecordedFees = (text: string): RecordedFees => clobMarkets.parse(JSON.parse(text));
