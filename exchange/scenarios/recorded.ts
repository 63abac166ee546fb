/** A recorded event as a scenario: the very levels that rested then, and nobody who moves them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventSpec, FeeSpec, MarketSpec, Scenario } from '../model';
import {
  parseRecordedBooks,
  parseRecordedEvent,
  parseRecordedFees,
  type RecordedBooks,
  type RecordedEvent,
  type RecordedFees,
  type RecordedMarket,
} from './parse-recorded';
import { WHOLE } from './world';

const ACCOUNT = 'recorded';

/**
 * Loads a folder with gamma-event.json, clob-books.json and clob-markets.json. Files are read at once, so a wrong
 * folder fails here. One order rests per level; asks are placed as bids on the other token. @throws when a file is
 * missing or malformed.
 */
export function loadRecordedEvent(dir: string): Scenario {
  const read = (name: string) => readFileSync(join(dir, name), 'utf8');
  const event = parseRecordedEvent(read('gamma-event.json'));
  const books = parseRecordedBooks(read('clob-books.json'));
  const spec = eventSpec(event, parseRecordedFees(read('clob-markets.json')));
  return {
    name: 'recorded',
    summary: `The books of "${event.title}" exactly as they were recorded; nothing moves.`,
    focusSlug: event.slug,
    start(core) {
      core.addEvent(spec);
      // Collateral for every level at once; reserved cash is at most the sum of all sizes.
      const shares = books.reduce(
        (sum, book) => sum + [...book.bids, ...book.asks].reduce((total, level) => total + level.size, 0),
        0,
      );
      core.deposit(ACCOUNT, { cashMicros: shares });
      for (const market of spec.markets) placeBook(market, books, (order) => core.place(order));
      return () => undefined;
    },
  };
}

type Place = (order: Parameters<Parameters<Scenario['start']>[0]['place']>[0]) => { readonly ok: boolean };

function placeBook(market: MarketSpec, books: RecordedBooks, place: Place): void {
  const [yes, no] = market.tokens;
  const book = books.find((candidate) => candidate.asset_id === yes);
  if (!book) throw new RangeError(`no recorded book of ${market.slug}`);
  const rest = (tokenId: string, priceMicros: number, sizeMicros: number) => {
    const result = place({
      account: ACCOUNT,
      tokenId,
      side: 'BUY',
      priceMicros,
      sizeMicros,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
    if (!result.ok) throw new RangeError(`recorded level refused on ${market.slug} at ${priceMicros}`);
  };
  for (const level of book.bids) rest(yes, level.price, level.size);
  for (const level of book.asks) rest(no, WHOLE - level.price, level.size);
}

function eventSpec(event: RecordedEvent, fees: RecordedFees): EventSpec {
  return {
    id: event.id,
    slug: event.slug,
    title: event.title,
    description: event.description,
    endDate: event.endDate,
    volume: event.volume,
    negRisk: event.negRisk,
    negRiskAugmented: event.negRiskAugmented,
    cumulativeMarkets: event.cumulativeMarkets,
    negRiskMarketId: event.negRiskMarketID,
    tags: event.tags.map(({ id, label, slug }) => ({ id, label, slug })),
    markets: event.markets.map((market) => marketSpec(market, fees)),
  };
}

function marketSpec(market: RecordedMarket, fees: RecordedFees): MarketSpec {
  return {
    id: market.id,
    conditionId: market.conditionId,
    questionId: market.questionID,
    slug: market.slug,
    question: market.question,
    groupItemTitle: market.groupItemTitle,
    groupItemThreshold: market.groupItemThreshold,
    description: market.description,
    tokens: market.clobTokenIds,
    version: 'v1',
    negRisk: market.negRisk,
    negRiskOther: market.negRiskOther,
    tickMicros: market.orderPriceMinTickSize,
    minSizeMicros: market.orderMinSize,
    fee: feeSpec(market, fees),
    ...(market.feeType ? { feeType: market.feeType } : {}),
    endDate: market.endDate,
    volume: market.volumeNum,
    active: market.active,
    closed: market.closed,
    acceptingOrders: market.acceptingOrders,
  };
}

/** The CLOB's schedule wins over Gamma's, as the venue's own client has it. */
function feeSpec(market: RecordedMarket, fees: RecordedFees): FeeSpec | null {
  const clob = fees.find((record) => record.c === market.conditionId)?.fd;
  if (clob) return { rate: String(clob.r), exponent: clob.e, takerOnly: clob.to };
  const schedule = market.feesEnabled ? market.feeSchedule : null;
  return schedule ? { rate: String(schedule.rate), exponent: schedule.exponent, takerOnly: schedule.takerOnly } : null;
}
