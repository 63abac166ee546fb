/**
 * The stake for these odds on each outcome of an event, in dollars and together: what Kelly puts on them at the price
 * that the other outcomes give. Nothing where the fair price is its own book's, nothing beyond the bankroll's share.
 */
import type { Condition, TokenSide } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Level } from '../../domain/book';
import { feeRoundedUp } from '../../domain/fees';
import { MICROS, moneyMicros, type MoneyMicros } from '../../domain/units';
import type { Capital } from '../../engine/sizing/capital';
import { jointStakes, type JointBet } from '../../engine/sizing/joint';
import type { Component } from '../relations/relations';
import { usableBook, type BookSource } from '../scan/instance';

export interface Stake {
  readonly token: TokenSide;
  readonly micros: MoneyMicros;
}

export interface StakeRow {
  readonly condition: Condition;
  readonly component: Component | null;
  /** Price given the other prices, in [0, 1]; null when unknown. */
  readonly fair: number | null;
}

export interface StakesRequest {
  readonly rows: readonly StakeRow[];
  readonly capital: Capital;
  readonly now: { readonly books: BookSource; readonly nowMs: number; readonly staleAfterMs: number };
}

/** Levels of all outcomes together: what is deeper moves no stake that anybody would take. */
const LEVELS = 24;

/** By condition id; absent where nothing should be staked, or less than `leastMicros`. */
export function stakesOf({ rows, capital, now }: StakesRequest, leastMicros: MoneyMicros): ReadonlyMap<string, Stake> {
  const groups = new Map<Component, StakeRow[]>();
  for (const row of rows)
    if (row.component !== null) groups.set(row.component, [...(groups.get(row.component) ?? []), row]);
  const tied = [...groups].flatMap(([component, members]) => {
    const quoted = component.conditions.filter((condition) => booksOf(condition, now) !== null);
    // One book alone says its own price back.
    const known = quoted.length < 2 ? [] : members.flatMap((row) => offeredOf(row, now, members.length) ?? []);
    return known.some(({ bets }) => bets.length > 0) ? [{ component, known }] : [];
  });
  const share = (capital.workingMicros * capital.share) / Math.max(1, tied.length);
  const staked = tied.flatMap(({ component, known }) => [...stakesIn(component, known, share / MICROS)]);
  return new Map(staked.filter(([, { micros }]) => micros >= leastMicros));
}

interface Offered {
  readonly id: string;
  readonly fair: number;
  readonly bets: readonly { readonly token: TokenSide; readonly unitCost: number; readonly size: number }[];
}

function booksOf(condition: Condition, now: StakesRequest['now']) {
  const yes = usableBook(now.books, tokenOf(condition, 'yes'), now);
  const no = usableBook(now.books, tokenOf(condition, 'no'), now);
  return typeof yes === 'string' || typeof no === 'string' ? null : { yes, no };
}

/** The levels that cost less than they are worth at the fair price. */
function offeredOf({ condition, fair }: StakeRow, now: StakesRequest['now'], rows: number): Offered | null {
  const books = booksOf(condition, now);
  const { fee, id } = condition;
  if (books === null || fee === null || fair === null || condition.closed || !condition.acceptingOrders) return null;
  const unitOf = ({ priceMicros, sizeMicros }: Level): number =>
    sizeMicros === 0 ? 1 : priceMicros / MICROS + feeRoundedUp(fee, priceMicros, sizeMicros) / sizeMicros;
  const bets = (['yes', 'no'] as const).flatMap((token) => {
    const worth = token === 'yes' ? fair : 1 - fair;
    return books[token].asks
      .slice(0, Math.max(1, Math.floor(LEVELS / rows)))
      .map((level) => ({ token, unitCost: unitOf(level), size: level.sizeMicros / MICROS }))
      .filter(({ unitCost, size }) => unitCost < worth && size > 0);
  });
  return { id, fair, bets };
}

function stakesIn(component: Component, rows: readonly Offered[], capital: number): ReadonlyMap<string, Stake> {
  const joint = scenariosOf(component, rows);
  // How they go together is not known: each alone, with its part of the money, can never be more than all.
  const parts = joint === null ? rows.map((row) => ({ rows: [row], ...alone(row) })) : [{ rows, ...joint }];
  const staked = new Map<string, Stake>();
  for (const part of parts) {
    const flat = part.rows.flatMap((row) => row.bets.map((bet) => ({ row, bet })));
    const bets = flat.map(({ row, bet }): JointBet => ({
      ...bet,
      pays: part.scenarios.map((happened) => happened.has(row.id) === (bet.token === 'yes')),
    }));
    const dollars = jointStakes({ bets, probabilities: part.probabilities, capital: capital / parts.length });
    for (const [index, { row, bet }] of flat.entries()) {
      const micros = Math.floor((dollars[index] ?? 0) * MICROS);
      const before = staked.get(row.id);
      if (micros <= 0) continue;
      if (before === undefined) staked.set(row.id, { token: bet.token, micros: moneyMicros(micros) });
      else if (before.token === bet.token)
        staked.set(row.id, { token: bet.token, micros: moneyMicros(before.micros + micros) });
      else if (micros > before.micros) staked.set(row.id, { token: bet.token, micros: moneyMicros(micros) });
    }
  }
  return staked;
}

interface Scenarios {
  readonly scenarios: readonly ReadonlySet<string>[];
  readonly probabilities: readonly number[];
}

function alone({ id, fair }: Offered): Scenarios {
  return { scenarios: [new Set([id]), new Set()], probabilities: [fair, 1 - fair] };
}

/** Where the prices say everything: outcomes of which at most one comes, and rungs that follow from each other. */
function scenariosOf({ relations }: Component, rows: readonly Offered[]): Scenarios | null {
  const ids = rows.map(({ id }) => id);
  const exclusive = relations.some(
    ({ body }) => (body.type === 'exactly-one' || body.type === 'excludes') && ids.every((id) => body.of.includes(id)),
  );
  const sum = rows.reduce((total, { fair }) => total + fair, 0);
  if (exclusive) {
    const all = Math.max(1, sum);
    return {
      scenarios: [...rows.map(({ id }) => new Set([id])), new Set<string>()],
      probabilities: [...rows.map(({ fair }) => fair / all), Math.max(0, 1 - sum / all)],
    };
  }
  const implied = new Set(
    relations.flatMap(({ body }) => (body.type === 'implies' ? [`${body.if} ${body.then}`] : [])),
  );
  const chain = [...rows].sort((a, b) => a.fair - b.fair || (implied.has(`${a.id} ${b.id}`) ? -1 : 1));
  const linked = chain.every(({ id }, index) => {
    const next = chain[index + 1];
    return next === undefined || implied.has(`${id} ${next.id}`);
  });
  if (!linked) return null;
  return {
    scenarios: [...chain.map((_, index) => new Set(chain.slice(index).map(({ id }) => id))), new Set<string>()],
    probabilities: [
      ...chain.map(({ fair }, index) => fair - (chain[index - 1]?.fair ?? 0)),
      1 - (chain.at(-1)?.fair ?? 0),
    ],
  };
}
