/**
 * What a change of books can hold, before anybody solves anything: a screen that fires is an edge at the top of the
 * books, a skip certificate proves that there is none (docs/maths.md 3.5). Only what is left goes to the engine.
 *
 *   asks of a token changed --> screen: fires --> to be solved before all others
 *                          \--> prices mu inside all bands: nothing, for about a microsecond
 *                               \--> mu in the middle of the bands again --> nothing, or open: the engine is asked
 *                                                  the mu at which it found nothing serves from then on <--+
 *
 * What is said here of "nothing" is exactly what the engine's first look would say: no trade of the relations as rows
 * has a value at these books. A basket that only whole outcomes show is found by the prover (exact.ts). Budget, least
 * sizes, the coarser grid and books that are cut only take away from it.
 */
import type { Level } from '../../domain/book';
import type { Condition, FeeSchedule } from '../../domain/condition';
import { isExecutable } from '../../domain/relation';
import { MICROS } from '../../domain/units';
import { at } from '../../domain/arrays';
import { unitFee } from '../../domain/fees';
import { WORTHLESS } from '../../engine/lp/safe-trade';
import { directPrices, type Band } from '../../engine/screen/central';
import { Screen } from '../../engine/screen/screen';
import type { SkipCertificate } from '../../engine/screen/skip';
import { skipCertificateAt } from '../../engine/screen/skip';
import { screenSpecOf } from '../../engine/screen/spec';
import { buildSpace, type OutcomeSpace } from '../../engine/space/space';
import type { Component } from '../relations/relations';
import type { BookSource } from './instance';

const NO_ASKS: readonly Level[] = [];
const NEITHER = [NO_ASKS, NO_ASKS] as const;
const NO_FEE: FeeSchedule = { ratePpm: 0, exponent: 1, takerOnly: true };

export interface Screening {
  /**
   * The books of these conditions of it may have changed; null: all may have. @returns whether a rule is broken at the
   * best prices of one of them.
   */
  update(component: Component, moved: readonly string[] | null): boolean;
  /** Whether it is proven that nothing can be gained at the books as they were at the last update. */
  hasNothing(component: Component): boolean;
  /** A book was left out because it could not be used: it may be usable again without having changed. */
  isPartial(component: Component): boolean;
  /** Prices of YES by condition at which the engine found nothing to gain. They are checked here. */
  learn(component: Component, worth: Float64Array): void;
}

/** Of one component; made when its first book comes, and anew when it is another component. */
interface Watched {
  readonly indexOf: ReadonlyMap<string, number>;
  readonly fees: readonly FeeSchedule[];
  readonly space: OutcomeSpace;
  readonly screen: Screen | null;
  /** By token, YES of condition i at 2i, NO at 2i + 1; none where the market or its books cannot be used. */
  readonly asks: (readonly Level[])[];
  /** Conditions whose books could not be used at the last update. */
  readonly leftOut: Set<number>;
  skip: SkipCertificate | null;
}

export function createScreening(books: BookSource): Screening {
  const known = new WeakMap<Component, Watched>();
  /** Of single conditions without relations nothing is kept but this. */
  const coherent = new WeakMap<Component, boolean>();
  const leftOutAlone = new WeakSet<Component>();

  function watchedOf(component: Component): { readonly watched: Watched; readonly isNew: boolean } {
    const held = known.get(component);
    if (held !== undefined) return { watched: held, isNew: false };
    const watched = watch(component);
    known.set(component, watched);
    return { watched, isNew: true };
  }

  /** One bad side condemns both, as in what the engine is given; null then. */
  function asksOf(condition: Condition): readonly [yes: readonly Level[], no: readonly Level[]] | null {
    if (!isTraded(condition)) return NEITHER;
    const [yesToken, noToken] = condition.tokens;
    const yes = books.stateOf(yesToken);
    const no = books.stateOf(noToken);
    return yes.kind === 'bad' || no.kind === 'bad' ? null : [yes.book.asks, no.book.asks];
  }

  function updateOne(watched: Watched, index: number, condition: Condition): boolean {
    let fired = 0;
    const found = asksOf(condition);
    if (found === null) watched.leftOut.add(index);
    else watched.leftOut.delete(index);
    (found ?? NEITHER).forEach((asks, position) => {
      const slot = 2 * index + position;
      if (watched.asks[slot] === asks) return;
      watched.asks[slot] = asks;
      const token = position === 0 ? 'yes' : 'no';
      fired |= watched.screen?.update(index, token, asks[0]?.priceMicros ?? null) ?? 0;
      watched.skip?.update(index, token, asks);
    });
    return fired !== 0;
  }

  return {
    update(component, moved) {
      const [only] = component.conditions;
      if (isAlone(component) && only !== undefined) {
        const found = asksOf(only);
        if (found === null) leftOutAlone.add(component);
        else leftOutAlone.delete(component);
        const [yes, no] = found ?? NEITHER;
        const isBroken = costOf(yes, only.fee) + costOf(no, only.fee) < 1;
        coherent.set(component, !isBroken);
        return isBroken;
      }
      const { watched, isNew } = watchedOf(component);
      let isBroken = false;
      if (isNew || moved === null)
        component.conditions.forEach((condition, index) => {
          isBroken = updateOne(watched, index, condition) || isBroken;
        });
      else
        for (const id of moved) {
          const index = watched.indexOf.get(id);
          if (index !== undefined) isBroken = updateOne(watched, index, at(component.conditions, index)) || isBroken;
        }
      return isBroken;
    },
    hasNothing(component) {
      if (isAlone(component)) return coherent.get(component) ?? false;
      const watched = known.get(component);
      if (watched === undefined) return false;
      if (isNothing(watched.skip)) return true;
      const bands = watched.fees.map((fee, index) => bandOf(watched, index, fee));
      const worth = directPrices(watched.space, bands);
      const skip = worth && skipCertificateAt(worth, watched);
      // One that does not prove it now may well prove it at the next books.
      if (isNothing(skip)) watched.skip = skip;
      return isNothing(skip);
    },
    isPartial: (component) =>
      isAlone(component) ? leftOutAlone.has(component) : (known.get(component)?.leftOut.size ?? 0) > 0,
    learn(component, worth) {
      const watched = known.get(component);
      if (watched === undefined || worth.length !== watched.fees.length) return;
      watched.skip = skipCertificateAt(worth, watched) ?? watched.skip;
    },
  };
}

function watch({ conditions, relations }: Component): Watched {
  const keys = conditions.map(({ id }): string => id);
  const fees = conditions.map(({ fee }) => fee ?? NO_FEE);
  const space = buildSpace(keys, relations.filter(isExecutable));
  const asks: (readonly Level[])[] = Array.from({ length: 2 * conditions.length }, () => NO_ASKS);
  const screen = new Screen(
    screenSpecOf(
      keys.map((key, index) => ({ key, fee: at(fees, index) })),
      relations,
    ),
  );
  return { indexOf: space.indexOf, fees, space, screen, asks, leftOut: new Set(), skip: null };
}

/** Neither group nor any other relation: most of the venue's markets. */
function isAlone({ conditions, relations }: Component): boolean {
  return conditions.length === 1 && relations.length === 0;
}

function isTraded({ settled, closed, acceptingOrders, enableOrderBook, stopped, fee }: Condition): boolean {
  return settled === null && !closed && acceptingOrders && enableOrderBook && stopped === undefined && fee !== null;
}

function isNothing(skip: SkipCertificate | null): boolean {
  return skip !== null && skip.boundDollars <= WORTHLESS;
}

/** Of the best share, dollars with its fee; a dollar where nobody sells. */
function costOf([best]: readonly Level[], fee: FeeSchedule | null): number {
  return best === undefined || fee === null ? 1 : best.priceMicros / MICROS + unitFee(fee, best.priceMicros);
}

function bandOf({ asks }: Watched, index: number, fee: FeeSchedule): Band {
  const cost = (slot: number): number => Math.min(1, costOf(at(asks, slot), fee));
  return { low: 1 - cost(2 * index + 1), high: cost(2 * index) };
}
