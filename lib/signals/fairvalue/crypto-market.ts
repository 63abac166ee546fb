/**
 * What a market on the price of a currency pays, read from its own words: asset, level, window and the source that
 * decides. Closed templates: what fits none of them has no value here. It is advice; no proof rests on it.
 */
import type { Condition } from '../../domain/condition';
import { easternAt, easternMs } from './eastern-time';
import { amountOf, clockOf, dayOf, endOfMonthMs, longDayMs, plain } from './rule-text';
import { DAY_MS } from '../../domain/units';

export type Asset = 'BTC' | 'ETH';

export type Payoff =
  | { readonly kind: 'above'; readonly level: number }
  | { readonly kind: 'below'; readonly level: number }
  | { readonly kind: 'between'; readonly low: number; readonly high: number }
  | {
      readonly kind: 'touch';
      readonly level: number;
      readonly way: 'up' | 'down';
      /** From when a touch counts. */
      readonly sinceMs: number;
      /** Time between the closes that alone count; null: every trade counts. */
      readonly closesEveryMs: number | null;
    }
  /** Ends no lower than it began. */
  | { readonly kind: 'up'; readonly startMs: number };

export interface CryptoMarket {
  readonly asset: Asset;
  /** As the spot feeds name it. */
  readonly pair: string;
  /** Whose price decides; the spot feeds stand in for it. */
  readonly source: 'Chainlink' | 'Binance';
  readonly payoff: Payoff;
  readonly endMs: number;
}

export type CryptoReading =
  | { readonly kind: 'market'; readonly market: CryptoMarket }
  /** It is about such a price, but who decides, or when, is not said in words that are known. */
  | { readonly kind: 'off'; readonly reason: 'unknown-source' | 'unknown-window' };

const ASSETS: Readonly<Record<string, Asset>> = { bitcoin: 'BTC', btc: 'BTC', ethereum: 'ETH', eth: 'ETH' };
const ASSET = '\\$?(bitcoin|btc|ethereum|eth)';
const AMOUNT = '\\$([\\d,]+(?:\\.\\d+)?)(k|m)?';
const MINUTE_MS = 60_000;
const NOON = { hour: 12, minute: 0 };

type Words = Pick<Condition, 'question' | 'description' | 'endDate' | 'createdAt' | 'outcomes'>;

/** null: it is not about the price of an asset that is followed, or not one of these kinds. */
export function readCryptoMarket(condition: Words): CryptoReading | null {
  const title = plain(condition.question);
  const read = [readWindow, readHour, readDay, readAtNoon, readTouch].map((kind) => kind(title, condition));
  return read.find((each) => each !== null) ?? null;
}

type Read = CryptoReading | null;
const off = (reason: 'unknown-source' | 'unknown-window'): Read => ({ kind: 'off', reason });

function market(asset: Asset, rest: Omit<CryptoMarket, 'asset' | 'pair'>): Read {
  return { kind: 'market', market: { asset, pair: `${asset}/USD`, ...rest } };
}

function assetOf(name: string | undefined): Asset | null {
  return ASSETS[name ?? ''] ?? null;
}

/** The first answer is "Up", so that it is the price of the first token that is spoken of. */
function isUpFirst({ outcomes }: Words): boolean {
  return outcomes === undefined || outcomes[0].trim().toLowerCase() === 'up';
}

/** "Bitcoin Up or Down - March 12, 5:20AM-5:25AM ET": Chainlink at both ends, a tie is Up. */
function readWindow(title: string, condition: Words): Read {
  const found = new RegExp(`^${ASSET} up or down - (\\w+ \\d+), ([\\d:]+[ap]m) ?- ?([\\d:]+[ap]m) et$`).exec(title);
  const asset = assetOf(found?.[1]);
  if (found === null || asset === null) return null;
  const rule = plain(condition.description);
  const isChainlink =
    rule.includes(
      'at the end of the time range specified in the title is greater than or equal to the price at the beginning',
    ) && new RegExp(`chainlink,? specifically the ${asset.toLowerCase()}/usd data stream`).test(rule);
  if (!isChainlink || !isUpFirst(condition)) return off('unknown-source');
  const [from, to] = [clockOf(found[3]), clockOf(found[4])];
  const endMs = Date.parse(condition.endDate);
  if (from === null || to === null || Number.isNaN(endMs)) return off('unknown-window');
  const length = (((to - from) % 1_440) + 1_440) % 1_440;
  const startMs = endMs - length * MINUTE_MS;
  if (length === 0 || !isAt(startMs, found[2], from)) return off('unknown-window');
  return market(asset, { source: 'Chainlink', payoff: { kind: 'up', startMs }, endMs });
}

/** "Bitcoin Up or Down - March 12, 5AM ET": the candle of that hour at Binance, a tie is Up. */
function readHour(title: string, condition: Words): Read {
  const found = new RegExp(`^${ASSET} up or down - (\\w+ \\d+),? ([\\d:]+[ap]m) et$`).exec(title);
  const asset = assetOf(found?.[1]);
  if (found === null || asset === null) return null;
  const rule = plain(condition.description);
  const candle = new RegExp(`the ${asset.toLowerCase()}/usdt 1 hour candle`);
  const isTold = rule.includes('close price is greater than or equal to the open price') && candle.test(rule);
  if (!isTold || !rule.includes('binance') || !isUpFirst(condition)) return off('unknown-source');
  const [from, endMs] = [clockOf(found[3]), Date.parse(condition.endDate)];
  const startMs = endMs - 60 * MINUTE_MS;
  if (from === null || !isAt(startMs, found[2], from)) return off('unknown-window');
  return market(asset, { source: 'Binance', payoff: { kind: 'up', startMs }, endMs });
}

/** "Bitcoin Up or Down on March 12?": closes of the minute of noon on two days at Binance. */
function readDay(title: string, condition: Words): Read {
  const found = new RegExp(`^${ASSET} up or down on (\\w+ \\d+)\\??$`).exec(title);
  const asset = assetOf(found?.[1]);
  if (found === null || asset === null) return null;
  const rule = plain(condition.description);
  if (!isBinanceMinute(rule, asset, 'close') || !isUpFirst(condition)) return off('unknown-source');
  const days = [...rule.matchAll(/([a-z]{3,9}\.? \d{1,2}),? '?(?:20)?(\d\d),? 12:00/g)].flatMap(([, day, year]) => {
    const ms = noonOf(day ?? '', 2_000 + Number(year));
    return ms === null ? [] : [ms];
  });
  const [startMs, endMs] = [Math.min(...days), Math.max(...days)];
  const isOneDay = new Set(days).size === 2 && Math.abs(endMs - startMs - DAY_MS) <= 60 * MINUTE_MS;
  if (!isOneDay || !isAt(endMs, found[2], 720)) return off('unknown-window');
  // The candle of noon closes a minute later.
  const payoff = { kind: 'up', startMs: startMs + MINUTE_MS } as const;
  return market(asset, { source: 'Binance', payoff, endMs: endMs + MINUTE_MS });
}

/** "Will the price of Bitcoin be above $64,000 on March 11?": the close of the minute of noon at Binance. */
function readAtNoon(title: string, condition: Words): Read {
  const side = '(above|greater than|below|less than|between)';
  const amounts = `${AMOUNT}(?: (?:and|-) ${AMOUNT})?`;
  const found = new RegExp(
    `^will (?:the price of )?${ASSET} be ${side} ${amounts} on (\\w+ \\d+)(?:, \\d{4})?\\??$`,
  ).exec(title);
  const asset = assetOf(found?.[1]);
  if (found === null || asset === null) return null;
  const payoff = payoffAtNoon(found);
  if (payoff === null) return null;
  const rule = plain(condition.description);
  const isNoon = isBinanceMinute(rule, asset, 'close') && /12:00 in the et timezone \(noon\) on the date/.test(rule);
  if (!isNoon || !saysSide(rule, payoff.kind)) return off('unknown-source');
  const endMs = Date.parse(condition.endDate);
  if (!isAt(endMs, found[7], 720)) return off('unknown-window');
  return market(asset, { source: 'Binance', payoff, endMs: endMs + MINUTE_MS });
}

function payoffAtNoon(found: RegExpExecArray): Payoff | null {
  const [, , side, first, firstScale, second, secondScale] = found;
  const [level, high] = [amountOf(first, firstScale), amountOf(second, secondScale)];
  if (level === null) return null;
  if (side === 'between') return high !== null && high > level ? { kind: 'between', low: level, high } : null;
  if (high !== null) return null;
  return side === 'above' || side === 'greater than' ? { kind: 'above', level } : { kind: 'below', level };
}

function saysSide(rule: string, kind: Payoff['kind']): boolean {
  const words = { above: /price (?:is )?(?:higher|greater) than/, below: /price (?:is )?(?:lower|less) than/ };
  return kind === 'above' || kind === 'below' ? words[kind].test(rule) : /price (?:that is )?between/.test(rule);
}

/** "Will Bitcoin reach $150,000 by December 31, 2025?", "... dip to $90k in October?": any minute at Binance. */
function readTouch(title: string, condition: Words): Read {
  const verbs = '(reach|hit|dip to|dip below|drop to|fall to)';
  const found = new RegExp(`^will ${ASSET} ${verbs} ${AMOUNT} (by|before|in|on) ([\\w ,]+?)\\??$`).exec(title);
  const asset = assetOf(found?.[1]);
  const level = amountOf(found?.[3], found?.[4]);
  if (found === null || asset === null || level === null) return null;
  const rule = plain(condition.description);
  const told = /any binance 1 minute .{0,300}?has a final "?(high|low|close)"? price/.exec(rule);
  const way = /dip|drop|fall/.test(found[2] ?? '') ? 'down' : 'up';
  const seen = told?.[1];
  const isRight = seen === 'close' || seen === (way === 'up' ? 'high' : 'low');
  if (!isRight || !isBinanceMinute(rule, asset, seen) || !saysWay(rule, way)) return off('unknown-source');
  const span = spanOf(rule, found[6] ?? '', condition);
  if (span === null) return off('unknown-window');
  const closesEveryMs = seen === 'close' ? MINUTE_MS : null;
  const payoff = { kind: 'touch', level, way, sinceMs: span.sinceMs, closesEveryMs } as const;
  return market(asset, { source: 'Binance', payoff, endMs: span.endMs });
}

function saysWay(rule: string, way: 'up' | 'down'): boolean {
  return way === 'up'
    ? /or (?:higher|greater|above)|(?:higher|greater) than|equal to or (?:greater|higher) than/.test(rule)
    : /or (?:lower|less|below)|(?:lower|less) than|equal to or (?:lower|less) than/.test(rule);
}

/** When a touch counts: two times in the rule, or the month of the title. */
function spanOf(rule: string, when: string, { endDate, createdAt }: Words): { sinceMs: number; endMs: number } | null {
  const between = /between (.{5,40}?) and (\w+ \d{1,2},? \d{4},? \d{1,2}:\d\d) (?:in the )?et/.exec(rule);
  if (between !== null) {
    const [sinceMs, endMs] = [longDayMs(between[1] ?? ''), longDayMs(between[2] ?? '')];
    const opened = Date.parse(createdAt ?? '');
    const from = sinceMs ?? (Number.isNaN(opened) ? null : opened);
    return endMs !== null && from !== null && from < endMs ? { sinceMs: from, endMs: endMs + MINUTE_MS } : null;
  }
  if (!/during the month specified in the title/.test(rule)) return null;
  const month = endOfMonthMs(when, Date.parse(endDate));
  return month;
}

/** The rule names the source, the pair, its candles of a minute and which of their prices counts. */
function isBinanceMinute(rule: string, asset: Asset, price: 'high' | 'low' | 'close'): boolean {
  const pair = new RegExp(`\\b${asset.toLowerCase()}/?usdt\\b`);
  const others = Object.values(ASSETS).filter((each) => each !== asset);
  return (
    /the resolution source for this market is binance/.test(rule) &&
    pair.test(rule) &&
    rule.includes('1 minute') &&
    new RegExp(`\\b${price}\\b`).test(rule) &&
    others.every((each) => !new RegExp(`\\b${each.toLowerCase()}/?usdt\\b`).test(rule))
  );
}

/** Whether this moment is, in Eastern time, on that day of the title at that minute of the day. */
function isAt(ms: number, day: string | undefined, minuteOfDay: number): boolean {
  const named = dayOf(day ?? '');
  if (named === null || Number.isNaN(ms)) return false;
  const { month, day: date, hour, minute } = easternAt(ms);
  return named.month === month && named.day === date && hour * 60 + minute === minuteOfDay;
}

function noonOf(day: string, year: number): number | null {
  const named = dayOf(day);
  return named === null ? null : easternMs({ year, ...named, ...NOON });
}
