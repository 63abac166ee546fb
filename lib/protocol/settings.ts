/**
 * Settings, one row each. The row gives the type, the reader of the stored value (parse-table.ts) and the patch
 * command; one that the user changes in a form also has its `field`, and its words in lib/words/settings.ts. Defaults
 * are the safe end of each choice.
 */
import * as z from 'zod/mini';
import { isSlug } from '../domain/page';
import { MICROS, moneyMicros, sizeMicros } from '../domain/units';
import { defaultsOf, type PatchOf, type SettingRow, type ValuesOf } from './parse-table';

/** Of the table below; raise it with each row that is added, and give the row this number. */
export const SETTINGS_VERSION = 9;

/**
 * How it is changed: typed as dollars, as a percentage of a value in 1e-4, as shares, as a plain count, as an hour of
 * the day; or switched. `place`: the part of the options where it stands, the limits where none is named.
 */
export interface SettingField {
  readonly unit: '$' | '%' | 'shares' | 'markets' | 'bets' | 'losses' | 'ticks' | 'seconds' | 'hour' | 'switch';
  readonly place?: SettingPlace;
}

export type SettingPlace = 'limits' | 'alerts' | 'page';

interface Row<Value, Input> extends SettingRow<Value, Input> {
  readonly field?: SettingField;
}

function row<Value, Input, const R extends { readonly patch: boolean; readonly field?: SettingField }>(
  made: Row<Value, Input> & R,
): Row<Value, Input> & R {
  return made;
}

export const MOST_MUTED = 500;

/** Far above any basket, far below an unsafe integer. */
const MOST_MICROS = 1_000_000_000_000;
const micros = (least: number) => z.int().check(z.gte(least), z.lte(MOST_MICROS));
const money = (least: number) => z.pipe(micros(least), z.transform(moneyMicros));
const shares = (least: number) => z.pipe(micros(least), z.transform(sizeMicros));
/** In 1e-4. */
const fraction = z.int().check(z.gte(0), z.lte(10_000));
const hour = z.int().check(z.gte(0), z.lte(23));
const ALERT = { unit: 'switch', place: 'alerts' } as const;
const ON_PAGE = { unit: 'switch', place: 'page' } as const;
const NO_EVENTS: readonly string[] = [];
const mutedEvents = z.readonly(z.array(z.string().check(z.refine(isSlug))).check(z.maxLength(MOST_MUTED)));

/** A limit for a part of what `of` limits for the whole: no looser than that one at first. */
function limit<const Of extends string>(of: Of) {
  return row({
    default: moneyMicros(250 * MICROS),
    schema: money(MICROS),
    since: 6,
    patch: true,
    strictest: moneyMicros(MICROS),
    atMost: of,
    field: { unit: '$' },
  });
}

function count<const U extends SettingField['unit']>(of: {
  readonly default: number;
  readonly least: number;
  readonly most: number;
  readonly strictest: number;
  readonly unit: U;
}) {
  return row({
    default: of.default,
    schema: z.int().check(z.gte(of.least), z.lte(of.most)),
    since: 6,
    patch: true,
    strictest: of.strictest,
    field: { unit: of.unit },
  });
}

/** Until version 6 the number of events was chosen, of which at most 500 markets were watched; 20 was the default. */
function marketsOfEvents({ watchTopEvents: events }: Readonly<Record<string, unknown>>): number | undefined {
  if (events === 20) return undefined;
  // What cannot be read may have been 0.
  return typeof events === 'number' && events > 0 && events <= 60 ? Math.min(500, Math.round(events) * 25) : 0;
}

export const settings = {
  /** Changed by `setMode` and by the stop alone. */
  mode: row({ default: 'paper', schema: z.enum(['paper', 'live']), since: 1, patch: false, strictest: 'paper' }),
  /**
   * Where a set of bets for real money is confirmed: in Facet's own side panel, or with one click on the page
   * (docs/reliability.md 2.2). Chosen each time live mode is switched on.
   */
  confirmIn: row({ default: 'panel', schema: z.enum(['panel', 'page']), since: 2, patch: false, strictest: 'panel' }),
  /** Least edge at limits, after fees, worth telling about. */
  minEdgeMicros: row({
    default: moneyMicros(20_000),
    schema: money(0),
    since: 1,
    patch: true,
    field: { unit: '$' },
  }),
  /** The same as a share of the basket's cost, in 1e-4. */
  minEdgeBps: row({ default: 25, schema: fraction, since: 1, patch: true, field: { unit: '%' } }),
  /** Least edge for each order that has to be signed: forty questions of a wallet are not worth cents. */
  minEdgePerOrderMicros: row({
    default: moneyMicros(10_000),
    schema: money(0),
    since: 5,
    patch: true,
    field: { unit: '$' },
  }),
  /** Most money in one basket, fees included. */
  maxPositionMicros: row({
    default: moneyMicros(250 * MICROS),
    schema: money(MICROS),
    since: 1,
    patch: true,
    strictest: moneyMicros(MICROS),
    field: { unit: '$' },
  }),
  /** Most that one set of bets may lose in all when it is finished or sold back, at the limits of its orders. */
  maxLossMicros: row({
    default: moneyMicros(50 * MICROS),
    schema: money(0),
    since: 4,
    patch: true,
    strictest: moneyMicros(0),
    atMost: 'maxPositionMicros',
    field: { unit: '$' },
  }),
  /** Most money in one order, fees included. */
  maxOrderMicros: limit('maxPositionMicros'),
  /** Most money in the sets of one event: until it came back or the market is decided (docs/limits.md 2). */
  maxEventMicros: limit('maxPositionMicros'),
  /** Most money in the sets that rest on one relation, counted as for an event. */
  maxRelationMicros: limit('maxPositionMicros'),
  /** Most money newly put at risk since midnight UTC, whatever came of it. */
  maxDayMicros: row({
    default: moneyMicros(1_000 * MICROS),
    schema: money(MICROS),
    since: 6,
    patch: true,
    strictest: moneyMicros(MICROS),
    field: { unit: '$' },
  }),
  /** Most bets of real sets at once that were sent and are not settled. */
  maxOpenLegs: count({ default: 15, least: 1, most: 1_000, strictest: 1, unit: 'bets' }),
  /** Realised results may fall so far below their best since the user last said go on; then Facet only reduces. */
  maxDrawdownMicros: row({
    default: moneyMicros(100 * MICROS),
    schema: money(MICROS),
    since: 6,
    patch: true,
    strictest: moneyMicros(MICROS),
    field: { unit: '$' },
  }),
  /** So many realised losses one after the other, and Facet only reduces. */
  maxLossStreak: count({ default: 3, least: 1, most: 100, strictest: 1, unit: 'losses' }),
  /** How many price steps a limit may stand beyond the best price of its book. */
  collarTicks: count({ default: 10, least: 0, most: 100, strictest: 0, unit: 'ticks' }),
  /** The other side of a market is not taken this soon after the account traded the one. */
  washSeconds: count({ default: 60, least: 0, most: 3_600, strictest: 3_600, unit: 'seconds' }),
  /** Least shares that every leg must find at its limit. */
  minDepthMicros: row({
    default: sizeMicros(5 * MICROS),
    schema: shares(0),
    since: 1,
    patch: true,
    field: { unit: 'shares' },
  }),
  /** Shares for which the page shows the cost of each outcome. */
  sampleSizeMicros: row({
    default: sizeMicros(50 * MICROS),
    schema: shares(MICROS),
    since: 1,
    patch: true,
    field: { unit: 'shares', place: 'page' },
  }),
  /** Money that Kelly sizes are a fraction of. */
  bankrollMicros: row({
    default: moneyMicros(1_000 * MICROS),
    schema: money(0),
    since: 1,
    patch: true,
    strictest: moneyMicros(0),
    field: { unit: '$' },
  }),
  /** Fraction of full Kelly, in 1e-4; 2500 is a quarter. */
  kellyFractionBps: row({
    default: 2_500,
    schema: fraction,
    since: 1,
    patch: true,
    strictest: 0,
    field: { unit: '%' },
  }),
  /** Share of each new best result that sizes leave aside from then on, in 1e-4. */
  reserveBps: row({
    default: 0,
    schema: fraction,
    since: 8,
    patch: true,
    strictest: 10_000,
    field: { unit: '%' },
  }),
  /** How many markets of the most traded events are watched besides the open pages. */
  watchMarkets: row({
    default: 2_000,
    schema: z.int().check(z.gte(0), z.lte(20_000)),
    since: 7,
    patch: true,
    field: { unit: 'markets', place: 'page' },
    strictest: 0,
    follows: marketsOfEvents,
  }),
  /** Whether rows of outcomes and tiles of lists are written on in the venue's pages. */
  showRows: row({ default: true, schema: z.boolean(), since: 5, patch: true, field: ON_PAGE }),
  showTiles: row({ default: true, schema: z.boolean(), since: 5, patch: true, field: ON_PAGE }),
  /** All notifications; what each kind tells is in lib/services/notify/kinds.ts. */
  notifications: row({ default: true, schema: z.boolean(), since: 1, patch: true, field: ALERT }),
  notifyOffers: row({ default: true, schema: z.boolean(), since: 5, patch: true, field: ALERT }),
  notifyPartial: row({ default: true, schema: z.boolean(), since: 5, patch: true, field: ALERT }),
  notifyUnknown: row({ default: true, schema: z.boolean(), since: 5, patch: true, field: ALERT }),
  notifyConfirmed: row({ default: true, schema: z.boolean(), since: 5, patch: true, field: ALERT }),
  notifyFailed: row({ default: true, schema: z.boolean(), since: 5, patch: true, field: ALERT }),
  notifyArmed: row({ default: true, schema: z.boolean(), since: 9, patch: true, field: ALERT }),
  notifyFired: row({ default: true, schema: z.boolean(), since: 9, patch: true, field: ALERT }),
  /** Hours of the local day between which nothing is told that can wait; the same hour twice means none. */
  quietFromHour: row({ default: 0, schema: hour, since: 5, patch: true, field: { unit: 'hour', place: 'alerts' } }),
  quietToHour: row({ default: 0, schema: hour, since: 5, patch: true, field: { unit: 'hour', place: 'alerts' } }),
  /** Slugs of events of which no new set of bets is told. */
  mutedEvents: row({ default: NO_EVENTS, schema: mutedEvents, since: 5, patch: true }),
  /** Whether the fill model watches the books and may shrink suggested stakes. */
  fillAdvice: row({ default: true, schema: z.boolean(), since: 4, patch: true }),
  /** Whether markets of open pages are read for signals, which are only shown. */
  marketSignals: row({ default: true, schema: z.boolean(), since: 6, patch: true }),
  /** Spot prices from these exchanges, for signals; each is asked about by itself, with its host. */
  spotKraken: row({ default: false, schema: z.boolean(), since: 3, patch: true, strictest: false }),
  spotCoinbase: row({ default: false, schema: z.boolean(), since: 3, patch: true, strictest: false }),
  /**
   * A book not known to be right for this long cannot feed a scan or an order (docs/reliability.md 3.2: five seconds).
   */
  staleAfterMs: row({ default: 5_000, schema: z.int().check(z.gte(500), z.lte(30_000)), since: 1, patch: false }),
} as const;

export type Settings = ValuesOf<typeof settings>;
export type ConfirmPlace = Settings['confirmIn'];
export type SettingKey = keyof typeof settings;
export type SettingsPatch = PatchOf<typeof settings>;

export const DEFAULT_SETTINGS: Settings = defaultsOf(settings);
