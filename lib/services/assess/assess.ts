/**
 * What a basket is worth on its bad days and what an outcome costs: computed here, once per certificate and again only
 * when the books or terms that it rests on changed. The risk gate and the views read it; they compute no money.
 */
import type { Book } from '../../domain/book';
import { maxCostOf, type Certificate, type Hashed, type Leg, type Verified } from '../../domain/basket';
import { conditionsByKey, type Condition, type FeeSchedule } from '../../domain/condition';
import type { CertificateHash } from '../../domain/ids';
import type { InstanceBook } from '../../domain/instance';
import type { FillsView } from '../../protocol/fills';
import type { Settings } from '../../protocol/settings';
import type { MoneyMicros, TimeMs } from '../../domain/units';
import { MICROS, moneyMicros, timeMs } from '../../domain/units';
import { walkBook } from '../../domain/walk';
import { lockedNowMicros } from '../../engine/pricing/locked';
import type { PartialWorst } from '../../engine/sizing/partial';
import { capitalOf, type Capital } from '../../engine/sizing/capital';
import { voidWorst } from '../../engine/sizing/void-worst';
import type { Clock } from '../../ports/clock';
import type { VenueRules } from '../../ports/venue-rules';
import { acceptedTiesOf, relationsUnder } from '../opportunities/your-word';
import type { Component } from '../relations/relations';
import type { BookSource } from '../scan/instance';
import { readBooks, readOnce } from '../scan/instance';
import type { FillAdvice } from '../fills/fills';
import { fillsViewOf, legFills } from './leg-fills';
import { worstOfPartsIn } from './parts';
import { stakeOf, type RestsOn, type Stake as BasketStake } from './stake';
import { stakesOf, type Stake, type StakesRequest } from './stakes';

/** Certificates on screen are few; those of the last seconds are kept too, because a click may name one. */
const KEPT = 256;

export interface AssessedBasket {
  readonly certified: Hashed<Verified<Certificate>>;
  readonly component: Component;
}

/** What proof and terms say, whatever the books do. */
export interface Assessment {
  /** Of the certificate that this speaks of. */
  readonly hash: CertificateHash;
  /** Highest total that the signed legs can cost, fees included (least total a sale brings counts against it). */
  readonly maxCostMicros: MoneyMicros;
  /** At the recorded depth, fees included. */
  readonly costMicros: MoneyMicros;
  /** Edge once all legs filled within their limits, fees included. */
  readonly edgeMicros: MoneyMicros;
  readonly floorMicros: MoneyMicros;
  /** Least edge if one condition is voided (both tokens pay half). */
  readonly voidWorstMicros: MoneyMicros;
  readonly cash: RouteToCash;
}

/** How the basket becomes money (docs/venue.md 8.3). */
export interface RouteToCash {
  /** Comes back at once by merging and by conversions that the venue makes without a fee. */
  readonly lockedNowMicros: MoneyMicros;
  /** End date of the leg that ends last, ISO 8601; "" where the venue gives none. */
  readonly resolvesAt: string;
  /** 'now' where all legs merge or convert at the venue, else `resolvesAt`. */
  readonly at: 'now' | string;
}

/** What the books say of it now. */
export interface BooksAssessment {
  /**
   * Worst of every proper subset of the legs, each filled leg sold back at bids two levels lower than now: legs unwind
   * one by one, so the least sum is exact without trying all of them. null when a book is too short or too old to say.
   */
  readonly partial: PartialWorst | null;
  /** First leg whose book may not be traded on. */
  readonly staleLeg: string | null;
  /** When the oldest book of a leg was last known to be right; null when one is missing. */
  readonly asOfMs: TimeMs | null;
}

export interface BooksNow {
  readonly books: BookSource;
  readonly nowMs: TimeMs;
  readonly staleAfterMs: number;
}

/** One reading of the books for all that one frame says. */
export function booksNow(sources: {
  readonly books: BookSource;
  readonly settings: { current(): Settings };
  readonly clock: Clock;
}): BooksNow {
  const { books, settings, clock } = sources;
  return { books: readOnce(books), nowMs: clock.nowMs(), staleAfterMs: settings.current().staleAfterMs };
}

export interface OutcomeRequest {
  readonly condition: Condition;
  readonly fee: FeeSchedule;
  readonly yes: Book;
  readonly no: Book;
  readonly settings: Settings;
}

export interface OutcomeAssessment {
  /** Average cost of a share at the sample size, fees included; null when the book is too short. */
  readonly yesUnitCostMicros: MoneyMicros | null;
  readonly noUnitCostMicros: MoneyMicros | null;
}

export interface AssessService {
  basket(basket: AssessedBasket): Assessment;
  onBooks(basket: AssessedBasket, now: BooksNow): BooksAssessment;
  /** How much of the basket to take at these books and settings. */
  stake(basket: AssessedBasket, now: BooksNow, settings: Settings): BasketStake;
  /** Whether its bets will still be there; null: nothing is said. */
  fills(basket: AssessedBasket, now: BooksNow): FillsView | null;
  outcome(request: OutcomeRequest): OutcomeAssessment;
  /** By condition id; absent where nothing should be staked, or less than the venue takes. */
  stakes(request: Omit<StakesRequest, 'capital'> & { readonly settings: Settings }): ReadonlyMap<string, Stake>;
}

interface Kept {
  readonly component: Component;
  readonly assessment: Assessment;
  /** The last answer of the books and the books that gave it, leg by leg. */
  partial: { readonly books: readonly (InstanceBook | undefined)[]; readonly worst: PartialWorst | null } | null;
}

const NO_ADVICE: FillAdvice = { chanceOf: () => null };

export function createAssess({
  rules,
  fills = NO_ADVICE,
  capital = (settings) => capitalOf([], settings),
}: {
  readonly rules: VenueRules;
  /** Advice on whether bets will still be there; without it, as where it says nothing, chances are assumed. */
  readonly fills?: FillAdvice;
  /** What sizes are a part of; without it the bankroll, as if nothing had been won or lost. */
  readonly capital?: (settings: Settings) => Capital;
}): AssessService {
  const kept = new Map<CertificateHash, Kept>();
  const outcomes = new WeakMap<Condition, { readonly of: OutcomeRequest; readonly answer: OutcomeAssessment }>();

  function keptOf(basket: AssessedBasket): Kept {
    const { hash } = basket.certified;
    const known = kept.get(hash);
    if (known?.component === basket.component) return known;
    const made: Kept = { component: basket.component, assessment: assessBasket(basket), partial: null };
    // Written again at the end of the list: the first entry is the one that was made longest ago.
    kept.delete(hash);
    kept.set(hash, made);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return made;
  }

  function booksOf({ certified, component }: AssessedBasket, now: BooksNow) {
    const keys = new Set(certified.certificate.legs.map((leg) => leg.condition));
    const conditions = component.conditions.filter((condition) => keys.has(condition.id));
    return { conditions, ...readBooks({ conditions, ...now }) };
  }

  function onBooks(basket: AssessedBasket, now: BooksNow): BooksAssessment {
    const { legs } = basket.certified.certificate;
    const { conditions, books, freshness } = booksOf(basket, now);
    const ofLegs = legs.map((leg) => books[leg.condition]);
    const entry = keptOf(basket);
    if (entry.partial === null || !ofLegs.every((book, index) => isSameBook(book, entry.partial?.books[index])))
      entry.partial = { books: ofLegs, worst: worstOfPartsIn(legs, books, conditions) };
    const unusable = new Set(freshness.unusable.map(({ condition }) => String(condition.id)));
    return {
      partial: entry.partial.worst,
      staleLeg: legs.find((leg) => unusable.has(leg.condition))?.condition ?? null,
      asOfMs: oldestOf(legs.map((leg) => books[leg.condition]?.[leg.token].verifiedAtMs ?? null)),
    };
  }

  function fillsOf(basket: AssessedBasket, now: BooksNow) {
    const { conditions, books } = booksOf(basket, now);
    const request = {
      legs: basket.certified.certificate.legs,
      conditions: conditionsByKey(conditions),
      sideOf: (leg: Leg) => books[leg.condition]?.[leg.token],
      nowMs: now.nowMs,
    };
    return { request, answers: legFills(fills, request) };
  }

  return {
    basket: (basket) => keptOf(basket).assessment,
    onBooks,
    stake(basket, now, settings) {
      const { legs } = basket.certified.certificate;
      const { conditions, books } = booksOf(basket, now);
      const { edgeMicros, maxCostMicros, voidWorstMicros: voidMicros } = keptOf(basket).assessment;
      const { answers } = fillsOf(basket, now);
      return stakeOf({
        legs,
        edgeMicros,
        maxCostMicros,
        partialMicros: onBooks(basket, now).partial?.resultMicros ?? null,
        voidMicros,
        restsOn: restsOn(basket),
        sideOf: (leg) => books[leg.condition]?.[leg.token],
        leastPart: Math.max(0, ...legs.map((leg) => leastPartOf(leg, conditions, rules))),
        nowMs: now.nowMs,
        learnedOf(leg) {
          const said = answers[legs.indexOf(leg)];
          return said?.kind === 'value' ? said.low : null;
        },
        capital: capital(settings),
        maxPositionMicros: settings.maxPositionMicros,
      });
    },
    fills(basket, now) {
      const { request, answers } = fillsOf(basket, now);
      return fillsViewOf(answers, request);
    },
    outcome(request) {
      const known = outcomes.get(request.condition);
      if (known !== undefined && isSameRequest(known.of, request)) return known.answer;
      const answer = assessOutcome(request);
      outcomes.set(request.condition, { of: request, answer });
      return answer;
    },
    stakes: ({ settings, ...request }) => stakesOf({ ...request, capital: capital(settings) }, rules.minBuyMicros),
  };
}

/** The weakest of what the floor rests on. */
function restsOn({ certified, component }: AssessedBasket): RestsOn {
  const { certificate } = certified;
  if (acceptedTiesOf(certificate, component.relations) > 0) return 'word';
  const under = relationsUnder(certificate);
  const isRule = component.relations.some(({ id, source }) => source === 'rule' && under.has(id));
  return isRule ? 'rule' : 'structure';
}

function assessBasket({ certified, component }: AssessedBasket): Assessment {
  const { certificate } = certified;
  return {
    hash: certified.hash,
    maxCostMicros: maxCostOf(certificate),
    costMicros: moneyMicros(certificate.costMicros + certificate.feesMicros),
    edgeMicros: certificate.edgeAtLimitsMicros,
    floorMicros: certificate.floorMicros,
    voidWorstMicros: voidWorst(certificate),
    cash: routeToCash(certificate, component),
  };
}

/**
 * At once where the legs merge or convert at the venue, else at the last end date. NO shares of one neg-risk group
 * convert; YES and NO of one condition merge.
 */
function routeToCash(certificate: Certificate, component: Component): RouteToCash {
  const conditions = new Map(component.conditions.map((condition) => [String(condition.id), condition] as const));
  const legs = certificate.legs.flatMap((leg) => {
    const condition = conditions.get(leg.condition);
    return condition ? [{ leg, condition }] : [];
  });
  const groups = new Map<string, string[]>();
  for (const { condition } of legs)
    groups.set(condition.negRiskMarketId, [...(groups.get(condition.negRiskMarketId) ?? []), condition.id]);
  const allNo =
    legs.length > 1 &&
    legs.every(({ leg, condition }) => leg.side === 'buy' && leg.token === 'no' && condition.negRisk) &&
    groups.size === 1;
  const pair = legs.length === 2 && new Set(legs.map(({ leg }) => leg.condition)).size === 1;
  const resolvesAt =
    legs
      .map(({ condition }) => condition.endDate)
      .sort()
      .at(-1) ?? '';
  // What the venue keeps of a conversion is known of the component's own event only.
  const { event } = component;
  const free = event.enableNegRisk && event.negRiskFeeBips === 0 ? groups.get(event.negRiskMarketId) : undefined;
  return {
    lockedNowMicros: lockedNowMicros(certificate, free === undefined ? [] : [[...new Set(free)]]),
    resolvesAt,
    at: allNo || pair ? 'now' : resolvesAt,
  };
}

function assessOutcome({ fee, yes, no, settings }: OutcomeRequest): OutcomeAssessment {
  const unitCost = (book: Book): MoneyMicros | null =>
    walkBook({ levels: book.asks, sizeMicros: settings.sampleSizeMicros, fee, side: 'buy' })?.unitMicros ?? null;
  return { yesUnitCostMicros: unitCost(yes), noUnitCostMicros: unitCost(no) };
}

/** Part of a leg below which the venue takes no order: its least shares, and for a buy its least money. */
/** The part of a leg under which it could not be ordered; above 1: not even all of it. */
export function leastPartOf(leg: Leg, conditions: readonly Condition[], rules: VenueRules): number {
  const shares = conditions.find(({ id }) => id === leg.condition)?.minSizeMicros ?? Infinity;
  const best = leg.fills[0]?.priceMicros ?? 0;
  const byMoney = leg.side === 'buy' ? (rules.minBuyMicros * MICROS) / best : 0;
  return Math.max(shares, byMoney) / leg.sizeMicros;
}

/** null when one time is not known. */
function oldestOf(times: readonly (number | null)[]): TimeMs | null {
  let oldest: TimeMs | null = null;
  for (const time of times) {
    if (time === null) return null;
    if (oldest === null || time < oldest) oldest = timeMs(time);
  }
  return oldest;
}

/** The sides of an instance are the same objects as long as their books are. */
function isSameBook(a: InstanceBook | undefined, b: InstanceBook | undefined): boolean {
  return a?.yes === b?.yes && a?.no === b?.no;
}

function isSameRequest(a: OutcomeRequest, b: OutcomeRequest): boolean {
  return a.yes === b.yes && a.no === b.no && a.fee === b.fee && a.settings === b.settings;
}
